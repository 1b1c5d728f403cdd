//! In which areas of today and of before 1 July 2025 a place is counted.

use std::sync::LazyLock;

use time::Date;

use super::CountedPlace;
use super::area_map::AreaMap;
use crate::areas::{AreaCode, AreaLevel, FIRST_PRESENT_DAY};
use crate::codes::codes;

codes! {
    /// By which areas figures are broken down.
    AreaDivision {
        /// The communes of today.
        Commune = "commune",
        /// The communes of before 1 July 2025.
        FormerCommune = "former_commune",
        /// The districts of before 1 July 2025.
        FormerDistrict = "former_district",
    }
}

impl AreaDivision {
    /// A day on which these areas exist.
    pub fn day(self) -> Date {
        match self {
            Self::Commune => FIRST_PRESENT_DAY,
            Self::FormerCommune | Self::FormerDistrict => super::area_map::LAST_FORMER_DAY,
        }
    }
}

/// The areas in which a place is counted; `None` where nobody can tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PlaceAreas {
    pub commune: Option<AreaCode>,
    pub province: Option<AreaCode>,
    pub former_commune: Option<AreaCode>,
    pub former_district: Option<AreaCode>,
}

impl PlaceAreas {
    pub fn locate(place: &CountedPlace) -> Self {
        let maps = &*MAPS;
        Self {
            commune: maps.commune.locate(place),
            province: maps.province.locate(place),
            former_commune: maps.former_commune.locate(place),
            former_district: maps.former_district.locate(place),
        }
    }
}

struct PlaceMaps {
    commune: AreaMap,
    province: AreaMap,
    former_commune: AreaMap,
    former_district: AreaMap,
}

static MAPS: LazyLock<PlaceMaps> = LazyLock::new(|| PlaceMaps {
    commune: AreaMap::new(AreaLevel::Commune, FIRST_PRESENT_DAY),
    province: AreaMap::new(AreaLevel::Province, FIRST_PRESENT_DAY),
    former_commune: AreaMap::former(AreaLevel::Commune),
    former_district: AreaMap::former(AreaLevel::District),
});
