use time::macros::{date, datetime};
use uuid::Uuid;

use super::*;
use crate::accounts::samples::actor;
use crate::areas::AreaCode;
use crate::census::{EntryDetails, EntryState, ExclusionReason};
use crate::ids::CensusListId;

const NOW: OffsetDateTime = datetime!(2026-11-28 02:00 UTC);
const TODAY: Date = date!(2026 - 11 - 28);
const OFFICER: u128 = 1;

fn venue() -> VenueId {
    VenueId(Uuid::from_u128(70))
}

fn original() -> CensusEntryId {
    CensusEntryId(Uuid::from_u128(51))
}

fn stamp() -> ActorStamp {
    ActorStamp::new(&actor(OFFICER), NOW)
}

fn facts() -> EntryFacts {
    let venue =
        VenueCandidate { venue: venue(), owner: AccountId(Uuid::from_u128(9)), said_different: false };
    let original = OriginalEntry { id: original(), is_out: false };
    EntryFacts { actor: actor(OFFICER), venue: Some(venue), original: Some(original) }
}

fn entry(status: EntryStatus) -> CensusEntry {
    CensusEntry {
        id: CensusEntryId(Uuid::from_u128(50)),
        list: CensusListId(Uuid::nil()),
        row: Some(7),
        province: AreaCode::new("56").unwrap(),
        details: details(),
        listed_on: date!(2026 - 10 - 01),
        status,
        created_at: NOW,
        version: 2,
    }
}

fn details() -> EntryDetails {
    let draft = crate::census::EntryDraft {
        name: "Nhà nghỉ Sen Vàng".into(),
        commune: AreaCode::new("22759"),
        ..Default::default()
    };
    draft.into_details(|_| unreachable!("no number")).unwrap()
}

fn contacted() -> OpenStatus {
    OpenStatus::Contacted(Contact { on: date!(2026 - 11 - 20), note: "Hẹn ký sau".into(), by: stamp() })
}

fn matched(before: BeforeMatch) -> OpenStatus {
    OpenStatus::Matched(EntryMatch { venue: venue(), by: stamp(), before })
}

fn out(cause: ExclusionCause, before: OpenStatus) -> EntryStatus {
    EntryStatus::Out(Exclusion {
        cause,
        since: date!(2026 - 11 - 01),
        note: "Đã xem".into(),
        by: stamp(),
        before,
    })
}

fn exclude(cause: ExclusionCause) -> Command {
    Command::Exclude { cause, since: date!(2026 - 11 - 27), note: "Treo biển sang nhượng".into() }
}

fn causes() -> [ExclusionCause; 5] {
    [
        ExclusionCause::Closed,
        ExclusionCause::StoppedUntil(date!(2026 - 12 - 31)),
        ExclusionCause::OutOfScope,
        ExclusionCause::DuplicateOf(original()),
        ExclusionCause::MovedTo(AreaCode::new("22780").unwrap()),
    ]
}

