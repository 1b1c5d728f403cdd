//! The rows behind a figure, as they are now.

use camket_domain::areas::AreaCode;
use camket_domain::indicators::IndicatorSource;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::periods::PeriodSpan;
use camket_domain::permissions::Action;
use camket_store::indicators::facts::{self, Fact, FactFilter};

use super::{ReportReaderPermit, is_province, scope_of};
use crate::targets::may_see;
use crate::{App, AppError};
use camket_domain::accounts::Scope;

/// Which rows are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowsQuestion {
    pub source: IndicatorSource,
    /// A commune, or the province for what it did itself; `None` for the whole province.
    pub area: Option<AreaCode>,
    pub span: PeriodSpan,
}

/// A page of rows.
pub type CountedRows = Paged<Fact>;

/// A page of the rows that a figure counts, the latest first.
///
/// # Errors
/// [`AppError::NotFound`] for an area that the reader may not see, and for totals of the police if the reader sees none.
pub async fn list_rows(
    app: &App,
    permit: &ReportReaderPermit,
    asked: RowsQuestion,
    after: Option<Cursor>,
) -> Result<CountedRows, AppError> {
    let actor = permit.actor();
    let Scope::Area(province) = scope_of(app, actor) else { return Err(AppError::NotFound) };
    let whole = actor.area.is_some_and(is_province);
    if !asked.area.map_or(whole, |area| may_see(app, actor, area)) {
        return Err(AppError::NotFound);
    }
    if asked.source.kind.is_of_police() && !actor.may(Action::ReadPoliceTotals) {
        return Err(AppError::NotFound);
    }
    let within = FactFilter { province, area: asked.area, span: asked.span };
    Ok(facts::list(app.store(), asked.source, &within, after).await?)
}
