//! Areas of a day, present or former, and in which of them a place is counted.

use std::collections::HashMap;

use time::Date;
use time::macros::date;

use super::CountedPlace;
use crate::areas::{self, Area, AreaCode, AreaLevel};

/// Last day of the districts and of the former communes.
pub const LAST_FORMER_DAY: Date = date!(2025 - 06 - 30);

/// The areas of one level as they were on a day. A place of another time is counted where its successors or predecessors are,
/// if these are in one area; otherwise nobody can tell, and it is counted under no area.
#[derive(Debug)]
pub struct AreaMap {
    level: AreaLevel,
    on: Date,
    /// By a later unit: the communes of this day that it covers in whole or in part.
    predecessors: HashMap<(AreaCode, Option<Date>), Vec<&'static Area>>,
}

impl AreaMap {
    pub fn new(level: AreaLevel, on: Date) -> Self {
        let mut map = Self { level, on, predecessors: HashMap::new() };
        let communes =
            areas::all().iter().filter(|area| area.level == AreaLevel::Commune && area.is_valid_on(on));
        for commune in communes {
            map.add_successors(commune, commune);
        }
        map
    }

    /// Districts, communes or provinces before 1 July 2025.
    pub fn former(level: AreaLevel) -> Self {
        Self::new(level, LAST_FORMER_DAY)
    }

    fn add_successors(&mut self, origin: &'static Area, area: &'static Area) {
        let Some(next_day) = area.valid_to.and_then(Date::next_day) else { return };
        for next in area.successors.iter().filter_map(|code| areas::all().find(*code, next_day)) {
            let known = self.predecessors.entry((next.code, next.valid_from)).or_default();
            if !known.iter().any(|one| one.is_same_as(origin)) {
                known.push(origin);
                self.add_successors(origin, next);
            }
        }
    }

    /// The area in which a place is counted; `None` if that is unknown.
    pub fn locate(&self, place: &CountedPlace) -> Option<AreaCode> {
        let areas = areas::all();
        let unit = areas.find(place.commune, place.as_of)?;
        if unit.is_valid_on(self.on) {
            return self.rise(unit);
        }
        if unit.valid_to.is_some_and(|last| last < self.on) {
            return self.agree(areas.successors_on(unit, self.on).into_iter());
        }
        let former = place.former.and_then(|code| areas.find(code, self.on));
        let before =
            self.predecessors.get(&(unit.code, unit.valid_from)).map(Vec::as_slice).unwrap_or_default();
        match former {
            // A former commune that the present one does not cover is a mistake of the list.
            Some(former) if before.iter().any(|one| one.is_same_as(former)) => self.rise(former),
            _ => self.agree(before.iter().copied()),
        }
    }

    /// The area of all these units, if it is one.
    fn agree(&self, units: impl Iterator<Item = &'static Area>) -> Option<AreaCode> {
        let mut codes = units.map(|unit| self.rise(unit));
        let first = codes.next()??;
        codes.all(|code| code == Some(first)).then_some(first)
    }

    /// The unit of this map's level above a unit of its day.
    fn rise(&self, unit: &Area) -> Option<AreaCode> {
        let mut area = areas::all().find(unit.code, self.on)?;
        while area.level != self.level {
            area = areas::all().parent_of(area, self.on)?;
        }
        Some(area.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date!(2026 - 11 - 28);

    fn code(text: &str) -> AreaCode {
        AreaCode::new(text).expect("a code")
    }

    fn place(commune: &str, as_of: Date, former: Option<&str>) -> CountedPlace {
        CountedPlace { commune: code(commune), as_of, former: former.map(code) }
    }

    #[test]
    fn places_of_today_and_of_before_on_both_maps() {
        let before = date!(2025 - 03 - 01);
        let (now, province) =
            (AreaMap::new(AreaLevel::Commune, TODAY), AreaMap::new(AreaLevel::Province, TODAY));
        let (communes, districts, provinces) = (
            AreaMap::former(AreaLevel::Commune),
            AreaMap::former(AreaLevel::District),
            AreaMap::former(AreaLevel::Province),
        );
        let maps = [&now, &province, &communes, &districts, &provinces];
        let locate = |place: CountedPlace| maps.map(|map| map.locate(&place).map(|code| code.to_string()));
        let all = |codes: [&str; 5]| codes.map(|code| (code != "-").then(|| code.to_owned()));
        // Phường Phan Rang covers five former wards of one city.
        assert_eq!(locate(place("22759", TODAY, None)), all(["22759", "56", "-", "582", "58"]));
        assert_eq!(locate(place("22759", TODAY, Some("22762"))), all(["22759", "56", "22762", "582", "58"]));
        // The code of thị trấn Khánh Hải is that of phường Ninh Chử today.
        assert_eq!(locate(place("22834", before, None)), all(["22834", "56", "22834", "586", "58"]));
        // Former Đông Hải was split: today's commune is unknown, its province is not.
        assert_eq!(locate(place("22768", before, None)), all(["-", "56", "22768", "582", "58"]));
        // The dated table has no former communes of old Khánh Hòa.
        assert_eq!(locate(place("22366", TODAY, None)), all(["22366", "56", "-", "-", "-"]));
    }
}
