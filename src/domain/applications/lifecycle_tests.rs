use time::macros::{date, datetime};
use uuid::Uuid;

use super::*;
use crate::accounts::Role;
use crate::ids::AgencyId;

const NOW: OffsetDateTime = datetime!(2026-11-23 02:00 UTC);
const OWNER: u128 = 1;
const OFFICER: u128 = 2;
const COLLEAGUE: u128 = 3;

fn actor(id: u128) -> Actor {
    Actor {
        account: AccountId(Uuid::from_u128(id)),
        role: Role::CommuneOfficer,
        name: format!("Officer {id}"),
        agency: None,
        area: None,
        entered_by: None,
    }
}

fn assignment() -> TrackAssignment {
    TrackAssignment { agency: AgencyId(Uuid::nil()), due_on: date!(2026 - 11 - 30), matter: "m".into() }
}

fn submission() -> Submission {
    Submission {
        pledge: PledgeId(Uuid::max()),
        workers: 4,
        assignments: [assignment(), assignment()],
        entered_by: Vec::new(),
    }
}

fn review(before: &Application, command: TrackCommand, actor: &Actor) -> Result<Application, Refusal> {
    decide(before, Command::Review(TrackKind::Pledge, command), actor, NOW)
}

fn track(kind: TrackKind, state: TrackState) -> Track {
    let by = || ActorStamp::new(&actor(OFFICER), NOW);
    let decision = || NegativeDecision { by: by(), reasons: vec![ReturnReason::Other], note: String::new() };
    let status = match state {
        TrackState::Waiting => TrackStatus::Waiting,
        TrackState::Claimed => claim(&actor(OFFICER)),
        TrackState::Accepted => TrackStatus::Accepted(Acceptance { by: by(), title: String::new() }),
        TrackState::Returned => TrackStatus::Returned(decision()),
        TrackState::Refused => TrackStatus::Refused(decision()),
    };
    Track { status, ..Track::new_waiting(kind, assignment()) }
}

fn application(pledge: TrackState, labour: TrackState) -> Application {
    Application {
        id: ApplicationId(Uuid::nil()),
        number: FileNumber::new("PR", 2026, 1),
        venue: VenueId(Uuid::nil()),
        owner: AccountId(Uuid::from_u128(OWNER)),
        pledge: PledgeId(Uuid::nil()),
        workers: 0,
        state: ApplicationState::InReview,
        submitted_at: NOW,
        pledge_track: track(TrackKind::Pledge, pledge),
        labour_track: track(TrackKind::Labour, labour),
        entered_by: Vec::new(),
        version: 1,
    }
}

fn commands() -> [TrackCommand; 6] {
    let why = || vec![ReturnReason::Other];
    [
        TrackCommand::Claim,
        TrackCommand::TakeOver,
        TrackCommand::Release,
        TrackCommand::Accept,
        TrackCommand::Return(why(), String::new()),
        TrackCommand::Refuse(why(), String::new()),
    ]
}

#[test]
fn every_application_state_and_command() {
    use ApplicationState::*;
    use Refusal::{AlreadySubmitted as Again, WrongState as Wrong};
    let table = [
        (Draft, [Ok(InReview), Err(Wrong), Err(Wrong)]),
        (InReview, [Err(Again), Ok(Withdrawn), Err(Wrong)]),
        (Returned, [Ok(InReview), Ok(Withdrawn), Err(Wrong)]),
        (Accepted, [Err(Again), Err(Wrong), Ok(Issued)]),
        (Issued, [Err(Wrong), Err(Wrong), Err(Wrong)]),
        (Refused, [Err(Wrong), Err(Wrong), Err(Wrong)]),
        (Withdrawn, [Err(Wrong), Err(Wrong), Err(Wrong)]),
    ];
    assert_eq!(table.clone().map(|row| row.0), ApplicationState::ALL);
    for (state, expected) in table {
        let before = Application { state, ..application(TrackState::Accepted, TrackState::Accepted) };
        let commands = [Command::Submit(submission()), Command::Withdraw, Command::Issue];
        let got = commands.map(|c| decide(&before, c, &actor(COLLEAGUE), NOW).map(|after| after.state));
        assert_eq!(got, expected, "{state:?}");
    }
}

