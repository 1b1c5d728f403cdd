//! Administrative units, dated: provinces, the districts of before, communes.
//!
//! Belongs here: which unit a code names on a day, which units there are, search by typed name, and
//! where an old address lies now. Does not belong here: agencies (`agencies`), which serve areas.
//!
//! Codes are used again: 22834 was thị trấn Khánh Hải and is phường Ninh Chử. So every question names
//! a day, and a unit's identity is its code with its first day (domain notes, section 4).

use std::collections::HashMap;
use std::sync::LazyLock;

use time::Date;

mod area;
mod code;
mod names;
mod old;
mod table;

pub use area::{Area, AreaKind, AreaLevel};
pub use code::{AreaCode, AreaCodeError};
pub use old::OldArea;

use names::{Index, Query};

static ALL: LazyLock<Areas> = LazyLock::new(|| Areas::index(table::read()));

/// All units the registry knows, read once.
pub fn all() -> &'static Areas {
    &ALL
}

/// A unit's code with those of all communes that ever lay in it: what someone responsible for the
/// unit may see, papers of before 1 July 2025 included.
pub fn codes_within(area: &AreaCode) -> Vec<AreaCode> {
    let mut codes: Vec<AreaCode> =
        all().rows.iter().filter(|one| all().ever_in(one, *area)).map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The table of units.
#[derive(Debug)]
pub struct Areas {
    /// In order of level and name, so that every answer is in Vietnamese alphabetical order.
    rows: Vec<Area>,
    by_code: HashMap<AreaCode, Vec<usize>>,
    index: Index,
}

impl Areas {
    fn index(rows: Vec<Area>) -> Self {
        let mut by_code: HashMap<AreaCode, Vec<usize>> = HashMap::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            by_code.entry(row.code).or_default().push(place);
        }
        let index = Index::of(rows.iter().map(|area| &area.names));
        Self { rows, by_code, index }
    }

    /// Every row, of every time.
    pub fn iter(&self) -> impl Iterator<Item = &Area> {
        self.rows.iter()
    }

    /// The unit a code names on a day.
    pub fn find(&self, code: AreaCode, on: Date) -> Option<&Area> {
        self.of_code(code).find(|area| area.valid_on(on))
    }

    /// Every unit a code has ever named.
    pub fn of_code(&self, code: AreaCode) -> impl Iterator<Item = &Area> {
        let places = self.by_code.get(&code).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.rows.get(*place))
    }

    /// The provinces on a day. Before 1 July 2025 the table knows Ninh Thuận only.
    pub fn provinces(&self, on: Date) -> Vec<&Area> {
        self.of_level(AreaLevel::Province, on).collect()
    }

    /// The districts of a province on a day: those of Ninh Thuận until 30 June 2025, none since.
    pub fn districts_of(&self, province: AreaCode, on: Date) -> Vec<&Area> {
        self.of_level(AreaLevel::District, on).filter(|area| area.parent == Some(province)).collect()
    }

    /// The communes of a province (or of a district) on a day.
    pub fn communes_of(&self, parent: AreaCode, on: Date) -> Vec<&Area> {
        self.of_level(AreaLevel::Commune, on).filter(|area| self.lies_in(area, parent, on)).collect()
    }

    fn of_level(&self, level: AreaLevel, on: Date) -> impl Iterator<Item = &Area> {
        self.rows.iter().filter(move |area| area.level == level && area.valid_on(on))
    }

    fn lies_in(&self, area: &Area, parent: AreaCode, on: Date) -> bool {
        area.parent == Some(parent)
            || self.parent_of(area, on).is_some_and(|above| above.parent == Some(parent))
    }

    fn ever_in(&self, area: &Area, unit: AreaCode) -> bool {
        let last = area.valid_to.or(area.valid_from).unwrap_or(Date::MAX);
        area.code == unit || self.lies_in(area, unit, last)
    }

    /// The unit above on a day.
    pub fn parent_of(&self, area: &Area, on: Date) -> Option<&Area> {
        self.find(area.parent?, on)
    }

    /// The province a unit belongs to on a day; a province belongs to itself.
    pub fn province_of(&self, code: AreaCode, on: Date) -> Option<&Area> {
        let mut area = self.find(code, on)?;
        while area.level != AreaLevel::Province {
            area = self.parent_of(area, on)?;
        }
        Some(area)
    }

    /// The name with those above it: "Phường Phan Rang, tỉnh Khánh Hòa".
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

    /// Type-ahead over the communes of a day, best first: accents, tone placement, case and the word
    /// "xã" or "phường" may be left out, and words of the province narrow ("phan rang khanh hoa").
    pub fn search(&self, query: &str, on: Date, limit: usize) -> Vec<&Area> {
        let query = Query::read(query);
        let places = self.index.places(&query);
        let found = places.iter().filter_map(|place| self.rows.get(*place));
        let communes = found.filter(|area| area.level == AreaLevel::Commune && area.valid_on(on));
        query.best(communes, limit, Area::target)
    }

    /// The units that stand on a day where `area` stood: itself while it lasts, else its successors.
    pub fn successors_on<'a>(&'a self, area: &'a Area, on: Date) -> Vec<&'a Area> {
        let Some(last) = area.valid_to.filter(|last| *last < on) else { return vec![area] };
        let next_day = last.next_day().unwrap_or(last);
        let mut found: Vec<&Area> = Vec::new();
        for next in area.successors.iter().filter_map(|code| self.find(*code, next_day)) {
            for unit in self.successors_on(next, on) {
                if !found.iter().any(|known| known.same_as(unit)) {
                    found.push(unit);
                }
            }
        }
        found
    }

    /// Type-ahead over the communes of all Vietnam before 1 July 2025; words of the old district and
    /// province narrow.
    pub fn old_search(&self, query: &str, limit: usize) -> Vec<&'static OldArea> {
        old::all().search(query, limit)
    }

    /// The same in a whole address: what stands before the commune (number, street, hamlet) is passed
    /// over, part by part between commas.
    pub fn old_in_address(&self, address: &str, limit: usize) -> Vec<&'static OldArea> {
        let commas = address.match_indices([',', ';', '\n']).map(|(at, _)| at + 1);
        let rests = std::iter::once(0).chain(commas).filter_map(|from| address.get(from..));
        rests.map(|rest| self.old_search(rest, limit)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The commune of before 1 July 2025 with this [`OldArea::key`], which for most is its code.
    pub fn old_find(&self, key: &str) -> Option<&'static OldArea> {
        old::all().find(key)
    }

    /// The communes that cover an old commune on a day. One is a proposal; several mean that it was
    /// split, and only who stands there knows which: ask. None: no such key.
    pub fn successors_of_old(&self, key: &str, on: Date) -> Vec<&Area> {
        let Some(old) = old::all().find(key) else { return Vec::new() };
        let first = old.successors.iter().filter_map(|code| self.find(*code, old::FIRST_DAY));
        first.flat_map(|area| self.successors_on(area, on)).collect()
    }
}

#[cfg(test)]
mod tests;
