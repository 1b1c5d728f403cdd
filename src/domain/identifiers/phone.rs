//! Vietnamese telephone numbers, stored as 0xxxxxxxxx. Mobile: ten digits beginning with 03, 05, 07, 08 or 09;
//! landline: eleven digits beginning with 02. Carriers are not checked, because new ranges are opened often.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{is_all_digits, mask, remove_separators};
use crate::text::input_error;

input_error! {
    /// Why a text is not a Vietnamese telephone number.
    PhoneError {
        /// Nothing was typed.
        Empty => "phone-empty",
        /// Contains characters other than digits and a leading plus.
        NotDigits => "phone-not-digits",
        /// A foreign country code.
        Foreign => "phone-foreign",
        /// An eleven-digit mobile number from before September 2018.
        OldMobile => "phone-old-mobile",
        /// Wrong number of digits.
        Length => "phone-length",
        /// Right length, but not a range of mobile or landline numbers.
        Prefix => "phone-prefix",
    }
}

/// A Vietnamese telephone number.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(value: Phone) -> Self {
        value.0
    }
}

impl Phone {
    /// Parses a typed number: spaces, dots, dashes and brackets are ignored; +84, 84 and 0084 are accepted.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let typed: String = remove_separators(text).replace(['(', ')'], "");
        if typed.is_empty() {
            return Err(PhoneError::Empty);
        }
        let national = parse_national(&typed)?;
        check_range(&national)?;
        Ok(Self(national))
    }

    /// The national form: "0912345678".
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The international form for gateways: "+84912345678".
    pub fn format_international(&self) -> String {
        format!("+84{}", &self.0[1..])
    }

    /// Whether it can receive text messages.
    pub fn is_mobile(&self) -> bool {
        !self.0.starts_with("02")
    }

    /// The number in groups of digits: "0912 345 678", "0259 3822 111".
    pub fn format_grouped(&self) -> String {
        let (head, tail) = self.0.split_at(4);
        let (middle, last) = tail.split_at(tail.len() - 3);
        format!("{head} {middle} {last}")
    }

    /// The masked number.
    pub fn masked(&self) -> String {
        mask(&self.0)
    }
}

/// The national form, with leading 0.
fn parse_national(typed: &str) -> Result<String, PhoneError> {
    let (digits, plus) = typed.strip_prefix('+').map_or((typed, false), |rest| (rest, true));
    if !is_all_digits(digits) {
        return Err(PhoneError::NotDigits);
    }
    let abroad = if plus { Some(digits) } else { digits.strip_prefix("00") };
    let subscriber = match (abroad, digits.strip_prefix('0')) {
        (Some(number), _) => number.strip_prefix("84").ok_or(PhoneError::Foreign)?,
        (None, Some(rest)) => rest,
        // Without a leading 0: either with the country code, or the 0 was lost in a spreadsheet.
        (None, None) if digits.len() > 10 => digits.strip_prefix("84").unwrap_or(digits),
        (None, None) => digits,
    };
    // "+84 (0) 912 ..." is common.
    Ok(format!("0{}", subscriber.strip_prefix('0').unwrap_or(subscriber)))
}

fn check_range(national: &str) -> Result<(), PhoneError> {
    let range = national.as_bytes().get(1).copied();
    match (range, national.len()) {
        (Some(b'3' | b'5' | b'7' | b'8' | b'9'), 10) | (Some(b'2'), 11) => Ok(()),
        (Some(b'1'), 11) => Err(PhoneError::OldMobile),
        (_, 10 | 11) if !matches!(range, Some(b'2' | b'3' | b'5' | b'7' | b'8' | b'9')) => {
            Err(PhoneError::Prefix)
        }
        _ => Err(PhoneError::Length),
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Phone {
    /// Masked: debug output ends in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_one_number() {
        for typed in [
            "0912345678",
            "0912 345 678",
            "0912.345.678",
            "0912-345-678",
            "(0912) 345 678",
            "+84912345678",
            "+84 912 345 678",
            "+84 (0) 912 345 678",
            "84912345678",
            "0084912345678",
            "912345678",
        ] {
            assert_eq!(Phone::parse(typed).as_ref().map(Phone::as_str), Ok("0912345678"), "{typed}");
        }
    }

    #[test]
    fn mobile_and_landline() {
        for (typed, number, mobile) in [
            ("0351234567", "0351234567", true),
            ("0561234567", "0561234567", true),
            ("0771234567", "0771234567", true),
            ("0871234567", "0871234567", true),
            ("0841234567", "0841234567", true),
            ("841234567", "0841234567", true),
            ("0259 3822 111", "02593822111", false),
            ("+84 259 3822 111", "02593822111", false),
            ("842593822111", "02593822111", false),
        ] {
            let phone = Phone::parse(typed).expect(typed);
            assert_eq!((phone.as_str(), phone.is_mobile()), (number, mobile), "{typed}");
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        for (typed, error) in [
            ("", PhoneError::Empty),
            ("- -", PhoneError::Empty),
            ("không có", PhoneError::NotDigits),
            ("0912345678, 0913", PhoneError::NotDigits),
            ("+1 650 253 0000", PhoneError::Foreign),
            ("001650253000", PhoneError::Foreign),
            ("01234567890", PhoneError::OldMobile),
            ("091234567", PhoneError::Length),
            ("09123456789", PhoneError::Length),
            ("0259382211", PhoneError::Length),
            ("0612345678", PhoneError::Prefix),
            ("0412345678", PhoneError::Prefix),
        ] {
            assert_eq!(Phone::parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn ways_to_show() {
        let phone = Phone::parse("0912345678").expect("valid");
        assert_eq!(phone.format_grouped(), "0912 345 678");
        assert_eq!(phone.format_international(), "+84912345678");
        assert_eq!(format!("{phone:?}"), "Phone(••••••5678)");
        assert_eq!(phone.to_string(), "0912345678");
        assert_eq!(Phone::parse("02593822111").expect("valid").format_grouped(), "0259 3822 111");
    }
}
