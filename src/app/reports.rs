//! Reporting periods: what each area sends, what the province accepts, and the figures it freezes.

mod checking;
mod counting;
mod freezing;
mod labels;
mod opening;
mod papers;
mod rows;
mod sentences;
mod waiting;
mod writing;

use std::collections::HashMap;

use camket_domain::accounts::{Actor, Scope};
use camket_domain::areas::{self, AreaCode, AreaLevel};
use camket_domain::audit::AuditEvent;
use camket_domain::ids::{AreaReportId, ReportPeriodId, SnapshotId};
use camket_domain::indicators::Indicator;
use camket_domain::permissions::{Permit, rights};
use camket_domain::reports::differences::{DifferencePlace, FigureDifference};
use camket_domain::reports::snapshot::Snapshot;
use camket_domain::reports::{AreaFigures, AreaReport, ReportPeriod, ReportState};
use camket_store::reports::{area_report, period, snapshot};
use camket_store::{Reader, audit};
use time::Date;

use crate::targets::{may_see, plan_scope};
use crate::{App, AppError, indicators};

pub use camket_store::indicators::facts::{Fact, FactSubject};
pub use checking::{check_report, remind_areas};
pub use freezing::freeze_figures;
pub use opening::{NewPeriod, find_usual_period, open_period};
pub use papers::{ReportFormat, VerifiedSnapshot, render_report, verify_snapshot};
pub use rows::{CountedRows, RowsQuestion, list_rows};
pub use waiting::{ReportTask, list_tasks};
pub use writing::write_report;

type ReportReaderPermit = Permit<rights::ReadReports>;
type ReportCollectorPermit = Permit<rights::CollectReports>;

/// A period in the list.
#[derive(Clone, Debug)]
pub struct PeriodLine {
    pub period: ReportPeriod,
    /// The report of the reader's own area, if that reports.
    pub own: Option<ReportState>,
    /// Areas that report.
    pub areas: usize,
    /// How many reports are in each state; an area that wrote nothing has none.
    pub states: HashMap<ReportState, usize>,
    /// Number and id of the latest snapshot.
    pub snapshot: Option<(i32, SnapshotId)>,
}

/// A period with the reports that the reader may see.
#[derive(Clone, Debug)]
pub struct PeriodDossier {
    pub period: ReportPeriod,
    /// In Vietnamese alphabetical order, the province last.
    pub reports: Vec<AreaReport>,
    /// The latest first.
    pub snapshots: Vec<Snapshot>,
}

/// The report of an area.
#[derive(Clone, Debug)]
pub struct ReportDossier {
    pub period: ReportPeriod,
    pub report: AreaReport,
    pub indicators: Vec<Indicator>,
    /// What was sent; before that what the program counts now, with what is typed in.
    pub figures: AreaFigures,
    /// Of the same days of the year before.
    pub year_before: AreaFigures,
    /// Newest first.
    pub trail: Vec<AuditEvent>,
}

/// Frozen figures with what the version before stated differently.
#[derive(Clone, Debug)]
pub struct SnapshotDossier {
    pub period: ReportPeriod,
    /// A commune's officer gets the row of that commune only; totals are those of the whole.
    pub snapshot: Snapshot,
    pub total: Vec<Option<i64>>,
    pub total_year_before: Vec<Option<i64>>,
    /// Empty for the first version.
    pub differences: Vec<FigureDifference>,
    /// Numbers and ids of all versions, the latest first.
    pub versions: Vec<(i32, SnapshotId)>,
}

/// The periods of the reader's province, the latest first: at most `MAX_PERIODS` and one.
pub async fn list_periods(app: &App, permit: &ReportReaderPermit) -> Result<Vec<PeriodLine>, AppError> {
    let actor = permit.actor();
    let periods = period::list(app.store(), &scope_of(app, actor)).await?;
    let ids: Vec<ReportPeriodId> = periods.iter().map(|period| period.id).collect();
    let mut counted = area_report::count_states(app.store(), &ids).await?;
    let own = match actor.area {
        Some(area) => area_report::list_states_of(app.store(), &ids, area).await?,
        None => HashMap::new(),
    };
    let frozen = snapshot::list_latest(app.store(), &ids).await?;
    let line = |period: ReportPeriod| {
        let areas = list_reporters(&period, app.today());
        let reports = actor.area.is_some_and(|area| areas.contains(&area));
        PeriodLine {
            own: reports.then(|| own.get(&period.id).copied().unwrap_or(ReportState::NotBegun)),
            areas: areas.len(),
            states: counted.remove(&period.id).unwrap_or_default(),
            snapshot: frozen.get(&period.id).copied(),
            period,
        }
    };
    Ok(periods.into_iter().map(line).collect())
}

