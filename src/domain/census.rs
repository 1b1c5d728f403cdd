//! The census: lists of the venues that should sign a pledge, and the life of each entry (PL 10/2003 Điều 19.1: the commune
//! counts and classifies the venues).
//!
//! Belongs here: lists, entries, reading of an imported sheet, comparison of an import with the list before it, and
//! candidates for the match of an entry and a venue. An entry is not a venue: it is matched to one, left out with a reason,
//! or not reached yet. Does not belong here: files (`documents`) and shares of a day (`coverage`).

pub mod columns;
mod completion;
mod draft;
pub mod filter;
pub mod grid;
pub mod history;
pub mod imports;
pub mod kinds;
pub mod lifecycle;
pub mod matching;
pub mod preview;
pub mod proposals;
pub mod rows;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::calendar::{BirthDate, local_date};
use crate::codes::codes;
use crate::identifiers::Phone;
use crate::ids::{CensusEntryId, CensusListId, VenueId};
use crate::sealed::SealedNumber;
use crate::text::fold;
use crate::text::lengths::{
    MAX_LINE_CHARS, MAX_NOTE_CHARS, MAX_ORGANISATION_NAME_CHARS, MAX_PERSON_NAME_CHARS,
};
use crate::venues::{TaxNumber, VenueKind};
pub use draft::EntryDraft;
pub use filter::{CandidateFilter, EntryFilter, EntryStateFilter};
pub use history::{EntryChange, HistoryStep};

/// Most characters of the name of an entry.
pub const MAX_NAME_CHARS: usize = MAX_ORGANISATION_NAME_CHARS;
/// Most characters of an address, with hamlet or quarter.
pub const MAX_ADDRESS_CHARS: usize = MAX_LINE_CHARS;
/// Most characters of the owner's name.
pub const MAX_OWNER_CHARS: usize = MAX_PERSON_NAME_CHARS;
/// Most characters of the number of a registration or a certificate.
pub const MAX_CODE_CHARS: usize = 60;
/// Most characters of a note.
pub const MAX_ENTRY_NOTE_CHARS: usize = MAX_NOTE_CHARS;
/// Most telephone numbers of an entry.
pub const MAX_PHONES: usize = 3;
/// Most people who work at a venue.
pub const MAX_STAFF: u16 = 5_000;
/// Most rows of one list.
pub const MAX_LIST_ROWS: usize = 50_000;
/// Most characters of a list's holder.
pub const MAX_HOLDER_CHARS: usize = MAX_ORGANISATION_NAME_CHARS;

codes! {
    /// Kind of the source of a list: who keeps such lists, and with which columns.
    SourceKind {
        /// Sổ cấp giấy chứng nhận ANTT (TT 42/2017 Mẫu ĐK10), of the police.
        SecurityBook = "security_book",
        /// Household businesses registered at the commune.
        HouseholdBusinesses = "household_businesses",
        /// Enterprises, of the business register.
        Enterprises = "enterprises",
        /// Result of a look-up at the tax office.
        TaxLookup = "tax_lookup",
        /// Public list of household businesses of the tax office (Mẫu 01/CKTT-CNKD).
        TaxPublicList = "tax_public_list",
        /// The commune's own list.
        CommuneList = "commune_list",
    }
}

