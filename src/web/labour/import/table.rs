//! The list in a file: which column is which, and the texts of its rows.

use camket_app::labour::{CellValue, FileContent, FileRow, Sheet, format_column};
use camket_domain::calendar::format_date;
use camket_domain::census::grid::date_from_serial;
use camket_domain::labour::columns::{MAX_IMPORT_ROWS, WorkerColumn, guess_column};
use camket_domain::text::{fold_words, to_nfc};
use serde::{Deserialize, Serialize};

/// The header begins in one of the first rows.
const HEADER_SEARCH_ROWS: usize = 30;
/// Most rows of a header: Mẫu 01/PLI has three.
const MAX_HEADER_ROWS: usize = 3;
/// Digits of a personal number that lost zeros: no heading has as many in one cell.
const DATA_DIGITS: usize = 8;
/// Most characters of a cell that are kept: one more than a field takes, so that a longer text is refused as too long.
const MAX_CELL_CHARS: usize = 300;
/// What stands below a list.
const ENDS: [&str; 6] = ["tong cong", "tong so", "ghi chu", "nguoi lap", "dai dien", "noi nhan"];

/// A row as it was read: its number in the file, and the texts by column.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TextRow(pub(super) u32, pub(super) Vec<(WorkerColumn, String)>);

impl TextRow {
    /// The text of a column; empty if the file has none.
    pub(super) fn text(&self, column: WorkerColumn) -> &str {
        self.1.iter().find(|(own, _)| *own == column).map(|(_, text)| text.as_str()).unwrap_or_default()
    }
}

/// The list in a file, with what is filled in where the file says nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct WorkerTable {
    /// Letter and heading of each column that is read.
    pub(super) columns: Vec<(WorkerColumn, String, String)>,
    pub(super) rows: Vec<TextRow>,
    pub(super) hidden_rows: usize,
    /// Letters of the columns whose text was converted from an encoding of before Unicode.
    pub(super) converted: Vec<String>,
    pub(super) residence: String,
    pub(super) customer_facing: String,
}

/// Why a file has no list that can be imported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum TableError {
    NoHeader,
    NoRows,
    TooManyRows,
    /// Letter of a column with text of before Unicode beside Unicode text.
    Legacy(String),
}

impl WorkerTable {
    /// The list of the first sheet that has its headings. Hidden sheets are left out.
    pub(super) fn find(file: &FileContent) -> Result<Self, TableError> {
        let mut sheets = file.sheets.iter().filter(|sheet| !sheet.hidden);
        let found = sheets.find_map(|sheet| Some((sheet, find_header(sheet)?)));
        let (sheet, (last, columns)) = found.ok_or(TableError::NoHeader)?;
        if let Some(legacy) = sheet.legacy.iter().find(|legacy| !legacy.converted) {
            return Err(TableError::Legacy(format_column(legacy.column)));
        }
        let below = sheet.rows.iter().skip(last + 1).take_while(|row| !is_end(row, &columns));
        let rows: Vec<TextRow> = below.filter_map(|row| read_row(row, &columns)).collect();
        if rows.is_empty() {
            return Err(TableError::NoRows);
        }
        if rows.len() > MAX_IMPORT_ROWS {
            return Err(TableError::TooManyRows);
        }
        Ok(Self {
            columns: columns
                .into_iter()
                .map(|(column, at, head)| (column, format_column(at), head))
                .collect(),
            rows,
            hidden_rows: sheet.count_hidden_rows(),
            converted: sheet.legacy.iter().map(|legacy| format_column(legacy.column)).collect(),
            ..Self::default()
        })
    }

    /// The letter of the first of these columns that the file has; empty if it has none.
    pub(super) fn find_letter(&self, column: WorkerColumn) -> &str {
        let found = self.columns.iter().find(|(own, ..)| *own == column);
        found.map(|(_, letter, _)| letter.as_str()).unwrap_or_default()
    }
}

type FoundColumns = Vec<(WorkerColumn, u32, String)>;

/// The place of the header's last row and its columns: the rows with names and numbers that say the most, and no title above
/// them.
fn find_header(sheet: &Sheet) -> Option<(usize, FoundColumns)> {
    let mut best: Option<(usize, FoundColumns)> = None;
    for first in 0..sheet.rows.len().min(HEADER_SEARCH_ROWS) {
        // What comes below is another list.
        if best.as_ref().is_some_and(|(last, _)| first > *last) {
            break;
        }
        for last in first..sheet.rows.len().min(first + MAX_HEADER_ROWS) {
            if sheet.rows.get(last).is_none_or(has_data) {
                break;
            }
            let columns = list_columns(sheet, first, last);
            let says_more = |(known_last, known): &(usize, FoundColumns)| {
                let fewer_rows = last <= *known_last;
                columns.len() > known.len() || (columns.len() == known.len() && fewer_rows)
            };
            if is_list(&columns) && best.as_ref().is_none_or(says_more) {
                best = Some((last, columns));
            }
        }
    }
    best
}

