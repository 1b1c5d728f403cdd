//! Rows and their cells.

use std::borrow::Cow;
use std::sync::Arc;

use camket_domain::calendar::format_date;
use time::{PrimitiveDateTime, Time};

/// A stored value. Of a formula, the value that was stored with it.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    Empty,
    /// Composed (NFC), trimmed, no-break spaces as spaces; may have line breaks. Repeated texts share their memory.
    Text(Arc<str>),
    Number(f64),
    /// A number that the file formats as a date, or a date of an ods.
    Date(PrimitiveDateTime),
    Bool(bool),
    /// The sign of the error, e.g. "#N/A".
    Error(&'static str),
    /// A formula that the program which wrote the file did not calculate.
    NotCalculated,
}

const ERROR_SIGNS: [&str; 8] =
    ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#SPILL!", "#VALUE!"];

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// 1 is A.
    pub column: u32,
    pub value: CellValue,
}

/// A row with at least one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The row's number in the file, from 1.
    pub number: u32,
    /// Hidden by hand or by a filter.
    pub hidden: bool,
    /// In the order of their columns.
    pub cells: Vec<Cell>,
}

static EMPTY: CellValue = CellValue::Empty;

impl Row {
    /// The value in a column; 1 is A.
    #[must_use]
    pub fn value(&self, column: u32) -> &CellValue {
        let found = self.cells.binary_search_by_key(&column, |cell| cell.column);
        found.map_or(&EMPTY, |at| &self.cells[at].value)
    }
}

impl CellValue {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The sign of an error as a file writes it; "#ERROR!" for one that is not known.
    pub(super) fn find_error_sign(sign: &str) -> &'static str {
        ERROR_SIGNS.into_iter().find(|known| *known == sign.trim()).unwrap_or("#ERROR!")
    }

    /// The value as one would type it: a number as by `format_number`, a date as 05/01/2026. Empty for
    /// [`CellValue::NotCalculated`].
    #[must_use]
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::NotCalculated => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(format_number(*number)),
            Self::Date(at) if at.time() == Time::MIDNIGHT => Cow::Owned(format_date(at.date())),
            Self::Date(at) => {
                let date = format_date(at.date());
                Cow::Owned(format!("{date} {:02}:{:02}", at.hour(), at.minute()))
            }
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::Error(sign) => Cow::Borrowed(sign),
        }
    }
}

/// Numbers of 16 digits and more have lost their last digits.
const EXACT_BELOW: f64 = 1e15;

/// A whole number without ".0", so that it can be judged as an identifier; other numbers with the 15 digits that a
/// spreadsheet keeps. From 10^15 on in the scientific form, as their last digits are lost: "1.23456789012346E+17".
fn format_number(number: f64) -> String {
    if number.abs() < EXACT_BELOW {
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        return format!("{}", if rounded == 0.0 { 0.0 } else { rounded });
    }
    let scientific = format!("{number:.14e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    format!("{}E+{exponent}", digits.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_identifiers() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (100_100_590.0, "100100590"),
            (56_199_001_234.0, "56199001234"),
            (999_999_999_999_999.0, "999999999999999"),
            (441_000_000_000.0, "441000000000"),
            (0.1 + 0.2, "0.3"),
            (12.5, "12.5"),
            (-7.0, "-7"),
            (1e15, "1E+15"),
            (123_456_789_012_345_678.0, "1.23456789012346E+17"),
        ] {
            assert_eq!(format_number(number), text);
        }
    }
}