/// How the entries of a list came in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListOrigin {
    Imported(ImportedFile),
    /// Entered by officers who went from door to door.
    Walked,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportedFile {
    pub name: String,
    /// SHA-256 of its bytes: the same file again is recognised.
    pub sha256: [u8; 32],
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CensusList {
    pub id: CensusListId,
    pub source: SourceKind,
    /// Who keeps it: "Công an phường Phan Rang".
    pub holder: String,
    /// Day on which its facts were true (Vietnamese date).
    pub as_of: Date,
    /// A commune, or a province.
    pub area: AreaCode,
    /// The province of the area, or the area itself.
    pub province: AreaCode,
    pub origin: ListOrigin,
    /// `None`: the program itself, for the proposals of a commune without a list.
    pub created_by: Option<ActorStamp>,
    pub version: i32,
}

/// What a list says of a venue. Personal numbers are sealed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EntryDetails {
    pub name: String,
    /// `None` while nobody has said what the list's words mean.
    pub kind: Option<VenueKind>,
    /// The kind in the list's words.
    pub kind_text: String,
    /// Number, street, hamlet or quarter.
    pub address: String,
    pub commune: AreaCode,
    /// The commune before 1 July 2025, if the list names it or the present one covers only one.
    pub former_commune: Option<AreaCode>,
    /// Latitude and longitude in degrees (WGS 84), of a walked entry.
    pub position: Option<(f64, f64)>,
    pub tax: Option<TaxNumber>,
    /// Number of the business registration; empty if the list has none.
    pub registration: String,
    /// Number of the certificate of security and order; empty if the list has none.
    pub security_number: String,
    pub security_on: Option<Date>,
    pub owner: Option<ListedOwner>,
    pub phones: Vec<Phone>,
    pub rooms: Option<u16>,
    pub staff: Option<u16>,
    pub female_staff: Option<u16>,
    pub listed: ListedStatus,
    pub note: String,
}

impl EntryDetails {
    /// The folded words by which a list finds it. Personal numbers are found by their keyed hash, never by a word.
    pub fn search_text(&self) -> String {
        let tax = match &self.tax {
            Some(TaxNumber::Organisation(code)) => code.as_str(),
            Some(TaxNumber::Personal(_)) | None => "",
        };
        let owner = self.owner.as_ref().map_or("", |owner| owner.name.as_str());
        let phones = self.phones.iter().map(Phone::as_str);
        let texts = [&self.name, &self.kind_text, &self.address, &self.registration, &self.security_number];
        let texts = texts.into_iter().map(String::as_str).chain([owner, tax]).chain(phones);
        fold(&texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "))
    }
}

/// The owner as the list names them. A person's number is kept sealed and is no key of matching.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ListedOwner {
    pub name: String,
    pub born: Option<BirthDate>,
    pub number: Option<SealedNumber>,
}

/// Whether the venue operates, in the words of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum ListedStatus {
    /// The list does not say, or says only that the venue was not found.
    #[default]
    Unknown,
    Operating,
    /// Stopped for a time, with the last day of it if the list has one.
    Stopped(Option<Date>),
    /// Closed, with the day if the list has one.
    Closed(Option<Date>),
}

/// One row of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct CensusEntry {
    pub id: CensusEntryId,
    pub list: CensusListId,
    /// Row in the file; `None` for a walked entry.
    pub row: Option<u32>,
    /// The province of its commune.
    pub province: AreaCode,
    pub details: EntryDetails,
    /// First day on which it counts: the list's day, and later versions of the list keep it.
    pub listed_on: Date,
    pub status: EntryStatus,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// State of an entry with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum EntryStatus {
    Open(OpenStatus),
    /// Not in the denominator.
    Out(Exclusion),
}

/// State of an entry that is not left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum OpenStatus {
    /// A venue that registered by itself and is on no list: not counted until an officer accepts it.
    Proposed(VenueId),
    NotReached,
    Contacted(Contact),
    Matched(EntryMatch),
}

/// That the venue was reached: an officer spoke to it, or its owner used the code of a letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    /// Vietnamese date.
    pub on: Date,
    pub note: String,
    pub by: ActorStamp,
}

/// That the entry and a venue are the same: an officer said so, or the venue was registered from the entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryMatch {
    pub venue: VenueId,
    pub by: ActorStamp,
    /// What the entry was before, for an undo.
    pub before: BeforeMatch,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BeforeMatch {
    Proposed,
    NotReached,
    Contacted(Contact),
}

/// That an entry is left out of the denominator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exclusion {
    pub cause: ExclusionCause,
    /// First day on which it does not count (Vietnamese date).
    pub since: Date,
    pub note: String,
    pub by: ActorStamp,
    /// What it is again after an undo, a return, or the end of a stop.
    pub before: OpenStatus,
}

/// Why an entry is left out, with the fact that belongs to the reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ExclusionCause {
    /// Chấm dứt hoạt động.
    Closed,
    /// Tạm ngừng, until the end of this day; it counts again on the next one.
    StoppedUntil(Date),
    /// No venue of NĐ 178/2004 Điều 3.3.
    OutOfScope,
    /// The same venue as another entry.
    DuplicateOf(CensusEntryId),
    /// Moved to another commune.
    MovedTo(AreaCode),
}

