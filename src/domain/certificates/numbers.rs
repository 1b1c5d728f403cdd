//! The two numbers of a certificate: in the register, and of the issuing agency's document.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Unique in the register: agency code, year, serial number, as in `KH-SNV-2026-000042`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CertificateNumber(pub String);

impl CertificateNumber {
    /// `serial` counts an agency's certificates of a year from 1.
    pub fn new(agency_code: &str, year: i32, serial: i32) -> Self {
        Self(format!("{agency_code}-{year}-{serial:06}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The agency's document number, counted per year from 01 without gaps (NĐ 30/2020 Điều 15).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct DocumentNumber {
    /// From 1 each year.
    pub serial: i32,
    pub year: i32,
    /// The agency's symbol: "SNV".
    pub symbol: String,
}

impl fmt::Display for DocumentNumber {
    /// "05/XN-SNV": a leading zero below ten, no spaces (NĐ 30/2020 PL I).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/XN-{}", self.serial, self.symbol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers_keep_the_decrees_form() {
        let shown = |serial| DocumentNumber { serial, year: 2026, symbol: "SNV".into() }.to_string();
        assert_eq!(shown(5), "05/XN-SNV");
        assert_eq!(shown(484), "484/XN-SNV");
        assert_eq!(CertificateNumber::new("KH-SNV", 2026, 42).as_str(), "KH-SNV-2026-000042");
    }
}
