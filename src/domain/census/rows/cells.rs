//! The cells of one row by their meaning, with merged cells filled down, and the issues that come up.

use std::collections::HashMap;

use super::problems::{CellIssue, CellProblem};
use crate::census::columns::{CensusColumn, Table};
use crate::census::grid::{CellValue, Grid, GridRow};
use crate::text::printable::check_printable;

/// The merged cells of the columns that are read, by column: rows below the first, with the first one's value.
#[derive(Debug, Default)]
pub(super) struct MergedColumns<'a> {
    by_column: HashMap<u32, Vec<MergedRows<'a>>>,
}

#[derive(Debug)]
struct MergedRows<'a> {
    first: u32,
    last: u32,
    value: Option<&'a CellValue>,
}

impl<'a> MergedColumns<'a> {
    pub fn new(grid: &'a Grid, table: &Table) -> Self {
        let mut by_column: HashMap<u32, Vec<MergedRows<'a>>> = HashMap::new();
        for guess in table.columns.iter().filter(|guess| guess.meaning.is_some()) {
            let covers = |column: u32| {
                grid.merges.iter().filter(move |merged| {
                    merged.first_row < merged.last_row
                        && (merged.first_column..=merged.last_column).contains(&column)
                })
            };
            let rows = covers(guess.column).map(|merged| {
                let place = grid.rows.partition_point(|row| row.number < merged.first_row);
                let top = grid.rows.get(place).filter(|row| row.number == merged.first_row);
                let value = top.and_then(|row| row.find(merged.first_column));
                MergedRows { first: merged.first_row, last: merged.last_row, value }
            });
            let mut rows: Vec<MergedRows<'a>> = rows.collect();
            rows.sort_by_key(|rows| rows.first);
            by_column.insert(guess.column, rows);
        }
        Self { by_column }
    }

    /// The merged cell whose first row is above `row`.
    fn find_above(&self, row: u32, column: u32) -> Option<&MergedRows<'a>> {
        let rows = self.by_column.get(&column)?;
        let last = rows.partition_point(|merged| merged.first < row);
        rows.get(last.checked_sub(1)?).filter(|merged| row <= merged.last)
    }

    pub fn continues_above(&self, row: u32, column: u32) -> bool {
        self.find_above(row, column).is_some_and(|merged| merged.value.is_some())
    }
}

/// One row under the table's columns.
pub(super) struct RowCells<'a> {
    pub row: &'a GridRow,
    pub table: &'a Table,
    pub merged: &'a MergedColumns<'a>,
    pub issues: Vec<CellIssue>,
}

impl<'a> RowCells<'a> {
    /// The cell of the first column with this meaning that holds something.
    pub fn find(&mut self, meaning: CensusColumn) -> Option<(u32, &'a CellValue)> {
        let (row, table) = (self.row, self.table);
        if let Some(found) = table.list(meaning).find_map(|column| Some((column, row.find(column)?))) {
            return Some(found);
        }
        if !meaning.is_filled_down() {
            return None;
        }
        let column = table.find(meaning)?;
        let value = self.merged.find_above(row.number, column)?.value?;
        self.report(column, meaning, CellProblem::FilledDown);
        Some((column, value))
    }

    pub fn report(&mut self, column: u32, meaning: CensusColumn, problem: CellProblem) {
        self.issues.push(CellIssue { row: self.row.number, column, meaning, problem });
    }

    /// A line of at most `most` characters that can be printed; empty if the cell is, or if it has a problem.
    pub fn read_line(&mut self, meaning: CensusColumn, most: usize) -> String {
        let Some((column, value)) = self.find(meaning) else { return String::new() };
        match check_line(value, most) {
            Ok(line) => line,
            Err(problem) => {
                self.report(column, meaning, problem);
                String::new()
            }
        }
    }

    /// A value; a problem is reported.
    pub fn read<T>(
        &mut self,
        meaning: CensusColumn,
        read: impl FnOnce(&CellValue) -> Result<T, CellProblem>,
    ) -> Option<T> {
        let (column, value) = self.find(meaning)?;
        read(value).map_err(|problem| self.report(column, meaning, problem)).ok()
    }

    /// A value that may come with a notice.
    pub fn read_noticed<T>(
        &mut self,
        meaning: CensusColumn,
        read: impl FnOnce(&CellValue) -> Result<(T, Option<CellProblem>), CellProblem>,
    ) -> Option<T> {
        let (column, value) = self.find(meaning)?;
        let (found, problem) = match read(value) {
            Ok((found, notice)) => (Some(found), notice),
            Err(problem) => (None, Some(problem)),
        };
        if let Some(problem) = problem {
            self.report(column, meaning, problem);
        }
        found
    }

    /// The column of a meaning, for a problem of an empty cell; 1 if the table has none.
    pub fn column_of(&self, meaning: CensusColumn) -> u32 {
        self.table.find(meaning).unwrap_or(1)
    }
}

fn check_line(value: &CellValue, most: usize) -> Result<String, CellProblem> {
    if *value == CellValue::Broken {
        return Err(CellProblem::BrokenCell);
    }
    let line = value.as_line().map_err(CellProblem::TextUnreadable)?;
    if line.chars().count() > most {
        return Err(CellProblem::TooLong(most));
    }
    check_printable(&line).map_err(CellProblem::Unprintable)?;
    Ok(line.into_owned())
}
