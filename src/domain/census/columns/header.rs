//! Search of the header: the rows whose words name the most columns.

use super::{CensusColumn, ColumnGuess, HEADER_SEARCH_ROWS, MAX_COLUMNS, MAX_HEADER_ROWS, RememberedColumns};
use crate::census::SourceKind;
use crate::census::grid::{CellValue, Grid, GridRow, MergedCells};

/// Rows below a header in which a better one is looked for.
const HEADER_LOOK_AHEAD: usize = 5;
/// Fewest columns that a header names.
const MIN_NAMED_COLUMNS: usize = 2;

/// How headers of a file are understood.
#[derive(Clone, Copy)]
pub(super) struct HeaderWords<'a> {
    pub source: SourceKind,
    pub remembered: &'a RememberedColumns,
}

/// The first header among the rows from `from` on, as places in `grid.rows` (inclusive). Lines of a title may look like one, so
/// of the rows before the first data the one counts that names the most columns.
pub(super) fn find_header(grid: &Grid, from: usize, words: HeaderWords<'_>) -> Option<(usize, usize)> {
    let end = grid.rows.len().min(from + HEADER_SEARCH_ROWS);
    let mut best: Option<(usize, (usize, usize))> = None;
    for first in from..end {
        let ahead = best.is_none_or(|(_, (found, _))| first <= found + HEADER_LOOK_AHEAD);
        if !ahead || best.is_some() && !grid.rows.get(first).is_some_and(may_be_header) {
            break;
        }
        let found = find_range(grid, first, end, words);
        best = match (best, found) {
            (Some(known), Some(found)) if found.0 <= known.0 => Some(known),
            (known, found) => found.or(known),
        };
    }
    best.map(|(_, (first, last))| (first, extend_over_merges(grid, first, last)))
}

/// The header that begins at a row, with its number of named columns. It has more rows only if they name more columns, so that
/// no row of data becomes part of it.
fn find_range(
    grid: &Grid,
    first: usize,
    end: usize,
    words: HeaderWords<'_>,
) -> Option<(usize, (usize, usize))> {
    let is_named = |guess: &ColumnGuess| guess.meaning.is_some();
    let top = read_header(grid, (first, first), words);
    // A row with one cell is a title, also if that is merged over all columns.
    if !grid.rows.get(first).is_some_and(|row| may_be_header(row) && row.cells.len() > 1)
        || top.iter().filter(|guess| is_named(guess)).count() < 2
    {
        return None;
    }
    let mut best = None;
    for last in first..end.min(first + MAX_HEADER_ROWS) {
        if !grid.rows.get(last).is_some_and(may_be_header) {
            break;
        }
        let named = count_named(&read_header(grid, (first, last), words));
        if named >= MIN_NAMED_COLUMNS && best.is_none_or(|(most, _)| named > most) {
            best = Some((named, (first, last)));
        }
    }
    best
}

/// Whether texts prevail and no number stands first: rows of data have numbers and dates.
fn may_be_header(row: &GridRow) -> bool {
    let texts = row.cells.iter().filter(|cell| matches!(cell.value, CellValue::Text(_))).count();
    let begins = match row.cells.first().map(|cell| &cell.value) {
        Some(CellValue::Text(first)) => first.trim().parse::<u32>().is_err(),
        _ => false,
    };
    begins && texts * 2 > row.cells.len()
}

/// The columns of a header, by the words of its rows.
pub(super) fn read_header(
    grid: &Grid,
    (first, last): (usize, usize),
    words: HeaderWords<'_>,
) -> Vec<ColumnGuess> {
    let rows = grid.rows.get(first..=last).unwrap_or_default();
    let texts = HeaderTexts::new(grid, rows);
    let mut columns: Vec<u32> =
        rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column)).collect();
    columns.extend(texts.merges.iter().flat_map(|merged| {
        let width = u32::try_from(MAX_COLUMNS).unwrap_or(u32::MAX);
        merged.first_column..=merged.last_column.min(merged.first_column.saturating_add(width))
    }));
    columns.sort_unstable();
    columns.dedup();
    columns.truncate(MAX_COLUMNS);
    let guess = |column| ColumnGuess::guess(column, texts.join(column), words.source, words.remembered);
    columns.into_iter().map(guess).collect()
}

