//! The communes of all Vietnam before 1 July 2025, and the communes that cover them now.
//!
//! Source: `data/commune_mapping_national.csv`, the communes of 30 June 2025. The four communes of Ninh Thuận that
//! merged on 1 November 2024 (NQ 1198/NQ-UBTVQH15) are added from the dated table, because older documents name them.
//! Old and new units must never be matched by name: names were given to other units too.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use csv::StringRecord;
use flate2::read::ZlibDecoder;
use time::Date;
use time::macros::date;

use super::names::{MatchTarget, NameIndex, NameQuery, SearchNames};
use super::table::for_each_record;
use super::{Area, AreaCode, AreaKind, AreaLevel};
use crate::text::{fold_words, sort_key};

/// First day of the present communes.
pub(super) const FIRST_DAY: Date = date!(2025 - 07 - 01);

/// Last day of the old communes.
const LAST_DAY: Date = date!(2025 - 06 - 30);

const MAPPING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/commune_mapping_national.csv.zlib"));

static ALL: LazyLock<OldAreas> = LazyLock::new(OldAreas::load);

/// All old communes; parsed on first use.
pub(super) fn all() -> &'static OldAreas {
    &ALL
}

/// A commune before 1 July 2025, with the names that people still write in addresses.
#[derive(Clone, Debug)]
pub struct OldArea {
    /// Key used in forms: the code; code and last day where another unit has the same code ("22750@2024-10-31"); for the
    /// five island districts, which had no communes, the new code ("@11948").
    pub key: String,
    /// `None` for an island district.
    pub code: Option<AreaCode>,
    /// Name with kind: "Phường Đông Hải".
    pub name: String,
    /// District with kind: "Thành phố Phan Rang - Tháp Chàm".
    pub district: Arc<str>,
    /// Province with kind: "Tỉnh Ninh Thuận".
    pub province: Arc<str>,
    /// Last day, inclusive.
    pub valid_to: Date,
    /// Codes of the communes that covered it on 1 July 2025.
    pub successors: Vec<AreaCode>,
    names: SearchNames,
}

/// A district before 1 July 2025, by its name: "Huyện Ninh Phước", "Tỉnh Ninh Thuận".
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FormerDistrict {
    pub name: Arc<str>,
    pub province: Arc<str>,
}

impl OldArea {
    /// The name with those of its parents: "Phường Đông Hải, Thành phố Phan Rang - Tháp Chàm, Tỉnh Ninh Thuận".
    pub fn full_name(&self) -> String {
        if self.name == *self.district {
            return format!("{}, {}", self.district, self.province);
        }
        format!("{}, {}, {}", self.name, self.district, self.province)
    }

    /// Whether it was split among several communes, so that the user must choose.
    pub fn is_split(&self) -> bool {
        self.successors.len() > 1
    }

    fn as_match_target(&self) -> MatchTarget<'_> {
        let (kind, bare) = AreaKind::split_name(&self.name).unzip();
        MatchTarget { names: &self.names, bare: bare.unwrap_or(&self.name), kind }
    }
}

/// The table of old communes, in alphabetical order.
#[derive(Debug)]
pub(super) struct OldAreas {
    rows: Vec<OldArea>,
    by_key: HashMap<String, usize>,
    index: NameIndex,
}

impl OldAreas {
    fn load() -> Self {
        let mut rows: Vec<OldArea> = Vec::with_capacity(10_100);
        for_each_record(ZlibDecoder::new(MAPPING), |row| {
            add_record(&mut rows, row).unwrap_or_else(|| panic!("commune_mapping: {row:?}"));
        });
        rows.extend(list_merged_before());
        rows.sort_by_cached_key(|old| (sort_key(old.as_match_target().bare), Arc::clone(&old.names.context)));
        let by_key = rows.iter().enumerate().map(|(place, old)| (old.key.clone(), place)).collect();
        let index = NameIndex::build(rows.iter().map(|old| &old.names));
        Self { rows, by_key, index }
    }

    #[cfg(test)]
    pub fn iter(&self) -> impl Iterator<Item = &OldArea> {
        self.rows.iter()
    }

    pub fn find(&self, key: &str) -> Option<&OldArea> {
        self.rows.get(*self.by_key.get(key)?)
    }

