//! Tables of a sheet: header, rows, end.

use super::header::{HeaderWords, find_header, read_header};
use super::synonyms::is_header_text;
use super::{CensusColumn, ColumnGuess, GuessEvidence, MAX_TABLES, RememberedColumns};
use crate::census::SourceKind;
use crate::census::grid::{CellValue, Grid, GridRow};
use crate::identifiers::{Phone, TaxCode};
use crate::text::fold_words;

/// Rows whose cells are looked at where a header says nothing.
const SAMPLE_ROWS: usize = 50;
/// Fewest cells, and least share of them in per cent, that must fit.
const MIN_SAMPLE: u32 = 5;
const MIN_FITTING_PERCENT: u32 = 80;
/// Beginnings of a row that ends a table.
const STOP_WORDS: [&str; 7] =
    ["tong cong", "tong so", "nguoi lap", "noi nhan", "lap bieu", "danh sach nay co", "danh sach tren co"];

/// A table of a sheet. Row numbers are the file's own.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// First and last row of the header.
    pub header_rows: (u32, u32),
    /// First and last row of data, inclusive.
    pub data_rows: (u32, u32),
    /// Rows between them that are no data: headers repeated on each page, numbers of columns, subtotals.
    pub skipped: Vec<u32>,
    /// What ended the table.
    pub stop: Option<StopRow>,
    pub columns: Vec<ColumnGuess>,
}

/// The row that ended a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StopRow {
    pub row: u32,
    pub words: String,
}

impl Table {
    pub fn find(&self, meaning: CensusColumn) -> Option<u32> {
        self.list(meaning).next()
    }

    pub fn list(&self, meaning: CensusColumn) -> impl Iterator<Item = u32> {
        self.columns.iter().filter(move |guess| guess.meaning == Some(meaning)).map(|guess| guess.column)
    }

    /// Sets what a column means. Another column with that meaning loses it, unless it may repeat.
    pub fn choose(&mut self, column: u32, meaning: Option<CensusColumn>) {
        for guess in &mut self.columns {
            if guess.column == column {
                (guess.meaning, guess.evidence) = (meaning, GuessEvidence::Chosen);
            } else if meaning.is_some_and(|meaning| !meaning.may_repeat()) && guess.meaning == meaning {
                (guess.meaning, guess.evidence) = (None, GuessEvidence::None);
            }
        }
    }

    pub fn contains(&self, row: u32) -> bool {
        (self.data_rows.0..=self.data_rows.1).contains(&row) && self.skipped.binary_search(&row).is_err()
    }
}

/// All tables of a sheet, in order: one below the other, or side by side.
pub fn find_tables(grid: &Grid, source: SourceKind, remembered: &RememberedColumns) -> Vec<Table> {
    let words = HeaderWords { source, remembered };
    let (mut tables, mut from) = (Vec::new(), 0);
    while tables.len() < MAX_TABLES
        && let Some(header) = find_header(grid, from, words)
    {
        let body = TableBody::read(grid, header, words);
        from = body.next;
        tables.extend(body.into_tables(grid, header, words));
    }
    tables
}

/// The table under a header that an officer names by the file's row numbers. `None` if the header's rows are empty.
pub fn build_table(
    grid: &Grid,
    (first, last): (u32, u32),
    source: SourceKind,
    remembered: &RememberedColumns,
) -> Option<Table> {
    let words = HeaderWords { source, remembered };
    let place = |number: u32| grid.rows.partition_point(|row| row.number < number);
    let header = (place(first), place(last.checked_add(1)?).checked_sub(1)?);
    if header.0 > header.1 {
        return None;
    }
    TableBody::read(grid, header, words).into_tables(grid, header, words).into_iter().next()
}

/// The rows below a header, as places in `grid.rows`.
struct TableBody {
    first: usize,
    /// Exclusive.
    end: usize,
    /// Where the next table is searched.
    next: usize,
    skipped: Vec<u32>,
    stop: Option<StopRow>,
}

impl TableBody {
    fn read(grid: &Grid, header: (usize, usize), words: HeaderWords<'_>) -> Self {
        let columns = read_header(grid, header, words);
        let name =
            columns.iter().find(|guess| guess.meaning == Some(CensusColumn::Name)).map(|guess| guess.column);
        let mut first = header.1 + 1;
        while grid.rows.get(first).is_some_and(is_numbering) {
            first += 1;
        }
        let mut body =
            Self { first, end: grid.rows.len(), next: grid.rows.len(), skipped: Vec::new(), stop: None };
        for (place, row) in grid.rows.iter().enumerate().skip(first) {
            match classify_row(row, name, words.source) {
                RowRole::Data => {}
                RowRole::Skipped => body.skipped.push(row.number),
                RowRole::Stop(text) => {
                    (body.end, body.next) = (place, place + 1);
                    body.stop = Some(StopRow { row: row.number, words: text });
                    break;
                }
                RowRole::Header => {
                    if is_same_header(grid, place, header) {
                        body.skipped.extend(
                            (0..=header.1 - header.0).filter_map(|n| Some(grid.rows.get(place + n)?.number)),
                        );
                    } else {
                        (body.end, body.next) = (place, place);
                        break;
                    }
                }
            }
        }
        body.skipped.sort_unstable();
        body.skipped.dedup();
        body
    }

