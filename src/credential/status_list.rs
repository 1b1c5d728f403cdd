//! The status list: a Token Status List (draft-ietf-oauth-status-list-20) as a signed CBOR Web Token.
//!
//! Belongs here: signing a list, reading one, and the status at an index. Does not belong here: which indexes
//! are assigned and when a new list is signed (app), and the verdict (domain).
//!
//! One list covers the whole registry, with 2 bits for each certificate. In addition to the draft it has a sequence
//! number (claim -65538, private use), so that a reader refuses a list older than one it has read.

mod claims;
mod error;
mod packed;

use camket_domain::certificates::verdict::{DatedAnswer, StatusAnswer};
use camket_domain::certificates::{CertificateStatus, StatusIndex};
use time::{Duration, OffsetDateTime};

pub use error::StatusListError;
pub use packed::PackedStatuses;

use crate::cose::{self, ContentType, EnvelopeError};
use crate::keys::KeySet;
use crate::signing::SigningKey;

/// The media type of the list, also in its protected header.
pub const MEDIA_TYPE: &str = "application/statuslist+cwt";
const CONTENT_TYPE: ContentType = Some(MEDIA_TYPE);

/// Age after which a reader should fetch a newer list (claim `ttl`).
pub const TIME_TO_LIVE: Duration = Duration::minutes(15);
/// Age after which a list is refused (claim `exp`).
pub const LIFETIME: Duration = Duration::days(14);

/// The most bytes of a signed list: enough for 4,000,000 certificates even if every second one is revoked.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Address, time and sequence number of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edition {
    /// The address it is published at (claim `sub`).
    pub address: String,
    /// When it is signed, UTC, in whole seconds (claim `iat`).
    pub issued_at: OffsetDateTime,
    /// Higher than that of every earlier list (claim -65538).
    pub sequence: u64,
}

/// A list whose signature was verified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusList {
    pub edition: Edition,
    /// From this moment it is refused (claim `exp`).
    pub expires_at: OffsetDateTime,
    /// Age after which a newer list should be fetched; none if the list has no claim `ttl`.
    pub time_to_live: Option<Duration>,
    packed: PackedStatuses,
}

/// What a reader checks a list against.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedList<'a> {
    /// The published keys of the registry.
    pub keys: &'a KeySet,
    /// The address at which the list is published.
    pub address: &'a str,
    /// The highest sequence number read so far; 0 if none.
    pub min_sequence: u64,
    /// The present moment by the reader's clock.
    pub now: OffsetDateTime,
}

/// Signs a list.
///
/// # Errors
/// [`StatusListError::Envelope`] if the system returned no random bytes, [`StatusListError::Size`] above [`MAX_BYTES`].
pub fn sign(
    packed: &PackedStatuses,
    edition: &Edition,
    key: &SigningKey,
) -> Result<Vec<u8>, StatusListError> {
    let payload = claims::encode(packed, edition)?;
    let bytes = cose::sign(CONTENT_TYPE, payload, key)?;
    if bytes.len() > MAX_BYTES { Err(StatusListError::Size) } else { Ok(bytes) }
}

/// Verifies and decodes a list.
///
/// # Errors
/// [`StatusListError`] for any deviation; the reader then keeps the list it has.
pub fn verify(bytes: &[u8], expected: &ExpectedList<'_>) -> Result<StatusList, StatusListError> {
    if bytes.len() > MAX_BYTES {
        return Err(StatusListError::Size);
    }
    let envelope = cose::parse(CONTENT_TYPE, bytes)?;
    let key = expected.keys.find(envelope.kid()).ok_or(StatusListError::UnknownKey)?;
    if key.withdrawn {
        return Err(StatusListError::WithdrawnKey);
    }
    if !envelope.is_signed_by(key) {
        return Err(EnvelopeError::Signature.into());
    }
    let list = claims::decode(envelope.payload())?;
    list.check_expected(expected)?;
    Ok(list)
}

/// The address in a list (claim `sub`). The signature is not verified: this is for a reader that has only files and then
/// calls [`verify`] with the address.
///
/// # Errors
/// [`StatusListError`] if the bytes have not the form of a list.
pub fn parse_address(bytes: &[u8]) -> Result<String, StatusListError> {
    if bytes.len() > MAX_BYTES {
        return Err(StatusListError::Size);
    }
    let envelope = cose::parse(CONTENT_TYPE, bytes)?;
    Ok(claims::decode(envelope.payload())?.edition.address)
}

impl StatusList {
    fn check_expected(&self, expected: &ExpectedList<'_>) -> Result<(), StatusListError> {
        if self.edition.address != expected.address {
            Err(StatusListError::Address)
        } else if self.edition.sequence < expected.min_sequence {
            Err(StatusListError::Replayed)
        } else if expected.now >= self.expires_at {
            Err(StatusListError::Expired)
        } else {
            Ok(())
        }
    }

    /// Length of the list: the number of indexes, assigned or not.
    pub fn places(&self) -> usize {
        self.packed.places()
    }

    /// The status at this index, decoy or not; none beyond the end.
    pub fn status(&self, index: StatusIndex) -> Option<CertificateStatus> {
        self.packed.get(index)
    }

    /// The status at this index, as evidence for the verdict. An index beyond the end belongs to no certificate, unless the
    /// certificate was issued after the list was signed; the list then says nothing about it.
    pub fn answer_for(&self, index: StatusIndex, issued_at: OffsetDateTime) -> DatedAnswer {
        let as_of = self.edition.issued_at;
        let said = match self.packed.get(index) {
            Some(status) => StatusAnswer::Known(status),
            None if issued_at > as_of => StatusAnswer::Unknown,
            None => StatusAnswer::NotAssigned,
        };
        DatedAnswer { status: said, as_of }
    }
}

#[cfg(test)]
mod draft_vectors;
#[cfg(test)]
mod tests;
