//! Concerns ("phản ánh"): what somebody of the public reports about a paper or a venue, without an account.
//!
//! Belongs here: what a concern is and who may do what with it. Does not belong here: visits that follow from one
//! (inspections). Who reported it is sealed, is opened by an officer with a reason only, and is never told to the owner;
//! nor is it told that there is a concern at all.

pub mod lifecycle;

use time::OffsetDateTime;

use crate::areas::AreaCode;
use crate::certificates::ShortCode;
use crate::codes::codes;
use crate::ids::{AccountId, CertificateId, ConcernId, VenueId};

/// Fewest characters of what is reported: less than this nobody can look into.
pub const TEXT_LEAST: usize = 10;
/// Most characters of what is reported.
pub const TEXT_MOST: usize = 2000;
/// Most characters of a place in words.
pub const PLACE_MOST: usize = 200;
/// Most characters of a contact.
pub const CONTACT_MOST: usize = 120;
/// Most characters of an officer's note.
pub const NOTE_MOST: usize = 1000;

codes! {
    /// What a concern is about.
    Category {
        /// The paper on the wall is that of another place.
        PaperElsewhere = "paper-elsewhere",
        /// Name or address on the paper differ from what one sees.
        FactsDiffer = "facts-differ",
        /// The paper looks forged or changed.
        Forgery = "forgery",
        /// Working conditions: contracts, pay, hours, papers taken away.
        Labour = "labour",
        /// Children at work or in danger.
        Children = "children",
        /// Signs of prostitution or drugs.
        Vice = "vice",
        /// Something else.
        Other = "other",
    }
}

impl Category {
    /// Whether it cannot wait: these stand first in the queue.
    pub fn is_urgent(self) -> bool {
        self == Self::Children
    }
}

codes! {
    /// Where a concern stands.
    State {
        /// Nobody has looked yet.
        New = "new",
        /// An officer looks into it.
        InHand = "in-hand",
        /// It was so: a ground for a surprise visit.
        Founded = "founded",
        /// It was not so.
        Unfounded = "unfounded",
        /// It is for another authority, which was told.
        Forwarded = "forwarded",
    }
}

impl State {
    /// Whether nothing is left to do.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Founded | Self::Unfounded | Self::Forwarded)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Concern {
    pub id: ConcernId,
    /// What its reporter was given to ask by; says nothing by itself.
    pub reference: ShortCode,
    /// What it is about.
    pub category: Category,
    /// What was reported.
    pub text: String,
    /// Where, in the reporter's words; empty if the paper says it.
    pub place: String,
    /// How to reach who reported it, sealed; none if they gave nothing.
    pub contact: Option<SealedContact>,
    /// The paper it came from, if that is in the register.
    pub certificate: Option<CertificateId>,
    /// The venue of that paper.
    pub venue: Option<VenueId>,
    /// The commune whose queue it is in.
    pub commune: AreaCode,
    pub province: AreaCode,
    pub state: State,
    /// Who has it in hand, or had it last.
    pub handler: Option<AccountId>,
    pub handler_name: String,
    /// What was found or done.
    pub note: String,
    /// When it was reported.
    pub created_at: OffsetDateTime,
    /// When it was closed.
    pub closed_at: Option<OffsetDateTime>,
    pub version: i32,
}

/// A contact sealed under a key outside the database; its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedContact(pub Vec<u8>);

impl std::fmt::Debug for SealedContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedContact(***)")
    }
}
