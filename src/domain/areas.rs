//! Administrative units with periods of validity: provinces, districts (until 30 June 2025), communes.
//!
//! Belongs here: the unit of a code on a day, lists of units, search by typed name, and the present communes of an
//! old address. Does not belong here: agencies (`agencies`), which serve areas.
//!
//! Codes are reused: 22834 was thị trấn Khánh Hải and is phường Ninh Chử. So every query takes a day, and a unit is
//! identified by its code and its first day (`docs/law.md 7.2`).

use std::collections::HashMap;
use std::sync::LazyLock;

use time::Date;
use time::macros::date;

mod area;
mod code;
mod names;
mod old;
mod table;

pub use area::{Area, AreaKind, AreaLevel};
pub use code::{AreaCode, AreaCodeError};
pub use old::{FormerDistrict, OldArea};

use names::{NameIndex, NameQuery};

static ALL: LazyLock<Areas> = LazyLock::new(|| Areas::build(table::load_areas()));

/// All known units; parsed on first use.
pub fn all() -> &'static Areas {
    &ALL
}

/// First day of the present communes and provinces (`docs/law.md 7.2`).
pub const FIRST_PRESENT_DAY: Date = date!(2025 - 07 - 01);

/// The day on which to look up the areas that report figures of `day`. For earlier days too these are the present
/// ones: those of before 1 July 2025 have no office any more.
pub fn reporting_day(day: Date) -> Date {
    day.max(FIRST_PRESENT_DAY)
}

