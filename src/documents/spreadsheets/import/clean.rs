//! Texts of a sheet after all its cells are known: old encodings by column, then one form for all.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use camket_domain::text::{clean_input, to_nfc};

use super::cell::CellValue;
use super::legacy_text::{self, LegacyEncoding};
use super::workbook::{LegacyColumn, Sheet};

/// A column is of an old encoding if it has this many cells of it for one in Unicode (the heading is often retyped).
const LEGACY_PER_UNICODE: usize = 9;
/// It is mixed if it has more than one such cell for this many in Unicode; fewer are foreign names.
const UNICODE_PER_LEGACY: usize = 20;

/// Cells of a column by the encoding of their texts; texts that may be either are not counted.
#[derive(Default)]
struct Signs {
    tcvn3: usize,
    vni: usize,
    unicode: usize,
}

/// Converts columns of old encodings and brings every text into the form of [`CellValue::Text`]. Cells that are blank then
/// are dropped.
pub(super) fn clean_sheet(sheet: &mut Sheet) {
    sheet.name = to_nfc(&sheet.name);
    sheet.legacy = find_legacy_columns(sheet);
    let legacy: BTreeMap<u32, LegacyEncoding> = sheet
        .legacy
        .iter()
        .filter(|column| column.converted)
        .map(|column| (column.column, column.encoding))
        .collect();
    for row in &mut sheet.rows {
        for cell in &mut row.cells {
            let CellValue::Text(text) = &mut cell.value else { continue };
            if let Some(encoding) = legacy.get(&cell.column)
                && !text.is_ascii()
                && !legacy_text::is_unicode_vietnamese(text)
            {
                *text = legacy_text::convert(text, *encoding).into();
            }
            clean_text(text);
            if text.is_empty() {
                cell.value = CellValue::Empty;
            }
        }
        row.cells.retain(|cell| !cell.value.is_empty());
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
}

fn clean_text(text: &mut Arc<str>) {
    let cleaned = clean_input(text);
    let lines = if cleaned.contains('\r') {
        Cow::Owned(cleaned.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        cleaned
    };
    let trimmed = lines.trim();
    if trimmed != &**text {
        *text = trimmed.into();
    }
}

fn find_legacy_columns(sheet: &Sheet) -> Vec<LegacyColumn> {
    let mut columns: BTreeMap<u32, Signs> = BTreeMap::new();
    for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
        let CellValue::Text(text) = &cell.value else { continue };
        if text.is_ascii() {
            continue;
        }
        let signs = columns.entry(cell.column).or_default();
        if legacy_text::is_unicode_vietnamese(text) {
            signs.unicode += 1;
            continue;
        }
        match legacy_text::detect(text) {
            Some(LegacyEncoding::Tcvn3) => signs.tcvn3 += 1,
            Some(LegacyEncoding::Vni) => signs.vni += 1,
            None => {}
        }
    }
    let is_sheet_unicode = columns.values().any(|signs| signs.unicode > 0);
    columns.iter().filter_map(|(column, signs)| judge_column(*column, signs, is_sheet_unicode)).collect()
}

fn judge_column(column: u32, signs: &Signs, is_sheet_unicode: bool) -> Option<LegacyColumn> {
    let encoding = if signs.tcvn3 >= signs.vni { LegacyEncoding::Tcvn3 } else { LegacyEncoding::Vni };
    let cells = signs.tcvn3.max(signs.vni);
    let is_chance = cells < 2 && is_sheet_unicode;
    if cells == 0 || is_chance || cells * UNICODE_PER_LEGACY < signs.unicode {
        return None;
    }
    Some(LegacyColumn { column, encoding, cells, converted: signs.unicode * LEGACY_PER_UNICODE <= cells })
}
