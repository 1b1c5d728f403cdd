//! A sheet as an import reads it: the cells that hold something, with the file's own row and column numbers. The reader of
//! spreadsheets fills it; nothing here knows a file format.

use std::borrow::Cow;
use std::sync::Arc;

use time::macros::date;
use time::{Date, Duration};

use crate::calendar::format_date;
use crate::text::{self, TextError};

/// Largest whole number of a cell whose digits are all kept: a spreadsheet stores 15 digits.
pub const MAX_EXACT_NUMBER: f64 = 999_999_999_999_999.0;
/// Day numbers that can be a date of this registry: 1927 to 2119.
const SERIAL_DAYS: std::ops::RangeInclusive<f64> = 10_000.0..=80_000.0;

/// Content of a cell; of a formula its stored value.
#[derive(Clone, PartialEq, Debug)]
pub enum CellValue {
    Text(Arc<str>),
    Number(f64),
    /// A number that the file formats as a date.
    Date(Date),
    /// An error value such as `#REF!`.
    Broken,
}

#[derive(Clone, PartialEq, Debug)]
pub struct GridCell {
    /// From 1.
    pub column: u32,
    pub value: CellValue,
}

/// A row of the file that holds something.
#[derive(Clone, PartialEq, Debug)]
pub struct GridRow {
    /// The file's own number, from 1.
    pub number: u32,
    /// By column, without empty cells.
    pub cells: Vec<GridCell>,
}

/// A merged range, all bounds inclusive. Only its first cell has a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MergedCells {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

/// One sheet, or a text file of separated values.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Grid {
    /// Name of the sheet; empty for a text file.
    pub name: String,
    /// By number.
    pub rows: Vec<GridRow>,
    pub merges: Vec<MergedCells>,
}

impl GridRow {
    pub fn find(&self, column: u32) -> Option<&CellValue> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at).map(|cell| &cell.value)
    }
}

impl CellValue {
    /// One line of text as it is stored; a number without an exponent, a date as dd/mm/yyyy. Empty for a broken cell.
    ///
    /// # Errors
    /// As [`text::normalize_line`].
    pub fn as_line(&self) -> Result<Cow<'_, str>, TextError> {
        match self {
            Self::Text(typed) if text::is_line(typed) => Ok(Cow::Borrowed(typed)),
            Self::Text(typed) => text::normalize_line(&text::clean_input(typed)).map(Cow::Owned),
            Self::Number(number) => Ok(Cow::Owned(format!("{number}"))),
            Self::Date(day) => Ok(Cow::Owned(format_date(*day))),
            Self::Broken => Ok(Cow::Borrowed("")),
        }
    }
}

/// The date of a day number without the format of a date, in the system of 1900; `None` if it is none of this registry's.
pub fn date_from_serial(serial: f64) -> Option<Date> {
    // The system of 1900 counts a 29 February 1900 that never was.
    let first = date!(1899 - 12 - 30);
    SERIAL_DAYS
        .contains(&serial)
        .then(|| first.checked_add(Duration::seconds_f64(serial.floor() * 86_400.0)))
        .flatten()
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A grid of texts: one line a row, cells between `|`; an empty line is an empty row. `=5` is a number, `@2026-01-05` a date.
    pub(crate) fn grid(lines: &[&str]) -> Grid {
        let rows = (1..).zip(lines).map(|(number, line)| GridRow { number, cells: cells(line) });
        Grid { rows: rows.filter(|row| !row.cells.is_empty()).collect(), ..Grid::default() }
    }

    fn cells(line: &str) -> Vec<GridCell> {
        let texts = (1..).zip(line.split('|').map(str::trim));
        let full = texts.filter(|(_, text)| !text.is_empty());
        full.map(|(column, text)| GridCell { column, value: value(text) }).collect()
    }

    fn value(text: &str) -> CellValue {
        if let Some(number) = text.strip_prefix('=') {
            return CellValue::Number(number.parse().expect("a number"));
        }
        match text.strip_prefix('@') {
            Some(day) => CellValue::Date(crate::calendar::parse_date(day).expect("a date")),
            None => CellValue::Text(text.into()),
        }
    }

    pub(crate) fn merge(rows: (u32, u32), columns: (u32, u32)) -> MergedCells {
        MergedCells { first_row: rows.0, last_row: rows.1, first_column: columns.0, last_column: columns.1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_become_dates() {
        assert_eq!(date_from_serial(46_027.75), Some(date!(2026 - 01 - 05)));
        assert_eq!(date_from_serial(1_985.0), None);
        assert_eq!(date_from_serial(f64::NAN), None);
    }

    #[test]
    fn cells_as_lines() {
        for (value, line) in [
            (CellValue::Text("Ho\u{300}a\u{A0} Bình\n2 ".into()), "Hòa Bình 2"),
            (CellValue::Text("Sen".into()), "Sen"),
            (CellValue::Number(912_345_678.0), "912345678"),
            (CellValue::Number(4.41e11), "441000000000"),
            (CellValue::Date(date!(2026 - 01 - 05)), "05/01/2026"),
            (CellValue::Broken, ""),
        ] {
            assert_eq!(value.as_line().as_deref(), Ok(line), "{value:?}");
        }
        assert!(CellValue::Text("a\u{7}".into()).as_line().is_err());
    }
}
