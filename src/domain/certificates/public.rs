//! What anyone may know of a certificate: what the look-up shows, and no more.
//!
//! No worker, no representative, no approver; a personal tax code is masked before it gets here.

use time::{Date, OffsetDateTime};

use super::{CertificateNumber, Claims, DocumentNumber};
use crate::venues::VenueKind;

/// The public facts of a certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicFacts {
    /// Unique in the whole register.
    pub number: CertificateNumber,
    pub name: String,
    pub kind: VenueKind,
    /// Street, commune and province as the paper states them.
    pub address: String,
    /// When it was issued.
    pub issued_at: OffsetDateTime,
    /// Last day in force, Vietnamese time.
    pub expires_on: Date,
    /// What the register knows beyond the token.
    pub details: Option<Details>,
}

/// What the register knows of a certificate beyond its token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Details {
    /// The issuing agency's own number.
    pub document: DocumentNumber,
    /// What kind of venue exactly, for "other".
    pub kind_note: String,
    /// Commune and province: the end of the address.
    pub commune_name: String,
    /// Tax code as shown: masked where it is personal; may be empty.
    pub tax_code: String,
    pub workers: u32,
    /// Which agency confirmed the pledge, and when.
    pub confirmed: (String, Date),
    /// Which agency accepted the labour registration, and when.
    pub accepted: (String, Date),
    pub issuer: String,
}

impl PublicFacts {
    /// Those that a token states.
    pub fn of_claims(claims: &Claims) -> Self {
        Self {
            number: claims.number.clone(),
            name: claims.name.clone(),
            kind: claims.kind,
            address: claims.address.clone(),
            issued_at: claims.issued_at,
            expires_on: claims.last_day(),
            details: None,
        }
    }
}
