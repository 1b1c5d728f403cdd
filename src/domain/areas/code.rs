//! Codes of units in the official list (danh mục hành chính).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::AreaLevel;
use crate::text::input_error;

input_error! {
    /// Why a text is not a code of a unit.
    AreaCodeError {
        /// Not two, three or five digits.
        Form => "area-code-form",
    }
}

/// Two digits for a province, three for a district, five for a commune. Whether the unit exists on a day is checked
/// with [`super::Areas`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AreaCode {
    digits: [u8; 5],
    length: u8,
}

impl AreaCode {
    /// `None` if the text is not a code. ([`FromStr`] returns an error with a code.)
    pub fn new(text: &str) -> Option<Self> {
        let length = match text.len() {
            2 => 2,
            3 => 3,
            5 => 5,
            _ => return None,
        };
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut digits = [b' '; 5];
        digits.iter_mut().zip(text.bytes()).for_each(|(place, digit)| *place = digit);
        Some(Self { digits, length })
    }

    pub fn as_str(&self) -> &str {
        let digits = &self.digits[..usize::from(self.length)];
        std::str::from_utf8(digits).unwrap_or_default()
    }

    /// The level, by the number of digits.
    pub fn level(&self) -> AreaLevel {
        match self.length {
            2 => AreaLevel::Province,
            3 => AreaLevel::District,
            _ => AreaLevel::Commune,
        }
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AreaCode({self})")
    }
}

impl FromStr for AreaCode {
    type Err = AreaCodeError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text).ok_or(AreaCodeError::Form)
    }
}

impl TryFrom<String> for AreaCode {
    type Error = AreaCodeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AreaCode> for String {
    fn from(code: AreaCode) -> Self {
        code.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_their_level() {
        for (text, level) in
            [("56", AreaLevel::Province), ("582", AreaLevel::District), ("22759", AreaLevel::Commune)]
        {
            let code = AreaCode::new(text).expect(text);
            assert_eq!((code.as_str(), code.level()), (text, level));
        }
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["", "5", "5678", "227590", "2275a", "à1", "٢٢٧"] {
            assert_eq!(AreaCode::new(text), None, "{text}");
            assert_eq!(text.parse::<AreaCode>(), Err(AreaCodeError::Form), "{text}");
        }
    }

    #[test]
    fn as_text_in_json() {
        let code = AreaCode::new("01").expect("valid");
        assert_eq!(serde_json::to_string(&code).expect("text"), "\"01\"");
        assert_eq!(serde_json::from_str::<AreaCode>("\"01\"").expect("valid"), code);
        assert!(serde_json::from_str::<AreaCode>("\"1\"").is_err());
    }
}
