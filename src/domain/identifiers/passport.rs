//! Passport numbers of foreign workers: a letter and seven or eight digits (`docs/law.md 6.3`).

use std::fmt;

use super::{is_all_digits, mask, remove_separators};
use crate::text::input_error;

input_error! {
    /// Why a text is not a passport number.
    PassportError {
        /// Nothing was typed.
        Empty => "passport-empty",
        /// Not a letter with seven or eight digits.
        Form => "passport-form",
    }
}

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
        let digits = number.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or_default();
        if !is_all_digits(digits) || !(7..=8).contains(&digits.len()) {
            return Err(PassportError::Form);
        }
        Ok(Self(number))
    }

    /// The whole number. The caller must encrypt it or write an audit event of its reveal.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The masked number.
    pub fn masked(&self) -> String {
        mask(&self.0)
    }

    /// The last four digits.
    pub fn last4(&self) -> &str {
        &self.0[self.0.len() - 4..]
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
        for (typed, kept) in
            [("B1234567", "B1234567"), ("c 1234 5678", "C12345678"), (" p1234567 ", "P1234567")]
        {
            assert_eq!(Passport::parse(typed).as_ref().map(Passport::expose), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn refuses_other_forms() {
        assert_eq!(Passport::parse(" "), Err(PassportError::Empty));
        for typed in ["12345678", "B123456", "B123456789", "AB123456", "B12345X7", "Đ1234567", "058199001234"]
        {
            assert_eq!(Passport::parse(typed), Err(PassportError::Form), "{typed}");
        }
    }

    #[test]
    fn never_prints_itself() {
        let passport = Passport::parse("B1234567").expect("valid");
        assert_eq!(passport.to_string(), "••••4567");
        assert_eq!(format!("{passport:?}"), "Passport(••••4567)");
        assert_eq!(passport.last4(), "4567");
    }
}
