//! The map of tiles: links with text, colour, hatch and outline. The table below it says the same.

use std::collections::BTreeMap;

use camket_domain::areas::AreaCode;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::CoverageFigures;
use camket_domain::coverage::tiles::{FILL_STEPS, Tile, TileFill, TileLayout, find_layout};

use super::figures::format_share;
use super::question::AskedQuestion;
use crate::codes::translate_code;
use camket_shell::page::Page;

/// From the centre of a tile to its corners, in units of the drawing.
const RADIUS: f64 = 44.0;
/// Characters of a name in one line of a tile.
const LINE_CHARS: usize = 11;

pub(super) struct TileMap {
    pub(super) width: String,
    pub(super) height: String,
    pub(super) tiles: Vec<MapTile>,
    /// Classes and texts of the colours.
    pub(super) legend: Vec<(String, String)>,
    pub(super) duty: String,
}

pub(super) struct MapTile {
    pub(super) href: String,
    /// All that the tile says: name, share, numbers.
    pub(super) label: String,
    pub(super) points: String,
    pub(super) class: String,
    pub(super) hatched: bool,
    /// Lines of text with their places.
    pub(super) lines: Vec<TileLine>,
}

pub(super) struct TileLine {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) text: String,
    pub(super) is_number: bool,
}

/// The map of a province; `None` for an area without tiles, and for former areas.
pub(super) fn build(
    page: &Page,
    asked: &AskedQuestion,
    by_area: &BTreeMap<Option<AreaCode>, CoverageFigures>,
) -> Option<TileMap> {
    let question = asked.question;
    let layout = find_layout(question.area).filter(|_| question.division == AreaDivision::Commune)?;
    let (width, height) = layout.size(RADIUS);
    Some(TileMap {
        width: format_length(width),
        height: format_length(height),
        tiles: list_tiles(layout)
            .map(|tile| build_tile(page, asked, tile, by_area.get(&Some(tile.code))))
            .collect(),
        legend: build_legend(page),
        duty: translate_code(page, "coverageduty", asked.duty.code()),
    })
}

/// In the order in which one reads.
fn list_tiles(layout: &TileLayout) -> impl Iterator<Item = &Tile> {
    let mut tiles: Vec<&Tile> = layout.tiles.iter().collect();
    tiles.sort_by_key(|tile| (tile.row, tile.col));
    tiles.into_iter()
}

fn build_tile(page: &Page, asked: &AskedQuestion, tile: &Tile, figures: Option<&CoverageFigures>) -> MapTile {
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
    MapTile {
        href: asked.address_of_area(tile.code),
        label,
        points: tile
            .corners(RADIUS)
            .map(|(x, y)| format!("{},{}", format_length(x), format_length(y)))
            .join(" "),
        class: fill_class(fill),
        hatched: fill == TileFill::NoVenues,
        lines: build_lines(tile, figures.map(|_| share)),
    }
}

/// The name without its kind in one or two lines, and the share.
fn build_lines(tile: &Tile, share: Option<String>) -> Vec<TileLine> {
    let (x, y) = tile.center(RADIUS);
    let mut texts: Vec<(String, bool)> =
        break_name(shorten_name(&tile.name)).into_iter().map(|line| (line, false)).collect();
    texts.extend(share.filter(|share| share.chars().count() <= LINE_CHARS).map(|share| (share, true)));
    let height = 13.0;
    let lines = u8::try_from(texts.len()).unwrap_or(u8::MAX);
    let top = y - height * (f64::from(lines) - 1.0) / 2.0 + 4.0;
    let place = |(text, is_number), line: u8| TileLine {
        x: format_length(x),
        y: format_length(top + height * f64::from(line)),
        text,
        is_number,
    };
    texts.into_iter().zip(0..).map(|(text, line)| place(text, line)).collect()
}

fn shorten_name(name: &str) -> &str {
    ["Phường ", "Xã ", "Đặc khu "].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

fn break_name(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LINE_CHARS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
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

fn format_length(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_between_words() {
        assert_eq!(break_name(shorten_name("Phường Phan Rang")), ["Phan Rang"]);
        assert_eq!(break_name(shorten_name("Xã Nam Khánh Vĩnh")), ["Nam Khánh", "Vĩnh"]);
        assert_eq!(break_name("Bắc Nha Trang"), ["Bắc Nha", "Trang"]);
        assert_eq!(break_name("Nam Cam Ranh"), ["Nam Cam", "Ranh"]);
    }
}
