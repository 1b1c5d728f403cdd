//! What the program counts for a period: venues from the census, all else from the rows of the period.

use std::collections::HashMap;

use camket_domain::areas::AreaCode;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::indicators::{Indicator, IndicatorSource};
use camket_domain::periods::PeriodSpan;
use camket_domain::reports::{AreaFigures, ReportPeriod};
use camket_store::indicators::count::{CountedSources, count_by_area};
use camket_store::indicators::facts::FactFilter;
use camket_store::reports::{period, snapshot};
use time::Date;

use camket_domain::accounts::Scope;

use super::is_province;
use crate::coverage::{CoverageQuestion, load_table};
use crate::{App, AppError};

/// The figures of areas.
pub(super) type FiguresByArea = HashMap<AreaCode, AreaFigures>;

/// The figures of one area that the program counts.
pub(super) async fn count_area(
    app: &App,
    period: &ReportPeriod,
    area: AreaCode,
    indicators: &[Indicator],
) -> Result<AreaFigures, AppError> {
    let day = period.counted_day(app.today());
    let mut counted = count(app, (period.area, Some(area)), (period.span, day), indicators).await?;
    Ok(counted.remove(&area).unwrap_or_default())
}

/// The figures of all areas of a period that the program counts.
pub(super) async fn count_all(
    app: &App,
    period: &ReportPeriod,
    indicators: &[Indicator],
) -> Result<FiguresByArea, AppError> {
    let day = period.counted_day(app.today());
    count(app, (period.area, None), (period.span, day), indicators).await
}

/// The figures of the same days of the year before: those that were frozen, else what the program counts.
pub(super) async fn count_year_before(
    app: &App,
    of: &ReportPeriod,
    area: Option<AreaCode>,
    indicators: &[Indicator],
) -> Result<FiguresByArea, AppError> {
    let span = of.span.year_before();
    let periods = period::list(app.store(), &Scope::Area(of.area)).await?;
    if let Some(before) = periods.iter().find(|period| period.span == span)
        && let Some(frozen) = snapshot::list(app.store(), before.id).await?.into_iter().next()
    {
        let figures = |row: &camket_domain::reports::snapshot::SnapshotRow| {
            let columns = frozen.content.columns.iter().zip(&row.figures);
            columns.filter_map(|(column, figure)| Some((column.indicator, (*figure)?))).collect()
        };
        return Ok(frozen.content.rows.iter().map(|row| (row.area, figures(row))).collect());
    }
    count(app, (of.area, area), (span, span.last()), indicators).await
}

/// Of an entry only what is typed in.
pub(super) fn select_typed(indicators: &[Indicator], figures: AreaFigures) -> AreaFigures {
    let typed = |id| indicators.iter().any(|one| one.id == id && one.details.source.is_typed());
    figures.into_iter().filter(|(id, _)| typed(*id)).collect()
}

/// Counts an area, or all of a province, venues as of `day`.
async fn count(
    app: &App,
    (province, area): (AreaCode, Option<AreaCode>),
    (span, day): (PeriodSpan, Date),
    indicators: &[Indicator],
) -> Result<FiguresByArea, AppError> {
    let mut counted = count_by_area(app.store(), &FactFilter { province, area, span }).await?;
    let asked = area.unwrap_or(province);
    // Of the venues the province has those of no known commune, which only the whole table tells.
    let asked = CoverageQuestion { area: asked, day, division: AreaDivision::Commune };
    add_venues(&mut counted, province, &*load_table(app, asked).await?, indicators);
    let mut figures = FiguresByArea::new();
    let areas: Vec<AreaCode> = counted.keys().map(|(area, _)| *area).chain(area).collect();
    for area in areas {
        let of_area = figures.entry(area).or_default();
        for indicator in indicators.iter().filter(|indicator| !indicator.details.source.is_typed()) {
            let source = indicator.details.source;
            let silence = (!source.kind.is_of_police()).then_some(0);
            if let Some(figure) = counted.get(&(area, source)).copied().or(silence) {
                of_area.insert(indicator.id, figure);
            }
        }
    }
    Ok(figures)
}

/// Adds the venues of the census; those of no known commune stand beside the province.
fn add_venues(
    counted: &mut CountedSources,
    province: AreaCode,
    table: &camket_domain::coverage::table::CoverageTable,
    indicators: &[Indicator],
) {
    let sources: Vec<IndicatorSource> = indicators.iter().map(|one| one.details.source).collect();
    for (area, kind, figures) in table.cells() {
        let area = area.filter(|area| !is_province(*area)).unwrap_or(province);
        for source in &sources {
            let Some(number) = source.kind.coverage_number() else { continue };
            let group = kind.map(camket_domain::venues::VenueKind::group);
            if source.group().is_none_or(|wanted| group == Some(wanted)) {
                *counted.entry((area, *source)).or_default() += i64::from(number.read(figures));
            }
        }
    }
}
