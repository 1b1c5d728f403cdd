//! The register of venues: every venue of an area with what it has and what it lacks.
//!
//! Belongs here: where a venue stands, on any day; what the list can be filtered by; who may be reminded of what. Does not
//! belong here: how a venue gets there (`applications`, `certificates`, `inspections`).

pub mod filter;
pub mod operation;
pub mod reminders;
pub mod words;

use time::Date;

use crate::applications::{ApplicationState, TrackState};
use crate::areas::AreaCode;
use crate::calendar::{Holidays, count_working_days};
use crate::certificates::verdict::{Verdict, judge_status};
use crate::certificates::{CertificateNumber, StatusRecord};
use crate::codes::codes;
use crate::identifiers::Phone;
use crate::ids::{AccountId, CertificateId, VenueId};
use crate::venues::VenueKind;
pub use filter::{CertificateFilter, EndMonth, ReachFilter, RegisterFilter, RegisterView, TrackFilter};
pub use operation::{Operation, OperationState};
pub use reminders::ReminderReason;
pub use words::list_search_words;

codes! {
    /// Where a venue stands with its pledge or its labour register.
    TrackStanding {
        /// Nothing was signed or declared.
        Never = "never",
        /// Signed or declared, and not submitted.
        Draft = "draft",
        InReview = "in-review",
        /// The application went back to the owner.
        Returned = "returned",
        Refused = "refused",
        Withdrawn = "withdrawn",
        /// Confirmed (pledge) or accepted (labour).
        Confirmed = "confirmed",
        /// Confirmed once, and no longer what the venue would sign or declare today. It depends on the day, so it is
        /// never stored.
        Outdated = "outdated",
    }
}

/// Working days without an answer after which an owner counts as silent. No law sets it: twice the time in which the
/// offices decide by default.
pub const SILENT_WORKING_DAYS: u32 = 10;

/// The standing of a track that the owner has begun or not, in the venue's latest application.
pub fn judge_track(begun: bool, application: Option<(ApplicationState, TrackState)>) -> TrackStanding {
    use ApplicationState as Applied;
    match application {
        None if begun => TrackStanding::Draft,
        None => TrackStanding::Never,
        Some((Applied::Withdrawn, _)) => TrackStanding::Withdrawn,
        Some((_, TrackState::Accepted)) => TrackStanding::Confirmed,
        Some((_, TrackState::Refused)) | Some((Applied::Refused, _)) => TrackStanding::Refused,
        // The whole application went back, whichever track it was.
        Some((_, TrackState::Returned)) | Some((Applied::Returned, _)) => TrackStanding::Returned,
        Some((Applied::Draft, _)) => TrackStanding::Draft,
        Some((_, TrackState::Waiting | TrackState::Claimed)) => TrackStanding::InReview,
    }
}

/// What the register is compared with on one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RegisterDay {
    /// Vietnamese date.
    pub today: Date,
    /// The version of the terms in use on that day; 0 before the first.
    pub terms_version: u32,
    /// The last day of a return after which its owner counts as silent.
    pub silent_since: Date,
}

impl RegisterDay {
    pub fn new(today: Date, terms_version: u32, holidays: &Holidays) -> Self {
        let days = std::iter::successors(Some(today), |day| day.previous_day());
        let silent = |day: &Date| count_working_days(*day, today, holidays) >= SILENT_WORKING_DAYS;
        // A holiday of a year would not be one.
        let silent_since = days.take(400).find(silent).unwrap_or(Date::MIN);
        Self { today, terms_version, silent_since }
    }

    /// First day of the calendar year.
    pub fn year_start(self) -> Date {
        Date::from_calendar_date(self.today.year(), time::Month::January, 1).unwrap_or(Date::MIN)
    }
}

/// The latest certificate of a venue, as the register lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedCertificate {
    pub id: CertificateId,
    pub number: CertificateNumber,
    /// Its status, with the last day of a suspension; the other parts are empty.
    pub status_record: StatusRecord,
    /// Last day in force (Vietnamese date).
    pub expires_on: Date,
}

/// Where a venue stands. Everything that depends on the day is a date here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VenueStanding {
    /// Never [`TrackStanding::Outdated`].
    pub pledge: TrackStanding,
    /// Whether the venue's facts are still those of its last signed pledge.
    pub pledge_current: bool,
    /// The version of the terms that it signed last.
    pub terms_version: Option<u32>,
    /// Never [`TrackStanding::Outdated`].
    pub labour: TrackStanding,
    /// Whether the labour register changed since it was last submitted.
    pub labour_changed: bool,
    /// The day on which the application went back to the owner; `None` if it is not there now.
    pub returned_on: Option<Date>,
    pub certificate: Option<ListedCertificate>,
    /// Day of the last inspection.
    pub visited_on: Option<Date>,
    /// Open demands of inspections.
    pub open_demands: u32,
    pub operation: Operation,
    /// Whether a telephone number of the owner, the venue or its representative is known.
    pub by_phone: bool,
    /// Whether an e-mail address of the owner is known.
    pub by_email: bool,
}

impl VenueStanding {
    /// A confirmed pledge is out of date when its certificate's last day is past, when the venue's facts are no longer
    /// those that were signed, or when newer terms are in use (NĐ 178/2004 Điều 11.3 asks for the pledge of the venue as it
    /// is; the period is that of the certificate, docs/law.md 1.6).
    pub fn pledge_on(&self, day: RegisterDay) -> TrackStanding {
        let signed_older = self.terms_version.is_none_or(|version| version < day.terms_version);
        let stale = !self.pledge_current || signed_older || self.has_expired(day.today);
        if self.pledge == TrackStanding::Confirmed && stale { TrackStanding::Outdated } else { self.pledge }
    }

    /// An accepted labour register is out of date when workers were added, changed or removed since it was submitted, or
    /// when the certificate's last day is past (PL 10/2003 Điều 15.1.a).
    pub fn labour_on(&self, day: RegisterDay) -> TrackStanding {
        let stale = self.labour_changed || self.has_expired(day.today);
        if self.labour == TrackStanding::Confirmed && stale { TrackStanding::Outdated } else { self.labour }
    }

    fn has_expired(&self, today: Date) -> bool {
        self.certificate.as_ref().is_some_and(|certificate| certificate.expires_on < today)
    }

    /// What the certificate is worth; `None` without one.
    pub fn verdict_on(&self, today: Date) -> Option<Verdict> {
        let certificate = self.certificate.as_ref()?;
        Some(judge_status(certificate.status_record.status_on(today), certificate.expires_on, today))
    }

    /// Whether the owner has not answered a return for [`SILENT_WORKING_DAYS`].
    pub fn is_silent_on(&self, day: RegisterDay) -> bool {
        self.returned_on.is_some_and(|returned| returned <= day.silent_since)
    }
}

/// A venue as the register lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedVenue {
    pub id: VenueId,
    pub owner: AccountId,
    pub name: String,
    pub kind: VenueKind,
    /// Description of the kind, for "other".
    pub kind_note: String,
    pub commune: Option<AreaCode>,
    /// House number, street, hamlet; empty in a draft.
    pub address: String,
    pub phone: Option<Phone>,
    pub representative: Option<String>,
    pub representative_phone: Option<Phone>,
    /// The tax code as shown; masked if it is a personal number.
    pub tax_code: String,
    /// The last four characters of the representative's number; empty without one.
    pub representative_last4: String,
    pub standing: VenueStanding,
}

#[cfg(test)]
mod tests;
