//! The map of tiles: links with text, colour, hatch and outline. Each page repeats its numbers in a table.

use camket_domain::areas::AreaCode;
use camket_domain::coverage::tiles::{Tile, find_layout};

/// From the centre of a tile to its corners, in units of the drawing.
const RADIUS: f64 = 44.0;
/// Characters of a name in one line of a tile.
const LINE_CHARS: usize = 11;

pub(crate) struct TileMap {
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) tiles: Vec<MapTile>,
    /// Classes and texts of the colours.
    pub(crate) legend: Vec<(String, String)>,
    /// What the map shows, for screen readers.
    pub(crate) label: String,
}

pub(crate) struct MapTile {
    pub(crate) points: String,
    /// Lines of text with their places.
    pub(crate) lines: Vec<TileLine>,
    pub(crate) face: TileFace,
}

/// What one tile says.
pub(crate) struct TileFace {
    pub(crate) href: String,
    /// All that the tile says: name, share, numbers.
    pub(crate) label: String,
    pub(crate) class: String,
    pub(crate) hatched: bool,
    /// Below the name, unless it is too long.
    pub(crate) number: Option<String>,
}

pub(crate) struct TileLine {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) text: String,
    pub(crate) is_number: bool,
}

/// The map of a province; `None` for an area without tiles.
pub(crate) fn build(
    province: AreaCode,
    label: String,
    legend: Vec<(String, String)>,
    face: impl Fn(&Tile) -> TileFace,
) -> Option<TileMap> {
    let layout = find_layout(province)?;
    let (width, height) = layout.size(RADIUS);
    let mut tiles: Vec<&Tile> = layout.tiles.iter().collect();
    // In the order in which one reads.
    tiles.sort_by_key(|tile| (tile.row, tile.col));
    Some(TileMap {
        width: format_length(width),
        height: format_length(height),
        tiles: tiles.into_iter().map(|tile| build_tile(tile, face(tile))).collect(),
        legend,
        label,
    })
}

fn build_tile(tile: &Tile, face: TileFace) -> MapTile {
    let corners = tile.corners(RADIUS);
    MapTile {
        points: corners.map(|(x, y)| format!("{},{}", format_length(x), format_length(y))).join(" "),
        lines: build_lines(tile, face.number.clone()),
        face,
    }
}

/// The name without its kind in one or two lines, and the number.
fn build_lines(tile: &Tile, number: Option<String>) -> Vec<TileLine> {
    let (x, y) = tile.center(RADIUS);
    let mut texts: Vec<(String, bool)> =
        break_name(shorten_name(&tile.name)).into_iter().map(|line| (line, false)).collect();
    texts.extend(number.filter(|text| text.chars().count() <= LINE_CHARS).map(|text| (text, true)));
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