#[test]
fn every_track_state_and_command() {
    use Refusal::{ClaimedByAnother as Theirs, NotClaimed as Open, WrongState as Wrong};
    use TrackState::*;
    // For each state: results for the officer who claimed the track, and for a colleague, by command.
    let table = [
        (
            Waiting,
            [Ok(Claimed), Err(Wrong), Err(Wrong), Err(Open), Err(Open), Err(Open)],
            [Ok(Claimed), Err(Wrong), Err(Wrong), Err(Open), Err(Open), Err(Open)],
        ),
        (
            Claimed,
            [Ok(Claimed), Ok(Claimed), Ok(Waiting), Ok(Accepted), Ok(Returned), Ok(Refused)],
            [Err(Theirs), Ok(Claimed), Err(Theirs), Err(Theirs), Err(Theirs), Err(Theirs)],
        ),
        (Accepted, [const { Err(Wrong) }; 6], [const { Err(Wrong) }; 6]),
        (Returned, [const { Err(Wrong) }; 6], [const { Err(Wrong) }; 6]),
        (Refused, [const { Err(Wrong) }; 6], [const { Err(Wrong) }; 6]),
    ];
    assert_eq!(table.clone().map(|row| row.0), TrackState::ALL);
    for (state, own, others) in table {
        for (person, expected) in [(OFFICER, own), (COLLEAGUE, others)] {
            let app = application(state, Waiting);
            let got = commands().map(|c| review(&app, c, &actor(person)).map(|a| a.pledge_track.state()));
            assert_eq!(got, expected, "{state:?} by {person}");
        }
    }
}

#[test]
fn two_tracks_make_the_application_state() {
    let accept =
        |labour| review(&application(TrackState::Claimed, labour), TrackCommand::Accept, &actor(OFFICER));
    assert_eq!(accept(TrackState::Waiting).unwrap().state, ApplicationState::InReview);
    let mut one_open = application(TrackState::Claimed, TrackState::Accepted);
    one_open.labour_track.status = TrackStatus::Accepted(Acceptance::new(&actor(COLLEAGUE), NOW));
    let done = review(&one_open, TrackCommand::Accept, &actor(OFFICER));
    assert_eq!(done.unwrap().state, ApplicationState::Accepted);
}

#[test]
fn duties_are_separate() {
    let both = application(TrackState::Claimed, TrackState::Accepted);
    let refused = |app: &Application, who| review(app, TrackCommand::Accept, &actor(who)).unwrap_err();
    assert_eq!(refused(&both, OFFICER), Refusal::SamePersonBothTracks);
    assert_eq!(refused(&both, OWNER), Refusal::OwnVenue);
    assert_eq!(check_approver(&both, &actor(OFFICER)), Err(Refusal::ApproverReviewed));
    assert_eq!(check_approver(&both, &actor(OWNER)), Err(Refusal::OwnVenue));
    assert_eq!(check_approver(&both, &actor(COLLEAGUE)), Ok(()));
}

#[test]
fn nothing_is_decided_outside_review() {
    for state in ApplicationState::ALL.into_iter().filter(|s| *s != ApplicationState::InReview) {
        let app = Application { state, ..application(TrackState::Claimed, TrackState::Waiting) };
        for command in commands() {
            let got = review(&app, command, &actor(OFFICER));
            assert_eq!(got.unwrap_err(), Refusal::WrongState);
        }
    }
}

#[test]
fn an_acceptance_stands_while_its_facts_stand() {
    let accepted = track(TrackKind::Pledge, TrackState::Accepted);
    assert_eq!(resubmit_track(&accepted, assignment()).state(), TrackState::Accepted);
    let changed = TrackAssignment { matter: "other".into(), ..assignment() };
    assert_eq!(resubmit_track(&accepted, changed).state(), TrackState::Waiting);
    assert_eq!(
        resubmit_track(&track(TrackKind::Pledge, TrackState::Returned), assignment()).state(),
        TrackState::Waiting
    );
}

