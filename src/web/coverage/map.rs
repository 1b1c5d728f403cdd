//! The map of shares. The table below it says the same.

use std::collections::BTreeMap;

use camket_domain::areas::AreaCode;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::CoverageFigures;
use camket_domain::coverage::tiles::{FILL_STEPS, Tile, TileFill};

use super::figures::format_share;
use super::question::AskedQuestion;
use crate::codes::translate_code;
use crate::tile_map::{self, TileFace, TileMap};
use camket_shell::page::Page;

/// The map of a province; `None` for an area without tiles, and for former areas.
pub(super) fn build(
    page: &Page,
    asked: &AskedQuestion,
    by_area: &BTreeMap<Option<AreaCode>, CoverageFigures>,
) -> Option<TileMap> {
    if asked.question.division != AreaDivision::Commune {
        return None;
    }
    let duty = translate_code(page, "coverageduty", asked.duty.code());
    let label = page.t1("coverage-map-label", "duty", duty);
    let face = |tile: &Tile| build_face(page, asked, tile, by_area.get(&Some(tile.code)));
    tile_map::build(asked.question.area, label, build_legend(page), face)
}

fn build_face(
    page: &Page,
    asked: &AskedQuestion,
    tile: &Tile,
    figures: Option<&CoverageFigures>,
) -> TileFace {
    let fill = TileFill::from_share(figures.map(|figures| figures.share(asked.duty)));
    let share = match figures {
        Some(figures) => format_share(page.lang(), figures.share(asked.duty)),
        None => page.t("coverage-not-reported"),
    };
    let label = match figures {
        Some(figures) => {
            let counts = page.t2(
                "coverage-tile-counts",
                "done",
                page.number(figures.count_done(asked.duty)),
                "of",
                page.number(figures.denominator),
            );
            format!("{}: {share} ({counts})", tile.name)
        }
        None => format!("{}: {share}", tile.name),
    };
    TileFace {
        href: asked.address_of_area(tile.code),
        label,
        class: fill_class(fill),
        hatched: fill == TileFill::NoVenues,
        number: figures.map(|_| share),
    }
}

fn fill_class(fill: TileFill) -> String {
    match fill {
        TileFill::NoVenues => "tile-none".to_owned(),
        TileFill::NotReported => "tile-unreported".to_owned(),
        TileFill::Step(step) => format!("tile-step-{step}"),
    }
}

fn build_legend(page: &Page) -> Vec<(String, String)> {
    let steps = (0..FILL_STEPS).map(TileFill::Step);
    let all = steps.chain([TileFill::NoVenues, TileFill::NotReported]);
    all.map(|fill| (fill_class(fill), page.t(&format!("coverage-legend-{}", fill_class(fill))))).collect()
}
