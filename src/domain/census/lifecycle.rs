//! State machine of a census entry: reached, matched, or left out with a reason.

use time::{Date, OffsetDateTime};

use super::{
    BeforeMatch, CensusEntry, Contact, EntryMatch, EntryStatus, Exclusion, ExclusionCause, ListedStatus,
    OpenStatus, OutInterval,
};
use crate::accounts::{Actor, ActorStamp};
use crate::calendar::local_date;
use crate::ids::{AccountId, CensusEntryId, VenueId};
use crate::refusal::Refusal;

/// What an officer does with an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Note that the venue was reached, on a day (Vietnamese date).
    Contact { on: Date, note: String },
    /// Say that the entry and a venue are the same.
    Match { venue: VenueId, note: String },
    /// Accept a proposed venue into the list.
    Accept,
    /// Leave it out of the denominator.
    Exclude { cause: ExclusionCause, since: Date, note: String },
    /// The venue operates again from a day on: the time in which it was left out stays on record.
    Return { on: Date },
    /// Take back the last step, which was a mistake.
    Undo,
}

impl Command {
    /// That the entry and a venue are the same, without a note.
    pub fn match_with(venue: VenueId) -> Self {
        Self::Match { venue, note: String::new() }
    }
}

/// What the decision depends on beside the entry. The caller loads it within the officer's scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryFacts {
    pub actor: Actor,
    /// Of the venue that the command or the entry names.
    pub venue: Option<VenueCandidate>,
    /// Of the entry named as the original by [`ExclusionCause::DuplicateOf`].
    pub original: Option<OriginalEntry>,
}

/// The venue of a match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VenueCandidate {
    pub venue: VenueId,
    pub owner: AccountId,
    /// Whether an officer said that it and the entry are not the same.
    pub said_different: bool,
}

/// The entry of which another one is a duplicate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OriginalEntry {
    pub id: CensusEntryId,
    /// Whether it is left out itself: a chain of duplicates would count nothing.
    pub is_out: bool,
}

/// The entry after the command, and what changes in the times in which it is left out.
#[derive(Clone, PartialEq, Debug)]
pub struct Transition {
    pub entry: CensusEntry,
    pub change: IntervalChange,
}

/// Change of the dated facts by which coverage counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntervalChange {
    None,
    /// A new interval.
    Begin(OutInterval),
    /// The newest interval ends on this day, inclusive.
    End(Date),
    /// The newest interval was a mistake.
    Erase,
}

