//! Workers' own pledges (PL 10/2003 Điều 15.3): signed on the worker's own phone with a code of the venue, or on paper.
//!
//! A code is bound to one worker, and limited in time and tries. Whoever holds it has to know the birth date and the end of the
//! number of that worker too, because codes are sent through other people's hands.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};

use crate::calendar::BirthDate;
use crate::codes::codes;
use crate::ids::{AccountId, VenueId, WorkerId, WorkerInvitationId, WorkerPledgeId};
use crate::labour::{Worker, WorkerIdentity};
use crate::text::input_error;
use crate::venues::{Place, Venue};

/// How long a code can be used. No law sets it.
pub const LIFETIME: Duration = Duration::days(14);
/// Wrong answers to "who are you" after which a code is over: four digits and a birth date are not guessed with five tries.
pub const MAX_TRIES: i32 = 5;
/// How long a browser in which the worker said who she is can sign: time to read the text.
pub const CONFIRMED_LIFETIME: Duration = Duration::minutes(60);
/// Owners are reminded of missing pledges of workers at most once in this time. No law sets it.
pub const REMINDER_INTERVAL: Duration = Duration::days(14);
/// Characters of the number that a worker types.
pub const NUMBER_ENDING_CHARS: usize = 4;

codes! {
    /// How a worker signed.
    WorkerPledgeMethod {
        /// On the own phone.
        Phone = "phone",
        /// By hand on the printed form, as the venue records.
        Paper = "paper",
    }
}

codes! {
    /// Whether a code can be used, or why not.
    InvitationStanding {
        Open = "open",
        Used = "used",
        /// Replaced by a newer one, taken back by the venue, or signed on paper meanwhile.
        Ended = "ended",
        /// The answers were wrong too often.
        TriesUsed = "tries-used",
        /// Its time is over.
        Over = "over",
    }
}

input_error! {
    /// Why a code or an answer is refused.
    WorkerPledgeFault {
        /// No code of the register.
        CodeUnknown => "worker-code-unknown",
        CodeUsed => "worker-code-used",
        CodeEnded => "worker-code-ended",
        CodeOver => "worker-code-over",
        TriesUsed => "worker-tries-used",
        /// Birth date or number: which of them, the answer does not tell.
        IdentityWrong => "worker-identity-wrong",
    }
}

impl InvitationStanding {
    /// # Errors
    /// Why the code cannot be used.
    pub fn require_open(self) -> Result<(), WorkerPledgeFault> {
        match self {
            Self::Open => Ok(()),
            Self::Used => Err(WorkerPledgeFault::CodeUsed),
            Self::Ended => Err(WorkerPledgeFault::CodeEnded),
            Self::TriesUsed => Err(WorkerPledgeFault::TriesUsed),
            Self::Over => Err(WorkerPledgeFault::CodeOver),
        }
    }
}

/// A code for one worker, as it is stored: only its hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkerInvitation {
    pub id: WorkerInvitationId,
    /// Keyed hash of the code.
    pub hash: String,
    pub worker: WorkerId,
    pub venue: VenueId,
    pub made_by: AccountId,
    pub made_at: OffsetDateTime,
    /// Not valid from this time on (UTC).
    pub expires_at: OffsetDateTime,
    /// From [`MAX_TRIES`] down.
    pub tries_left: i32,
    pub used_at: Option<OffsetDateTime>,
    pub ended_at: Option<OffsetDateTime>,
}

impl WorkerInvitation {
    pub fn standing(&self, now: OffsetDateTime) -> InvitationStanding {
        match self {
            Self { used_at: Some(_), .. } => InvitationStanding::Used,
            Self { ended_at: Some(_), .. } => InvitationStanding::Ended,
            Self { tries_left, .. } if *tries_left <= 0 => InvitationStanding::TriesUsed,
            Self { expires_at, .. } if now >= *expires_at => InvitationStanding::Over,
            _ => InvitationStanding::Open,
        }
    }
}

/// What somebody with a code says who she is.
#[derive(Clone, PartialEq, Eq)]
pub struct ClaimedIdentity {
    pub born: BirthDate,
    /// The last characters of the number.
    pub ending: String,
}

/// Answers must not appear in logs.
impl std::fmt::Debug for ClaimedIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClaimedIdentity(***)")
    }
}

impl ClaimedIdentity {
    /// Whether the worker is this person. Of a worker of whom only the year is known the year is compared.
    pub fn fits(&self, person: &WorkerIdentity) -> bool {
        let born = match person.born_on.is_year_only() {
            true => self.born.year() == person.born_on.year(),
            false => self.born == person.born_on,
        };
        let ending = self.ending.trim().eq_ignore_ascii_case(&person.number.last4);
        born && ending
    }
}

/// What the pledge says of worker and venue, as it was shown at signing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PledgedWorker {
    pub name: String,
    /// "08/03/2001", or the year alone.
    pub born: String,
    pub number_ending: String,
    pub position: String,
    pub venue: String,
    pub venue_address: String,
}

impl PledgedWorker {
    pub fn new(venue: &Venue, worker: &Worker) -> Self {
        Self {
            name: worker.person.name.clone(),
            born: worker.person.born_on.to_string(),
            number_ending: worker.person.number.last4.clone(),
            position: worker.job.position.clone(),
            venue: venue.name.clone(),
            venue_address: venue.place.as_ref().map(Place::full_address).unwrap_or_default(),
        }
    }

    /// The facts in one fixed form, for hashing: one line each.
    pub fn canonical_text(&self) -> String {
        let Self { name, born, number_ending, position, venue, venue_address } = self;
        [name, born, number_ending, position, venue, venue_address].map(|fact| format!("{fact}\n")).concat()
    }
}

/// A signed pledge of a worker with its evidence. It never changes; a new signature is a new row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkerPledge {
    pub id: WorkerPledgeId,
    pub worker: WorkerId,
    pub venue: VenueId,
    pub method: WorkerPledgeMethod,
    pub terms_version: u32,
    /// Of the text that was read: "vi", "en".
    pub language: String,
    /// SHA-256 of text and facts, hexadecimal. On paper of the form as it is printed.
    pub text_hash: String,
    pub facts: PledgedWorker,
    /// The day of the signature (Vietnamese date).
    pub signed_on: Date,
    /// On the own phone the moment of the signature.
    pub recorded_at: OffsetDateTime,
    /// Network address of the worker; empty for paper.
    pub address: String,
    pub user_agent: String,
    /// Who recorded a signature on paper.
    pub recorded_by: Option<AccountId>,
}

#[cfg(test)]
mod tests;
