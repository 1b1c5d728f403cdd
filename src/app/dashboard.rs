//! The figures of an area that an office sees first. They are counted at most once a minute for all who ask.

use std::collections::HashMap;
use std::sync::Arc;

use camket_domain::accounts::Scope;
use camket_domain::areas::AreaCode;
use camket_domain::calendar::{count_working_days, local_date};
use camket_domain::dashboard::{AGEING_DAYS, Ageing, list_coming_months, list_past_months};
use camket_domain::ids::AgencyId;
use camket_domain::inspections::Conclusion;
use camket_domain::periods::PeriodSpan;
use camket_domain::permissions::{Permit, rights};
use camket_store::dashboard::{self as rows, CertificateCounts, MonthCounts};
use camket_store::settings::holiday;
use camket_store::{agencies, inspections, plans};
use quick_cache::sync::Cache;
use time::{Duration, OffsetDateTime};

use crate::{App, AppError};

type DashboardPermit = Permit<rights::ReadDashboard>;

/// How long counted figures are shown.
const LIFETIME: Duration = Duration::MINUTE;
/// Areas that are remembered: every commune of a province and more.
const MAX_REMEMBERED: usize = 200;
/// Decisions from which the ageing is measured; a province takes fewer in three months.
const MAX_DECISIONS: u64 = 50_000;

/// The figures of an area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AreaFigures {
    pub counted_at: OffsetDateTime,
    /// The months of the past figures, oldest first; the last is the present one.
    pub past: Vec<PeriodSpan>,
    /// The months of the coming figures.
    pub coming: Vec<PeriodSpan>,
    /// The visits by conclusion, in each past month.
    pub visits: Vec<(Conclusion, MonthCounts)>,
    /// Venues of the approved plans of the year, and venues visited in it.
    pub planned: u64,
    pub visited: u64,
    /// Reports of the public in each past month.
    pub concerns: MonthCounts,
    pub certificates: CertificateCounts,
    /// Certificates in force that end in each coming month.
    pub ending: MonthCounts,
    /// How long applications took that were decided in the last [`AGEING_DAYS`] days.
    pub ageing: Ageing,
    /// The same by office, in no order: its name.
    pub ageing_by_office: Vec<(String, Ageing)>,
    /// Proposed measures that wait.
    pub measures: u64,
    /// Venues whose owner did not get the last message.
    pub unreached: u64,
}

impl AreaFigures {
    /// Visits of all conclusions, in each past month.
    pub fn count_visits(&self) -> MonthCounts {
        self.sum_visits(|_| true)
    }

    /// Visits that did not end in a pass, in each past month.
    pub fn count_findings(&self) -> MonthCounts {
        self.sum_visits(|conclusion| conclusion != Conclusion::Pass)
    }

    fn sum_visits(&self, counts: impl Fn(Conclusion) -> bool) -> MonthCounts {
        let mut sums = vec![0; self.past.len()];
        for (_, months) in self.visits.iter().filter(|(conclusion, _)| counts(*conclusion)) {
            sums.iter_mut().zip(months).for_each(|(sum, month)| *sum += month);
        }
        sums
    }
}

#[derive(Debug)]
pub(crate) struct DashboardCache(Cache<AreaCode, Arc<AreaFigures>>);

impl DashboardCache {
    pub(crate) fn new() -> Self {
        Self(Cache::new(MAX_REMEMBERED))
    }
}

/// The figures of the reader's area; `None` for a reader without one.
pub async fn load_figures(app: &App, permit: &DashboardPermit) -> Result<Option<Arc<AreaFigures>>, AppError> {
    let Some(area) = permit.actor().area else { return Ok(None) };
    let now = app.now();
    let known = app.dashboard().0.get(&area);
    // The clock of a machine may be set back.
    let is_fresh = |known: &Arc<AreaFigures>| (now - known.counted_at).abs() < LIFETIME;
    if let Some(known) = known.filter(is_fresh) {
        return Ok(Some(known));
    }
    let figures = Arc::new(count_figures(app, area, now).await?);
    app.dashboard().0.insert(area, figures.clone());
    Ok(Some(figures))
}

/// Counts the figures of an area as of `now`; pages take them from [`load_figures`].
pub async fn count_figures(app: &App, area: AreaCode, now: OffsetDateTime) -> Result<AreaFigures, AppError> {
    let (store, scope, today) = (app.store(), Scope::Area(area), local_date(now));
    let (past, coming) = (list_past_months(today), list_coming_months(today));
    let areas = crate::teams::list_areas_with_province(area, today);
    let plans = plans::list_approved(store, &areas, today.year()).await?;
    let (ageing, ageing_by_office) = measure_ageing(app, &scope, now).await?;
    Ok(AreaFigures {
        counted_at: now,
        visits: rows::count_visits(store, &scope, &past).await?,
        planned: plans.iter().map(|plan| plan.visits.len() as u64).sum(),
        visited: inspections::count_visited_venues(store, &scope, today.year()).await?,
        concerns: rows::count_concerns(store, &scope, &past).await?,
        certificates: rows::count_certificates(store, &scope, today).await?,
        ending: rows::count_ending(store, &scope, today, &coming).await?,
        measures: rows::count_measures(store, &scope).await?,
        unreached: rows::count_unreached(store, &scope).await?,
        ageing,
        ageing_by_office,
        past,
        coming,
    })
}

async fn measure_ageing(
    app: &App,
    scope: &Scope,
    now: OffsetDateTime,
) -> Result<(Ageing, Vec<(String, Ageing)>), AppError> {
    let since = now - Duration::days(AGEING_DAYS);
    let tracks = rows::list_decided_tracks(app.store(), scope, since, MAX_DECISIONS).await?;
    let holidays = holiday::load_calendar(app.store()).await?;
    let mut by_office: HashMap<AgencyId, Vec<u32>> = HashMap::new();
    for (agency, submitted, decided) in &tracks {
        let days = count_working_days(local_date(*submitted), local_date(*decided), &holidays);
        by_office.entry(*agency).or_default().push(days);
    }
    let all = Ageing::measure(by_office.values().flatten().copied().collect());
    let ids: Vec<AgencyId> = by_office.keys().copied().collect();
    let found = agencies::find_many(app.store(), &ids, &[]).await?;
    let name = |id: AgencyId| {
        found.iter().find(|agency| agency.id == id).map(|agency| agency.name.clone()).unwrap_or_default()
    };
    let offices = by_office.into_iter().map(|(agency, days)| (name(agency), Ageing::measure(days)));
    Ok((all, offices.collect()))
}