/// A period with what the areas sent.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_period(
    app: &App,
    permit: &ReportReaderPermit,
    id: ReportPeriodId,
) -> Result<PeriodDossier, AppError> {
    let actor = permit.actor();
    let period = find_period(app, app.store(), actor, id).await?;
    let mut kept = area_report::list(app.store(), &[id]).await?;
    let seen = list_reporters(&period, app.today()).into_iter().filter(|area| may_see(app, actor, *area));
    let take = |area: AreaCode| {
        let found = kept.iter().position(|report| report.area == area).map(|at| kept.swap_remove(at));
        found.unwrap_or_else(|| begin_report(app, id, area))
    };
    let reports = seen.map(take).collect();
    Ok(PeriodDossier { reports, snapshots: snapshot::list(app.store(), id).await?, period })
}

/// The report of an area.
///
/// # Errors
/// [`AppError::NotFound`], also for an area that does not report.
pub async fn load_report(
    app: &App,
    permit: &ReportReaderPermit,
    id: ReportPeriodId,
    area: AreaCode,
) -> Result<ReportDossier, AppError> {
    let (period, report) = find_report(app, app.store(), permit.actor(), id, area).await?;
    let indicators = indicators::list_own(app, app.store(), period.area).await?;
    let entry = report.status.entry().map(|entry| entry.figures.clone()).unwrap_or_default();
    let figures = if report.status.is_open() {
        let mut counted = counting::count_area(app, &period, area, &indicators).await?;
        counted.extend(counting::select_typed(&indicators, entry));
        counted
    } else {
        entry
    };
    let year_before = counting::count_year_before(app, &period, Some(area), &indicators).await?;
    Ok(ReportDossier {
        trail: audit::list_by_target(app.store(), report.id.0).await?,
        year_before: year_before.get(&area).cloned().unwrap_or_default(),
        period,
        report,
        indicators,
        figures,
    })
}

/// Frozen figures, as far as the reader may see them.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_snapshot(
    app: &App,
    permit: &ReportReaderPermit,
    id: SnapshotId,
) -> Result<SnapshotDossier, AppError> {
    let actor = permit.actor();
    let found = snapshot::find(app.store(), id).await?.ok_or(AppError::NotFound)?;
    let period = find_period(app, app.store(), actor, found.period).await?;
    let all = snapshot::list(app.store(), period.id).await?;
    let before = all.iter().find(|other| other.number == found.number - 1);
    let mut differences = before.map(|before| found.content.differences(&before.content)).unwrap_or_default();
    differences.retain(|difference| match &difference.place {
        DifferencePlace::Area { area, .. } => may_see(app, actor, *area),
        DifferencePlace::Table { .. } => may_see(app, actor, period.area),
    });
    let (total, total_year_before) = (found.content.total(), found.content.total_year_before());
    let versions = all.iter().map(|snapshot| (snapshot.number, snapshot.id)).collect();
    let mut snapshot = found;
    snapshot.content.rows.retain(|row| may_see(app, actor, row.area));
    Ok(SnapshotDossier { period, snapshot, total, total_year_before, differences, versions })
}

/// A period of the actor's province.
async fn find_period(
    app: &App,
    reader: &impl Reader,
    actor: &Actor,
    id: ReportPeriodId,
) -> Result<ReportPeriod, AppError> {
    period::find(reader, &scope_of(app, actor), id).await?.ok_or(AppError::NotFound)
}

/// The report of an area that the actor may see; one that nobody began is new.
async fn find_report(
    app: &App,
    reader: &impl Reader,
    actor: &Actor,
    id: ReportPeriodId,
    area: AreaCode,
) -> Result<(ReportPeriod, AreaReport), AppError> {
    let period = find_period(app, reader, actor, id).await?;
    if !list_reporters(&period, app.today()).contains(&area) || !may_see(app, actor, area) {
        return Err(AppError::NotFound);
    }
    let kept = area_report::find(reader, id, area).await?;
    Ok((period, kept.unwrap_or_else(|| begin_report(app, id, area))))
}

fn begin_report(app: &App, period: ReportPeriodId, area: AreaCode) -> AreaReport {
    AreaReport::new(AreaReportId::new(app.now(), app.entropy()), period, area)
}

/// The province whose periods the actor reads.
fn scope_of(app: &App, actor: &Actor) -> Scope {
    plan_scope(app, actor)
}

/// The areas that report: the communes on the day that is counted, in Vietnamese alphabetical order, and the province.
fn list_reporters(period: &ReportPeriod, today: Date) -> Vec<AreaCode> {
    let day = areas::reporting_day(period.counted_day(today));
    let communes = areas::all().list_communes(period.area, day);
    communes.iter().map(|area| area.code).chain([period.area]).collect()
}

/// Whether this is the province's own row.
pub fn is_province(area: AreaCode) -> bool {
    area.level() == AreaLevel::Province
}