/// Every state with every command: contact, match, accept, each exclusion, return, undo.
#[test]
fn every_state_and_command() {
    use EntryState::{Contacted as C, Matched as M, NotReached as N, Out as O, Proposed as P};
    let wrong = || Err(Refusal::WrongState);
    let commands = || {
        let contact = Command::Contact { on: TODAY, note: String::new() };
        let mut all = vec![contact, Command::match_with(venue()), Command::Accept];
        all.extend(causes().map(exclude));
        all.extend([Command::Return { on: TODAY }, Command::Undo]);
        all
    };
    let open = |open: OpenStatus| EntryStatus::Open(open);
    let stop_over = out(ExclusionCause::StoppedUntil(date!(2026 - 11 - 27)), contacted());
    let closed = |before| out(ExclusionCause::Closed, before);
    let table = [
        (open(OpenStatus::Proposed(venue())), [wrong(), wrong(), Ok(M), Ok(O), wrong(), wrong()]),
        (open(OpenStatus::NotReached), [Ok(C), Ok(M), wrong(), Ok(O), wrong(), wrong()]),
        (open(contacted()), [Ok(C), Ok(M), wrong(), Ok(O), wrong(), Ok(N)]),
        (open(matched(BeforeMatch::NotReached)), [wrong(), wrong(), wrong(), Ok(O), wrong(), Ok(N)]),
        (open(matched(BeforeMatch::Proposed)), [wrong(), wrong(), wrong(), Ok(O), wrong(), Ok(P)]),
        (closed(OpenStatus::NotReached), [wrong(), wrong(), wrong(), wrong(), Ok(N), Ok(N)]),
        (closed(matched(BeforeMatch::NotReached)), [wrong(), wrong(), wrong(), wrong(), Ok(M), Ok(M)]),
        // A stop that is over counts as ended.
        (stop_over, [Ok(C), Ok(M), wrong(), Ok(O), wrong(), Ok(N)]),
    ];
    for (status, [contact, matching, accept, exclusion, returned, undone]) in table {
        let before = entry(status);
        let got: Vec<Result<EntryState, Refusal>> = commands()
            .into_iter()
            .map(|command| {
                decide(&before, command, &facts(), NOW).map(|after| after.entry.status.state_on(TODAY))
            })
            .collect();
        let mut expected = vec![contact, matching, accept];
        expected.extend(vec![exclusion; 5]);
        expected.extend([returned, undone]);
        assert_eq!(got, expected, "{:?}", before.status);
    }
}

#[test]
fn a_stop_ends_by_itself() {
    let stopped =
        decide(&entry(EntryStatus::Open(contacted())), exclude(causes()[1]), &facts(), NOW).unwrap();
    let interval = OutInterval {
        reason: ExclusionReason::Stopped,
        since: date!(2026 - 11 - 27),
        last_day: Some(date!(2026 - 12 - 31)),
    };
    assert_eq!(stopped.change, IntervalChange::Begin(interval));
    let states = [date!(2026 - 12 - 31), date!(2027 - 01 - 01)].map(|day| stopped.entry.status.state_on(day));
    assert_eq!(states, [EntryState::Out, EntryState::Contacted]);
    let after = datetime!(2027-01-05 02:00 UTC);
    let closed =
        Command::Exclude { cause: ExclusionCause::Closed, since: date!(2027 - 01 - 04), note: "x".into() };
    assert!(decide(&stopped.entry, closed, &facts(), after).is_ok());
}

#[test]
fn a_return_keeps_the_time_outside_and_an_undo_erases_it() {
    let before = entry(out(ExclusionCause::Closed, OpenStatus::NotReached));
    let change = |command| decide(&before, command, &facts(), NOW).map(|after| after.change);
    assert_eq!(change(Command::Return { on: TODAY }), Ok(IntervalChange::End(date!(2026 - 11 - 27))));
    assert_eq!(change(Command::Undo), Ok(IntervalChange::Erase));
    assert_eq!(change(Command::Return { on: date!(2026 - 11 - 29) }), Err(Refusal::DayInFuture));
    assert_eq!(change(Command::Return { on: date!(2026 - 11 - 01) }), Err(Refusal::StopEnd));
}

#[test]
fn an_exclusion_needs_its_facts() {
    let before = entry(EntryStatus::Open(OpenStatus::NotReached));
    let refused = |command, facts: &EntryFacts| decide(&before, command, facts, NOW).unwrap_err();
    let silent = Command::Exclude { cause: ExclusionCause::Closed, since: TODAY, note: " ".into() };
    assert_eq!(refused(silent, &facts()), Refusal::NoteMissing);
    let later =
        Command::Exclude { cause: ExclusionCause::Closed, since: date!(2026 - 11 - 29), note: "x".into() };
    assert_eq!(refused(later, &facts()), Refusal::DayInFuture);
    let ended = ExclusionCause::StoppedUntil(date!(2026 - 11 - 27));
    assert_eq!(refused(exclude(ended), &facts()), Refusal::StopEnd);
    let here = ExclusionCause::MovedTo(AreaCode::new("22759").unwrap());
    assert_eq!(refused(exclude(here), &facts()), Refusal::SameCommune);
    let itself = ExclusionCause::DuplicateOf(before.id);
    assert_eq!(refused(exclude(itself), &facts()), Refusal::OriginalUnfit);
    let chain = EntryFacts { original: Some(OriginalEntry { id: original(), is_out: true }), ..facts() };
    assert_eq!(refused(exclude(causes()[3]), &chain), Refusal::OriginalUnfit);
    let unknown = EntryFacts { original: None, ..facts() };
    assert_eq!(refused(exclude(causes()[3]), &unknown), Refusal::OriginalUnfit);
    let tomorrow = Command::Contact { on: date!(2026 - 11 - 29), note: String::new() };
    assert_eq!(refused(tomorrow, &facts()), Refusal::DayInFuture);
}

