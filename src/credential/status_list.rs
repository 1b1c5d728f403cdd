//! The status list: a Token Status List (draft-ietf-oauth-status-list-20) as a signed CBOR Web Token.
//!
//! Belongs here: signing a list, reading one, and what it says of a place. Does not belong here: which places
//! are taken and when a list is made anew (app), and the verdict (domain).
//!
//! One list holds the whole registry, with 2 bits for each certificate. Beyond the draft it carries a sequence
//! number (-65538, private use), so that a reader refuses an older list than it has seen.

mod claims;
mod fault;
mod packed;

use camket_domain::certificates::StatusIndex;
use camket_domain::certificates::verdict::{Answer, Said};
use time::{Duration, OffsetDateTime};

pub use fault::ListFault;
pub use packed::Packed;

use crate::cose::{self, Type};
use crate::keys::KeySet;
use crate::signing::SigningKey;
use crate::token::TokenFault;

/// The media type of the list, also in its protected header.
pub const MEDIA_TYPE: &str = "application/statuslist+cwt";
const KIND: Type = Some(MEDIA_TYPE);

/// After this a reader should ask for a newer list.
pub const TIME_TO_LIVE: Duration = Duration::minutes(15);
/// After this a list is not read at all.
pub const LIFETIME: Duration = Duration::days(14);

/// No signed list is larger: some 4,000,000 certificates even if every other one were revoked.
pub const MOST_BYTES: usize = 1024 * 1024;

/// Which list this is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edition {
    /// The address it is published at; names it (claim sub).
    pub address: String,
    /// When it is signed, in whole seconds.
    pub issued_at: OffsetDateTime,
    /// Higher than that of every list before.
    pub sequence: u64,
}

/// A list whose signature held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusList {
    /// Which list it is.
    pub edition: Edition,
    /// From here on it is not read any more.
    pub expires_at: OffsetDateTime,
    /// After this a newer one should be asked for; not every list says when.
    pub time_to_live: Option<Duration>,
    packed: Packed,
}

/// What a reader knows before it reads a list.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The keys of the registry.
    pub keys: &'a KeySet,
    /// Where the list is published.
    pub address: &'a str,
    /// The highest sequence number seen so far; 0 at first.
    pub least: u64,
    /// The reader's clock.
    pub now: OffsetDateTime,
}

/// Signs a list.
///
/// # Errors
/// [`ListFault::Token`] if the system gave no random bytes, [`ListFault::Size`] if no reader would take it.
pub fn sign(packed: &Packed, edition: &Edition, key: &SigningKey) -> Result<Vec<u8>, ListFault> {
    let payload = claims::write(packed, edition)?;
    let bytes = cose::seal(KIND, payload, key)?;
    if bytes.len() > MOST_BYTES { Err(ListFault::Size) } else { Ok(bytes) }
}

/// Reads a list.
///
/// # Errors
/// [`ListFault`]: whatever is not exactly right. A reader then keeps the list it has.
pub fn read(bytes: &[u8], expected: &Expected<'_>) -> Result<StatusList, ListFault> {
    if bytes.len() > MOST_BYTES {
        return Err(ListFault::Size);
    }
    let envelope = cose::open(KIND, bytes)?;
    let key = expected.keys.find(envelope.kid()).ok_or(ListFault::UnknownKey)?;
    if key.withdrawn {
        return Err(ListFault::WithdrawnKey);
    }
    if !envelope.is_signed_by(key) {
        return Err(TokenFault::Signature.into());
    }
    let list = claims::read(envelope.payload())?;
    list.check(expected)?;
    Ok(list)
}

/// The address that a list names itself by. Nothing is checked: it is for a reader who has only files, and asks
/// [`read`] with it.
///
/// # Errors
/// [`ListFault`]: no list at all.
pub fn address(bytes: &[u8]) -> Result<String, ListFault> {
    if bytes.len() > MOST_BYTES {
        return Err(ListFault::Size);
    }
    let envelope = cose::open(KIND, bytes)?;
    Ok(claims::read(envelope.payload())?.edition.address)
}

impl StatusList {
    fn check(&self, expected: &Expected<'_>) -> Result<(), ListFault> {
        if self.edition.address != expected.address {
            Err(ListFault::Address)
        } else if self.edition.sequence < expected.least {
            Err(ListFault::Replayed)
        } else if expected.now >= self.expires_at {
            Err(ListFault::Expired)
        } else {
            Ok(())
        }
    }

    /// How many places it has, taken or not.
    pub fn places(&self) -> usize {
        self.packed.places()
    }

    /// What it says of the certificate with this place, as evidence. Places beyond its end are no certificate's,
    /// unless that certificate is younger than the list: then the list cannot know of it.
    pub fn answer(&self, index: StatusIndex, issued_at: OffsetDateTime) -> Answer {
        let as_of = self.edition.issued_at;
        let said = match self.packed.get(index) {
            Some(status) => Said::Is(status),
            None if issued_at > as_of => Said::Nothing,
            None => Said::NotAssigned,
        };
        Answer { said, as_of }
    }
}

#[cfg(test)]
mod draft;
#[cfg(test)]
mod tests;
