//! Concerns ("phản ánh"): reports of the public, without an account, about a certificate or a venue.
//!
//! Belongs here: the concern and its state machine. Does not belong here: visits that follow from one (inspections).
//! The reporter's contact is encrypted, and an officer opens it only with a reason. The owner never learns who reported a
//! concern, nor that there is one.

pub mod lifecycle;

use time::OffsetDateTime;

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::certificates::ShortCode;
use crate::codes::codes;
use crate::ids::{AccountId, CertificateId, ConcernId, VenueId};

/// Minimum length of a report, in characters.
pub const MIN_TEXT_LENGTH: usize = 10;
/// Maximum length of a report, in characters.
pub const MAX_TEXT_LENGTH: usize = 2000;
/// Maximum length of the description of a place, in characters.
pub const MAX_PLACE_LENGTH: usize = 200;
/// Maximum length of a contact, in characters.
pub const MAX_CONTACT_LENGTH: usize = 120;

codes! {
    ConcernCategory {
        /// The displayed certificate belongs to another place.
        PaperElsewhere = "paper-elsewhere",
        /// Name or address on the certificate differ from the venue.
        FactsDiffer = "facts-differ",
        /// The certificate looks forged or changed.
        Forgery = "forgery",
        /// Working conditions: contracts, pay, hours, identity papers withheld.
        Labour = "labour",
        /// Children at work or in danger.
        Children = "children",
        /// Signs of prostitution or drugs.
        Vice = "vice",
        /// Something else.
        Other = "other",
    }
}

impl ConcernCategory {
    /// Whether it is urgent: urgent concerns come first in the queue.
    pub fn is_urgent(self) -> bool {
        self == Self::Children
    }
}

codes! {
    ConcernState {
        /// Not taken by an officer yet.
        New = "new",
        /// An officer is investigating.
        InHand = "in-hand",
        /// Confirmed; a ground for a surprise visit.
        Founded = "founded",
        /// Not confirmed.
        Unfounded = "unfounded",
        /// Forwarded to another authority.
        Forwarded = "forwarded",
    }
}

impl ConcernState {
    /// Whether it is closed; closed states are final.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Founded | Self::Unfounded | Self::Forwarded)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Concern {
    pub id: ConcernId,
    /// Code with which the reporter asks for the state; contains no data.
    pub reference: ShortCode,
    pub category: ConcernCategory,
    pub text: String,
    /// Place in the reporter's words; empty if the certificate names it.
    pub place: String,
    /// Contact of the reporter, encrypted; `None` if none was given.
    pub contact: Option<SealedContact>,
    /// The certificate it was reported from, if that is in the register.
    pub certificate: Option<CertificateId>,
    /// The venue of that certificate.
    pub venue: Option<VenueId>,
    /// The commune in whose queue it is.
    pub commune: AreaCode,
    pub province: AreaCode,
    pub status: ConcernStatus,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// State of a concern with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ConcernStatus {
    New,
    /// Taken by an officer.
    InHand(ConcernHandler),
    Closed(ConcernClosure),
}

/// The officer who has taken a concern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConcernHandler {
    pub account: AccountId,
    /// Name at that time.
    pub name: String,
}

/// How a concern was closed, and by whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConcernClosure {
    pub outcome: ConcernOutcome,
    pub by: ActorStamp,
    /// What was found or done.
    pub note: String,
}

/// Result of a concern.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ConcernOutcome {
    /// Confirmed.
    Founded,
    /// Not confirmed.
    Unfounded,
    /// Forwarded to another authority.
    Forwarded,
}

impl ConcernOutcome {
    /// All outcomes, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Founded, Self::Unfounded, Self::Forwarded];

    pub fn state(self) -> ConcernState {
        match self {
            Self::Founded => ConcernState::Founded,
            Self::Unfounded => ConcernState::Unfounded,
            Self::Forwarded => ConcernState::Forwarded,
        }
    }

    /// The outcome whose state has this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.state().code() == code)
    }
}

impl Concern {
    pub fn state(&self) -> ConcernState {
        match &self.status {
            ConcernStatus::New => ConcernState::New,
            ConcernStatus::InHand(_) => ConcernState::InHand,
            ConcernStatus::Closed(closure) => closure.outcome.state(),
        }
    }

    /// The officer who has taken it or closed it.
    pub fn handler(&self) -> Option<AccountId> {
        self.officer().map(|(account, _)| account)
    }

    /// Name of that officer at that time; empty if there is none.
    pub fn handler_name(&self) -> &str {
        self.officer().map(|(_, name)| name).unwrap_or_default()
    }

    /// How it was closed; `None` while it is open.
    pub fn closure(&self) -> Option<&ConcernClosure> {
        match &self.status {
            ConcernStatus::New | ConcernStatus::InHand(_) => None,
            ConcernStatus::Closed(closure) => Some(closure),
        }
    }

    fn officer(&self) -> Option<(AccountId, &str)> {
        match &self.status {
            ConcernStatus::New => None,
            ConcernStatus::InHand(handler) => Some((handler.account, &handler.name)),
            ConcernStatus::Closed(closure) => Some((closure.by.account, &closure.by.name)),
        }
    }
}

/// A contact encrypted under a key outside the database. Its `Debug` output hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedContact(pub Vec<u8>);

impl std::fmt::Debug for SealedContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedContact(***)")
    }
}
