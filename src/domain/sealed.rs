//! Personal numbers as the registry keeps them: never in the clear.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An ID number sealed under a key outside the database, with what may be used without opening it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedNumber {
    /// Nonce and AEAD cipher text.
    pub sealed: Vec<u8>,
    /// Keyed hash in hexadecimal: equal numbers have equal fingerprints.
    pub fingerprint: String,
    /// The last four characters, all that pages show.
    pub last4: String,
}

impl SealedNumber {
    /// What pages show: dots and the last four characters.
    pub fn masked(&self) -> String {
        format!("••••••••{}", self.last4)
    }
}

impl fmt::Debug for SealedNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
