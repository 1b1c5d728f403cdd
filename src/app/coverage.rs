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
use cache::KnownFigures;
pub use camket_store::coverage::UnitFilter;
pub use export::{
    MAX_PRINTED_NAMES, NamesExport, begin_figures_export, begin_names_export, print_list, print_tables,
};
pub use names::{ListedUnit, NamesPage, list_names};
pub(crate) use open::list_provinces;
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

/// The figures of a day. They are counted once, and after a change those of its communes again.
pub async fn load_table(app: &App, question: CoverageQuestion) -> Result<Arc<CoverageTable>, AppError> {
    let CoverageQuestion { area, day, division } = question;
    let (key, tables) = ((area, day, division), &app.coverage().tables);
    let revision = rows::find_revision(app.store()).await?;
    match tables.find_known(&key, question, &revision) {
        KnownFigures::All(table) => Ok(table),
        KnownFigures::Missing { area, kept } => {
            let counted = rows::count(app.store(), &area, day, division).await?;
            Ok(tables.keep_counted(key, revision, kept, counted))
        }
    }
}

/// The figures of the last days of the months before `question.day`, and of that day, oldest first.
pub async fn load_trend(
    app: &App,
    question: CoverageQuestion,
) -> Result<Vec<(Date, CoverageFigures)>, AppError> {
    let days = list_trend_days(question.day, TREND_MONTHS, MonthEnd::Calendar);
    let revision = rows::find_revision(app.store()).await?;
    let (key, trends) = ((question.area, question.day), &app.coverage().trends);
    let figures = match trends.find_known(&key, question, &revision) {
        KnownFigures::All(figures) => figures,
        KnownFigures::Missing { area, kept } => {
            let counted = rows::count_days(app.store(), &area, &days).await?;
            trends.keep_counted(key, revision, kept, counted)
        }
    };
    // Without any span there are no figures.
    let of_day = |place: usize| figures.get(place).copied().unwrap_or_default();
    Ok(days.iter().enumerate().map(|(place, day)| (*day, of_day(place))).collect())
}

/// How many venues of the officer's area have no pledge or no labour registration today.
pub async fn count_missing(app: &App, permit: &Permit<rights::ReadCoverage>) -> Result<u32, AppError> {
    let Some(question) = CoverageQuestion::new(app, permit, None, app.today(), AreaDivision::Commune) else {
        return Ok(0);
    };
    Ok(load_table(app, question).await?.total().count_missing(CoverageDuty::Both))
}
