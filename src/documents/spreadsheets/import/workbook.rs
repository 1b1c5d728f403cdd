//! What a file contains.

use super::LegacyEncoding;
use super::address::CellAddress;
use super::cell::Row;

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// As it was given, composed (NFC).
    pub file_name: String,
    pub format: FileFormat,
    /// In the file's order, with the hidden ones.
    pub sheets: Vec<Sheet>,
}

/// A format, told by the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    Xlsx,
    Xls,
    Ods,
    /// Text with separators; which one.
    Delimited(char),
}

/// A sheet with its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Rows with a value, by number, with the hidden ones.
    pub rows: Vec<Row>,
    pub merged: Vec<MergedArea>,
    /// Columns with text of before Unicode.
    pub legacy: Vec<LegacyColumn>,
}

/// Cells that are shown as one. Only the first has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergedArea {
    pub first: CellAddress,
    pub last: CellAddress,
}

/// A column whose texts were typed for a font of before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegacyColumn {
    pub column: u32,
    pub encoding: LegacyEncoding,
    /// Number of cells in this encoding.
    pub cells: usize,
    /// Whether they were converted. They are not if the column also has Unicode text, as then it is not sure which cell is
    /// what: the file must be converted by its owner (Unikey does that).
    pub converted: bool,
}

impl Sheet {
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &self.rows[at])
    }

    /// The last column with a value; 0 for an empty sheet.
    #[must_use]
    pub fn last_column(&self) -> u32 {
        self.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column).max().unwrap_or(0)
    }

    #[must_use]
    pub fn count_hidden_rows(&self) -> usize {
        self.rows.iter().filter(|row| row.hidden).count()
    }
}
