//! The state machines of an application and of its tracks. Only this module changes their states.

use time::{Duration, OffsetDateTime};

use super::{
    Acceptance, Application, ApplicationState, FileNumber, NegativeDecision, ReturnReason, Reviewer, Track,
    TrackAssignment, TrackKind, TrackState, TrackStatus,
};
use crate::accounts::{Actor, ActorStamp};
use crate::ids::{AccountId, ApplicationId, PledgeId, VenueId};
use crate::refusal::Refusal;

/// What an officer does to a track.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TrackCommand {
    /// Claim it.
    Claim,
    /// Take it over from a colleague of the same agency who claimed it.
    TakeOver,
    /// Return it to the queue.
    Release,
    /// Confirm the pledge or accept the labour register.
    Accept,
    /// Undo the own acceptance, within [`UNDO_MINUTES`] and before the certificate is issued.
    UndoAcceptance,
    /// Return it to the owner: reasons, and a note.
    Return(Vec<ReturnReason>, String),
    /// Refuse it: reasons, and a note.
    Refuse(Vec<ReturnReason>, String),
}

/// Minutes in which an officer may undo an acceptance. No law sets it; it is for a slip of the hand.
pub const UNDO_MINUTES: i64 = 10;

/// What is done to an application.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// The owner submits it again after a return.
    Submit(Submission),
    /// The owner withdraws it.
    Withdraw,
    /// The approver issues the certificate.
    Issue,
    /// An officer reviews a track.
    Review(TrackKind, TrackCommand),
}

/// What is submitted: the pledge, the number of workers, and who reviews the pledge track and the labour track.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submission {
    pub pledge: PledgeId,
    pub workers: u32,
    pub assignments: [TrackAssignment; 2],
    /// Officers who entered a part of it at the counter.
    pub entered_by: Vec<AccountId>,
}

