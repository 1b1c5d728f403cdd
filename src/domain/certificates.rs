//! Certificates: what is issued when both tracks are accepted. Never called a licence.

pub mod claims;
pub mod decisions;
pub mod lifecycle;
pub mod numbers;
pub mod public;
pub mod renewal;
#[cfg(test)]
mod samples;
pub mod short_code;
pub mod standing;
pub mod verdict;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::areas::AreaCode;
use crate::ids::{AccountId, ApplicationId, CertificateId, VenueId};
use crate::venues::VenueKind;
pub use claims::{Claims, Signed, StatusIndex};
pub use numbers::{CertificateNumber, DocumentNumber};
pub use public::{Details, PublicFacts};
pub use short_code::ShortCode;
pub use standing::{Standing, Status};

/// A certificate: its identity, its standing, and the facts it was issued over.
#[derive(Clone, PartialEq, Debug)]
pub struct Certificate {
    pub id: CertificateId,
    /// The application it answers.
    pub application: ApplicationId,
    pub venue: VenueId,
    /// Unique in the whole register; printed and signed.
    pub number: CertificateNumber,
    /// The issuing agency's own number of the year.
    pub document: DocumentNumber,
    /// For damaged paper and the telephone.
    pub code: ShortCode,
    /// Its token; none only until a certificate of the first version, which had none, is given one.
    pub signed: Option<Signed>,
    pub standing: Standing,
    pub approver: AccountId,
    pub issued_at: OffsetDateTime,
    /// Last day in force, Vietnamese time.
    pub expires_on: Date,
    /// What the paper states, frozen at issue.
    pub facts: Facts,
    pub version: i32,
}

impl Certificate {
    /// What the register says of it on `day` (Vietnamese date). Expiry is not among it.
    pub fn status_on(&self, day: Date) -> Status {
        self.standing.status_on(day)
    }
}

/// What the paper states. No worker's name, no personal number in the clear.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    pub name: String,
    pub kind: VenueKind,
    /// What kind exactly, for "other".
    pub kind_note: String,
    pub address: String,
    /// Commune code at issue.
    pub commune: AreaCode,
    /// "Phường Phan Rang, tỉnh Khánh Hòa".
    pub commune_name: String,
    /// Tax code as shown: masked where it is personal.
    pub tax_code: String,
    pub representative: String,
    /// Version of the pledge terms.
    pub terms_version: u32,
    /// Day the pledge was signed.
    pub signed_on: Date,
    pub workers: u32,
    /// Which agency confirmed the pledge.
    pub confirmed_by: String,
    pub confirmed_on: Date,
    /// Which agency accepted the labour registration.
    pub accepted_by: String,
    pub accepted_on: Date,
    pub issuer: Issuer,
}

impl Facts {
    /// Street, commune and province: the address as the paper states it.
    pub fn full_address(&self) -> String {
        format!("{}, {}", self.address, self.commune_name)
    }
}

/// The issuing agency as its letterhead shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Issuer {
    /// The body above it.
    pub parent: String,
    pub name: String,
    /// The place its papers name.
    pub place: String,
    /// Title above the approver's name, lines separated by a line feed.
    pub approver_title: String,
    pub approver_name: String,
}
