//! Mã số thuế: of an organisation (10 digits, or 10-3 for a dependent unit) or of a person (since 1 July 2025 the
//! 12-digit citizen number, TT 86/2024). The check digit is defined in TT 105/2020 Phụ lục 1.

use std::fmt;

use super::{PersonalId, is_all_digits, remove_separators};
use crate::text::input_error;

/// Weights of the first nine digits.
const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

input_error! {
    /// Why a text is not a tax code.
    TaxCodeError {
        /// Nothing was typed.
        Empty => "tax-code-empty",
        /// Contains characters other than digits.
        NotDigits => "tax-code-not-digits",
        /// Five digits: the code of a business location (NĐ 168/2025 Điều 8.6), which is not a tax code.
        BusinessLocation => "tax-code-business-location",
        /// Not 10, 12 or 13 digits.
        Length => "tax-code-length",
        /// The tenth digit does not match the others: a typing error.
        CheckDigit => "tax-code-check-digit",
        /// The number of a dependent unit must be 001 to 999.
        Branch => "tax-code-branch",
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub enum TaxCode {
    /// Code of an organisation or a dependent unit, or an older code of a household business.
    Organisation(OrganisationCode),
    /// Code of a person: a citizen number, with the same protection.
    Personal(PersonalId),
}

/// Ten digits with a check digit, and for a dependent unit a dash and three more.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct OrganisationCode(String);

impl OrganisationCode {
    /// "4500123456" or "4500123456-001".
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ten digits, without the number of a dependent unit.
    pub fn main_digits(&self) -> &str {
        &self.0[..10]
    }

    fn parse(digits: &str) -> Result<Self, TaxCodeError> {
        let (head, branch) = digits.split_at(10);
        if !has_valid_check_digit(head) {
            return Err(TaxCodeError::CheckDigit);
        }
        match branch {
            "" => Ok(Self(head.to_owned())),
            "000" => Err(TaxCodeError::Branch),
            _ => Ok(Self(format!("{head}-{branch}"))),
        }
    }
}

impl TaxCode {
    /// Parses a typed code; spaces, dots and dashes are ignored.
    pub fn parse(text: &str) -> Result<Self, TaxCodeError> {
        let digits = remove_separators(text);
        match digits.len() {
            0 => Err(TaxCodeError::Empty),
            _ if !is_all_digits(&digits) => Err(TaxCodeError::NotDigits),
            10 | 13 => OrganisationCode::parse(&digits).map(Self::Organisation),
            12 => PersonalId::parse(&digits).map(Self::Personal).map_err(|_| TaxCodeError::NotDigits),
            5 => Err(TaxCodeError::BusinessLocation),
            _ => Err(TaxCodeError::Length),
        }
    }

    /// Whether the code is a citizen number, which is masked in public.
    pub fn is_personal(&self) -> bool {
        matches!(self, Self::Personal(_))
    }

    /// The whole code. For a personal code the caller must encrypt it or write an audit event of its reveal.
    pub fn expose(&self) -> &str {
        match self {
            Self::Organisation(code) => code.as_str(),
            Self::Personal(id) => id.expose(),
        }
    }
}

/// The tenth digit is `10 - (sum of digit * weight mod 11)`. For remainder 0 it would be 10: there is no such code.
fn has_valid_check_digit(head: &str) -> bool {
    let digits: Vec<u32> = head.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    digits.get(9) == Some(&(10 - sum % 11))
}

impl fmt::Display for TaxCode {
    /// Masks a personal code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation(code) => f.write_str(code.as_str()),
            Self::Personal(id) => id.fmt(f),
        }
    }
}

impl fmt::Debug for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TaxCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, TaxCodeError> {
        TaxCode::parse(text).map(|code| code.expose().to_owned())
    }

    #[test]
    fn known_codes_of_organisations() {
        for code in
            ["0100047516", "0300588569", "0100109106", "0101248141", "0100112437", "0301447426", "0100686174"]
        {
            assert_eq!(read(code).as_deref(), Ok(code));
            assert_eq!(read(&format!("{code}-001")), Ok(format!("{code}-001")));
        }
    }

    #[test]
    fn reads_as_typed() {
        assert_eq!(read("0100 047 516").as_deref(), Ok("0100047516"));
        assert_eq!(read("0100047516001").as_deref(), Ok("0100047516-001"));
        assert_eq!(read("0100047516 – 001").as_deref(), Ok("0100047516-001"));
        assert_eq!(read("058 199 001 234").as_deref(), Ok("058199001234"));
    }

    #[test]
    fn one_wrong_digit_never_passes() {
        let code = "0100047516";
        for place in 0..10 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = code.chars().collect();
                wrong[place] = digit;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(read(&wrong).is_ok(), wrong == code, "{wrong}");
            }
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        for (typed, error) in [
            ("", TaxCodeError::Empty),
            ("MST 0100047516", TaxCodeError::NotDigits),
            ("00001", TaxCodeError::BusinessLocation),
            ("010004751", TaxCodeError::Length),
            ("01000475160", TaxCodeError::Length),
            ("0100047517", TaxCodeError::CheckDigit),
            // Remainder 0: the tenth digit would be 10.
            ("0000000000", TaxCodeError::CheckDigit),
            ("0100047516-000", TaxCodeError::Branch),
        ] {
            assert_eq!(read(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_personal_code_never_prints_itself() {
        let personal = TaxCode::parse("058199001234").expect("valid");
        assert!(personal.is_personal());
        assert_eq!(personal.to_string(), "••••••••1234");
        assert_eq!(format!("{personal:?}"), "TaxCode(••••••••1234)");
        let company = TaxCode::parse("0100047516-001").expect("valid");
        assert!(!company.is_personal());
        assert_eq!(company.to_string(), "0100047516-001");
        assert!(matches!(&company, TaxCode::Organisation(code) if code.main_digits() == "0100047516"));
    }
}
