//! Several tables in one workbook, each on a sheet in the form of an office, and behind them all figures as plain data.

use std::io::Result;

use super::form::{ListForm, ListValue};
use super::xlsx;

/// A table with its sheet.
#[derive(Debug, Clone)]
pub struct AnnexTable {
    /// Of the sheet: at most 31 characters, none of `[ ] : * ? / \`.
    pub name: String,
    pub form: ListForm,
    pub rows: Vec<AnnexRow>,
    /// Below the table.
    pub notes: Vec<String>,
}

/// A row of a table; those of figures have one value for each column of its form.
#[derive(Debug, Clone)]
pub enum AnnexRow {
    /// A heading over the whole width.
    Section(String),
    /// Numbered from 1.
    Plain(Vec<ListValue<'static>>),
    /// "Tổng cộng"; the first value is left empty.
    Total(Vec<ListValue<'static>>),
}

/// The workbook with these tables, and `data`: columns and rows of the sheet "Dữ liệu".
///
/// # Errors
/// `InvalidInput` for a file above 4 GB.
pub fn write_annex(
    tables: Vec<AnnexTable>,
    data: (&ListForm, &[Vec<ListValue<'static>>]),
) -> Result<Vec<u8>> {
    xlsx::write_tables(tables, data)
}
