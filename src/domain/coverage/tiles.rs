//! The map of hexagon tiles: a diagram without borders and without coordinates of the earth (`data/tiles/LICENCE-NOTE.md`).
//! Under it stands "Sơ đồ ô, không thể hiện địa giới hành chính".

use std::sync::LazyLock;

use serde::Deserialize;
use time::Date;

use super::table::CoverageShare;
use crate::areas::AreaCode;
use crate::calendar::parse_date;

/// Steps of colour, by share: below 25 %, 50 %, 75 %, 100 %, and all.
pub const FILL_STEPS: u8 = 5;

static LAYOUTS: LazyLock<[TileLayout; 2]> = LazyLock::new(|| {
    [
        ("56", include_str!("../data/tiles/tiles_khanhhoa_65.json")),
        ("58", include_str!("../data/tiles/tiles_ninhthuan_24.json")),
    ]
    .map(|(province, json)| {
        let code = AreaCode::new(province).expect("a province");
        TileLayout::parse(code, json).unwrap_or_else(|error| panic!("tiles of {province}: {error}"))
    })
});

/// The layout of a province, also of former Ninh Thuận (58); `None` for others.
pub fn find_layout(province: AreaCode) -> Option<&'static TileLayout> {
    LAYOUTS.iter().find(|layout| layout.province == province)
}

/// The tiles of a province. Pointy-top hexagons; odd rows stand half a tile to the right.
#[derive(Clone, PartialEq, Debug)]
pub struct TileLayout {
    pub province: AreaCode,
    pub title: String,
    /// Day of the areas.
    pub as_of: Date,
    pub tiles: Vec<Tile>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Tile {
    pub code: AreaCode,
    /// With kind: "Phường Phan Rang".
    pub name: String,
    pub row: u8,
    pub col: u8,
    /// Stands apart from the others: đặc khu Trường Sa.
    #[serde(default)]
    pub inset: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LayoutFile {
    title: String,
    as_of: String,
    tiles: Vec<Tile>,
}

impl TileLayout {
    /// # Errors
    /// Of a file that is not of this form.
    pub fn parse(province: AreaCode, json: &str) -> Result<Self, serde_json::Error> {
        let file: LayoutFile = serde_json::from_str(json)?;
        let as_of = parse_date(&file.as_of).map_err(serde::de::Error::custom)?;
        Ok(Self { province, title: file.title, as_of, tiles: file.tiles })
    }

    /// Width and height of the drawing for tiles of a radius, in its unit.
    pub fn size(&self, radius: f64) -> (f64, f64) {
        let right = self.tiles.iter().map(|tile| tile.center(radius).0).fold(0.0, f64::max);
        let bottom = self.tiles.iter().map(|tile| tile.center(radius).1).fold(0.0, f64::max);
        (right + tile_width(radius) / 2.0, bottom + radius)
    }
}

fn tile_width(radius: f64) -> f64 {
    3.0_f64.sqrt() * radius
}

impl Tile {
    pub fn center(&self, radius: f64) -> (f64, f64) {
        let shift = if self.row % 2 == 1 { 0.5 } else { 0.0 };
        let x = tile_width(radius) * (f64::from(self.col) + shift + 0.5);
        (x, radius + 1.5 * radius * f64::from(self.row))
    }

    /// The corners from the top on, clockwise.
    pub fn corners(&self, radius: f64) -> [(f64, f64); 6] {
        let ((x, y), half) = (self.center(radius), tile_width(radius) / 2.0);
        [
            (x, y - radius),
            (x + half, y - radius / 2.0),
            (x + half, y + radius / 2.0),
            (x, y + radius),
            (x - half, y + radius / 2.0),
            (x - half, y - radius / 2.0),
        ]
    }
}

/// How a tile is drawn. Its text says the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TileFill {
    /// Hatched.
    NoVenues,
    /// Outlined: no list covers the commune.
    NotReported,
    /// A colour, 0 to [`FILL_STEPS`] - 1; the last only if none is missing.
    Step(u8),
}

impl TileFill {
    /// `share` is `None` where no list covers the commune.
    pub fn from_share(share: Option<CoverageShare>) -> Self {
        match share.map(CoverageShare::permille) {
            None => Self::NotReported,
            Some(None) => Self::NoVenues,
            Some(Some(permille)) => Self::Step(u8::try_from(permille / 250).unwrap_or(0).min(FILL_STEPS - 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::areas;

    #[test]
    fn every_commune_of_the_area_has_one_tile() {
        let layout = |code| find_layout(AreaCode::new(code).unwrap()).unwrap();
        for (code, tiles) in [("56", 65), ("58", 24)] {
            let layout = layout(code);
            assert_eq!(layout.tiles.len(), tiles);
            let places: HashSet<(u8, u8)> = layout.tiles.iter().map(|tile| (tile.row, tile.col)).collect();
            let codes: HashSet<AreaCode> = layout.tiles.iter().map(|tile| tile.code).collect();
            assert_eq!((places.len(), codes.len()), (tiles, tiles));
            for tile in &layout.tiles {
                let area = areas::all().find(tile.code, layout.as_of).expect("a commune");
                assert_eq!(area.name, tile.name);
            }
        }
        let khanh_hoa = areas::all().list_communes(AreaCode::new("56").unwrap(), layout("56").as_of);
        assert!(khanh_hoa.iter().all(|area| layout("56").tiles.iter().any(|tile| tile.code == area.code)));
        let inset: Vec<&str> =
            layout("56").tiles.iter().filter(|tile| tile.inset).map(|tile| tile.code.as_str()).collect();
        assert_eq!(inset, ["22736"], "đặc khu Trường Sa");
        assert!(find_layout(AreaCode::new("01").unwrap()).is_none());
    }

    #[test]
    fn neighbours_touch_and_none_overlap() {
        let layout = find_layout(AreaCode::new("56").unwrap()).unwrap();
        let (width, height) = layout.size(20.0);
        for tile in &layout.tiles {
            let (x, y) = tile.center(20.0);
            for other in layout.tiles.iter().filter(|other| *other != tile) {
                let (dx, dy) = (other.center(20.0).0 - x, other.center(20.0).1 - y);
                assert!(dx.hypot(dy) > tile_width(20.0) - 1e-9, "{} {}", tile.name, other.name);
            }
            for (x, y) in tile.corners(20.0) {
                assert!((-1e-9..=width + 1e-9).contains(&x) && (-1e-9..=height + 1e-9).contains(&y));
            }
        }
        let tile =
            Tile { code: AreaCode::new("22759").unwrap(), name: String::new(), row: 1, col: 0, inset: false };
        let corner = tile.corners(10.0)[0];
        assert!((corner.0 - 17.320_508).abs() < 1e-5 && (corner.1 - 15.0).abs() < 1e-9);
    }

    #[test]
    fn the_last_colour_is_for_all() {
        let fill = |done, of| {
            TileFill::from_share(Some(if of == 0 {
                CoverageShare::NoVenues
            } else {
                CoverageShare::Of { done, of }
            }))
        };
        assert_eq!(fill(0, 0), TileFill::NoVenues);
        assert_eq!(TileFill::from_share(None), TileFill::NotReported);
        for (done, of, step) in [(0, 9, 0), (1, 4, 1), (2, 4, 2), (3, 4, 3), (9_999, 10_000, 3), (9, 9, 4)] {
            assert_eq!(fill(done, of), TileFill::Step(step), "{done}/{of}");
        }
    }
}
