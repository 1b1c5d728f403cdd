use time::macros::{date, datetime};
use uuid::Uuid;

use super::*;
use crate::accounts::samples::actor;
use crate::areas::AreaCode;
use crate::census::lifecycle::{self, EntryFacts};
use crate::census::{EntryDraft, ListedStatus};
use crate::ids::CensusListId;

const NOW: OffsetDateTime = datetime!(2026-11-28 02:00 UTC);

fn stamp() -> ActorStamp {
    ActorStamp::new(&actor(1), NOW)
}

fn entry(listed: ListedStatus) -> CensusEntry {
    let draft =
        EntryDraft {
            name: "Nhà nghỉ Sen".into(), commune: AreaCode::new("22759"), ..EntryDraft::default()
        };
    let as_of = date!(2026 - 10 - 01);
    CensusEntry {
        id: CensusEntryId(Uuid::from_u128(50)),
        list: CensusListId(Uuid::nil()),
        row: None,
        province: AreaCode::new("56").unwrap(),
        details: draft.into_details(|_| unreachable!("no number")).unwrap(),
        listed_on: as_of,
        status: lifecycle::begin(listed, as_of, stamp()).0,
        created_at: NOW,
        version: 1,
    }
}

fn apply(before: &CensusEntry, command: &Command) -> (CensusEntry, HistoryStep) {
    let facts = EntryFacts { actor: actor(1), venue: None, original: None };
    let after = lifecycle::decide(before, command.clone(), &facts, NOW).unwrap().entry;
    let step = HistoryStep::new(before, &after, command, &stamp());
    (CensusEntry { version: before.version + 1, ..after }, step)
}

#[test]
fn a_history_begins_with_the_first_day_on_the_list() {
    let states = |listed| {
        let begun = EntryChange::begin(&entry(listed), Some(&stamp()));
        begun.into_iter().map(|change| (change.step, change.state, change.since)).collect::<Vec<_>>()
    };
    let listed = (0, EntryState::NotReached, date!(2026 - 10 - 01));
    assert_eq!(states(ListedStatus::Operating), [listed]);
    let closed = (1, EntryState::Out, date!(2026 - 05 - 02));
    assert_eq!(states(ListedStatus::Closed(Some(date!(2026 - 05 - 02)))), [listed, closed]);
}

#[test]
fn each_command_adds_its_state_with_its_day_or_takes_the_last_one_back() {
    let contact = Command::Contact { on: date!(2026 - 11 - 20), note: "Hẹn ký sau".into() };
    let (contacted, step) = apply(&entry(ListedStatus::Operating), &contact);
    let HistoryStep::Add(change) = step else { panic!("{step:?}") };
    assert_eq!((change.step, change.state, change.since), (2, EntryState::Contacted, date!(2026 - 11 - 20)));
    assert_eq!(change.note, "Hẹn ký sau");
    let since = date!(2026 - 11 - 21);
    let stop = ExclusionCause::StoppedUntil(date!(2027 - 01 - 31));
    let (out, step) = apply(&contacted, &Command::Exclude { cause: stop, since, note: "Sửa nhà".into() });
    let HistoryStep::Add(change) = step else { panic!("{step:?}") };
    let interval = OutInterval {
        reason: crate::census::ExclusionReason::Stopped,
        since,
        last_day: Some(date!(2027 - 01 - 31)),
    };
    assert_eq!(change.as_out_interval(), Some(interval));
    assert_eq!(EntryChange { undone: Some(stamp()), ..*change }.as_out_interval(), None);
    assert_eq!(apply(&out, &Command::Undo).1, HistoryStep::TakeBack(EntryState::Out));
    let (_, step) = apply(&out, &Command::Return { on: date!(2026 - 11 - 28) });
    let HistoryStep::Add(change) = step else { panic!("{step:?}") };
    assert_eq!((change.step, change.state, change.since), (4, EntryState::Contacted, date!(2026 - 11 - 28)));
}
