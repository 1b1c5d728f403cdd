//! Personal numbers as the store keeps them: encrypted.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An ID number encrypted under a key outside the database, with the parts that may be used without decrypting it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedNumber {
    /// Nonce and AEAD ciphertext.
    pub sealed: Vec<u8>,
    /// Keyed hash, hexadecimal: equal numbers have equal fingerprints.
    pub fingerprint: String,
    /// The last four characters, the only ones that pages show.
    pub last4: String,
}

impl SealedNumber {
    /// The form for pages: dots and the last four characters.
    pub fn masked(&self) -> String {
        format!("••••••••{}", self.last4)
    }
}

impl fmt::Debug for SealedNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
