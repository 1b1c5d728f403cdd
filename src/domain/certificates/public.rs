//! The facts of a certificate that a public look-up shows.
//!
//! No worker, representative or approver; a personal tax code is already masked.

use time::{Date, OffsetDateTime};

use super::{CertificateClaims, CertificateNumber, DocumentNumber};
use crate::venues::VenueKind;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicFacts {
    /// Unique in the register.
    pub number: CertificateNumber,
    pub name: String,
    pub kind: VenueKind,
    /// Street, commune and province as printed.
    pub address: String,
    pub issued_at: OffsetDateTime,
    /// Last day in force (Vietnamese date).
    pub expires_on: Date,
    /// Facts that are in the register but not in the token; `None` offline.
    pub details: Option<PublicDetails>,
}

/// Facts of a certificate that are in the register but not in its token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicDetails {
    /// The issuing agency's document number.
    pub document: DocumentNumber,
    /// Description of the kind, for "other".
    pub kind_note: String,
    /// Commune and province: the last part of the address.
    pub commune_name: String,
    /// Tax code as shown: masked if it is a personal number; may be empty.
    pub tax_code: String,
    pub workers: u32,
    /// Name of the agency that confirmed the pledge, and the day.
    pub confirmed: (String, Date),
    /// Name of the agency that accepted the labour registration, and the day.
    pub accepted: (String, Date),
    pub issuer: String,
}

impl PublicFacts {
    /// The facts that a token states.
    pub fn from_claims(claims: &CertificateClaims) -> Self {
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
