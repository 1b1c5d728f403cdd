//! What a token states, and the place of a certificate in the status list.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::CertificateNumber;
use crate::areas::AreaCode;
use crate::venues::VenueKind;

/// The place of a certificate in the status list: random, and never given twice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatusIndex(pub u32);

/// What the signed text on the paper states. No personal number, no worker, no telephone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claims {
    /// Unique in the whole register.
    pub number: CertificateNumber,
    /// When it was issued, to the second.
    pub issued_at: OffsetDateTime,
    /// The first second in which it is no longer in force: the day after its last, Vietnamese time.
    pub expires_at: OffsetDateTime,
    /// Its place in the status list.
    pub index: StatusIndex,
    /// Kind of venue.
    pub kind: VenueKind,
    /// Venue name, in composed form (NFC).
    pub name: String,
    /// Street, commune and province as on the paper, in composed form (NFC).
    pub address: String,
    /// The commune.
    pub area: AreaCode,
}

/// What makes a certificate verifiable without the register. Made once, at issue, and kept: signatures are random, so
/// signing again would give another token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// Its place in the status list.
    pub index: StatusIndex,
    /// The key that signed (RFC 9052 section 3.1 `kid`).
    pub kid: Vec<u8>,
    /// The COSE_Sign1 bytes.
    pub token: Vec<u8>,
}
