//! Claims of a certificate's token: what the signed QR code states. Nothing in it changes later.
//!
//! Belongs here: the claims and how they are built from a certificate. Does not belong here: encoding and
//! signature (credential), and the verdict on a certificate (`verdict`).

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime, Time};

use super::{Certificate, CertificateNumber};
use crate::areas::AreaCode;
use crate::calendar::{VIETNAM, local_date};
use crate::text::to_nfc;
use crate::venues::VenueKind;

/// Index of a certificate in the status list. Random, so that it reveals neither order nor count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatusIndex(pub u32);

/// What a token states. No worker, personal number or telephone number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CertificateClaims {
    /// Unique in the register.
    pub number: CertificateNumber,
    /// Time of issue, UTC, whole seconds.
    pub issued_at: OffsetDateTime,
    /// First second at which it is expired, UTC: the start, in Vietnam, of the day after the last day in force.
    pub expires_at: OffsetDateTime,
    pub index: StatusIndex,
    pub kind: VenueKind,
    /// Venue name, NFC.
    pub name: String,
    /// Street, commune and province as printed, NFC.
    pub address: String,
    /// Commune at issue.
    pub area: AreaCode,
}

/// The signed token of a certificate, with which it is verified without the register. Created once, at issue, and
/// stored: signatures are randomised, so signing again would give another token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IssuedToken {
    pub index: StatusIndex,
    /// Id of the signing key (RFC 9052 section 3.1 `kid`).
    pub kid: Vec<u8>,
    /// The COSE_Sign1 bytes.
    pub token: Vec<u8>,
}

impl CertificateClaims {
    /// Builds the claims of a certificate with this index in the status list.
    pub fn from_certificate(certificate: &Certificate, index: StatusIndex) -> Self {
        let facts = &certificate.facts;
        Self {
            number: certificate.number.clone(),
            issued_at: truncate_to_second(certificate.issued_at),
            expires_at: first_second_after(certificate.expires_on),
            index,
            kind: facts.kind,
            name: to_nfc(&facts.name),
            address: to_nfc(&facts.full_address()),
            area: facts.commune,
        }
    }

    /// Last day in force (Vietnamese date).
    pub fn last_day(&self) -> Date {
        local_date(self.expires_at - Duration::SECOND)
    }
}

/// First second after a day in Vietnam, as UTC: the time from which a certificate with this last day is expired.
pub fn first_second_after(last_day: Date) -> OffsetDateTime {
    let next = last_day.next_day().unwrap_or(last_day);
    next.with_time(Time::MIDNIGHT).assume_offset(VIETNAM).to_offset(time::UtcOffset::UTC)
}

fn truncate_to_second(moment: OffsetDateTime) -> OffsetDateTime {
    (moment - Duration::nanoseconds(i64::from(moment.nanosecond()))).to_offset(time::UtcOffset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn the_last_day_ends_at_midnight_in_vietnam() {
        let end = first_second_after(date!(2026 - 12 - 31));
        assert_eq!(end, datetime!(2026-12-31 17:00 UTC));
        assert_eq!(local_date(end - Duration::SECOND), date!(2026 - 12 - 31));
        assert_eq!(local_date(end), date!(2027 - 01 - 01));
    }

    #[test]
    fn seconds_are_whole() {
        let moment = datetime!(2026-01-05 10:00:00.999_999 +7);
        assert_eq!(truncate_to_second(moment), datetime!(2026-01-05 03:00 UTC));
    }
}