/// Whether these are the columns of a list of workers.
fn is_list(columns: &FoundColumns) -> bool {
    let has = |needed: WorkerColumn| columns.iter().any(|(column, ..)| *column == needed);
    has(WorkerColumn::Name) && has(WorkerColumn::Number)
}

/// Whether a row has a number of a person, a date or another number: no heading has.
fn has_data(row: &FileRow) -> bool {
    row.cells.iter().any(|cell| match &cell.value {
        CellValue::Number(_) | CellValue::Date(_) => true,
        value => value.to_text().chars().filter(char::is_ascii_digit).count() >= DATA_DIGITS,
    })
}

/// What the columns mean, each meaning once.
fn list_columns(sheet: &Sheet, first: usize, last: usize) -> FoundColumns {
    let rows = sheet.rows.get(first..=last).unwrap_or_default();
    let mut found: FoundColumns = Vec::new();
    let width = rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column).max().unwrap_or(0);
    for at in 1..=width.min(100) {
        let heading = join_heading(sheet, rows, at);
        if let Some(column) = guess_column(&heading)
            && !found.iter().any(|(known, ..)| *known == column)
        {
            found.push((column, at, heading));
        }
    }
    found
}

/// The texts above a column, the lowest first.
fn join_heading(sheet: &Sheet, rows: &[FileRow], column: u32) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (down, row) in rows.iter().enumerate().rev() {
        let text = find_heading(sheet, row, column, down + 1 == rows.len());
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    parts.join(" ")
}

/// The heading of a cell, of the merged cell that covers it, or, in a text file, of the group that begins on its left.
fn find_heading(sheet: &Sheet, row: &FileRow, column: u32, is_lowest: bool) -> String {
    let own = line(&row.value(column).to_text());
    if !own.is_empty() {
        return own;
    }
    let covers = |area: &&camket_app::labour::MergedArea| {
        (area.first.row..=area.last.row).contains(&row.number)
            && (area.first.column..=area.last.column).contains(&column)
    };
    if let Some(area) = sheet.merged.iter().find(covers) {
        return sheet
            .row(area.first.row)
            .map_or_else(String::new, |top| line(&top.value(area.first.column).to_text()));
    }
    if is_lowest || !sheet.merged.is_empty() {
        return String::new();
    }
    let left = row.cells.iter().rev().find(|cell| cell.column < column);
    left.map(|cell| line(&cell.value.to_text())).unwrap_or_default()
}

fn is_end(row: &FileRow, columns: &FoundColumns) -> bool {
    let number = columns.iter().find(|(column, ..)| *column == WorkerColumn::Number);
    let has_number = number.is_some_and(|(_, at, _)| !row.value(*at).to_text().trim().is_empty());
    let first = row.cells.first().map(|cell| fold_words(&cell.value.to_text())).unwrap_or_default();
    !has_number && ENDS.iter().any(|end| first.starts_with(end))
}

/// The texts of a row; `None` if it has neither name nor number, or numbers the columns.
fn read_row(row: &FileRow, columns: &FoundColumns) -> Option<TextRow> {
    let text = |(column, at, _): &(WorkerColumn, u32, String)| (*column, read_cell(row, *column, *at));
    let texts: Vec<_> = columns.iter().map(text).filter(|(_, text)| !text.is_empty()).collect();
    let names = |column: WorkerColumn| texts.iter().any(|(own, _)| *own == column);
    let is_listed = names(WorkerColumn::Name) || names(WorkerColumn::Number);
    (is_listed && !texts.iter().all(|(_, text)| is_column_number(text))).then_some(TextRow(row.number, texts))
}

fn read_cell(row: &FileRow, column: WorkerColumn, at: u32) -> String {
    match row.value(at) {
        // The cell shows no value, but a mistake of the spreadsheet.
        CellValue::NotCalculated => "#N/A".to_owned(),
        CellValue::Date(day) => format_date(day.date()),
        CellValue::Number(serial) if is_date(column) => {
            date_from_serial(*serial).map_or_else(|| row.value(at).to_text().into_owned(), format_date)
        }
        value => line(&value.to_text()),
    }
}

fn is_date(column: WorkerColumn) -> bool {
    use WorkerColumn as C;
    matches!(
        column,
        C::BornOn
            | C::StartedOn
            | C::EndsOn
            | C::HealthCheckOn
            | C::PledgedOn
            | C::PermitUntil
            | C::IndefiniteFrom
            | C::FixedFrom
            | C::FixedTo
            | C::ShortFrom
            | C::ShortTo
    )
}

/// One line, composed, without needless spaces.
fn line(text: &str) -> String {
    let composed = to_nfc(text);
    composed.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_CELL_CHARS).collect()
}

fn is_column_number(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    inner.parse::<u8>().is_ok()
}
