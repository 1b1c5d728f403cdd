//! Coverage: of the venues of the census that should have signed on a day, how many have, and which have not.

mod cache;
mod export;
mod names;
mod open;

use std::sync::Arc;

use camket_domain::accounts::Scope;
use camket_domain::areas::{self, AreaCode, AreaLevel};
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::{CoverageFigures, CoverageTable};
use camket_domain::coverage::trend::{MonthEnd, list_trend_days};
use camket_domain::permissions::{Permit, rights};
use camket_store::coverage as rows;
use time::Date;

use crate::{App, AppError};

pub(crate) use cache::CoverageCache;
pub use camket_store::coverage::UnitFilter;
pub use export::{
    MAX_PRINTED_NAMES, NamesExport, begin_figures_export, begin_names_export, print_figures, print_names,
};
pub use names::{ListedUnit, NamesPage, list_names};
pub use open::load_open_totals;

/// Months of the trend.
const TREND_MONTHS: usize = 12;

/// What is asked: an area of the officer's, a day, and how it is broken down.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CoverageQuestion {
    pub area: AreaCode,
    /// Not after today (Vietnamese date).
    pub day: Date,
    pub division: AreaDivision,
}

impl CoverageQuestion {
    /// `None` for an area that is not the officer's, and for a day in the future. Without an area, the officer's own.
    pub fn new(
        app: &App,
        permit: &Permit<rights::ReadCoverage>,
        area: Option<AreaCode>,
        day: Date,
        division: AreaDivision,
    ) -> Option<Self> {
        let own = permit.actor().area?;
        let area = area.unwrap_or(own);
        let within =
            area == own || areas::all().province_of(area, app.today()).is_some_and(|above| above.code == own);
        (within && day <= app.today()).then_some(Self { area, day, division })
    }

    pub fn scope(&self) -> Scope {
        Scope::Area(self.area)
    }

    /// Whether the area is a commune, which is not broken down by communes of today.
    pub fn is_commune(&self) -> bool {
        self.area.level() == AreaLevel::Commune
    }
}

/// The figures of a day. They are counted once, and again after a change.
pub async fn load_table(app: &App, question: CoverageQuestion) -> Result<Arc<CoverageTable>, AppError> {
    let revision = rows::find_revision(app.store()).await?;
    if let Some(table) = app.coverage().find_table(question, revision) {
        return Ok(table);
    }
    let scope = question.scope();
    let table = Arc::new(rows::count(app.store(), &scope, question.day, question.division).await?);
    app.coverage().keep_table(question, revision, &table);
    Ok(table)
}

/// The figures of the last days of the months before `question.day`, and of that day, oldest first.
pub async fn load_trend(
    app: &App,
    question: CoverageQuestion,
) -> Result<Arc<Vec<(Date, CoverageFigures)>>, AppError> {
    let revision = rows::find_revision(app.store()).await?;
    if let Some(trend) = app.coverage().find_trend(question, revision) {
        return Ok(trend);
    }
    let days = list_trend_days(question.day, TREND_MONTHS, MonthEnd::Calendar);
    let figures = rows::count_days(app.store(), &question.scope(), &days).await?;
    let trend = Arc::new(days.into_iter().zip(figures).collect::<Vec<_>>());
    app.coverage().keep_trend(question, revision, &trend);
    Ok(trend)
}

/// How many venues of the officer's area have no pledge or no labour registration today.
pub async fn count_missing(app: &App, permit: &Permit<rights::ReadCoverage>) -> Result<u32, AppError> {
    let Some(question) = CoverageQuestion::new(app, permit, None, app.today(), AreaDivision::Commune) else {
        return Ok(0);
    };
    Ok(load_table(app, question).await?.total().count_missing(CoverageDuty::Both))
}
