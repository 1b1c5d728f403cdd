//! The master secret, and the derivation of a key for each use.

use std::fmt;

use data_encoding::HEXLOWER;
use ring::hkdf;

/// 32 bytes from a file or the environment. They are not stored in the database or its backups.
#[derive(Clone)]
pub struct MasterSecret([u8; 32]);

impl MasterSecret {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What tells this secret from others and reveals nothing of it: hexadecimal, 64 digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        HEXLOWER.encode(&self.derive("fingerprint"))
    }

    /// Derives a key for one use (HKDF-SHA-256, RFC 5869). A derived key reveals nothing about the others.
    pub(crate) fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        let pseudo_random = hkdf::Salt::new(hkdf::HKDF_SHA256, b"camket").extract(&self.0);
        pseudo_random
            .expand(&[purpose.as_bytes()], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut key))
            .expect("32 bytes are within what HKDF-SHA-256 gives");
        key
    }
}

impl fmt::Debug for MasterSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterSecret(***)")
    }
}
