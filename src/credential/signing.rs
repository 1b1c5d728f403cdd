//! Key pairs: ES256, that is ECDSA on P-256 with SHA-256 (RFC 9053 section 2.1).
//!
//! Belongs here: making a pair, reading one, signing. Does not belong here: public parts (`keys`), sealing the
//! private part (`vault`), what is signed (`token`, `status_list`).
//!
//! **The one exception to "randomness is an argument".** ring signs and makes keys with its own generator alone:
//! `SecureRandom` is sealed, so no other can be handed in. That is the operating system's, as the program's is.
//! What follows from it for tests: a signature differs each time, everything else here is determined.

use std::fmt;

use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};

use crate::keys::{Kid, Point};

/// A pair that signs, with the id its public part is published under.
pub struct SigningKey {
    kid: Kid,
    pair: EcdsaKeyPair,
}

/// Why there is no key or no signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SigningError {
    /// Not the PKCS#8 bytes of a P-256 pair.
    #[error("not the private part of a P-256 key")]
    NoKey,
    /// The operating system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandom,
}

/// The private part of a new pair as PKCS#8 bytes. They go into the vault and nowhere else.
///
/// # Errors
/// [`SigningError::NoRandom`]
pub fn generate() -> Result<Vec<u8>, SigningError> {
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &generator());
    made.map(|document| document.as_ref().to_vec()).map_err(|_| SigningError::NoRandom)
}

#[expect(clippy::disallowed_types, reason = "ring takes no other generator: see the head of this file")]
fn generator() -> ring::rand::SystemRandom {
    ring::rand::SystemRandom::new()
}

impl SigningKey {
    /// The pair of these PKCS#8 bytes.
    ///
    /// # Errors
    /// [`SigningError::NoKey`]
    pub fn new(kid: Kid, pkcs8: &[u8]) -> Result<Self, SigningError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &generator());
        pair.map(|pair| Self { kid, pair }).map_err(|_| SigningError::NoKey)
    }

    /// The id.
    pub fn kid(&self) -> &Kid {
        &self.kid
    }

    /// The public part.
    pub fn point(&self) -> Point {
        let mut point = [0; 65];
        point.copy_from_slice(self.pair.public_key().as_ref());
        point
    }

    /// The signature, r then s, 64 bytes.
    ///
    /// # Errors
    /// [`SigningError::NoRandom`]
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        let signed = self.pair.sign(&generator(), message);
        signed.map(|signature| signature.as_ref().to_vec()).map_err(|_| SigningError::NoRandom)
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
    fn a_pair_survives_its_bytes() {
        let (kid, bytes) = (Kid::new(&[1]).unwrap(), generate().unwrap());
        let (one, two) =
            (SigningKey::new(kid.clone(), &bytes).unwrap(), SigningKey::new(kid.clone(), &bytes).unwrap());
        assert_eq!(one.point(), two.point());
        assert_eq!(one.point()[0], 4);
        assert_ne!(one.point(), SigningKey::new(kid, &generate().unwrap()).unwrap().point());
        assert_eq!(format!("{one:?}"), "SigningKey(01, ***)");
    }

    #[test]
    fn other_bytes_are_no_pair() {
        let kid = Kid::new(&[1]).unwrap();
        let mut bytes = generate().unwrap();
        for wrong in [&[][..], b"key", &bytes[..bytes.len() - 1]] {
            assert_eq!(SigningKey::new(kid.clone(), wrong).unwrap_err(), SigningError::NoKey);
        }
        *bytes.last_mut().unwrap() ^= 1;
        assert_eq!(SigningKey::new(kid, &bytes).unwrap_err(), SigningError::NoKey);
    }
}
