//! Certificates: what is issued when both tracks are accepted. Never called a licence.

pub mod claims;
pub mod decisions;
pub mod history;
pub mod lifecycle;
pub mod numbers;
pub mod public;
pub mod renewal;
#[cfg(test)]
mod samples;
pub mod short_code;
pub mod status;
pub mod verdict;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::areas::AreaCode;
use crate::ids::{AccountId, ApplicationId, CertificateId, VenueId};
use crate::venues::VenueKind;
pub use claims::{CertificateClaims, IssuedToken, StatusIndex};
pub use numbers::{CertificateNumber, DocumentNumber};
pub use public::{PublicDetails, PublicFacts};
pub use short_code::ShortCode;
pub use status::{CertificateStatus, PublicReason, StatusRecord};

/// A certificate: its numbers, its status, and the facts that it states.
#[derive(Clone, PartialEq, Debug)]
pub struct Certificate {
    pub id: CertificateId,
    /// The application it was issued for.
    pub application: ApplicationId,
    pub venue: VenueId,
    /// Unique in the register; printed, and signed in the token.
    pub number: CertificateNumber,
    /// The issuing agency's document number.
    pub document: DocumentNumber,
    /// For look-ups by hand: damaged paper, telephone.
    pub code: ShortCode,
    /// The signed token; `None` only for a certificate of the first program version that has not been given one yet.
    pub issued_token: Option<IssuedToken>,
    pub status_record: StatusRecord,
    pub approver: AccountId,
    pub issued_at: OffsetDateTime,
    /// Last day in force (Vietnamese date).
    pub expires_on: Date,
    /// What the document states, frozen at issue.
    pub facts: CertificateFacts,
    pub version: i32,
}

/// The legal bases that a certificate names (docs/law.md 1.1).
pub const LEGAL_BASES: [&str; 2] = [
    "Pháp lệnh Phòng, chống mại dâm số 10/2003/PL-UBTVQH11 ngày 17 tháng 3 năm 2003, Điều 15",
    "Nghị định số 178/2004/NĐ-CP ngày 15 tháng 10 năm 2004 của Chính phủ, Điều 11",
];

impl Certificate {
    /// The status on `day` (Vietnamese date). Expiry is not a status.
    pub fn status_on(&self, day: Date) -> CertificateStatus {
        self.status_record.status_on(day)
    }
}

/// What the certificate states. No worker's name; personal numbers are masked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CertificateFacts {
    pub name: String,
    pub kind: VenueKind,
    /// Description of the kind, for "other".
    pub kind_note: String,
    pub address: String,
    /// Code of the commune at issue.
    pub commune: AreaCode,
    /// "phường Phan Rang, tỉnh Khánh Hòa". Older certificates begin it with a capital, as they were printed.
    pub commune_name: String,
    /// Tax code as shown: masked if it is a personal number.
    pub tax_code: String,
    pub representative: String,
    pub terms_version: u32,
    /// Day on which the pledge was signed.
    pub signed_on: Date,
    pub workers: u32,
    /// Name of the agency that confirmed the pledge.
    pub confirmed_by: String,
    pub confirmed_on: Date,
    /// Name of the agency that accepted the labour registration.
    pub accepted_by: String,
    pub accepted_on: Date,
    pub issuer: Issuer,
}

impl CertificateFacts {
    /// Street, commune and province, as the certificate states them.
    pub fn full_address(&self) -> String {
        format!("{}, {}", self.address, self.commune_name)
    }
}

/// The issuing agency as in its letterhead.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Issuer {
    /// Superior body; may be empty.
    pub parent: String,
    pub name: String,
    /// Place named in its documents.
    pub place: String,
    /// Title above the approver's name; lines are separated by a line feed.
    pub approver_title: String,
    pub approver_name: String,
}
