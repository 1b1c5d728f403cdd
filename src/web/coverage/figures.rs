//! Rows of figures, each number with the address of the names behind it.

use camket_domain::areas::AreaCode;
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::coverage::table::{CoverageFigures, CoverageShare, CoverageTable};
use camket_domain::text::sort_key;
use camket_domain::venues::VenueKind;
use camket_shell::l10n::{self, Lang};

use super::question::{AskedNames, AskedQuestion};
use crate::areas;
use crate::paths;
use camket_shell::page::Page;

/// A number that leads to names; without an address if it is 0.
pub(super) struct NumberLink {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

impl NumberLink {
    pub(super) fn new(page: &Page, names: &AskedNames, figures: &CoverageFigures) -> Self {
        let count = names.filter.number.read(figures);
        Self { text: page.number(count), href: (count > 0).then(|| names.address()) }
    }
}

/// A number with its share.
pub(super) struct ShareCell {
    pub(super) done: NumberLink,
    pub(super) share: String,
}

/// The figures of an area or of a kind.
pub(super) struct FigureRow {
    pub(super) name: String,
    /// The figures of the area; `None` for what is not broken down further.
    pub(super) href: Option<String>,
    pub(super) counted: NumberLink,
    pub(super) shares: Vec<ShareCell>,
    pub(super) missing: NumberLink,
    pub(super) unverified: NumberLink,
}

impl FigureRow {
    fn build(
        page: &Page,
        (name, href): (String, Option<String>),
        figures: &CoverageFigures,
        names: impl Fn(CoverageNumber) -> AskedNames,
    ) -> Self {
        let number = |number| NumberLink::new(page, &names(number), figures);
        let share = |duty| ShareCell {
            done: number(CoverageNumber::done(duty)),
            share: format_share(page.lang(), figures.share(duty)),
        };
        Self {
            name,
            href,
            counted: number(CoverageNumber::Counted),
            shares: CoverageDuty::ALL.map(share).into(),
            missing: number(CoverageNumber::Incomplete),
            unverified: number(CoverageNumber::Unverified),
        }
    }
}

/// The rows of the areas, by name; what nobody can tell comes last.
pub(super) fn build_area_rows(page: &Page, asked: &AskedQuestion, table: &CoverageTable) -> Vec<FigureRow> {
    let day = asked.question.division.day();
    let mut rows: Vec<(Option<AreaCode>, CoverageFigures)> = table.by_area().into_iter().collect();
    rows.sort_by_cached_key(|(area, _)| {
        (area.is_none(), area.map(|code| sort_key(&areas::find_name(code, day))))
    });
    let build = |(area, figures): &(Option<AreaCode>, CoverageFigures)| {
        let name = format_area(page.lang(), *area, asked.question.division);
        let present = area.filter(|_| asked.question.division == AreaDivision::Commune);
        let href = present.map(|area| asked.address_of_area(area));
        FigureRow::build(page, (name, href), figures, |number| AskedNames::new(*asked, number).in_area(*area))
    };
    rows.iter().map(build).collect()
}

/// The rows of the kinds, in the order of the law; what nobody said comes last.
pub(super) fn build_kind_rows(page: &Page, asked: &AskedQuestion, table: &CoverageTable) -> Vec<FigureRow> {
    let by_kind = table.by_kind();
    let kinds = VenueKind::ALL.into_iter().map(Some).chain([None]);
    let build = |kind: Option<VenueKind>| {
        let figures = by_kind.get(&kind)?;
        let name = format_kind(page.lang(), kind);
        Some(FigureRow::build(page, (name, None), figures, |number| {
            AskedNames::new(*asked, number).of_kind(kind)
        }))
    };
    kinds.filter_map(build).collect()
}

pub(super) fn build_total_row(page: &Page, asked: &AskedQuestion, table: &CoverageTable) -> FigureRow {
    let name = page.t("coverage-total");
    FigureRow::build(page, (name, None), &table.total(), |number| AskedNames::new(*asked, number))
}

/// The name of an area of a division; `None`: nobody can tell.
pub(super) fn format_area(lang: Lang, area: Option<AreaCode>, division: AreaDivision) -> String {
    area.map_or_else(
        || l10n::translate(lang, "coverage-area-unknown"),
        |area| areas::find_name(area, division.day()),
    )
}

pub(super) fn format_kind(lang: Lang, kind: Option<VenueKind>) -> String {
    match kind {
        Some(kind) => l10n::translate(lang, &format!("codes-kind-{}", kind.code().replace('_', "-"))),
        None => l10n::translate(lang, "coverage-kind-unknown"),
    }
}

/// "90,1 %", or that there are no venues.
pub(crate) fn format_share(lang: Lang, share: CoverageShare) -> String {
    match share.permille() {
        None => l10n::translate(lang, "coverage-no-venues"),
        Some(permille) => format_permille(lang, permille),
    }
}

/// Tenths of a per cent in words: "63,1%".
pub(crate) fn format_permille(lang: Lang, permille: u16) -> String {
    let point = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    format!("{}{point}{}%", permille / 10, permille % 10)
}

/// The address of the figures of an area on today's map.
pub(super) fn build_files(asked: &AskedQuestion) -> Vec<(&'static str, String)> {
    [
        ("xlsx", paths::CoverageXlsx::PATTERN),
        ("csv", paths::CoverageCsv::PATTERN),
        ("pdf", paths::CoveragePdf::PATTERN),
    ]
    .map(|(format, path)| (format, asked.address_at(path)))
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_in_both_languages() {
        assert_eq!(format_permille(Lang::Vi, 901), "90,1%");
        assert_eq!(format_permille(Lang::En, 901), "90.1%");
        assert_eq!(format_permille(Lang::Vi, 550), "55,0%");
        assert_eq!(format_permille(Lang::Vi, 1_000), "100,0%");
    }
}
