//! The table of a file: which column is which, and the texts of its rows.

use camket_app::office_import::{CellValue, FileContent, FileRow, Sheet, format_column};
use camket_domain::office_import::{MAX_ROWS, OfficeColumn};
use camket_domain::text::fold;
use serde::{Deserialize, Serialize};

use camket_shell::l10n::{self, Lang};

/// The header stands in one of the first rows.
const MAX_HEADER_ROW: usize = 30;
/// Columns without which a sheet is not the list.
const NEEDED: [OfficeColumn; 3] = [OfficeColumn::Code, OfficeColumn::Name, OfficeColumn::Area];

/// A row as it was read: its number in the file, and the texts by column.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct TextRow(pub(super) u32, pub(super) Vec<(OfficeColumn, String)>);

impl TextRow {
    /// The text of a column; empty if the file has none.
    pub(super) fn text(&self, column: OfficeColumn) -> &str {
        self.1.iter().find(|(own, _)| *own == column).map(|(_, text)| text.as_str()).unwrap_or_default()
    }
}

/// The list in a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct OfficeTable {
    /// The letter of each column.
    columns: Vec<(OfficeColumn, String)>,
    pub(super) rows: Vec<TextRow>,
}

/// Why a file has no list that can be imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TableError {
    /// No sheet has the headings of the form.
    NoHeader,
    /// Nothing below the headings.
    NoRows,
    /// More than [`MAX_ROWS`].
    TooManyRows,
}

impl OfficeTable {
    /// The list of the first sheet that has its headings. Hidden sheets are left out.
    pub(super) fn find(file: &FileContent) -> Result<Self, TableError> {
        let mut sheets = file.sheets.iter().filter(|sheet| !sheet.hidden);
        let found = sheets.find_map(|sheet| Some((sheet, find_header(sheet)?)));
        let (sheet, header) = found.ok_or(TableError::NoHeader)?;
        let columns = list_columns(header);
        let below = sheet.rows.iter().filter(|row| row.number > header.number);
        let rows: Vec<TextRow> = below.filter_map(|row| read_row(row, &columns)).collect();
        if rows.is_empty() {
            return Err(TableError::NoRows);
        }
        if rows.len() > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        let letters = columns.into_iter().map(|(column, place)| (column, format_column(place)));
        Ok(Self { columns: letters.collect(), rows })
    }

    /// The letter of a column in the file; empty if it has none.
    pub(super) fn find_letter(&self, column: OfficeColumn) -> &str {
        let found = self.columns.iter().find(|(own, _)| *own == column);
        found.map(|(_, letter)| letter.as_str()).unwrap_or_default()
    }
}

fn find_header(sheet: &Sheet) -> Option<&FileRow> {
    sheet.rows.iter().take(MAX_HEADER_ROW).find(|row| {
        let columns = list_columns(row);
        NEEDED.iter().all(|needed| columns.iter().any(|(column, _)| column == needed))
    })
}

/// The columns that a row of headings names, each once.
fn list_columns(header: &FileRow) -> Vec<(OfficeColumn, u32)> {
    let mut found: Vec<(OfficeColumn, u32)> = Vec::new();
    for cell in &header.cells {
        if let Some(column) = find_column(&cell.value.to_text())
            && !found.iter().any(|(known, _)| *known == column)
        {
            found.push((column, cell.column));
        }
    }
    found
}

/// The column with this heading, in any language, with or without accents.
fn find_column(heading: &str) -> Option<OfficeColumn> {
    let heading = squeeze(heading);
    let is_heading = |column: &OfficeColumn| {
        Lang::ALL.iter().any(|lang| squeeze(&translate_heading(*lang, *column)) == heading)
    };
    OfficeColumn::ALL.into_iter().find(is_heading)
}

pub(super) fn translate_heading(lang: Lang, column: OfficeColumn) -> String {
    l10n::translate(lang, &format!("codes-officecolumn-{}", column.code()))
}

/// Without accents, case and needless spaces: for comparing.
pub(super) fn squeeze(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of a row; `None` if it has none in the columns but the role, which the form fills in for a person.
fn read_row(row: &FileRow, columns: &[(OfficeColumn, u32)]) -> Option<TextRow> {
    let text = |place: u32| match row.value(place) {
        // The cell shows no value, but a mistake of the spreadsheet.
        CellValue::NotCalculated => "#N/A".to_owned(),
        value => value.to_text().into_owned(),
    };
    let texts = columns.iter().map(|(column, place)| (*column, text(*place)));
    let texts: Vec<_> = texts.filter(|(_, text)| !text.trim().is_empty()).collect();
    let is_listed = texts.iter().any(|(column, _)| *column != OfficeColumn::Role);
    // Below the headings, forms of offices number their columns: (1), (2) ...
    let is_numbering = texts.iter().all(|(_, text)| is_column_number(text));
    (is_listed && !is_numbering).then_some(TextRow(row.number, texts))
}

fn is_column_number(text: &str) -> bool {
    let number = text.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    number.is_some_and(|number| number.parse::<u8>().is_ok())
}