    fn into_tables(self, grid: &Grid, header: (usize, usize), words: HeaderWords<'_>) -> Vec<Table> {
        let rows = grid.rows.get(self.first..self.end).unwrap_or_default();
        let number = |row: Option<&GridRow>| row.map_or(0, |row| row.number);
        let header_rows = (number(grid.rows.get(header.0)), number(grid.rows.get(header.1)));
        // A table without rows: its range is empty.
        let data_rows = if rows.is_empty() { (1, 0) } else { (number(rows.first()), number(rows.last())) };
        let build = |mut columns: Vec<ColumnGuess>| {
            guess_by_contents(&mut columns, rows);
            let (skipped, stop) = (self.skipped.clone(), self.stop.clone());
            Table { header_rows, data_rows, skipped, stop, columns }
        };
        split_side_by_side(read_header(grid, header, words)).into_iter().map(build).collect()
    }
}

/// What a row below a header is.
enum RowRole {
    Data,
    Skipped,
    Header,
    Stop(String),
}

fn classify_row(row: &GridRow, name: Option<u32>, source: SourceKind) -> RowRole {
    let Some(CellValue::Text(first)) = row.cells.first().map(|cell| &cell.value) else {
        return RowRole::Data;
    };
    let words = fold_words(first);
    if STOP_WORDS.iter().any(|stop| words.starts_with(stop)) {
        return RowRole::Stop(first.to_string());
    }
    if words == "cong" || words.starts_with("cong ") && !words.starts_with("cong ty") || is_numbering(row) {
        return RowRole::Skipped;
    }
    match name.and_then(|name| row.find(name)) {
        Some(CellValue::Text(name)) if row.cells.len() > 2 && is_header_text(&fold_words(name), source) => {
            RowRole::Header
        }
        _ => RowRole::Data,
    }
}

/// Whether the row below a header numbers the columns: (1) (2) (3), A B 1 2, also with some left out.
fn is_numbering(row: &GridRow) -> bool {
    let mut last = 0.0;
    let mut rises = |number: f64| number > std::mem::replace(&mut last, number) && number < 100.0;
    row.cells.len() > 2
        && row.cells.iter().all(|cell| match &cell.value {
            CellValue::Number(number) => rises(*number),
            CellValue::Text(text) => match text.trim_matches(['(', ')', ' ']) {
                letter if letter.len() == 1 && letter.as_bytes()[0].is_ascii_uppercase() => true,
                number => number.parse().is_ok_and(&mut rises),
            },
            CellValue::Date(_) | CellValue::Broken => false,
        })
}

fn is_same_header(grid: &Grid, place: usize, (first, _): (usize, usize)) -> bool {
    let texts = |place: usize| {
        grid.rows.get(place).map(|row| row.cells.iter().map(|cell| &cell.value).collect::<Vec<_>>())
    };
    texts(place) == texts(first)
}

/// Two tables side by side repeat their headers; each becomes a table. Of columns that mean the same otherwise the first
/// keeps its meaning.
fn split_side_by_side(columns: Vec<ColumnGuess>) -> Vec<Vec<ColumnGuess>> {
    let mut tables: Vec<Vec<ColumnGuess>> = vec![Vec::new()];
    for mut guess in columns {
        let table = tables.last().expect("never empty");
        let earlier = table.iter().find(|known| known.meaning.is_some() && known.meaning == guess.meaning);
        match (earlier, guess.meaning) {
            (Some(known), Some(CensusColumn::Number | CensusColumn::Name))
                if known.header == guess.header && has_name(table) =>
            {
                tables.push(vec![guess]);
                continue;
            }
            (Some(_), Some(meaning)) if !meaning.may_repeat() => {
                (guess.meaning, guess.evidence) = (None, GuessEvidence::None);
            }
            _ => {}
        }
        tables.last_mut().expect("never empty").push(guess);
    }
    tables
}

fn has_name(table: &[ColumnGuess]) -> bool {
    table.len() > 1 && table.iter().any(|guess| guess.meaning == Some(CensusColumn::Name))
}

/// Guesses by the first cells what the headers do not say: tax codes and telephone numbers have forms of their own.
fn guess_by_contents(columns: &mut [ColumnGuess], rows: &[GridRow]) {
    type Fits = fn(&str) -> bool;
    let forms: [(CensusColumn, Fits); 2] = [
        (CensusColumn::TaxCode, |text| TaxCode::parse(text).is_ok_and(|code| !code.is_personal())),
        (CensusColumn::Phone, |text| Phone::parse(text).is_ok()),
    ];
    for (meaning, fits) in forms {
        if columns.iter().any(|guess| guess.meaning == Some(meaning)) {
            continue;
        }
        let unknown = columns
            .iter_mut()
            .filter(|guess| guess.meaning.is_none() && guess.evidence == GuessEvidence::None);
        for guess in unknown {
            let (fitting, of) = count_fitting(rows, guess.column, fits);
            if of >= MIN_SAMPLE && fitting * 100 >= of * MIN_FITTING_PERCENT {
                (guess.meaning, guess.evidence) = (Some(meaning), GuessEvidence::Contents { fitting, of });
                break;
            }
        }
    }
}

fn count_fitting(rows: &[GridRow], column: u32, fits: fn(&str) -> bool) -> (u32, u32) {
    let cells = rows.iter().take(SAMPLE_ROWS).filter_map(|row| row.find(column));
    cells.fold((0, 0), |(fitting, of), cell| {
        let fit = cell.as_line().is_ok_and(|text| fits(&text));
        (fitting + u32::from(fit), of + 1)
    })
}

#[cfg(test)]
mod tests;
