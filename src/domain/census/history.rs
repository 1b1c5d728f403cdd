//! The history of an entry: every state that it had, from which day, and who said so. What counts on a past day is computed
//! from it.

use time::{Date, OffsetDateTime};

use super::lifecycle::Command;
use super::{CensusEntry, EntryState, EntryStatus, Exclusion, ExclusionCause, OutInterval};
use crate::accounts::ActorStamp;
use crate::calendar::local_date;
use crate::ids::{CensusEntryId, VenueId};

/// One state of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryChange {
    pub entry: CensusEntryId,
    /// Orders the changes of an entry: the version that it got by the change, or 0 for what it was listed as.
    pub step: i32,
    pub state: EntryState,
    /// First day of the state (Vietnamese date).
    pub since: Date,
    /// Last day on which an exclusion leaves the entry out; `None`: no end.
    pub last_day: Option<Date>,
    /// Why it is left out.
    pub cause: Option<ExclusionCause>,
    /// The venue that it is, or that is proposed.
    pub venue: Option<VenueId>,
    pub note: String,
    /// `None`: the program itself, such as at the end of a stop.
    pub by: Option<ActorStamp>,
    pub at: OffsetDateTime,
    /// Who took it back as a mistake, and when. Such a change never counted.
    pub undone: Option<ActorStamp>,
}

/// What a command writes to the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HistoryStep {
    Add(Box<EntryChange>),
    /// The newest change to this state is marked as taken back.
    TakeBack(EntryState),
}

impl EntryChange {
    /// What a new entry begins with: as it is listed, and then left out if its list says so. `by` is who entered or imported
    /// it.
    pub fn begin(entry: &CensusEntry, by: Option<&ActorStamp>) -> Vec<Self> {
        let listed = Self {
            entry: entry.id,
            step: 0,
            state: entry.status.open().state(),
            since: entry.listed_on,
            last_day: None,
            cause: None,
            venue: entry.status.open().venue(),
            note: String::new(),
            by: by.cloned(),
            at: entry.created_at,
            undone: None,
        };
        let out = match &entry.status {
            EntryStatus::Out(out) => Some(Self { step: 1, ..listed.clone() }.leave_out(out)),
            EntryStatus::Open(_) => None,
        };
        std::iter::once(listed).chain(out).collect()
    }

    /// The end of a stop, from the day after its last one on.
    pub fn end_stop(after: &CensusEntry, since: Date, at: OffsetDateTime) -> Self {
        Self {
            step: after.version + 1,
            state: after.status.open().state(),
            since,
            at,
            by: None,
            ..Self::begin(after, None).remove(0)
        }
    }

    fn leave_out(self, out: &Exclusion) -> Self {
        Self {
            state: EntryState::Out,
            since: out.since,
            last_day: out.cause.last_day(),
            cause: Some(out.cause),
            note: out.note.clone(),
            ..self
        }
    }

    /// The time in which it leaves the entry out, if it does.
    pub fn as_out_interval(&self) -> Option<OutInterval> {
        let cause = self.cause.filter(|_| self.undone.is_none())?;
        Some(OutInterval { reason: cause.reason(), since: self.since, last_day: self.last_day })
    }
}

impl HistoryStep {
    /// What `command` writes, which made `after` of `before`.
    pub fn new(before: &CensusEntry, after: &CensusEntry, command: &Command, by: &ActorStamp) -> Self {
        let today = local_date(by.at);
        if *command == Command::Undo {
            return Self::TakeBack(before.status.state_on(today));
        }
        let change = EntryChange {
            entry: after.id,
            step: before.version + 1,
            state: after.status.open().state(),
            since: today,
            last_day: None,
            cause: None,
            venue: after.status.open().venue(),
            note: String::new(),
            by: Some(by.clone()),
            at: by.at,
            undone: None,
        };
        Self::Add(Box::new(match (command, &after.status) {
            (_, EntryStatus::Out(out)) => change.leave_out(out),
            (Command::Contact { on, note }, _) => EntryChange { since: *on, note: note.clone(), ..change },
            (Command::Match { note, .. }, _) => EntryChange { note: note.clone(), ..change },
            (Command::Return { on }, _) => EntryChange { since: *on, ..change },
            _ => change,
        }))
    }
}

#[cfg(test)]
mod tests;
