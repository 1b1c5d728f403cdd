//! What the register can be filtered by, and its ready-made views.

use time::Date;

use super::{OperationState, TrackStanding};
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::labour::checks::LabourCheck;
use crate::periods::{PeriodLength, PeriodName, PeriodRule, PeriodSpan};
use crate::venues::VenueKind;

codes! {
    /// A standing of the pledge or the labour register.
    TrackFilter {
        Never = "never",
        Draft = "draft",
        InReview = "in-review",
        Returned = "returned",
        Refused = "refused",
        Withdrawn = "withdrawn",
        /// Confirmed and up to date.
        Confirmed = "confirmed",
        Outdated = "outdated",
        /// Any but confirmed and up to date.
        Missing = "missing",
    }
}

impl TrackFilter {
    /// Whether a standing on a day passes.
    pub fn accepts(self, standing: TrackStanding) -> bool {
        match self {
            Self::Missing => standing != TrackStanding::Confirmed,
            other => other.standing() == Some(standing),
        }
    }

    /// The one standing that it asks for; `None` if there are several.
    pub fn standing(self) -> Option<TrackStanding> {
        TrackStanding::from_code(self.code())
    }
}

codes! {
    /// A standing of the latest certificate.
    CertificateFilter {
        /// The venue has none.
        Absent = "none",
        Valid = "valid",
        /// Valid, and its last day is within 30 days.
        EndsIn30 = "ends-30",
        EndsIn60 = "ends-60",
        EndsIn90 = "ends-90",
        Expired = "expired",
        Suspended = "suspended",
        Revoked = "revoked",
        Superseded = "superseded",
    }
}

impl CertificateFilter {
    /// Days within which the last day lies.
    pub fn days_left(self) -> Option<i64> {
        match self {
            Self::EndsIn30 => Some(30),
            Self::EndsIn60 => Some(60),
            Self::EndsIn90 => Some(90),
            _ => None,
        }
    }
}

codes! {
    /// How an owner can be reached.
    ReachFilter {
        Phone = "phone",
        Email = "email",
        /// By neither.
        Neither = "none",
        /// A message to the owner was given up.
        Undelivered = "undelivered",
    }
}

/// A month of the calendar in which certificates end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EndMonth {
    /// "2026-12".
    code: [u8; 7],
    span: PeriodSpan,
}

impl EndMonth {
    /// The month of "2026-12", in [`PERIOD_YEARS`](crate::periods::PERIOD_YEARS).
    pub fn new(code: &str) -> Option<Self> {
        let (year, month) = code.split_once('-')?;
        let name = PeriodName::new(PeriodLength::Month, year.parse().ok()?, month.parse().ok()?)?;
        Self::of(name.span(PeriodRule::Calendar)?.first()).filter(|found| found.as_str() == code)
    }

    /// The month of a day.
    pub fn of(day: Date) -> Option<Self> {
        let month = u8::from(day.month());
        let span = PeriodName::new(PeriodLength::Month, day.year(), month)?.span(PeriodRule::Calendar)?;
        let code = format!("{:04}-{month:02}", day.year());
        Some(Self { code: code.into_bytes().try_into().ok()?, span })
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Its days.
    pub fn span(self) -> PeriodSpan {
        self.span
    }
}

/// The conditions of a list; all of them hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RegisterFilter {
    /// What is searched, as typed.
    pub words: String,
    /// Keyed hash of the words, if they are a personal number; `words` is then not searched.
    pub fingerprint: Option<String>,
    pub commune: Option<AreaCode>,
    pub kind: Option<VenueKind>,
    pub pledge: Option<TrackFilter>,
    pub labour: Option<TrackFilter>,
    pub certificate: Option<CertificateFilter>,
    /// Those whose certificate is in force and ends in this month.
    pub ending: Option<EndMonth>,
    /// Visited in this calendar year, or not.
    pub visited: Option<bool>,
    /// With an open demand, or without one.
    pub demanded: Option<bool>,
    pub operation: Option<OperationState>,
    pub reach: Option<ReachFilter>,
    /// Those whose register of workers meets this rule of their province.
    pub check: Option<LabourCheck>,
    /// Only those whose application was returned and who are silent.
    pub silent: bool,
}

impl RegisterFilter {
    /// Whether it leaves anything out.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::default()
    }
}

codes! {
    /// A ready-made filter.
    RegisterView {
        EndsIn30 = "ends-30",
        EndsIn60 = "ends-60",
        NeverPledged = "never-pledged",
        LabourMissing = "labour-missing",
        NotVisited = "not-visited",
        Silent = "silent",
    }
}

impl RegisterView {
    /// The filter that it stands for. A venue that closed is asked for nothing.
    pub fn filter(self) -> RegisterFilter {
        let operating =
            RegisterFilter { operation: Some(OperationState::Operating), ..RegisterFilter::default() };
        match self {
            Self::EndsIn30 => RegisterFilter { certificate: Some(CertificateFilter::EndsIn30), ..operating },
            Self::EndsIn60 => RegisterFilter { certificate: Some(CertificateFilter::EndsIn60), ..operating },
            Self::NeverPledged => RegisterFilter { pledge: Some(TrackFilter::Never), ..operating },
            Self::LabourMissing => RegisterFilter { labour: Some(TrackFilter::Missing), ..operating },
            Self::NotVisited => RegisterFilter { visited: Some(false), ..operating },
            Self::Silent => RegisterFilter { silent: true, ..operating },
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written() {
        let december = EndMonth::new("2026-12").unwrap();
        assert_eq!(december, EndMonth::of(date!(2026 - 12 - 31)).unwrap());
        assert_eq!(
            (december.span().first(), december.span().last()),
            (date!(2026 - 12 - 01), date!(2026 - 12 - 31))
        );
        assert_eq!(EndMonth::of(date!(2027 - 02 - 03)).unwrap().as_str(), "2027-02");
        for other in ["2026-13", "2026-0", "2026-1", "2026-012", "+026-12", "12-2026", "1999-12", "2026", ""]
        {
            assert!(EndMonth::new(other).is_none(), "{other}");
        }
    }
}