    /// The former districts of each of these present communes, in alphabetical order of the communes' names.
    pub fn list_districts(&self, communes: &[AreaCode]) -> HashMap<AreaCode, Vec<FormerDistrict>> {
        let mut found: HashMap<AreaCode, Vec<FormerDistrict>> = HashMap::new();
        for old in self.rows.iter().filter(|old| old.valid_to == LAST_DAY) {
            for code in old.successors.iter().filter(|code| communes.contains(code)) {
                let district = FormerDistrict { name: old.district.clone(), province: old.province.clone() };
                let known = found.entry(*code).or_default();
                if !known.contains(&district) {
                    known.push(district);
                }
            }
        }
        found
    }

    pub fn search(&self, query: &str, limit: usize) -> Vec<&OldArea> {
        let query = NameQuery::parse(query);
        let places = self.index.find_candidates(&query);
        query.find_best(
            places.iter().filter_map(|place| self.rows.get(*place)),
            limit,
            OldArea::as_match_target,
        )
    }
}

/// Adds a record: old_province, old_district, old_commune, old_code, new_province_code, new_code ...
/// The records of one old commune are consecutive, as are those of one district.
fn add_record(rows: &mut Vec<OldArea>, record: &StringRecord) -> Option<()> {
    let (province, district, commune) = (record.get(0)?, record.get(1)?, record.get(2)?);
    let (code, new_code) = (record.get(3)?, AreaCode::new(record.get(5)?)?);
    let last = rows.last_mut();
    if let Some(same) = last.filter(|last| !code.is_empty() && last.key == code) {
        same.successors.push(new_code);
        return Some(());
    }
    let name = if commune.is_empty() { district } else { commune };
    let key = if code.is_empty() { format!("@{new_code}") } else { code.to_owned() };
    let code = AreaCode::new(code);
    let above = ParentNames::reuse_or_build(rows.last(), district, province);
    rows.push(above.build_area(key, code, name, LAST_DAY, vec![new_code]));
    Some(())
}

/// The four communes of Ninh Thuận that merged before the date of the mapping.
fn list_merged_before() -> Vec<OldArea> {
    let areas = super::all();
    let gone =
        |area: &&Area| area.level == AreaLevel::Commune && area.valid_to.is_some_and(|day| day < LAST_DAY);
    areas.iter().filter(gone).filter_map(|area| build_merged(areas, area)).collect()
}

fn build_merged(areas: &super::Areas, area: &Area) -> Option<OldArea> {
    let last = area.valid_to?;
    let district = areas.parent_of(area, last)?;
    let province = areas.parent_of(district, last)?;
    let successors = areas.successors_on(area, FIRST_DAY).iter().map(|new| new.code).collect();
    let above = ParentNames::reuse_or_build(None, &district.name, &province.name);
    Some(above.build_area(format!("{}@{last}", area.code), Some(area.code), &area.name, last, successors))
}

/// The names of the parents of an old commune, shared within its district.
struct ParentNames {
    district: Arc<str>,
    province: Arc<str>,
    context: Arc<str>,
}

impl ParentNames {
    fn reuse_or_build(last: Option<&OldArea>, district: &str, province: &str) -> Self {
        match last.filter(|old| *old.province == *province) {
            Some(old) if *old.district == *district => Self {
                district: Arc::clone(&old.district),
                province: Arc::clone(&old.province),
                context: Arc::clone(&old.names.context),
            },
            other => Self {
                district: district.into(),
                province: other.map_or_else(|| province.into(), |old| Arc::clone(&old.province)),
                context: fold_words(&format!("{district} {province}")).into(),
            },
        }
    }

    fn build_area(
        self,
        key: String,
        code: Option<AreaCode>,
        name: &str,
        valid_to: Date,
        successors: Vec<AreaCode>,
    ) -> OldArea {
        let bare = AreaKind::split_name(name).map_or(name, |(_, bare)| bare);
        let names = SearchNames { words: fold_words(bare), context: self.context };
        let (district, province) = (self.district, self.province);
        OldArea { key, code, name: name.to_owned(), district, province, valid_to, successors, names }
    }
}
