//! The claims of a certificate's token: what the signed QR says, and nothing that changes later.
//!
//! Belongs here: the facts and how they follow from a certificate. Does not belong here: their bytes and the
//! signature (credential), and what the certificate is worth (`verdict`).

use time::{Date, Duration, OffsetDateTime, Time};

use super::{Certificate, CertificateNumber};
use crate::areas::AreaCode;
use crate::calendar::{VIETNAM, local_date};
use crate::text::nfc;
use crate::venues::VenueKind;

/// The place of a certificate in the status list. Random, so that it tells neither order nor number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StatusIndex(pub u32);

/// What a token states. No worker, no personal number, no phone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claims {
    /// The identity: unique in the whole register.
    pub number: CertificateNumber,
    /// When it was issued, in whole seconds.
    pub issued_at: OffsetDateTime,
    /// The first second at which it is expired: the day after the last day in force begins, in Vietnam.
    pub expires_at: OffsetDateTime,
    /// Where the status list speaks of it.
    pub index: StatusIndex,
    pub kind: VenueKind,
    /// Venue name, NFC.
    pub name: String,
    /// Street, commune and province as on paper, NFC.
    pub address: String,
    /// The commune at issue.
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

impl Claims {
    /// The claims of a certificate that has this place in the status list.
    pub fn of(certificate: &Certificate, index: StatusIndex) -> Self {
        let facts = &certificate.facts;
        Self {
            number: certificate.number.clone(),
            issued_at: whole_second(certificate.issued_at),
            expires_at: end_of(certificate.expires_on),
            index,
            kind: facts.kind,
            name: nfc(&facts.name),
            address: nfc(&facts.full_address()),
            area: facts.commune,
        }
    }

    /// The last day in force, Vietnamese time.
    pub fn last_day(&self) -> Date {
        local_date(self.expires_at - Duration::SECOND)
    }
}

/// The first second after a day, in Vietnam: what expires on that day is expired from then on.
pub fn end_of(last_day: Date) -> OffsetDateTime {
    let next = last_day.next_day().unwrap_or(last_day);
    next.with_time(Time::MIDNIGHT).assume_offset(VIETNAM).to_offset(time::UtcOffset::UTC)
}

fn whole_second(moment: OffsetDateTime) -> OffsetDateTime {
    (moment - Duration::nanoseconds(i64::from(moment.nanosecond()))).to_offset(time::UtcOffset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn the_last_day_ends_at_midnight_in_vietnam() {
        let end = end_of(date!(2026 - 12 - 31));
        assert_eq!(end, datetime!(2026-12-31 17:00 UTC));
        assert_eq!(local_date(end - Duration::SECOND), date!(2026 - 12 - 31));
        assert_eq!(local_date(end), date!(2027 - 01 - 01));
    }

    #[test]
    fn seconds_are_whole() {
        let moment = datetime!(2026-01-05 10:00:00.999_999 +7);
        assert_eq!(whole_second(moment), datetime!(2026-01-05 03:00 UTC));
    }
}
