//! Passport numbers: one to nine letters and digits (ICAO Doc 9303-4, 4.2.2: document number; `docs/law.md 6.3`). Countries
//! use every shape: nine digits, letters at the end, letters between digits.

use std::fmt;

use super::{mask, remove_separators};
use crate::text::input_error;

input_error! {
    /// Why a text is not a passport number.
    PassportError {
        /// Nothing was typed.
        Empty => "passport-empty",
        /// Not one to nine letters and digits.
        Form => "passport-form",
    }
}

/// Longest document number in the machine-readable zone (ICAO Doc 9303-4).
const MAX_CHARS: usize = 9;

/// A passport number in capitals. `Debug` and `Display` mask it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Passport(String);

impl Passport {
    /// Parses a typed number.
    pub fn parse(text: &str) -> Result<Self, PassportError> {
        let number = remove_separators(text).to_ascii_uppercase();
        if number.is_empty() {
            return Err(PassportError::Empty);
        }
        let plain = number.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if plain && number.len() <= MAX_CHARS { Ok(Self(number)) } else { Err(PassportError::Form) }
    }

    /// The whole number. The caller must encrypt it or write an audit event of its reveal.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The masked number.
    pub fn masked(&self) -> String {
        mask(&self.0)
    }

    /// The last four characters; all of a shorter number.
    pub fn last4(&self) -> &str {
        &self.0[self.0.len().saturating_sub(4)..]
    }
}

impl fmt::Debug for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Passport({})", self.masked())
    }
}

impl fmt::Display for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_typed() {
        for (typed, kept) in [
            ("B1234567", "B1234567"),
            ("c 1234 5678", "C12345678"),
            (" p1234567 ", "P1234567"),
            // United States, Germany, China, Korea, India, Singapore, Italy, Russia, Spain, Canada, Japan, Laos.
            ("123456789", "123456789"),
            ("C01X00T47", "C01X00T47"),
            ("EA1234567", "EA1234567"),
            ("M123A4567", "M123A4567"),
            ("Z 1234567", "Z1234567"),
            ("K1234567P", "K1234567P"),
            ("YA 1234567", "YA1234567"),
            ("75 1234567", "751234567"),
            ("XDA123456", "XDA123456"),
            ("AB-123456", "AB123456"),
            ("TK1234567", "TK1234567"),
            ("PA0123456", "PA0123456"),
            ("12345", "12345"),
            ("7", "7"),
        ] {
            assert_eq!(Passport::parse(typed).as_ref().map(Passport::expose), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn refuses_other_forms() {
        assert_eq!(Passport::parse(" "), Err(PassportError::Empty));
        for typed in ["B123456789", "Đ1234567", "058199001234", "AB/12345", "B1234567<", "một hai"] {
            assert_eq!(Passport::parse(typed), Err(PassportError::Form), "{typed}");
        }
    }

    #[test]
    fn never_prints_itself() {
        let passport = Passport::parse("B1234567").expect("valid");
        assert_eq!(passport.to_string(), "••••4567");
        assert_eq!(format!("{passport:?}"), "Passport(••••4567)");
        assert_eq!(passport.last4(), "4567");
        assert_eq!(Passport::parse("12").expect("valid").to_string(), "••");
    }
}
