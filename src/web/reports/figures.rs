//! Figures as texts, each with the address of the rows that it counts.

use camket_app::reports::{RowsQuestion, is_province};
use camket_domain::areas::AreaCode;
use camket_domain::calendar::format_date;
use camket_domain::indicators::{IndicatorDetails, IndicatorSource, ReportSection};
use camket_domain::reports::ReportPeriod;
use camket_domain::reports::snapshot::change_permille;
use camket_domain::venues::VenueGroup;
use time::Date;

use crate::codes::translate_code;
use crate::{areas, paths, span_query};
use camket_shell::links;
use camket_shell::page::Page;

/// A figure with that of the year before.
pub(super) struct FigureLine {
    pub(super) label: String,
    pub(super) unit: String,
    pub(super) now: String,
    /// Address of the rows; `None` for what an officer typed in.
    pub(super) rows: Option<String>,
    pub(super) year_before: String,
    pub(super) change: String,
}

/// The figures of a section.
pub(super) struct FigureSection {
    pub(super) title: String,
    pub(super) lines: Vec<FigureLine>,
}

/// A figure of an area, or of the whole province.
#[derive(Clone, Copy)]
pub(super) struct Figure<'a> {
    pub(super) details: &'a IndicatorDetails,
    pub(super) now: Option<i64>,
    pub(super) year_before: Option<i64>,
}

/// Where the rows of a figure are.
#[derive(Clone, Copy)]
pub(super) struct FigurePlace<'a> {
    pub(super) period: &'a ReportPeriod,
    /// `None` for the whole province.
    pub(super) area: Option<AreaCode>,
    /// Whether the reader may see the rows.
    pub(super) linked: bool,
    /// Whether the reader may see totals of the police.
    pub(super) reads_police: bool,
    pub(super) today: Date,
}

/// The figures by section, in their order.
pub(super) fn build_sections<'a>(
    page: &Page,
    place: FigurePlace<'_>,
    figures: impl Iterator<Item = Figure<'a>>,
) -> Vec<FigureSection> {
    let mut sections: Vec<(ReportSection, FigureSection)> = Vec::new();
    for figure in figures {
        let section = figure.details.section;
        let line = build_line(page, place, figure);
        match sections.iter_mut().find(|(known, _)| *known == section) {
            Some((_, found)) => found.lines.push(line),
            None => {
                let title = translate_code(page, "reportsection", section.code());
                sections.push((section, FigureSection { title, lines: vec![line] }));
            }
        }
    }
    sections.into_iter().map(|(_, section)| section).collect()
}

fn build_line(page: &Page, place: FigurePlace<'_>, figure: Figure<'_>) -> FigureLine {
    FigureLine {
        label: figure.details.label.clone(),
        unit: figure.details.unit.clone(),
        now: format_figure(page, figure.now),
        rows: figure.now.and_then(|_| link_rows(place, figure.details.source)),
        year_before: format_figure(page, figure.year_before),
        change: format_change(page, figure.now, figure.year_before),
    }
}

/// A dash where nobody said.
pub(super) fn format_figure(page: &Page, figure: Option<i64>) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| page.number(figure))
}

fn format_change(page: &Page, now: Option<i64>, before: Option<i64>) -> String {
    match change_permille(now, before) {
        Some(permille) => {
            let tenths = permille.unsigned_abs();
            let share = page.t2(
                "reports-percent",
                "whole",
                page.number(i64::try_from(tenths / 10).unwrap_or(i64::MAX)),
                "tenth",
                (tenths % 10).to_string(),
            );
            match permille {
                0 => share,
                up if up > 0 => format!("+{share}"),
                _ => format!("−{share}"),
            }
        }
        None => "–".to_owned(),
    }
}

/// The address of the rows that a figure counts: names of the coverage, or rows of the period.
fn link_rows(place: FigurePlace<'_>, source: IndicatorSource) -> Option<String> {
    let FigurePlace { period, area, linked, reads_police, today } = place;
    if source.is_typed() || !linked || (source.kind.is_of_police() && !reads_police) {
        return None;
    }
    let Some(number) = source.kind.coverage_number() else {
        return Some(format_rows_address(&RowsQuestion { source, area, span: period.span }, None));
    };
    // Of venues the province's row has those of no known commune, which are no list of their own.
    let asked = area.filter(|area| !is_province(*area)).unwrap_or(period.area);
    let (area, day) = (asked.to_string(), format_date(period.counted_day(today)));
    let group = source.group().map_or("", VenueGroup::code);
    let pairs = [("area", area.as_str()), ("day", &day), ("number", number.code()), ("group", group)];
    Some(links::with_query(paths::CoverageNames::PATTERN, &pairs))
}

pub(super) fn format_rows_address(asked: &RowsQuestion, after: Option<&str>) -> String {
    let (source, area) = (asked.source.to_string(), asked.area.map(|area| area.to_string()));
    let [first, last] = span_query::format_ends(asked.span);
    let mut pairs = vec![("source", source.as_str()), ("first", first.as_str()), ("last", last.as_str())];
    pairs.extend(area.as_deref().map(|area| ("area", area)));
    pairs.extend(after.map(|after| ("after", after)));
    links::with_query(paths::ReportRows::PATTERN, &pairs)
}

/// What a source counts: "Lượt kiểm tra: theo kế hoạch".
pub(super) fn format_source(page: &Page, source: IndicatorSource) -> String {
    let kind = translate_code(page, "indicatorkind", source.kind.code());
    let Some(detail) = source.detail() else { return kind };
    use camket_domain::indicators::IndicatorKind::{Conclusions, Visits};
    let detail = match source.kind {
        Visits => translate_code(page, "visitkind", detail),
        Conclusions => translate_code(page, "conclusion", detail),
        kind if kind.coverage_number().is_some() => translate_code(page, "venuegroup", detail),
        _ => translate_code(page, "activityform", detail),
    };
    format!("{kind}: {detail}")
}

/// The name of an area that reports.
pub(super) fn name_area(page: &Page, area: AreaCode, day: Date) -> String {
    if is_province(area) { page.t("reports-province-row") } else { areas::find_name(area, day) }
}