#[test]
fn an_acceptance_is_undone_by_the_same_officer_within_ten_minutes() {
    let mut both = application(TrackState::Accepted, TrackState::Accepted);
    both.labour_track.status = TrackStatus::Accepted(Acceptance::new(&actor(COLLEAGUE), NOW));
    let accepted = Application { state: ApplicationState::Accepted, ..both };
    let undo = |before: &Application, who, minutes| {
        let command = Command::Review(TrackKind::Pledge, TrackCommand::UndoAcceptance);
        decide(before, command, &actor(who), NOW + time::Duration::minutes(minutes))
    };
    let undone = undo(&accepted, OFFICER, UNDO_MINUTES).unwrap();
    assert_eq!(
        (undone.state, undone.pledge_track.state()),
        (ApplicationState::InReview, TrackState::Claimed)
    );
    assert_eq!(undone.pledge_track.decided_at(), None);
    assert_eq!(undo(&accepted, OFFICER, UNDO_MINUTES + 1), Err(Refusal::UndoLate));
    let alone = application(TrackState::Accepted, TrackState::Waiting);
    assert_eq!(undo(&alone, OFFICER, 0).unwrap().pledge_track.state(), TrackState::Claimed);
    assert_eq!(undo(&alone, COLLEAGUE, 0), Err(Refusal::ClaimedByAnother));
    let issued = Application { state: ApplicationState::Issued, ..accepted };
    assert_eq!(undo(&issued, OFFICER, 0), Err(Refusal::WrongState));
}

#[test]
fn a_return_needs_a_reason() {
    let app = application(TrackState::Claimed, TrackState::Waiting);
    for command in [TrackCommand::Return(vec![], "x".into()), TrackCommand::Refuse(vec![], "x".into())] {
        assert_eq!(review(&app, command, &actor(OFFICER)).unwrap_err(), Refusal::ReasonMissing);
    }
}

#[test]
fn a_first_submission_and_a_later_one_state_what_was_submitted() {
    let before = Application {
        state: ApplicationState::Returned,
        ..application(TrackState::Accepted, TrackState::Returned)
    };
    let again = decide(&before, Command::Submit(submission()), &actor(OWNER), NOW).unwrap();
    let first =
        submit_first((before.id, before.number.clone()), (before.venue, before.owner), submission(), NOW);
    for sent in [&again, &first] {
        assert_eq!((sent.pledge, sent.workers), (submission().pledge, 4));
        assert_eq!(
            (sent.state, sent.labour_track.state()),
            (ApplicationState::InReview, TrackState::Waiting)
        );
    }
    assert_eq!(
        (again.pledge_track.state(), first.pledge_track.state()),
        (TrackState::Accepted, TrackState::Waiting)
    );
}

#[test]
fn whoever_entered_at_the_counter_neither_reviews_nor_issues() {
    let entered_by = |who| vec![actor(who).account];
    let open = application(TrackState::Waiting, TrackState::Accepted);
    let entered = Application { entered_by: entered_by(OFFICER), ..open };
    assert_eq!(review(&entered, TrackCommand::Claim, &actor(OFFICER)), Err(Refusal::EnteredByReviewer));
    assert!(review(&entered, TrackCommand::Claim, &actor(COLLEAGUE)).is_ok());
    assert_eq!(check_approver(&entered, &actor(OFFICER)), Err(Refusal::EnteredByReviewer));
    let returned = Application { state: ApplicationState::Returned, ..entered };
    let submission = Submission { entered_by: entered_by(COLLEAGUE), ..submission() };
    let again = decide(&returned, Command::Submit(submission), &actor(OWNER), NOW).unwrap();
    assert_eq!(again.entered_by.len(), 2, "also those of the submission before");
}

#[test]
fn nobody_issues_what_they_reviewed_or_own() {
    let accepted = Application {
        state: ApplicationState::Accepted,
        ..application(TrackState::Accepted, TrackState::Accepted)
    };
    let issue = |who| decide(&accepted, Command::Issue, &actor(who), NOW).map(|after| after.state);
    assert_eq!(issue(OFFICER), Err(Refusal::ApproverReviewed));
    assert_eq!(issue(OWNER), Err(Refusal::OwnVenue));
    assert_eq!(issue(COLLEAGUE), Ok(ApplicationState::Issued));
}
