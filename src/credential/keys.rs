//! The public key set, with which anyone verifies tokens and status lists.
//!
//! Belongs here: public keys, their ids, and the two formats in which they are published (`cose`, `jwk`). Does not
//! belong here: private keys (`signing`) and when a key is generated or withdrawn (app).
//!
//! A withdrawn key stays in the set with a mark, so that readers can tell its tokens ("cannot say") from those of an
//! unknown key. COSE and JWK have no parameter for it, so both formats have one of our own, which other software
//! ignores; see [`cose`] and [`jwk`].

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER_PERMISSIVE;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use time::OffsetDateTime;

pub mod cose;
pub mod jwk;

/// A point of P-256, uncompressed: 4, x, y (SEC 1 section 2.3.3).
pub type Point = [u8; 65];

/// The most bytes of a key set that are read; a published one is far smaller.
const MAX_BYTES: usize = 64 * 1024;

/// Id of a key: 1 to 4 bytes, as short as possible because it is part of every printed QR code.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid(Vec<u8>);

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey {
    /// Unique in the set.
    pub kid: Kid,
    pub point: Point,
    /// Start of the period in which it signs, UTC, in whole seconds.
    pub not_before: OffsetDateTime,
    /// End of the period in which it signs (exclusive). It verifies for as long as it is published.
    pub not_after: OffsetDateTime,
    /// Withdrawn: its signatures prove nothing any more.
    pub withdrawn: bool,
}

/// The keys of a registry; ids are unique.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KeySet(Vec<PublicKey>);

/// Why bytes or a text are not accepted as a key set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeySetError {
    /// Larger than the bound.
    #[error("too large for a key set")]
    Size,
    #[error("not a key set")]
    Structure,
    /// A key without an id of 1 to 4 bytes, a point of P-256 or its period.
    #[error("a key in the set is not complete")]
    Key,
    /// Two keys have the same id.
    #[error("the set holds an id twice")]
    DuplicateId,
}

impl KeySetError {
    pub fn code(self) -> &'static str {
        match self {
            Self::Size => "keys-size",
            Self::Structure => "keys-structure",
            Self::Key => "keys-key",
            Self::DuplicateId => "keys-twice",
        }
    }
}

impl Kid {
    /// The id with these bytes; none unless there are 1 to 4.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        (1..=4).contains(&bytes.len()).then(|| Self(bytes.to_vec()))
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl PublicKey {
    /// Whether `signature` (r and s, 64 bytes) is a signature of this key over `message`.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.point).verify(message, signature).is_ok()
    }

    /// Whether the key may sign at `now`: not withdrawn, and within its period.
    pub fn may_sign_at(&self, now: OffsetDateTime) -> bool {
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
    /// A set of these keys, in any order.
    ///
    /// # Errors
    /// [`KeySetError::DuplicateId`]
    pub fn new(mut keys: Vec<PublicKey>) -> Result<Self, KeySetError> {
        keys.sort_by(|one, two| one.kid.cmp(&two.kid));
        let twice = keys.windows(2).any(|pair| pair[0].kid == pair[1].kid);
        if twice { Err(KeySetError::DuplicateId) } else { Ok(Self(keys)) }
    }

    pub fn find(&self, kid: &Kid) -> Option<&PublicKey> {
        let place = self.0.binary_search_by(|key| key.kid.cmp(kid)).ok()?;
        self.0.get(place)
    }

    /// All keys, in the order of their ids.
    pub fn keys(&self) -> &[PublicKey] {
        &self.0
    }
}

fn join_point(x: &[u8], y: &[u8]) -> Option<Point> {
    let both: [&[u8; 32]; 2] = [x.try_into().ok()?, y.try_into().ok()?];
    let mut point = [4; 65];
    point[1..33].copy_from_slice(both[0]);
    point[33..].copy_from_slice(both[1]);
    Some(point)
}

impl fmt::Display for Kid {
    /// Lower-case hexadecimal, also used in JWKs.
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
