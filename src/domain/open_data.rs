//! What anybody may take of the register as open data, once an administrator opens it: which venues have a valid
//! certificate. No person, no tax code (that of a household can be a personal number), no address, no telephone number.

use time::{Date, Duration, OffsetDateTime};

use crate::areas::AreaCode;
use crate::certificates::CertificateNumber;
use crate::ids::CertificateId;
use crate::venues::VenueKind;

/// The licence under which the data are published: Creative Commons Attribution 4.0. Whoever opens the data agrees to it.
pub const LICENCE_ADDRESS: &str = "https://creativecommons.org/licenses/by/4.0/";
/// Its name in the list of SPDX.
pub const LICENCE_NAME: &str = "CC-BY-4.0";
/// The fields of a row, in the order of the files.
pub const FIELDS: [&str; 7] = ["number", "name", "kind", "kind_name", "commune_code", "commune", "until"];
/// Most characters of a search.
pub const MAX_SEARCH_CHARS: usize = 60;

/// A certificate that is valid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenCertificate {
    pub id: CertificateId,
    pub number: CertificateNumber,
    /// As the certificate states it.
    pub name: String,
    pub kind: VenueKind,
    /// Description of the kind, for "other".
    pub kind_note: String,
    /// At issue.
    pub commune: AreaCode,
    pub issued_at: OffsetDateTime,
    /// Last day (Vietnamese date).
    pub expires_on: Date,
}

/// Which certificates are searched for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OpenFilter {
    /// Words of the name or the number, as they were typed.
    pub text: String,
    pub commune: Option<AreaCode>,
}

/// The state of the register of which files were made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenState {
    /// Vietnamese date for which certificates are valid.
    pub day: Date,
    /// Rises with every change of a certificate.
    pub sequence: i64,
    pub made_at: OffsetDateTime,
}

impl OpenState {
    /// Files are not made more often, however much changes within a day.
    pub const LEAST_AGE: Duration = Duration::hours(1);

    /// Whether files of this state serve on `day` at `now`, when the register is at `sequence`.
    pub fn serves(&self, day: Date, sequence: i64, now: OffsetDateTime) -> bool {
        let young = now >= self.made_at && now - self.made_at < Self::LEAST_AGE;
        self.day == day && (self.sequence == sequence || young)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn files_serve_for_a_day_while_nothing_changed_and_else_for_an_hour() {
        let made_at = datetime!(2026-11-30 01:00 UTC);
        let state = OpenState { day: date!(2026 - 11 - 30), sequence: 7, made_at };
        for (day, sequence, minutes, serves) in [
            (date!(2026 - 11 - 30), 7, 600, true),
            (date!(2026 - 11 - 30), 8, 59, true),
            (date!(2026 - 11 - 30), 8, 60, false),
            (date!(2026 - 12 - 01), 7, 1, false),
            // The clock was set back.
            (date!(2026 - 11 - 30), 8, -1, false),
        ] {
            let now = made_at + Duration::minutes(minutes);
            assert_eq!(state.serves(day, sequence, now), serves, "{day} {sequence} {minutes}");
        }
    }
}