/// The code of a unit and the codes of all communes that ever belonged to it: the scope of an officer of that unit,
/// which includes rows from before 1 July 2025.
pub fn list_codes_within(area: &AreaCode) -> Vec<AreaCode> {
    let mut codes: Vec<AreaCode> =
        all().rows.iter().filter(|one| all().was_ever_in(one, *area)).map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The table of units.
#[derive(Debug)]
pub struct Areas {
    /// By level and name, so that all results are in Vietnamese alphabetical order.
    rows: Vec<Area>,
    by_code: HashMap<AreaCode, Vec<usize>>,
    index: NameIndex,
}

impl Areas {
    fn build(rows: Vec<Area>) -> Self {
        let mut by_code: HashMap<AreaCode, Vec<usize>> = HashMap::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            by_code.entry(row.code).or_default().push(place);
        }
        by_code.values_mut().for_each(|places| places.sort_by_key(|place| rows[*place].valid_from));
        let index = NameIndex::build(rows.iter().map(|area| &area.names));
        Self { rows, by_code, index }
    }

    /// All units of all periods.
    pub fn iter(&self) -> impl Iterator<Item = &Area> {
        self.rows.iter()
    }

    /// The unit with this code on a day.
    pub fn find(&self, code: AreaCode, on: Date) -> Option<&Area> {
        self.find_all(code).find(|area| area.is_valid_on(on))
    }

    /// All units that ever had this code, earliest first.
    pub fn find_all(&self, code: AreaCode) -> impl Iterator<Item = &Area> {
        let places = self.by_code.get(&code).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.rows.get(*place))
    }

    /// The provinces on a day. Before 1 July 2025 the table contains only Ninh Thuận.
    pub fn list_provinces(&self, on: Date) -> Vec<&Area> {
        self.list_level(AreaLevel::Province, on).collect()
    }

    /// The districts of a province on a day: those of Ninh Thuận until 30 June 2025, none after it.
    pub fn list_districts(&self, province: AreaCode, on: Date) -> Vec<&Area> {
        self.list_level(AreaLevel::District, on).filter(|area| area.parent == Some(province)).collect()
    }

    /// The communes of a province or district on a day.
    pub fn list_communes(&self, parent: AreaCode, on: Date) -> Vec<&Area> {
        self.list_level(AreaLevel::Commune, on).filter(|area| self.is_in(area, parent, on)).collect()
    }

    fn list_level(&self, level: AreaLevel, on: Date) -> impl Iterator<Item = &Area> {
        self.rows.iter().filter(move |area| area.level == level && area.is_valid_on(on))
    }

    fn is_in(&self, area: &Area, parent: AreaCode, on: Date) -> bool {
        area.parent == Some(parent)
            || self.parent_of(area, on).is_some_and(|above| above.parent == Some(parent))
    }

    fn was_ever_in(&self, area: &Area, unit: AreaCode) -> bool {
        let last = area.valid_to.or(area.valid_from).unwrap_or(Date::MAX);
        area.code == unit || self.is_in(area, unit, last)
    }

    /// The parent unit on a day.
    pub fn parent_of(&self, area: &Area, on: Date) -> Option<&Area> {
        self.find(area.parent?, on)
    }

    /// The province of a unit on a day; for a province, itself.
    pub fn province_of(&self, code: AreaCode, on: Date) -> Option<&Area> {
        let mut area = self.find(code, on)?;
        while area.level != AreaLevel::Province {
            area = self.parent_of(area, on)?;
        }
        Some(area)
    }

    /// The full name as it stands within a sentence or an address: "phường Phan Rang, tỉnh Khánh Hòa".
    pub fn full_name_in_sentence(&self, code: AreaCode, on: Date) -> Option<String> {
        let (area, name) = (self.find(code, on)?, self.full_name(code, on)?);
        Some(name.replacen(&area.name, &area.name_in_sentence(), 1))
    }

    /// The name with those of its parents, as it begins a line: "Phường Phan Rang, tỉnh Khánh Hòa".
    pub fn full_name(&self, code: AreaCode, on: Date) -> Option<String> {
        let mut area = self.find(code, on)?;
        let mut name = area.name.clone();
        while let Some(above) = self.parent_of(area, on) {
            name.push_str(", ");
            name.push_str(&above.name_in_sentence());
            area = above;
        }
        Some(name)
    }

    /// Type-ahead search of the communes of a day, best match first. Accents, tone placement, case and the word "xã" or
    /// "phường" are optional; words of the province narrow the result ("phan rang khanh hoa").
    pub fn search(&self, query: &str, on: Date, limit: usize) -> Vec<&Area> {
        let query = NameQuery::parse(query);
        let places = self.index.find_candidates(&query);
        let found = places.iter().filter_map(|place| self.rows.get(*place));
        let communes = found.filter(|area| area.level == AreaLevel::Commune && area.is_valid_on(on));
        query.find_best(communes, limit, Area::as_match_target)
    }

    /// The units that cover `area` on a day: itself while it is valid, then its successors.
    pub fn successors_on<'a>(&'a self, area: &'a Area, on: Date) -> Vec<&'a Area> {
        let Some(last) = area.valid_to.filter(|last| *last < on) else { return vec![area] };
        let next_day = last.next_day().unwrap_or(last);
        let mut found: Vec<&Area> = Vec::new();
        for next in area.successors.iter().filter_map(|code| self.find(*code, next_day)) {
            for unit in self.successors_on(next, on) {
                if !found.iter().any(|known| known.is_same_as(unit)) {
                    found.push(unit);
                }
            }
        }
        found
    }

    /// Type-ahead search of the communes of all Vietnam before 1 July 2025; words of the old district and province narrow
    /// the result.
    pub fn search_old(&self, query: &str, limit: usize) -> Vec<&'static OldArea> {
        old::all().search(query, limit)
    }

    /// The former districts from which each of these present communes was formed; what is not known is left out.
    pub fn list_former_districts(&self, communes: &[AreaCode]) -> HashMap<AreaCode, Vec<FormerDistrict>> {
        old::all().list_districts(communes)
    }

    /// Searches the old commune in a whole address. The parts before the commune (number, street, hamlet), separated by
    /// commas, are skipped one by one.
    pub fn find_old_in_address(&self, address: &str, limit: usize) -> Vec<&'static OldArea> {
        let commas = address.match_indices([',', ';', '\n']).map(|(at, _)| at + 1);
        let rests = std::iter::once(0).chain(commas).filter_map(|from| address.get(from..));
        rests.map(|rest| self.search_old(rest, limit)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The commune before 1 July 2025 with this [`OldArea::key`], which is usually its code.
    pub fn find_old(&self, key: &str) -> Option<&'static OldArea> {
        old::all().find(key)
    }

    /// The communes that cover an old commune on a day. Several mean that it was split, so the user must choose. Empty if
    /// the key is unknown.
    pub fn successors_of_old(&self, key: &str, on: Date) -> Vec<&Area> {
        let Some(old) = old::all().find(key) else { return Vec::new() };
        let first = old.successors.iter().filter_map(|code| self.find(*code, old::FIRST_DAY));
        first.flat_map(|area| self.successors_on(area, on)).collect()
    }
}

#[cfg(test)]
mod tests;
