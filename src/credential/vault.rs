//! The vault: personal numbers sealed with AES-256-GCM under a key outside the database.

use std::fmt;

use camket_domain::clock::{Entropy, random};
use camket_domain::sealed::SealedNumber;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::MasterSecret;
use crate::digest::Keyed;

/// Binds a cipher text to its use, so that it opens as nothing else.
const ASSOCIATED: &[u8] = b"camket personal number v1";

/// Seals, recognises and opens personal numbers.
pub struct Vault {
    key: LessSafeKey,
    fingerprints: Keyed,
}

/// A sealed number that does not open: another master secret, or a damaged row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the sealed number does not open with this master secret")]
pub struct Unsealable;

impl Vault {
    /// The vault under `secret`.
    pub fn new(secret: &MasterSecret) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, &secret.derive("personal numbers"))
            .expect("a key of 32 bytes fits AES-256");
        Self { key: LessSafeKey::new(key), fingerprints: Keyed::new(secret, "personal number fingerprints") }
    }

    /// Seals a number. Random nonces of 96 bits are safe for 2^32 numbers under one key (NIST SP 800-38D 8.3).
    pub fn seal(&self, entropy: &dyn Entropy, number: &str) -> SealedNumber {
        let nonce: [u8; NONCE_LEN] = random(entropy);
        let mut cipher = number.as_bytes().to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(ASSOCIATED), &mut cipher)
            .expect("a number is far below the bound of AES-GCM");
        let mut sealed = nonce.to_vec();
        sealed.append(&mut cipher);
        let skip = number.chars().count().saturating_sub(4);
        SealedNumber {
            sealed,
            fingerprint: self.fingerprint(number),
            last4: number.chars().skip(skip).collect(),
        }
    }

    /// The keyed hash by which equal numbers are found.
    pub fn fingerprint(&self, number: &str) -> String {
        self.fingerprints.hex(&[number])
    }

    /// Opens a number. The caller writes the audit event.
    ///
    /// # Errors
    /// [`Unsealable`]
    pub fn open(&self, number: &SealedNumber) -> Result<String, Unsealable> {
        let (nonce, cipher) = number.sealed.split_at_checked(NONCE_LEN).ok_or(Unsealable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unsealable)?;
        let mut cipher = cipher.to_vec();
        let plain =
            self.key.open_in_place(nonce, Aad::from(ASSOCIATED), &mut cipher).map_err(|_| Unsealable)?;
        String::from_utf8(plain.to_vec()).map_err(|_| Unsealable)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Fixed(u8);
    impl Entropy for Fixed {
        fn fill(&self, out: &mut [u8]) {
            out.fill(self.0);
        }
    }

    #[test]
    fn what_is_sealed_opens_and_is_recognised() {
        let vault = Vault::new(&MasterSecret::new([1; 32]));
        let (one, two) = (vault.seal(&Fixed(1), "056090000123"), vault.seal(&Fixed(2), "056090000123"));
        assert_eq!(vault.open(&one).unwrap(), "056090000123");
        assert_ne!(one.sealed, two.sealed);
        assert_eq!(one.fingerprint, two.fingerprint);
        assert_eq!(one.last4, "0123");
        assert!(!one.sealed.windows(4).any(|w| w == b"0900"));
        assert!(!format!("{one:?}").contains("056090000"));
    }

    #[test]
    fn another_secret_or_a_changed_bit_opens_nothing() {
        let vault = Vault::new(&MasterSecret::new([1; 32]));
        let sealed = vault.seal(&Fixed(1), "056090000123");
        assert_eq!(Vault::new(&MasterSecret::new([2; 32])).open(&sealed), Err(Unsealable));
        for place in 0..sealed.sealed.len() {
            let mut bent = sealed.clone();
            bent.sealed[place] ^= 1;
            assert_eq!(vault.open(&bent), Err(Unsealable));
        }
        let short = SealedNumber { sealed: vec![1, 2], ..sealed };
        assert_eq!(vault.open(&short), Err(Unsealable));
    }
}
