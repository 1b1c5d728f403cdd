//! Số định danh cá nhân (the 12-digit citizen number on a căn cước card).
//!
//! NĐ 137/2015 Điều 13 and TT 07/2016: three digits for the province or country of birth registration, one for century
//! and sex, two for the year of birth, six random. There is no check digit. People registered abroad have country
//! codes, so every prefix is accepted.

use std::fmt;

use super::{is_all_digits, mask, remove_separators};
use crate::codes::codes;
use crate::text::input_error;

codes! {
    /// Sex as in the number and in the labour register (NĐ 145/2020 Điều 3).
    Sex {
        /// Nam.
        Male = "male",
        /// Nữ.
        Female = "female",
    }
}

impl Sex {
    /// The Vietnamese word for documents.
    pub fn label_vi(self) -> &'static str {
        match self {
            Self::Male => "Nam",
            Self::Female => "Nữ",
        }
    }
}

input_error! {
    /// Why a text is not a citizen number.
    PersonalIdError {
        /// Nothing was typed.
        Empty => "personal-id-empty",
        /// Contains characters other than digits.
        NotDigits => "personal-id-not-digits",
        /// Nine digits: an old identity card (CMND), no longer valid.
        OldCard => "personal-id-old-card",
        /// Not twelve digits.
        Length => "personal-id-length",
    }
}

input_error! {
    /// Difference between a citizen number and the declared facts.
    PersonalIdMismatch {
        /// Sex.
        Sex => "personal-id-mismatch-sex",
        /// Year of birth.
        BirthYear => "personal-id-mismatch-birth-year",
        /// Sex and year of birth: probably a typing error in the number.
        Both => "personal-id-mismatch-both",
    }
}

/// A citizen number. `Debug` and `Display` mask it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonalId(String);

impl PersonalId {
    /// Parses a typed number; spaces, dots and dashes are ignored.
    pub fn parse(text: &str) -> Result<Self, PersonalIdError> {
        let number = remove_separators(text);
        match number.len() {
            0 => Err(PersonalIdError::Empty),
            _ if !is_all_digits(&number) => Err(PersonalIdError::NotDigits),
            12 => Ok(Self(number)),
            9 => Err(PersonalIdError::OldCard),
            _ => Err(PersonalIdError::Length),
        }
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
        &self.0[8..]
    }

    /// Year of birth in the number.
    pub fn birth_year(&self) -> i32 {
        let two_digits = i32::from(self.digit(4)) * 10 + i32::from(self.digit(5));
        1900 + 100 * i32::from(self.digit(3) / 2) + two_digits
    }

    /// Sex in the number: even is male, odd is female.
    pub fn sex(&self) -> Sex {
        if self.digit(3).is_multiple_of(2) { Sex::Male } else { Sex::Female }
    }

    /// Compares the number with the declared sex and year of birth.
    pub fn check_matches(&self, sex: Sex, birth_year: i32) -> Result<(), PersonalIdMismatch> {
        match (self.sex() == sex, self.birth_year() == birth_year) {
            (true, true) => Ok(()),
            (false, true) => Err(PersonalIdMismatch::Sex),
            (true, false) => Err(PersonalIdMismatch::BirthYear),
            (false, false) => Err(PersonalIdMismatch::Both),
        }
    }

    fn digit(&self, place: usize) -> u8 {
        self.0.as_bytes()[place] - b'0'
    }
}

impl fmt::Debug for PersonalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonalId({})", self.masked())
    }
}

impl fmt::Display for PersonalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// The 12 digits of a personal number in a search text, written together or grouped. Such a text must never appear in a
/// URL or a log.
pub fn find_personal_number(words: &str) -> Option<String> {
    let twelve = |text: &str| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    let ungrouped: String = words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    if twelve(&ungrouped) {
        return Some(ungrouped);
    }
    words.split(|c: char| !c.is_ascii_digit()).find(|run| twelve(run)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_typed() {
        for typed in
            ["058199001234", " 058 199 001 234 ", "058.199.001.234", "058-199-001234", "058\u{a0}199001234"]
        {
            assert_eq!(
                PersonalId::parse(typed).map(|id| id.expose().to_owned()),
                Ok("058199001234".into()),
                "{typed}"
            );
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        for (typed, error) in [
            ("", PersonalIdError::Empty),
            ("  ", PersonalIdError::Empty),
            ("05819900123a", PersonalIdError::NotDigits),
            ("+58199001234", PersonalIdError::NotDigits),
            ("٠٥٨١٩٩٠٠١٢٣٤", PersonalIdError::NotDigits),
            ("264123456", PersonalIdError::OldCard),
            ("05819900123", PersonalIdError::Length),
            ("0581990012345", PersonalIdError::Length),
        ] {
            assert_eq!(PersonalId::parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn tells_birth_year_and_sex() {
        for (number, year, sex) in [
            ("058099001234", 1999, Sex::Male),
            ("058199001234", 1999, Sex::Female),
            ("056207001234", 2007, Sex::Male),
            ("056308001234", 2008, Sex::Female),
            // A country code: born abroad.
            ("512400001234", 2100, Sex::Male),
            ("999185001234", 1985, Sex::Female),
        ] {
            let id = PersonalId::parse(number).expect(number);
            assert_eq!((id.birth_year(), id.sex()), (year, sex), "{number}");
        }
    }

    #[test]
    fn compares_with_the_declared() {
        let id = PersonalId::parse("058199001234").expect("valid");
        assert_eq!(id.check_matches(Sex::Female, 1999), Ok(()));
        assert_eq!(id.check_matches(Sex::Male, 1999), Err(PersonalIdMismatch::Sex));
        assert_eq!(id.check_matches(Sex::Female, 1998), Err(PersonalIdMismatch::BirthYear));
        assert_eq!(id.check_matches(Sex::Male, 1998), Err(PersonalIdMismatch::Both));
    }

    #[test]
    fn never_prints_itself() {
        let id = PersonalId::parse("058199001234").expect("valid");
        assert_eq!(id.to_string(), "••••••••1234");
        assert_eq!(format!("{id:?}"), "PersonalId(••••••••1234)");
        assert_eq!(id.last4(), "1234");
    }

    #[test]
    fn sex_codes_round_trip() {
        assert!(Sex::ALL.into_iter().all(|s| Sex::from_code(s.code()) == Some(s)));
        assert_eq!(Sex::from_code("x"), None);
    }
}
