//! The state machines of an application and of its tracks. Only this module changes their states.

use time::OffsetDateTime;

use super::{Application, State, Track, TrackKind, TrackState};
use crate::accounts::Actor;
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
    /// Return it to the owner: codes of reasons, and a note.
    Return(Vec<String>, String),
    /// Refuse it: codes of reasons, and a note.
    Refuse(Vec<String>, String),
}

/// What an owner or an approver does to an application.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// Submit, or submit again after a return.
    Submit,
    Withdraw,
    /// Issue the certificate.
    Issue,
}

/// The state after `command`.
///
/// # Errors
/// [`Refusal::AlreadySubmitted`]; [`Refusal::WrongState`] if the state does not allow the command.
pub fn decide(state: State, command: Command) -> Result<State, Refusal> {
    match (state, command) {
        (State::Draft | State::Returned, Command::Submit) => Ok(State::InReview),
        (State::InReview | State::Returned, Command::Withdraw) => Ok(State::Withdrawn),
        (State::Accepted, Command::Issue) => Ok(State::Issued),
        (State::InReview | State::Accepted, Command::Submit) => Err(Refusal::AlreadySubmitted),
        _ => Err(Refusal::WrongState),
    }
}

/// The application after `actor` did `command` to its `kind` track.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::NotClaimed`], [`Refusal::ClaimedByAnother`], [`Refusal::OwnVenue`],
/// [`Refusal::SamePersonBothTracks`], [`Refusal::ReasonMissing`].
pub fn decide_track(
    application: &Application,
    kind: TrackKind,
    command: TrackCommand,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Application, Refusal> {
    if application.state != State::InReview {
        return Err(Refusal::WrongState);
    }
    separate(application, kind, actor)?;
    let mut next = application.clone();
    *next.track_mut(kind) = decide_one(application.track(kind), command, actor, now)?;
    next.state = combine(next.pledge_track.state, next.labour_track.state);
    Ok(next)
}

/// Separation of duties: nobody reviews their own venue or decides both tracks of one application.
fn separate(application: &Application, kind: TrackKind, actor: &Actor) -> Result<(), Refusal> {
    if application.owner == actor.account {
        return Err(Refusal::OwnVenue);
    }
    let other = application.track(kind.other());
    match other.reviewer {
        Some(person) if person == actor.account && other.decided_at.is_some() => {
            Err(Refusal::SamePersonBothTracks)
        }
        _ => Ok(()),
    }
}

fn decide_one(
    track: &Track,
    command: TrackCommand,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Track, Refusal> {
    let mine = track.reviewer == Some(actor.account);
    match (track.state, command) {
        (TrackState::Waiting, TrackCommand::Claim) | (TrackState::Claimed, TrackCommand::TakeOver) => {
            Ok(claimed(track, actor))
        }
        (TrackState::Claimed, TrackCommand::Claim) if mine => Ok(track.clone()),
        (TrackState::Claimed, TrackCommand::Claim) => Err(Refusal::ClaimedByAnother),
        (TrackState::Claimed, _) if !mine => Err(Refusal::ClaimedByAnother),
        (TrackState::Claimed, TrackCommand::Release) => Ok(released(track)),
        (TrackState::Claimed, TrackCommand::Accept) => {
            Ok(decided(track, TrackState::Accepted, now, Vec::new(), String::new()))
        }
        (TrackState::Claimed, TrackCommand::Return(reasons, note)) => {
            reasoned(&reasons)?;
            Ok(decided(track, TrackState::Returned, now, reasons, note))
        }
        (TrackState::Claimed, TrackCommand::Refuse(reasons, note)) => {
            reasoned(&reasons)?;
            Ok(decided(track, TrackState::Refused, now, reasons, note))
        }
        (TrackState::Waiting, TrackCommand::Accept | TrackCommand::Return(..) | TrackCommand::Refuse(..)) => {
            Err(Refusal::NotClaimed)
        }
        _ => Err(Refusal::WrongState),
    }
}

fn reasoned(reasons: &[String]) -> Result<(), Refusal> {
    if reasons.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(()) }
}

fn claimed(track: &Track, actor: &Actor) -> Track {
    Track {
        state: TrackState::Claimed,
        reviewer: Some(actor.account),
        reviewer_name: actor.name.clone(),
        ..track.clone()
    }
}

fn released(track: &Track) -> Track {
    Track { state: TrackState::Waiting, reviewer: None, reviewer_name: String::new(), ..track.clone() }
}

fn decided(
    track: &Track,
    state: TrackState,
    now: OffsetDateTime,
    reasons: Vec<String>,
    note: String,
) -> Track {
    Track { state, decided_at: Some(now), reasons, note, ..track.clone() }
}

/// The state of the application from those of its tracks. A refusal takes precedence, then a return; two acceptances
/// make it accepted.
fn combine(pledge: TrackState, labour: TrackState) -> State {
    match (pledge, labour) {
        (TrackState::Refused, _) | (_, TrackState::Refused) => State::Refused,
        (TrackState::Returned, _) | (_, TrackState::Returned) => State::Returned,
        (TrackState::Accepted, TrackState::Accepted) => State::Accepted,
        _ => State::InReview,
    }
}

/// The track after the application is submitted again. An acceptance is kept if its facts have not changed; otherwise
/// the review starts again.
#[must_use]
pub fn resubmitted(track: &Track, assignment: super::Assignment) -> Track {
    let stands = track.state == TrackState::Accepted && track.matter == assignment.matter;
    if stands { track.clone() } else { Track::waiting(track.kind, assignment) }
}

impl Track {
    /// A track that nobody has claimed yet.
    pub fn waiting(kind: TrackKind, assignment: super::Assignment) -> Self {
        Self {
            kind,
            state: TrackState::Waiting,
            agency: assignment.agency,
            due_on: assignment.due_on,
            matter: assignment.matter,
            reviewer: None,
            reviewer_name: String::new(),
            decided_at: None,
            reasons: Vec::new(),
            note: String::new(),
        }
    }
}

/// Checks that `approver` may issue a certificate for `application`: not their own venue, and not reviewed by them.
///
/// # Errors
/// [`Refusal::OwnVenue`] or [`Refusal::ApproverReviewed`].
pub fn may_approve(application: &Application, approver: &Actor) -> Result<(), Refusal> {
    if application.owner == approver.account {
        return Err(Refusal::OwnVenue);
    }
    let reviewed = application.tracks().iter().any(|t| t.reviewer == Some(approver.account));
    if reviewed { Err(Refusal::ApproverReviewed) } else { Ok(()) }
}

#[cfg(test)]
#[path = "lifecycle_tests.rs"]
mod tests;