/// A time in which an entry is left out: what is left of an exclusion for the shares of past days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutInterval {
    pub reason: ExclusionReason,
    pub since: Date,
    /// Inclusive; `None`: no end.
    pub last_day: Option<Date>,
}

impl OutInterval {
    pub fn contains(&self, day: Date) -> bool {
        self.since <= day && self.last_day.is_none_or(|last| day <= last)
    }
}

codes! {
    /// Reason why an entry is left out.
    ExclusionReason {
        Closed = "closed",
        Stopped = "stopped",
        OutOfScope = "out_of_scope",
        Duplicate = "duplicate",
        Moved = "moved",
    }
}

codes! {
    EntryState {
        Proposed = "proposed",
        NotReached = "not_reached",
        Contacted = "contacted",
        Matched = "matched",
        Out = "out",
    }
}

impl BeforeMatch {
    fn contact(&self) -> Option<&Contact> {
        match self {
            Self::Contacted(contact) => Some(contact),
            Self::Proposed | Self::NotReached => None,
        }
    }
}

impl ExclusionCause {
    pub fn reason(self) -> ExclusionReason {
        match self {
            Self::Closed => ExclusionReason::Closed,
            Self::StoppedUntil(_) => ExclusionReason::Stopped,
            Self::OutOfScope => ExclusionReason::OutOfScope,
            Self::DuplicateOf(_) => ExclusionReason::Duplicate,
            Self::MovedTo(_) => ExclusionReason::Moved,
        }
    }

    /// Last day on which it leaves the entry out by itself (Vietnamese date); `None`: no end.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Self::StoppedUntil(last) => Some(last),
            _ => None,
        }
    }
}

impl OpenStatus {
    pub fn state(&self) -> EntryState {
        match self {
            Self::Proposed(_) => EntryState::Proposed,
            Self::NotReached => EntryState::NotReached,
            Self::Contacted(_) => EntryState::Contacted,
            Self::Matched(_) => EntryState::Matched,
        }
    }

    /// The venue that the entry is, or that is proposed.
    pub fn venue(&self) -> Option<VenueId> {
        match self {
            Self::Proposed(venue) => Some(*venue),
            Self::Matched(matched) => Some(matched.venue),
            Self::NotReached | Self::Contacted(_) => None,
        }
    }
}

impl EntryStatus {
    /// The state on a day: a stop ends by itself.
    pub fn state_on(&self, day: Date) -> EntryState {
        match self.exclusion_on(day) {
            Some(_) => EntryState::Out,
            None => self.open().state(),
        }
    }

    /// The exclusion that stands on a day or begins later.
    pub fn exclusion_on(&self, day: Date) -> Option<&Exclusion> {
        match self {
            Self::Out(out) if out.cause.last_day().is_none_or(|last| day <= last) => Some(out),
            Self::Out(_) | Self::Open(_) => None,
        }
    }

    /// The state without the exclusion.
    pub fn open(&self) -> &OpenStatus {
        match self {
            Self::Open(open) => open,
            Self::Out(out) => &out.before,
        }
    }
}

impl CensusEntry {
    /// First day on which the venue is known to operate: by the list, an officer's contact or its match. `None`: not
    /// verified.
    pub fn verified_on(&self) -> Option<Date> {
        let listed = (self.details.listed == ListedStatus::Operating).then_some(self.listed_on);
        let (contact, matched) = match self.status.open() {
            OpenStatus::Proposed(_) | OpenStatus::NotReached => (None, None),
            OpenStatus::Contacted(contact) => (Some(contact), None),
            OpenStatus::Matched(matched) => (matched.before.contact(), Some(local_date(matched.by.at))),
        };
        [listed, contact.map(|contact| contact.on), matched].into_iter().flatten().min()
    }

    /// The venue that an officer said it is.
    pub fn matched_venue(&self) -> Option<VenueId> {
        match self.status.open() {
            OpenStatus::Matched(matched) => Some(matched.venue),
            _ => None,
        }
    }
}