#[test]
fn a_match_needs_a_venue_that_the_officer_may_decide_on() {
    let before = entry(EntryStatus::Open(OpenStatus::NotReached));
    let proposed = entry(EntryStatus::Open(OpenStatus::Proposed(venue())));
    let with = |candidate: Option<VenueCandidate>| EntryFacts { venue: candidate, ..facts() };
    let known = facts().venue.unwrap();
    for (candidate, refusal) in [
        (None, Refusal::NotAllowed),
        (Some(VenueCandidate { venue: VenueId(Uuid::max()), ..known }), Refusal::NotAllowed),
        (Some(VenueCandidate { owner: actor(OFFICER).account, ..known }), Refusal::OwnVenue),
        (Some(VenueCandidate { said_different: true, ..known }), Refusal::SaidDifferent),
    ] {
        let got = [(&before, Command::match_with(venue())), (&proposed, Command::Accept)]
            .map(|(before, command)| decide(before, command, &with(candidate), NOW).unwrap_err());
        assert_eq!(got, [refusal.clone(), refusal]);
    }
}

#[test]
fn the_contact_before_a_match_comes_back_with_its_undo() {
    let before = entry(EntryStatus::Open(contacted()));
    let matched = decide(&before, Command::match_with(venue()), &facts(), NOW).unwrap().entry;
    assert_eq!(
        (matched.matched_venue(), matched.verified_on()),
        (Some(venue()), Some(date!(2026 - 11 - 20)))
    );
    let undone = decide(&matched, Command::Undo, &facts(), NOW).unwrap().entry;
    assert_eq!(undone.status, before.status);
}

#[test]
fn an_imported_row_begins_as_its_list_says() {
    let as_of = date!(2026 - 10 - 01);
    let state = |listed| {
        let (status, change) = begin(listed, as_of, stamp());
        (status.state_on(as_of), change != IntervalChange::None)
    };
    assert_eq!(state(ListedStatus::Unknown), (EntryState::NotReached, false));
    assert_eq!(state(ListedStatus::Operating), (EntryState::NotReached, false));
    assert_eq!(state(ListedStatus::Closed(None)), (EntryState::Out, true));
    assert_eq!(state(ListedStatus::Stopped(None)), (EntryState::NotReached, false));
    assert_eq!(state(ListedStatus::Stopped(Some(date!(2026 - 12 - 31)))), (EntryState::Out, true));
    assert_eq!(state(ListedStatus::Stopped(Some(date!(2026 - 09 - 30)))), (EntryState::NotReached, false));
    let (status, _) = begin(ListedStatus::Closed(Some(date!(2026 - 12 - 01))), as_of, stamp());
    assert_eq!(status.exclusion_on(as_of).map(|out| out.since), Some(as_of), "not after the list's own day");
}

#[test]
fn an_entry_is_verified_by_its_list_a_contact_or_a_match() {
    let status = |status| entry(EntryStatus::Open(status)).verified_on();
    assert_eq!(status(OpenStatus::NotReached), None);
    assert_eq!(status(OpenStatus::Proposed(venue())), None);
    assert_eq!(status(contacted()), Some(date!(2026 - 11 - 20)));
    assert_eq!(status(matched(BeforeMatch::NotReached)), Some(TODAY));
    let mut listed = entry(EntryStatus::Open(OpenStatus::NotReached));
    listed.details.listed = ListedStatus::Operating;
    assert_eq!(listed.verified_on(), Some(date!(2026 - 10 - 01)));
}