/// The entry after `command`.
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::DayInFuture`], [`Refusal::StopEnd`], [`Refusal::OriginalUnfit`],
/// [`Refusal::SameCommune`], [`Refusal::NoteMissing`] for an exclusion; [`Refusal::SaidDifferent`], [`Refusal::OwnVenue`],
/// [`Refusal::NotAllowed`] for a match.
pub fn decide(
    before: &CensusEntry,
    command: Command,
    facts: &EntryFacts,
    now: OffsetDateTime,
) -> Result<Transition, Refusal> {
    let today = local_date(now);
    let stamp = ActorStamp::new(&facts.actor, now);
    let (status, change) = match (stand_on(&before.status, today), command) {
        (Standing::Open(open), Command::Contact { on, note }) => {
            (contact(open, on, note, stamp, today)?, IntervalChange::None)
        }
        (Standing::Open(open), Command::Match { venue, .. }) => {
            (match_venue(open, venue, facts, stamp)?, IntervalChange::None)
        }
        (Standing::Open(open), Command::Accept) => (accept(open, facts, stamp)?, IntervalChange::None),
        (Standing::Open(open), Command::Exclude { cause, since, note }) => {
            check_exclusion(before, cause, since, &note, facts, today)?;
            let out = Exclusion { cause, since, note, by: stamp, before: open.clone() };
            let begun = IntervalChange::Begin(OutInterval {
                reason: cause.reason(),
                since,
                last_day: cause.last_day(),
            });
            (EntryStatus::Out(out), begun)
        }
        (Standing::Open(open), Command::Undo) => (EntryStatus::Open(undo(open)?), IntervalChange::None),
        (Standing::Out(out), Command::Return { on }) => {
            let last = check_return(out, on, today)?;
            (EntryStatus::Open(out.before.clone()), IntervalChange::End(last))
        }
        (Standing::Out(out), Command::Undo) => (EntryStatus::Open(out.before.clone()), IntervalChange::Erase),
        (Standing::Open(_), Command::Return { .. })
        | (
            Standing::Out(_),
            Command::Contact { .. } | Command::Match { .. } | Command::Accept | Command::Exclude { .. },
        ) => {
            return Err(Refusal::WrongState);
        }
    };
    Ok(Transition { entry: CensusEntry { status, ..before.clone() }, change })
}

/// The entry after its owner used the code of a letter: the venue is reached. `None` if that changes nothing.
pub fn answer_letter(before: &CensusEntry, by: ActorStamp) -> Option<CensusEntry> {
    note_contact(before, local_date(by.at), by)
}

/// The entry after its venue was reached on a day, by a letter that was handed over. `None` if that changes nothing.
pub fn note_contact(before: &CensusEntry, on: Date, by: ActorStamp) -> Option<CensusEntry> {
    match stand_on(&before.status, local_date(by.at)) {
        Standing::Open(OpenStatus::NotReached) => {
            let contact = Contact { on, note: String::new(), by };
            let status = EntryStatus::Open(OpenStatus::Contacted(contact));
            Some(CensusEntry { status, ..before.clone() })
        }
        Standing::Open(_) | Standing::Out(_) => None,
    }
}

/// The entry after a venue was registered from it: by its owner with the code of a letter, or by an officer at the counter.
/// `None` while it is left out: that is for an officer to say.
///
/// # Errors
/// [`Refusal::EntryTaken`] if a venue is known for it.
pub fn match_registered(
    before: &CensusEntry,
    venue: VenueId,
    by: ActorStamp,
) -> Result<Option<CensusEntry>, Refusal> {
    let Standing::Open(open) = stand_on(&before.status, local_date(by.at)) else { return Ok(None) };
    let before_match = begin_match(open).map_err(|_| Refusal::EntryTaken)?;
    let matched = EntryMatch { venue, by, before: before_match };
    Ok(Some(CensusEntry { status: EntryStatus::Open(OpenStatus::Matched(matched)), ..before.clone() }))
}

/// The status that an imported row begins with, and the time in which it is left out: closed ones, and stopped ones whose
/// last day the list names, are out. Of a stop without a last day the officer is asked.
pub fn begin(listed: ListedStatus, as_of: Date, by: ActorStamp) -> (EntryStatus, IntervalChange) {
    let (cause, since) = match listed {
        ListedStatus::Closed(day) => (ExclusionCause::Closed, day.unwrap_or(as_of).min(as_of)),
        ListedStatus::Stopped(Some(last)) if last >= as_of => (ExclusionCause::StoppedUntil(last), as_of),
        ListedStatus::Stopped(_) | ListedStatus::Operating | ListedStatus::Unknown => {
            return (EntryStatus::Open(OpenStatus::NotReached), IntervalChange::None);
        }
    };
    let interval = OutInterval { reason: cause.reason(), since, last_day: cause.last_day() };
    let out = Exclusion { cause, since, note: String::new(), by, before: OpenStatus::NotReached };
    (EntryStatus::Out(out), IntervalChange::Begin(interval))
}

/// The status as it stands on a day.
enum Standing<'a> {
    Open(&'a OpenStatus),
    Out(&'a Exclusion),
}

fn stand_on(status: &EntryStatus, day: Date) -> Standing<'_> {
    status.exclusion_on(day).map_or_else(|| Standing::Open(status.open()), Standing::Out)
}

fn contact(
    open: &OpenStatus,
    on: Date,
    note: String,
    by: ActorStamp,
    today: Date,
) -> Result<EntryStatus, Refusal> {
    match open {
        OpenStatus::NotReached | OpenStatus::Contacted(_) if on > today => Err(Refusal::DayInFuture),
        OpenStatus::NotReached | OpenStatus::Contacted(_) => {
            Ok(EntryStatus::Open(OpenStatus::Contacted(Contact { on, note, by })))
        }
        OpenStatus::Proposed(_) | OpenStatus::Matched(_) => Err(Refusal::WrongState),
    }
}

fn match_venue(
    open: &OpenStatus,
    venue: VenueId,
    facts: &EntryFacts,
    by: ActorStamp,
) -> Result<EntryStatus, Refusal> {
    let before = begin_match(open)?;
    check_venue(venue, facts)?;
    Ok(EntryStatus::Open(OpenStatus::Matched(EntryMatch { venue, by, before })))
}

fn begin_match(open: &OpenStatus) -> Result<BeforeMatch, Refusal> {
    match open {
        OpenStatus::NotReached => Ok(BeforeMatch::NotReached),
        OpenStatus::Contacted(contact) => Ok(BeforeMatch::Contacted(contact.clone())),
        OpenStatus::Proposed(_) | OpenStatus::Matched(_) => Err(Refusal::WrongState),
    }
}

fn accept(open: &OpenStatus, facts: &EntryFacts, by: ActorStamp) -> Result<EntryStatus, Refusal> {
    let OpenStatus::Proposed(venue) = *open else { return Err(Refusal::WrongState) };
    check_venue(venue, facts)?;
    Ok(EntryStatus::Open(OpenStatus::Matched(EntryMatch { venue, by, before: BeforeMatch::Proposed })))
}

/// Nobody decides on their own venue, nor on one that the caller did not find in the officer's scope.
fn check_venue(venue: VenueId, facts: &EntryFacts) -> Result<(), Refusal> {
    let known = facts.venue.filter(|known| known.venue == venue).ok_or(Refusal::NotAllowed)?;
    match known {
        VenueCandidate { owner, .. } if owner == facts.actor.account => Err(Refusal::OwnVenue),
        VenueCandidate { said_different: true, .. } => Err(Refusal::SaidDifferent),
        VenueCandidate { .. } => Ok(()),
    }
}

fn check_exclusion(
    entry: &CensusEntry,
    cause: ExclusionCause,
    since: Date,
    note: &str,
    facts: &EntryFacts,
    today: Date,
) -> Result<(), Refusal> {
    if note.trim().is_empty() {
        return Err(Refusal::NoteMissing);
    }
    if since > today {
        return Err(Refusal::DayInFuture);
    }
    match cause {
        ExclusionCause::StoppedUntil(last) if last < today => Err(Refusal::StopEnd),
        ExclusionCause::MovedTo(commune) if commune == entry.details.commune => Err(Refusal::SameCommune),
        ExclusionCause::DuplicateOf(original) => {
            let fit = facts.original.is_some_and(|known| known.id == original && !known.is_out);
            if fit && original != entry.id { Ok(()) } else { Err(Refusal::OriginalUnfit) }
        }
        _ => Ok(()),
    }
}

/// The last day on which the entry is left out.
fn check_return(out: &Exclusion, on: Date, today: Date) -> Result<Date, Refusal> {
    match on.previous_day() {
        _ if on > today => Err(Refusal::DayInFuture),
        Some(last) if last >= out.since => Ok(last),
        _ => Err(Refusal::StopEnd),
    }
}

fn undo(open: &OpenStatus) -> Result<OpenStatus, Refusal> {
    match open {
        OpenStatus::Contacted(_) => Ok(OpenStatus::NotReached),
        OpenStatus::Matched(matched) => Ok(match &matched.before {
            BeforeMatch::Proposed => OpenStatus::Proposed(matched.venue),
            BeforeMatch::NotReached => OpenStatus::NotReached,
            BeforeMatch::Contacted(contact) => OpenStatus::Contacted(contact.clone()),
        }),
        OpenStatus::NotReached | OpenStatus::Proposed(_) => Err(Refusal::WrongState),
    }
}

#[cfg(test)]
mod tests;
