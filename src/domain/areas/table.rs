//! Reading of `data/admin_units.csv`. The data is part of the program and read by its tests, so an invalid row causes a
//! panic with that row.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use csv::StringRecord;
use flate2::read::ZlibDecoder;
use time::Date;

use super::names::SearchNames;
use super::{Area, AreaCode, AreaKind, AreaLevel};
use crate::calendar::parse_date;
use crate::text::{fold_words, sort_key};

/// A zlib stream, as are all embedded tables (build.rs).
const UNITS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/admin_units.csv.zlib"));

/// All units, by level, name and names of parents.
pub(super) fn load_areas() -> Vec<Area> {
    let mut areas = Vec::with_capacity(3_500);
    for_each_record(ZlibDecoder::new(UNITS), |row| {
        areas.push(parse_area(row).unwrap_or_else(|| panic!("admin_units.csv: {row:?}")));
    });
    set_parent_names(&mut areas);
    areas.sort_by_cached_key(|area| {
        (area.level, sort_key(area.bare_name()), sort_key(&area.names.context), area.valid_from)
    });
    areas
}

/// Calls `read` for every record of an embedded table.
pub(super) fn for_each_record(table: impl Read, mut read: impl FnMut(&StringRecord)) {
    let mut reader = csv::Reader::from_reader(table);
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).expect("an embedded table is well formed") {
        read(&record);
    }
}

/// Columns: code, name, level, kind, parent_code, valid_from, valid_to, successor_codes.
fn parse_area(row: &StringRecord) -> Option<Area> {
    let kind = AreaKind::from_label(row.get(3)?)?;
    let mut area = Area {
        code: AreaCode::new(row.get(0)?)?,
        name: row.get(1)?.to_owned(),
        kind,
        level: parse_level(row.get(2)?)?,
        parent: parse_optional(row.get(4)?, AreaCode::new)?,
        valid_from: parse_optional(row.get(5)?, parse_day)?,
        valid_to: parse_optional(row.get(6)?, parse_day)?,
        successors: row.get(7)?.split('|').filter_map(AreaCode::new).collect(),
        names: SearchNames::default(),
    };
    area.names.words = fold_words(area.bare_name());
    Some(area)
}

fn parse_level(word: &str) -> Option<AreaLevel> {
    match word {
        "province" => Some(AreaLevel::Province),
        "district" => Some(AreaLevel::District),
        "commune" => Some(AreaLevel::Commune),
        _ => None,
    }
}

fn parse_day(text: &str) -> Option<Date> {
    parse_date(text).ok()
}

/// Parses a cell that may be empty. The outer `None` is an invalid cell.
#[expect(clippy::option_option, reason = "empty and unreadable are two answers")]
fn parse_optional<T>(cell: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if cell.is_empty() { Some(None) } else { read(cell).map(Some) }
}

/// Sets the folded names of the parents of every unit, by which search narrows. The last period of a code is used,
/// because the names of parent units do not change.
fn set_parent_names(areas: &mut [Area]) {
    let above: HashMap<AreaCode, (String, Option<AreaCode>)> =
        areas.iter().map(|area| (area.code, (fold_words(&area.name), area.parent))).collect();
    let mut contexts: HashMap<AreaCode, Arc<str>> = HashMap::new();
    for area in areas {
        let Some(parent) = area.parent else { continue };
        let context = contexts.entry(parent).or_insert_with(|| {
            let chain = std::iter::successors(above.get(&parent), |(_, next)| above.get(next.as_ref()?));
            chain.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" ").into()
        });
        area.names.context = Arc::clone(context);
    }
}
