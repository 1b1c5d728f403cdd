//! Collects the cells of a file and counts them.

use std::sync::Arc;

use super::address::CellAddress;
use super::cell::{Cell, CellValue, Row};
use super::error::{ImportError, LimitKind};
use super::growing_text::GrowingText;
use super::limits::ReadLimits;
use super::steps::Steps;
use super::workbook::{MergedArea, Sheet};

/// Bytes that a text takes beside its own.
const BYTES_PER_TEXT: usize = 32;

pub(super) struct WorkbookBuilder<'a> {
    limits: &'a ReadLimits,
    steps: &'a Steps,
    sheets: Vec<Sheet>,
    /// Rows of the last sheet, also empty ones.
    rows: usize,
    cells: usize,
    text_bytes: usize,
    at: CellAddress,
    row_is_hidden: bool,
}

impl<'a> WorkbookBuilder<'a> {
    pub(super) fn new(limits: &'a ReadLimits, steps: &'a Steps) -> Self {
        let at = CellAddress { row: 1, column: 1 };
        Self { limits, steps, sheets: Vec::new(), rows: 0, cells: 0, text_bytes: 0, at, row_is_hidden: false }
    }

    pub(super) fn limits(&self) -> &'a ReadLimits {
        self.limits
    }

    pub(super) fn steps(&self) -> &'a Steps {
        self.steps
    }

    pub(super) fn start_sheet(&mut self, name: String, hidden: bool) -> Result<(), ImportError> {
        if self.sheets.len() >= self.limits.sheets {
            return Err(LimitKind::Sheets.exceeded(self.limits.sheets));
        }
        self.sheets.push(Sheet { name, hidden, rows: Vec::new(), merged: Vec::new(), legacy: Vec::new() });
        self.rows = 0;
        Ok(())
    }

    /// Starts a row; numbers count from 1. A row may be started again.
    pub(super) fn start_row(&mut self, number: u32, hidden: bool) -> Result<(), ImportError> {
        (self.at.row, self.row_is_hidden) = (number, hidden);
        self.rows += 1;
        if self.rows > self.limits.rows {
            Err(self.exceeded(LimitKind::Rows, self.limits.rows))
        } else {
            Ok(())
        }
    }

    /// A cell exists, perhaps without value; columns count from 1.
    pub(super) fn check_column(&mut self, column: u32) -> Result<(), ImportError> {
        self.at.column = column;
        let most = self.limits.columns;
        if column > most { Err(self.exceeded(LimitKind::Columns, most)) } else { Ok(()) }
    }

    /// Adds a cell to the last row. One without value is not kept.
    pub(super) fn push_cell(&mut self, column: u32, value: CellValue) -> Result<(), ImportError> {
        self.check_column(column)?;
        if value.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        if self.cells > self.limits.cells {
            return Err(self.exceeded(LimitKind::Cells, self.limits.cells));
        }
        let (number, hidden) = (self.at.row, self.row_is_hidden);
        let rows = &mut self.sheets.last_mut().ok_or(ImportError::Damaged("sheet"))?.rows;
        match rows.last_mut() {
            Some(row) if row.number == number => row.cells.push(Cell { column, value }),
            _ => rows.push(Row { number, hidden, cells: vec![Cell { column, value }] }),
        }
        Ok(())
    }

    /// A text for a cell, counted. Blank text is no value.
    pub(super) fn build_text(&mut self, text: &str) -> Result<CellValue, ImportError> {
        if text.trim().is_empty() { Ok(CellValue::Empty) } else { self.keep_text(text).map(CellValue::Text) }
    }

    pub(super) fn keep_text(&mut self, text: &str) -> Result<Arc<str>, ImportError> {
        let most = self.limits.cell_characters;
        if text.len() > most && text.chars().nth(most).is_some() {
            return Err(self.exceeded(LimitKind::CellCharacters, most));
        }
        self.text_bytes += text.len() + BYTES_PER_TEXT;
        let most = self.limits.text_bytes;
        if self.text_bytes > most { Err(self.exceeded(LimitKind::TextBytes, most)) } else { Ok(text.into()) }
    }

    /// Appends to a text that is not complete yet, so that a very long one is not collected first.
    pub(super) fn append(&self, text: &mut GrowingText, piece: &str) -> Result<(), ImportError> {
        let most = self.limits.cell_characters;
        if text.push(piece, most) { Ok(()) } else { Err(self.exceeded(LimitKind::CellCharacters, most)) }
    }

    pub(super) fn push_merged_area(&mut self, area: MergedArea) -> Result<(), ImportError> {
        let most = self.limits.merged_areas;
        let sheet = self.sheets.last_mut().ok_or(ImportError::Damaged("sheet"))?;
        sheet.merged.push(area);
        if sheet.merged.len() > most { Err(self.exceeded(LimitKind::MergedAreas, most)) } else { Ok(()) }
    }

    /// The sheets, with rows and cells in order. Of two values for one cell the last is kept.
    pub(super) fn finish(mut self) -> Vec<Sheet> {
        for sheet in &mut self.sheets {
            if !sheet.rows.is_sorted_by(|a, b| a.number < b.number) {
                sheet.rows.sort_by_key(|row| row.number);
                sheet.rows.dedup_by(|later, earlier| {
                    let is_same = later.number == earlier.number;
                    if is_same {
                        earlier.cells.append(&mut later.cells);
                    }
                    is_same
                });
            }
            sheet.rows.iter_mut().for_each(sort_cells);
        }
        self.sheets
    }

    fn exceeded(&self, limit: LimitKind, most: impl TryInto<u64>) -> ImportError {
        let at = self.sheets.last().map(|sheet| (sheet.name.clone(), self.at));
        ImportError::LimitExceeded { limit, most: most.try_into().unwrap_or(u64::MAX), at }
    }
}

fn sort_cells(row: &mut Row) {
    if !row.cells.is_sorted_by(|a, b| a.column < b.column) {
        row.cells.reverse();
        row.cells.sort_by_key(|cell| cell.column);
        row.cells.dedup_by_key(|cell| cell.column);
    }
}
