//! Places of cells, as people name them: B12.

use std::fmt;

use crate::spreadsheets::columns::format_column;

/// A cell by its row and column in the file. Both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAddress {
    pub row: u32,
    /// 1 is A.
    pub column: u32,
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", format_column(self.column), self.row)
    }
}

/// "B12" as an address. `None` for other text, and for numbers that no spreadsheet has.
pub(super) fn parse_address(text: &str) -> Option<CellAddress> {
    let digits = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let (letters, number) = text.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || number.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        column = column * 26 + u32::from(letter.is_ascii_uppercase().then_some(letter)? - b'A') + 1;
    }
    let row = number.parse().ok().filter(|row| *row > 0)?;
    Some(CellAddress { row, column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        for (text, row, column) in
            [("A1", 1, 1), ("Z9", 9, 26), ("AA10", 10, 27), ("XFD1048576", 1_048_576, 16_384)]
        {
            let address = CellAddress { row, column };
            assert_eq!((parse_address(text), address.to_string().as_str()), (Some(address), text));
        }
        assert_eq!(parse_address("b2"), Some(CellAddress { row: 2, column: 2 }));
        for text in ["", "A", "1", "A0", "ABCD1", "A12345678", "$A$1", "A1B", "A-1"] {
            assert_eq!(parse_address(text), None, "{text}");
        }
    }
}