/// The application after `command` by `actor`.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::AlreadySubmitted`]; for an issue as [`check_approver`]; for a review
/// [`Refusal::NotClaimed`], [`Refusal::ClaimedByAnother`], [`Refusal::OwnVenue`], [`Refusal::EnteredByReviewer`],
/// [`Refusal::SamePersonBothTracks`], [`Refusal::ReasonMissing`], [`Refusal::UndoLate`].
pub fn decide(
    before: &Application,
    command: Command,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Application, Refusal> {
    let with_state = |state| Application { state, ..before.clone() };
    match (before.state, command) {
        (state, Command::Submit(submission)) => {
            check_submission(state)?;
            Ok(resubmit(before, submission, now))
        }
        (state, Command::Withdraw) => {
            check_withdrawal(state)?;
            Ok(with_state(ApplicationState::Withdrawn))
        }
        (ApplicationState::Accepted, Command::Issue) => {
            check_approver(before, actor)?;
            Ok(with_state(ApplicationState::Issued))
        }
        (ApplicationState::InReview, Command::Review(kind, command))
        | (ApplicationState::Accepted, Command::Review(kind, command @ TrackCommand::UndoAcceptance)) => {
            decide_track(before, kind, command, actor, now)
        }
        (_, Command::Issue | Command::Review(..)) => Err(Refusal::WrongState),
    }
}

/// Checks that an application in `state` can be submitted; that of a venue without one is [`ApplicationState::Draft`].
///
/// # Errors
/// [`Refusal::AlreadySubmitted`]; [`Refusal::WrongState`] once it is final.
pub fn check_submission(state: ApplicationState) -> Result<(), Refusal> {
    match state {
        ApplicationState::Draft | ApplicationState::Returned => Ok(()),
        ApplicationState::InReview | ApplicationState::Accepted => Err(Refusal::AlreadySubmitted),
        ApplicationState::Issued | ApplicationState::Refused | ApplicationState::Withdrawn => {
            Err(Refusal::WrongState)
        }
    }
}

/// Checks that an application in `state` can be withdrawn.
///
/// # Errors
/// [`Refusal::WrongState`]
pub fn check_withdrawal(state: ApplicationState) -> Result<(), Refusal> {
    match state {
        ApplicationState::InReview | ApplicationState::Returned => Ok(()),
        _ => Err(Refusal::WrongState),
    }
}

/// The application that a first submission creates.
pub fn submit_first(
    (id, number): (ApplicationId, FileNumber),
    (venue, owner): (VenueId, AccountId),
    submission: Submission,
    now: OffsetDateTime,
) -> Application {
    let [pledge_side, labour_side] = submission.assignments;
    Application {
        id,
        number,
        venue,
        owner,
        pledge: submission.pledge,
        workers: submission.workers,
        state: ApplicationState::InReview,
        submitted_at: now,
        pledge_track: Track::new_waiting(TrackKind::Pledge, pledge_side),
        labour_track: Track::new_waiting(TrackKind::Labour, labour_side),
        entered_by: submission.entered_by,
        version: 1,
    }
}

fn resubmit(before: &Application, submission: Submission, now: OffsetDateTime) -> Application {
    let [pledge_side, labour_side] = submission.assignments;
    Application {
        pledge: submission.pledge,
        workers: submission.workers,
        state: ApplicationState::InReview,
        submitted_at: now,
        pledge_track: resubmit_track(&before.pledge_track, pledge_side),
        labour_track: resubmit_track(&before.labour_track, labour_side),
        entered_by: merge_officers(&before.entered_by, submission.entered_by),
        ..before.clone()
    }
}

/// Those of before and of now, each once.
fn merge_officers(before: &[AccountId], now: Vec<AccountId>) -> Vec<AccountId> {
    let mut all = before.to_vec();
    all.extend(now);
    all.sort();
    all.dedup();
    all
}

fn decide_track(
    before: &Application,
    kind: TrackKind,
    command: TrackCommand,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Application, Refusal> {
    check_separation_of_duties(before, kind, actor)?;
    let mut next = before.clone();
    *next.track_mut(kind) = decide_single_track(before.track(kind), command, actor, now)?;
    next.state = combine_states(next.pledge_track.state(), next.labour_track.state());
    Ok(next)
}

/// Separation of duties: nobody reviews their own venue or what they entered at the counter, or decides both tracks of one
/// application.
fn check_separation_of_duties(
    application: &Application,
    kind: TrackKind,
    actor: &Actor,
) -> Result<(), Refusal> {
    if application.owner == actor.account {
        return Err(Refusal::OwnVenue);
    }
    if application.entered_by.contains(&actor.account) {
        return Err(Refusal::EnteredByReviewer);
    }
    let other = application.track(kind.other()).status.decided();
    if other.is_some_and(|by| by.account == actor.account) {
        return Err(Refusal::SamePersonBothTracks);
    }
    Ok(())
}

fn decide_single_track(
    track: &Track,
    command: TrackCommand,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Track, Refusal> {
    let with_status = |status| Ok(Track { status, ..track.clone() });
    let claimer = match &track.status {
        TrackStatus::Waiting => None,
        TrackStatus::Claimed(reviewer) => Some(reviewer.account),
        TrackStatus::Accepted(_) if command == TrackCommand::UndoAcceptance => {
            return with_status(undo_acceptance(track, actor, now)?);
        }
        TrackStatus::Accepted(_) | TrackStatus::Returned(_) | TrackStatus::Refused(_) => {
            return Err(Refusal::WrongState);
        }
    };
    let mine = claimer == Some(actor.account);
    match (claimer, command) {
        (None, TrackCommand::Claim) | (Some(_), TrackCommand::TakeOver) => with_status(claim(actor)),
        (Some(_), TrackCommand::Claim) if mine => Ok(track.clone()),
        (Some(_), _) if !mine => Err(Refusal::ClaimedByAnother),
        (Some(_), TrackCommand::Release) => with_status(TrackStatus::Waiting),
        (Some(_), TrackCommand::Accept) => with_status(TrackStatus::Accepted(Acceptance::new(actor, now))),
        (Some(_), TrackCommand::Return(reasons, note)) => {
            with_status(TrackStatus::Returned(build_decision(actor, now, reasons, note)?))
        }
        (Some(_), TrackCommand::Refuse(reasons, note)) => {
            with_status(TrackStatus::Refused(build_decision(actor, now, reasons, note)?))
        }
        (None, TrackCommand::Accept | TrackCommand::Return(..) | TrackCommand::Refuse(..)) => {
            Err(Refusal::NotClaimed)
        }
        (_, TrackCommand::UndoAcceptance)
        | (None, TrackCommand::TakeOver | TrackCommand::Release)
        | (Some(_), TrackCommand::Claim) => Err(Refusal::WrongState),
    }
}

fn claim(actor: &Actor) -> TrackStatus {
    TrackStatus::Claimed(Reviewer { account: actor.account, name: actor.name.clone() })
}

fn undo_acceptance(track: &Track, actor: &Actor, now: OffsetDateTime) -> Result<TrackStatus, Refusal> {
    if track.reviewer() != Some(actor.account) {
        return Err(Refusal::ClaimedByAnother);
    }
    if track.undo_until().is_none_or(|last| now > last) {
        return Err(Refusal::UndoLate);
    }
    Ok(claim(actor))
}

fn build_decision(
    actor: &Actor,
    now: OffsetDateTime,
    reasons: Vec<ReturnReason>,
    note: String,
) -> Result<NegativeDecision, Refusal> {
    if reasons.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(NegativeDecision { by: ActorStamp::new(actor, now), reasons, note })
}

/// The state of the application from those of its tracks. A refusal takes precedence, then a return; two acceptances
/// make it accepted.
fn combine_states(pledge: TrackState, labour: TrackState) -> ApplicationState {
    match (pledge, labour) {
        (TrackState::Refused, _) | (_, TrackState::Refused) => ApplicationState::Refused,
        (TrackState::Returned, _) | (_, TrackState::Returned) => ApplicationState::Returned,
        (TrackState::Accepted, TrackState::Accepted) => ApplicationState::Accepted,
        _ => ApplicationState::InReview,
    }
}

/// The track after the application is submitted again. An acceptance is kept if its facts have not changed; otherwise
/// the review starts again.
fn resubmit_track(track: &Track, assignment: TrackAssignment) -> Track {
    let stands = track.state() == TrackState::Accepted && track.matter == assignment.matter;
    if stands { track.clone() } else { Track::new_waiting(track.kind, assignment) }
}

impl Track {
    /// Last moment at which its acceptance may be undone; `None` without one.
    pub fn undo_until(&self) -> Option<OffsetDateTime> {
        self.acceptance().map(|acceptance| acceptance.by.at + Duration::minutes(UNDO_MINUTES))
    }

    /// A track that nobody has claimed yet.
    pub fn new_waiting(kind: TrackKind, assignment: TrackAssignment) -> Self {
        Self {
            kind,
            agency: assignment.agency,
            due_on: assignment.due_on,
            matter: assignment.matter,
            status: TrackStatus::Waiting,
        }
    }
}

/// Checks that `approver` may issue a certificate for `application`: not their own venue, and not reviewed by them.
///
/// # Errors
/// [`Refusal::OwnVenue`], [`Refusal::EnteredByReviewer`] or [`Refusal::ApproverReviewed`].
pub fn check_approver(application: &Application, approver: &Actor) -> Result<(), Refusal> {
    if application.owner == approver.account {
        return Err(Refusal::OwnVenue);
    }
    if application.entered_by.contains(&approver.account) {
        return Err(Refusal::EnteredByReviewer);
    }
    let reviewed = application.tracks().iter().any(|t| t.reviewer() == Some(approver.account));
    if reviewed { Err(Refusal::ApproverReviewed) } else { Ok(()) }
}

#[cfg(test)]
#[path = "lifecycle_tests.rs"]
mod tests;
