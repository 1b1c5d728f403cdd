//! What the program counts itself for a target: venues from the census, activities that communes recorded.

use std::collections::HashMap;

use camket_domain::activities::ActivitySum;
use camket_domain::areas::AreaCode;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::CoverageFigures;
use camket_domain::media::count_full_months;
use camket_domain::targets::{CardFigures, Target, TargetKind, YearPlan};
use camket_store::activities;

use super::{counted_day, list_reporters};
use crate::coverage::{CoverageQuestion, load_table};
use crate::media::list_grid;
use crate::{App, AppError};

/// The counted figures of a target.
pub(super) struct TargetFacts {
    /// Of the whole province: how many did it, and of how many.
    pub total: (u32, u32),
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
        TargetKind::MediaMonths => count_media(app, plan).await.map(Some),
        _ => Ok(None),
    }
}

async fn count_venues(app: &App, plan: &YearPlan, target: &Target) -> Result<TargetFacts, AppError> {
    let day = counted_day(target, app.today());
    let asked = CoverageQuestion { area: plan.area, day, division: AreaDivision::Commune };
    let table = load_table(app, asked).await?;
    let figures = |of: CoverageFigures| CardFigures { first: of.both, second: Some(of.denominator) };
    let total = table.total();
    let of_areas = table.by_area().into_iter().filter_map(|(area, of)| Some((area?, figures(of)))).collect();
    Ok(TargetFacts { total: (total.both, total.denominator), of_areas })
}

/// The communes with activities of the plan's year on all topics, of all communes.
async fn count_activities(app: &App, plan: &YearPlan, target: &Target) -> Result<TargetFacts, AppError> {
    let sums = activities::sum_by_area(app.store(), plan.area, plan.year).await?;
    let figures = |sum: ActivitySum| CardFigures { first: sum.activities, second: Some(sum.count_topics()) };
    let of_areas: HashMap<_, _> = sums.into_iter().map(|(area, sum)| (area, figures(sum))).collect();
    let communes = list_reporters(plan, target, app.today());
    let (kind, goal) = (target.details.kind, target.details.goal);
    let met = |area: &&AreaCode| of_areas.get(area).and_then(|of| kind.judge(goal, *of)) == Some(true);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let total = (count(communes.iter().filter(met).count()), count(communes.len()));
    Ok(TargetFacts { total, of_areas })
}

/// The months in which every outlet of the province reported.
async fn count_media(app: &App, plan: &YearPlan) -> Result<TargetFacts, AppError> {
    let grid = list_grid(app.store(), plan.area, plan.year).await?;
    let months = count_full_months(&grid.outlets, &grid.entries, plan.year);
    let figures = CardFigures { first: months, second: None };
    Ok(TargetFacts { total: (months, 0), of_areas: HashMap::from([(plan.area, figures)]) })
}
