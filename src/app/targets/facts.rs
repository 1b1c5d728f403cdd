//! What the program counts itself for a target: venues from the census, and what communes and the province recorded.

use std::collections::HashMap;

use camket_domain::activities::ActivitySum;
use camket_domain::areas::AreaCode;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::CoverageFigures;
use camket_domain::media::count_full_months;
use camket_domain::targets::kind::ListStanding;
use camket_domain::targets::progress::CountedSum;
use camket_domain::targets::{CardFigures, Target, TargetKind, YearPlan};
use camket_domain::training::TrainingSum;
use camket_store::{activities, integrated_plans, training};
use time::{Date, Month};

use super::{counted_day, list_reporters};
use crate::coverage::{CoverageQuestion, load_table};
use crate::healthy_communes::compare_communes;
use crate::media::list_grid;
use crate::{App, AppError};

/// The counted figures of a target.
pub(super) struct TargetFacts {
    pub total: CountedSum,
    pub of_areas: HashMap<AreaCode, CardFigures>,
}

impl TargetFacts {
    pub(super) fn of_area(&self, area: AreaCode) -> CardFigures {
        self.of_areas.get(&area).copied().unwrap_or(CardFigures { first: 0, second: Some(0) })
    }
}

/// Counts for a target as it is today, or was on its last day; `None` for a kind whose figures are typed.
pub(super) async fn count_facts(
    app: &App,
    plan: &YearPlan,
    target: &Target,
) -> Result<Option<TargetFacts>, AppError> {
    match target.details.kind {
        TargetKind::Coverage => count_venues(app, plan, target).await.map(Some),
        TargetKind::Activities => count_activities(app, plan, target).await.map(Some),
        TargetKind::HealthyCommunes => count_healthy(app, plan).await.map(Some),
        TargetKind::IntegratedPlans => count_integrated(app, plan, target).await.map(Some),
        TargetKind::Training => count_training(app, plan, target).await.map(Some),
        TargetKind::MediaMonths => count_media(app, plan).await.map(Some),
        _ => Ok(None),
    }
}

async fn count_venues(app: &App, plan: &YearPlan, target: &Target) -> Result<TargetFacts, AppError> {
    let day = counted_day(target, app.today());
    let asked = CoverageQuestion { area: plan.area, day, division: AreaDivision::Commune };
    let table = load_table(app, asked).await?;
    let figures = |of: CoverageFigures| CardFigures { first: of.both, second: Some(of.denominator) };
    let sum = table.total();
    let total = CountedSum { done: sum.both, of: sum.denominator, added: 0, complete: true };
    let of_areas = table.by_area().into_iter().filter_map(|(area, of)| Some((area?, figures(of)))).collect();
    Ok(TargetFacts { total, of_areas })
}

/// The communes with activities of the plan's year on all topics, of all communes.
async fn count_activities(app: &App, plan: &YearPlan, target: &Target) -> Result<TargetFacts, AppError> {
    let sums = activities::sum_by_area(app.store(), plan.area, plan.year).await?;
    let figures = |sum: ActivitySum| CardFigures { first: sum.activities, second: Some(sum.count_topics()) };
    let of_areas: HashMap<_, _> = sums.into_iter().map(|(area, sum)| (area, figures(sum))).collect();
    Ok(count_communes(app, plan, target, of_areas))
}

/// The communes that stayed on the list of the year before, and those that are new on that of the plan's year.
async fn count_healthy(app: &App, plan: &YearPlan) -> Result<TargetFacts, AppError> {
    let standings = compare_communes(app, plan.area, plan.year).await?;
    let count = |wanted: &[ListStanding]| {
        let found = standings.values().filter(|standing| wanted.contains(*standing)).count();
        u32::try_from(found).unwrap_or(u32::MAX)
    };
    let total = CountedSum {
        done: count(&[ListStanding::Kept]),
        of: count(&[ListStanding::Kept, ListStanding::Lost]),
        added: count(&[ListStanding::Added]),
        // Without any list nothing can be said.
        complete: !standings.is_empty(),
    };
    let of_areas = standings.into_iter().map(|(area, standing)| (area, standing.figures())).collect();
    Ok(TargetFacts { total, of_areas })
}

/// The communes with an integrated plan dated in the plan's year, of all communes.
async fn count_integrated(app: &App, plan: &YearPlan, target: &Target) -> Result<TargetFacts, AppError> {
    let (first, last) = days_of_year(plan.year);
    let sums = integrated_plans::sum_by_area(app.store(), plan.area, first, last).await?;
    let figures = |plans: u32| CardFigures { first: plans, second: None };
    let of_areas = sums.into_iter().map(|(area, plans)| (area, figures(plans))).collect();
    Ok(count_communes(app, plan, target, of_areas))
}

fn days_of_year(year: i32) -> (Date, Date) {
    let day = |month, day| Date::from_calendar_date(year, month, day).unwrap_or(Date::MAX);
    (day(Month::January, 1), day(Month::December, 31))
}

/// The communes whose figures meet the target, of all communes.
fn count_communes(
    app: &App,
    plan: &YearPlan,
    target: &Target,
    of_areas: HashMap<AreaCode, CardFigures>,
) -> TargetFacts {
    let communes = list_reporters(plan, target, app.today());
    let (kind, goal) = (target.details.kind, target.details.goal);
    let met = |area: &&AreaCode| of_areas.get(area).and_then(|of| kind.judge(goal, *of)) == Some(true);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let done = count(communes.iter().filter(met).count());
    let total = CountedSum { done, of: count(communes.len()), added: 0, complete: true };
    TargetFacts { total, of_areas }
}

/// Who is on the rosters on the counted day, of communes and province, and of these who attended a class of the year.
async fn count_training(app: &App, plan: &YearPlan, target: &Target) -> Result<TargetFacts, AppError> {
    let day = counted_day(target, app.today());
    let (first, _) = days_of_year(plan.year);
    let sums = training::sum_by_area(app.store(), plan.area, first, day).await?;
    let mut sum = TrainingSum::default();
    sums.values().for_each(|of_area| sum.add(*of_area));
    let figures = |of: TrainingSum| CardFigures { first: of.trained, second: Some(of.listed) };
    let of_areas: HashMap<_, _> = sums.into_iter().map(|(area, of)| (area, figures(of))).collect();
    let has_roster = |area: &AreaCode| of_areas.get(area).is_some_and(|of| of.second.unwrap_or_default() > 0);
    let complete = list_reporters(plan, target, app.today()).iter().all(has_roster);
    Ok(TargetFacts { total: CountedSum { done: sum.trained, of: sum.listed, added: 0, complete }, of_areas })
}

/// The months in which every outlet of the province reported.
async fn count_media(app: &App, plan: &YearPlan) -> Result<TargetFacts, AppError> {
    let grid = list_grid(app.store(), plan.area, plan.year).await?;
    let months = count_full_months(&grid.outlets, &grid.entries, plan.year);
    let figures = CardFigures { first: months, second: None };
    let total = CountedSum { done: months, of: 0, added: 0, complete: true };
    Ok(TargetFacts { total, of_areas: HashMap::from([(plan.area, figures)]) })
}
