//! The number of an application's file ("mã hồ sơ"): printed on its receipt, and how its progress is looked up.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Unique in the register: the receiving agency's code, year and serial number, as in `HS-PR-UBND-2026-000042`. The
/// agency that confirms the pledge receives the file. An application keeps its number when it is submitted again.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileNumber(pub String);

/// The beginning that no other number has.
const MARK: &str = "HS-";
/// Most characters of a number; an agency's code has fewer.
const MAX_LENGTH: usize = 64;

impl FileNumber {
    /// `serial` counts an agency's files of a year from 1.
    pub fn new(agency_code: &str, year: i32, serial: i32) -> Self {
        Self(format!("{MARK}{agency_code}-{year}-{serial:06}"))
    }

    /// The number as a person types it: in small letters, or with spaces. `None` for text that is no file number.
    pub fn parse(typed: &str) -> Option<Self> {
        let bare: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let number = bare.to_uppercase();
        let known = number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (number.starts_with(MARK) && number.len() <= MAX_LENGTH && known).then_some(Self(number))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        let number = FileNumber::new("PR", 2026, 42);
        assert_eq!(number.as_str(), "HS-PR-2026-000042");
        for typed in ["HS-PR-2026-000042", " hs-pr-2026-000042 ", "HS-PR-2026- 000042"] {
            assert_eq!(FileNumber::parse(typed), Some(number.clone()), "{typed}");
        }
        for other in ["", "PR-2026-000042", "HS_PR", "HS-ĐÀ-2026-1", "343/XN-SNV", &"HS-0".repeat(30)] {
            assert_eq!(FileNumber::parse(other), None, "{other}");
        }
    }
}
