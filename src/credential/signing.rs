//! Key pairs: ES256, that is ECDSA on P-256 with SHA-256 (RFC 9053 section 2.1).
//!
//! Belongs here: generating a pair, reading one, signing. Does not belong here: public keys (`keys`), sealing the
//! private key (`vault`), what is signed (`token`, `status_list`).
//!
//! **The only exception to "randomness is an argument".** ring's trait `SecureRandom` is sealed, so ring signs and
//! generates keys only with its own generator, which is the one of the operating system. In tests, therefore, every
//! signature differs; everything else here is deterministic.

use std::fmt;

use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};

use crate::keys::{Kid, Point};

/// A key pair with the id under which its public key is published.
pub struct SigningKey {
    kid: Kid,
    pair: EcdsaKeyPair,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SigningError {
    /// The bytes are not a P-256 key pair in PKCS#8.
    #[error("not the private part of a P-256 key")]
    InvalidKey,
    /// The operating system returned no random bytes.
    #[error("the system gave no random bytes")]
    NoRandomBytes,
}

/// Generates a key pair and returns it in PKCS#8. Store it only in the vault.
///
/// # Errors
/// [`SigningError::NoRandomBytes`]
pub fn generate() -> Result<Vec<u8>, SigningError> {
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &generator());
    made.map(|document| document.as_ref().to_vec()).map_err(|_| SigningError::NoRandomBytes)
}

#[expect(clippy::disallowed_types, reason = "ring takes no other generator: see the head of this file")]
pub(crate) fn generator() -> ring::rand::SystemRandom {
    ring::rand::SystemRandom::new()
}

impl SigningKey {
    /// Reads a key pair in PKCS#8.
    ///
    /// # Errors
    /// [`SigningError::InvalidKey`]
    pub fn new(kid: Kid, pkcs8: &[u8]) -> Result<Self, SigningError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &generator());
        pair.map(|pair| Self { kid, pair }).map_err(|_| SigningError::InvalidKey)
    }

    pub fn kid(&self) -> &Kid {
        &self.kid
    }

    /// The public key.
    pub fn point(&self) -> Point {
        let mut point = [0; 65];
        point.copy_from_slice(self.pair.public_key().as_ref());
        point
    }

    /// Signs `message`. The signature is r and s, 64 bytes.
    ///
    /// # Errors
    /// [`SigningError::NoRandomBytes`]
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        let signed = self.pair.sign(&generator(), message);
        signed.map(|signature| signature.as_ref().to_vec()).map_err(|_| SigningError::NoRandomBytes)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, ***)", self.kid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_pair_round_trips_pkcs8() {
        let (kid, bytes) = (Kid::new(&[1]).unwrap(), generate().unwrap());
        let (one, two) =
            (SigningKey::new(kid.clone(), &bytes).unwrap(), SigningKey::new(kid.clone(), &bytes).unwrap());
        assert_eq!(one.point(), two.point());
        assert_eq!(one.point()[0], 4);
        assert_ne!(one.point(), SigningKey::new(kid, &generate().unwrap()).unwrap().point());
        assert_eq!(format!("{one:?}"), "SigningKey(01, ***)");
    }

    #[test]
    fn invalid_pkcs8_is_refused() {
        let kid = Kid::new(&[1]).unwrap();
        let mut bytes = generate().unwrap();
        for wrong in [&[][..], b"key", &bytes[..bytes.len() - 1]] {
            assert_eq!(SigningKey::new(kid.clone(), wrong).unwrap_err(), SigningError::InvalidKey);
        }
        *bytes.last_mut().unwrap() ^= 1;
        assert_eq!(SigningKey::new(kid, &bytes).unwrap_err(), SigningError::InvalidKey);
    }
}
