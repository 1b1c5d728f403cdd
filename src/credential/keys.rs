//! The public key set: what anyone needs to check a token or a status list.
//!
//! Belongs here: public keys, their ids, and the two forms they are published in (`cose`, `jwk`). Does not belong
//! here: private parts (`signing`) and when a key is made or withdrawn (app).
//!
//! A withdrawn key stays in the set, marked: its tokens are then "cannot say" to a reader, who would otherwise
//! have to call it an unknown key's, or, with an older set, a good one. COSE has no parameter for that, so both
//! forms carry one of our own, which other software passes over; see [`cose`] and [`jwk`].

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER_PERMISSIVE;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use time::OffsetDateTime;

pub mod cose;
pub mod jwk;

/// A point of P-256, uncompressed: 4, x, y (SEC 1 section 2.3.3).
pub type Point = [u8; 65];

/// A published key set is far smaller; more is not read.
const MOST_BYTES: usize = 64 * 1024;

/// A key's id: 1 to 4 bytes, for each of them is paper.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid(Vec<u8>);

/// A public key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey {
    /// Its id, unique in the set.
    pub kid: Kid,
    /// The key itself.
    pub point: Point,
    /// It signs from here, in whole seconds.
    pub not_before: OffsetDateTime,
    /// It signs until here; it verifies for as long as it is published.
    pub not_after: OffsetDateTime,
    /// What it signed proves nothing any more.
    pub withdrawn: bool,
}

/// The keys of a registry, each id once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KeySet(Vec<PublicKey>);

/// Why a text or bytes are no key set of ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeySetError {
    /// Larger than any key set.
    #[error("too large for a key set")]
    Size,
    /// Not the structure of a key set.
    #[error("not a key set")]
    Structure,
    /// A key without an id of 1 to 4 bytes, a point or its times.
    #[error("a key in the set is not complete")]
    Key,
    /// One id stands for two keys.
    #[error("the set holds an id twice")]
    Twice,
}

impl KeySetError {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Size => "keys-size",
            Self::Structure => "keys-structure",
            Self::Key => "keys-key",
            Self::Twice => "keys-twice",
        }
    }
}

impl Kid {
    /// The id of these bytes; none where they are not 1 to 4.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        (1..=4).contains(&bytes.len()).then(|| Self(bytes.to_vec()))
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl PublicKey {
    /// Whether `signature` (r, s) is this key's over `message`.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.point).verify(message, signature).is_ok()
    }

    /// Whether it may sign at `now`.
    pub fn signs_at(&self, now: OffsetDateTime) -> bool {
        !self.withdrawn && self.not_before <= now && now < self.not_after
    }

    fn x(&self) -> &[u8] {
        &self.point[1..33]
    }

    fn y(&self) -> &[u8] {
        &self.point[33..]
    }
}

impl KeySet {
    /// The set of these keys.
    ///
    /// # Errors
    /// [`KeySetError::Twice`]
    pub fn new(mut keys: Vec<PublicKey>) -> Result<Self, KeySetError> {
        keys.sort_by(|one, two| one.kid.cmp(&two.kid));
        let twice = keys.windows(2).any(|pair| pair[0].kid == pair[1].kid);
        if twice { Err(KeySetError::Twice) } else { Ok(Self(keys)) }
    }

    /// The key of an id.
    pub fn find(&self, kid: &Kid) -> Option<&PublicKey> {
        let place = self.0.binary_search_by(|key| key.kid.cmp(kid)).ok()?;
        self.0.get(place)
    }

    /// All keys in the order of their ids.
    pub fn keys(&self) -> &[PublicKey] {
        &self.0
    }
}

fn point(x: &[u8], y: &[u8]) -> Option<Point> {
    let both: [&[u8; 32]; 2] = [x.try_into().ok()?, y.try_into().ok()?];
    let mut point = [4; 65];
    point[1..33].copy_from_slice(both[0]);
    point[33..].copy_from_slice(both[1]);
    Some(point)
}

impl fmt::Display for Kid {
    /// In hexadecimal, lower case: also the form of JWKs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kid({self})")
    }
}

impl FromStr for Kid {
    type Err = KeySetError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).map_err(|_| KeySetError::Key)?;
        Self::new(&bytes).ok_or(KeySetError::Key)
    }
}

#[cfg(test)]
mod tests;
