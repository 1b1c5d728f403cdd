//! Identifiers of people and businesses, and their contact addresses.
//!
//! Belongs here: parsing, checking and masking (`docs/law.md 6`). Does not belong here: encryption and keyed hashes, which
//! need keys (`sealed`, `app`). `Debug` and `Display` of personal numbers show only the last four characters; only
//! `expose()` returns the whole number.

mod email;
mod passport;
mod personal_id;
mod phone;
mod tax_code;

pub use email::{Email, EmailError};
pub use passport::{Passport, PassportError};
pub use personal_id::{PersonalId, PersonalIdError, PersonalIdMismatch, Sex, find_personal_number};
pub use phone::{Phone, PhoneError};
pub use tax_code::{OrganisationCode, TaxCode, TaxCodeError};

/// The number of a person's paper.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum IdNumber {
    Personal(PersonalId),
    Passport(Passport),
}

impl IdNumber {
    /// The whole number. The caller must encrypt it or write an audit event of its reveal.
    pub fn expose(&self) -> &str {
        match self {
            Self::Personal(number) => number.expose(),
            Self::Passport(number) => number.expose(),
        }
    }
}

/// Number of readable characters in a masked number (as NĐ 252/2026 publishes taxpayers).
const READABLE_CHARACTERS: usize = 4;

/// Masks a number: bullets and the last four characters. A number of four or fewer characters is masked entirely.
pub fn mask(number: &str) -> String {
    let length = number.chars().count();
    let hidden = if length > READABLE_CHARACTERS { length - READABLE_CHARACTERS } else { length };
    let shown: String = number.chars().skip(hidden).collect();
    format!("{}{shown}", "•".repeat(hidden))
}

/// Removes the separators typed between groups of digits: all kinds of spaces, dots, dashes.
fn remove_separators(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}')).collect()
}

fn is_all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_all_but_the_last_four() {
        assert_eq!(mask("058099001234"), "••••••••1234");
        assert_eq!(mask("B1234567"), "••••4567");
        assert_eq!(mask("1234"), "••••");
        assert_eq!(mask("12"), "••");
        assert_eq!(mask(""), "");
    }

    #[test]
    fn every_code_is_kebab_case_and_used_once() {
        let lists = [
            EmailError::CODES,
            PassportError::CODES,
            PersonalIdError::CODES,
            PhoneError::CODES,
            TaxCodeError::CODES,
            PersonalIdMismatch::CODES,
        ];
        let mut codes: Vec<&str> = lists.concat();
        assert!(
            codes
                .iter()
                .all(|c| c.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
        );
        let before = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), before);
    }
}
