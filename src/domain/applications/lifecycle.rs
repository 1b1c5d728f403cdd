//! The state machines of an application and of its tracks. Only this module changes their states.

use time::OffsetDateTime;

use super::{Application, ApplicationState, Track, TrackKind, TrackState};
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
pub fn decide(state: ApplicationState, command: Command) -> Result<ApplicationState, Refusal> {
    match (state, command) {
        (ApplicationState::Draft | ApplicationState::Returned, Command::Submit) => {
            Ok(ApplicationState::InReview)
        }
        (ApplicationState::InReview | ApplicationState::Returned, Command::Withdraw) => {
            Ok(ApplicationState::Withdrawn)
        }
        (ApplicationState::Accepted, Command::Issue) => Ok(ApplicationState::Issued),
        (ApplicationState::InReview | ApplicationState::Accepted, Command::Submit) => {
            Err(Refusal::AlreadySubmitted)
        }
        _ => Err(Refusal::WrongState),
    }
}

/// The application after `actor` did `command` to its `kind` track.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::NotClaimed`], [`Refusal::ClaimedByAnother`], [`Refusal::OwnedVenue`],
/// [`Refusal::SamePersonBothTracks`], [`Refusal::ReasonMissing`].
pub fn decide_track(
    application: &Application,
    kind: TrackKind,
    command: TrackCommand,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Application, Refusal> {
    if application.state != ApplicationState::InReview {
        return Err(Refusal::WrongState);
    }
    check_separation_of_duties(application, kind, actor)?;
    let mut next = application.clone();
    *next.track_mut(kind) = decide_single_track(application.track(kind), command, actor, now)?;
    next.state = combine_states(next.pledge_track.state, next.labour_track.state);
    Ok(next)
}

/// Separation of duties: nobody reviews their own venue or decides both tracks of one application.
fn check_separation_of_duties(
    application: &Application,
    kind: TrackKind,
    actor: &Actor,
) -> Result<(), Refusal> {
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

fn decide_single_track(
    track: &Track,
    command: TrackCommand,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Track, Refusal> {
    let mine = track.reviewer == Some(actor.account);
    match (track.state, command) {
        (TrackState::Waiting, TrackCommand::Claim) | (TrackState::Claimed, TrackCommand::TakeOver) => {
            Ok(claim(track, actor))
        }
        (TrackState::Claimed, TrackCommand::Claim) if mine => Ok(track.clone()),
        (TrackState::Claimed, TrackCommand::Claim) => Err(Refusal::ClaimedByAnother),
        (TrackState::Claimed, _) if !mine => Err(Refusal::ClaimedByAnother),
        (TrackState::Claimed, TrackCommand::Release) => Ok(release(track)),
        (TrackState::Claimed, TrackCommand::Accept) => {
            Ok(record_decision(track, TrackState::Accepted, now, Vec::new(), String::new()))
        }
        (TrackState::Claimed, TrackCommand::Return(reasons, note)) => {
            require_reason(&reasons)?;
            Ok(record_decision(track, TrackState::Returned, now, reasons, note))
        }
        (TrackState::Claimed, TrackCommand::Refuse(reasons, note)) => {
            require_reason(&reasons)?;
            Ok(record_decision(track, TrackState::Refused, now, reasons, note))
        }
        (TrackState::Waiting, TrackCommand::Accept | TrackCommand::Return(..) | TrackCommand::Refuse(..)) => {
            Err(Refusal::NotClaimed)
        }
        _ => Err(Refusal::WrongState),
    }
}

fn require_reason(reasons: &[String]) -> Result<(), Refusal> {
    if reasons.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(()) }
}

fn claim(track: &Track, actor: &Actor) -> Track {
    Track {
        state: TrackState::Claimed,
        reviewer: Some(actor.account),
        reviewer_name: actor.name.clone(),
        ..track.clone()
    }
}

fn release(track: &Track) -> Track {
    Track { state: TrackState::Waiting, reviewer: None, reviewer_name: String::new(), ..track.clone() }
}

fn record_decision(
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
#[must_use]
pub fn resubmit_track(track: &Track, assignment: super::TrackAssignment) -> Track {
    let stands = track.state == TrackState::Accepted && track.matter == assignment.matter;
    if stands { track.clone() } else { Track::new_waiting(track.kind, assignment) }
}

impl Track {
    /// A track that nobody has claimed yet.
    pub fn new_waiting(kind: TrackKind, assignment: super::TrackAssignment) -> Self {
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
/// [`Refusal::OwnedVenue`] or [`Refusal::ApproverReviewed`].
pub fn check_approver(application: &Application, approver: &Actor) -> Result<(), Refusal> {
    if application.owner == approver.account {
        return Err(Refusal::OwnVenue);
    }
    let reviewed = application.tracks().iter().any(|t| t.reviewer == Some(approver.account));
    if reviewed { Err(Refusal::ApproverReviewed) } else { Ok(()) }
}

#[cfg(test)]
#[path = "lifecycle_tests.rs"]
mod tests;