/// The number of different meanings that identify venues; 0 without one by which a venue can be named.
fn count_named(columns: &[ColumnGuess]) -> usize {
    let mut meanings: Vec<CensusColumn> = columns.iter().filter_map(|column| column.meaning).collect();
    meanings.retain(|meaning| !matches!(meaning, CensusColumn::Number | CensusColumn::NotKept));
    meanings.sort_unstable();
    meanings.dedup();
    let names_venue = |meaning: &CensusColumn| {
        matches!(meaning, CensusColumn::Name | CensusColumn::TaxCode | CensusColumn::SecurityNumber)
    };
    if meanings.iter().any(names_venue) { meanings.len() } else { 0 }
}

/// A cell of the header that is merged with rows below makes these part of the header.
fn extend_over_merges(grid: &Grid, first: usize, last: usize) -> usize {
    let (Some(top), Some(bottom)) = (grid.rows.get(first), grid.rows.get(last)) else { return last };
    let touches = |merged: &&MergedCells| (top.number..=bottom.number).contains(&merged.first_row);
    let end = grid.merges.iter().filter(touches).map(|merged| merged.last_row).max().unwrap_or(bottom.number);
    let longest = top.number.saturating_add(u32::try_from(MAX_HEADER_ROWS).unwrap_or(u32::MAX) - 1);
    let rows = grid.rows.iter().enumerate().skip(last);
    let within = rows.take_while(|(_, row)| row.number <= end.min(longest));
    within.last().map_or(last, |(place, _)| place)
}

/// The texts of a header's rows with its merged cells.
struct HeaderTexts<'a> {
    rows: &'a [GridRow],
    merges: Vec<&'a MergedCells>,
    /// Whether the format has merged cells: a text file has none, so an empty cell takes the text on its left.
    has_merges: bool,
}

impl<'a> HeaderTexts<'a> {
    fn new(grid: &'a Grid, rows: &'a [GridRow]) -> Self {
        let (top, bottom) = match rows {
            [first, .., last] => (first.number, last.number),
            [only] => (only.number, only.number),
            [] => (0, 0),
        };
        let within = |merged: &&MergedCells| merged.first_row <= bottom && merged.last_row >= top;
        Self {
            rows,
            merges: grid.merges.iter().filter(within).collect(),
            has_merges: !grid.merges.is_empty(),
        }
    }

    /// The texts above a column, the lowest first, as the lowest names the column and the others its group.
    fn join(&self, column: u32) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (place, row) in self.rows.iter().enumerate().rev() {
            let text = self.find(place, row, column);
            parts.extend(text.filter(|text| parts.last() != Some(text)));
        }
        parts.join(" ")
    }

    fn find(&self, place: usize, row: &GridRow, column: u32) -> Option<String> {
        let own = row.find(column).and_then(as_text);
        own.or_else(|| self.find_merged(row.number, column)).or_else(|| self.find_group(place, row, column))
    }

    fn find_merged(&self, row: u32, column: u32) -> Option<String> {
        let covers = |merged: &&&MergedCells| {
            (merged.first_row..=merged.last_row).contains(&row)
                && (merged.first_column..=merged.last_column).contains(&column)
        };
        let merged = self.merges.iter().find(covers)?;
        let top = self.rows.iter().find(|row| row.number == merged.first_row)?;
        top.find(merged.first_column).and_then(as_text)
    }

    /// In a text file: the group that begins on the left, if this column and the group's first have names below it.
    fn find_group(&self, place: usize, row: &GridRow, column: u32) -> Option<String> {
        let below = self.rows.get(place + 1)?;
        if self.has_merges || below.find(column).is_none() {
            return None;
        }
        let group = row.cells.iter().rev().find(|cell| cell.column < column)?;
        below.find(group.column).and_then(|_| as_text(&group.value))
    }
}

fn as_text(value: &CellValue) -> Option<String> {
    match value {
        CellValue::Text(_) => {
            value.as_line().ok().map(std::borrow::Cow::into_owned).filter(|text| !text.is_empty())
        }
        _ => None,
    }
}
