//! An officer decides a track, or reveals a personal number with a reason.

use camket_domain::accounts::Actor;
use camket_domain::applications::lifecycle::{Command, TrackCommand, decide};
use camket_domain::applications::track::DecisionNote;
use camket_domain::applications::{Application, ApplicationState, ReturnReason, TrackKind, TrackState};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{ApplicationId, WorkerId};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::TaxNumber;
use camket_store::{Tx, accounts, applications, labour, venue_register, venues};

use time::OffsetDateTime;

use crate::input::require_reason;
use crate::printable::check_qr_fit;
use crate::{App, AppError, throttle};

type ReviewerPermit = Permit<rights::ReviewTracks>;

/// Applies `command` to the track of the officer's role. `version` is the version that the page showed.
///
/// # Errors
/// A [`Refusal`] of the state machine; [`Refusal::NotAllowed`] for another agency's officer;
/// [`Refusal::TooLongForPaper`] for accepting a name and address that do not fit the certificate;
/// [`AppError::Conflict`] if the application changed meanwhile; [`AppError::NotFound`].
pub async fn review(
    app: &App,
    permit: &ReviewerPermit,
    id: ApplicationId,
    version: i32,
    command: TrackCommand,
) -> Result<Application, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = applications::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let kind = require_own_track(actor, &before)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let accepts = command == TrackCommand::Accept;
    if accepts {
        let venue = venues::find(&tx, &actor.scope(), before.venue).await?.ok_or(AppError::NotFound)?;
        check_qr_fit(app, &venue)?;
    }
    let (action, note) = describe_command(kind, &command);
    let mut after = decide(&before, Command::Review(kind, command), actor, app.now())?;
    if accepts {
        let reviewer = accounts::find(&tx, actor.account).await?.ok_or(AppError::NotFound)?;
        after.track_mut(kind).set_acceptance_title(reviewer.title);
    }
    applications::save(&tx, &after).await?;
    venue_register::refresh(&tx, &[after.venue]).await?;
    let event = app.build_event(Some(actor), action, id.0).with_venue(before.venue);
    app.audit(&tx, event.with_note(note)).await?;
    notify_owner(app, &tx, &after).await?;
    tx.commit().await?;
    Ok(after)
}

/// The track that `actor` reviews for the actor's agency.
fn require_own_track(actor: &Actor, application: &Application) -> Result<TrackKind, Refusal> {
    let kind = TrackKind::for_role(actor.role).ok_or(Refusal::NotAllowed)?;
    let own = actor.agency == Some(application.track(kind).agency);
    if own { Ok(kind) } else { Err(Refusal::NotAllowed) }
}

/// What an officer can do with an application, so that a page offers only what the rules allow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReviewStance {
    /// May only read.
    ReadOnly,
    /// May claim it.
    Claimable,
    /// Has claimed it.
    Claimed,
    /// A colleague has claimed it.
    ClaimedByColleague,
    /// The officer accepted the track and may undo that until this moment.
    Undoable(OffsetDateTime),
    /// The officer's track is decided.
    Decided,
    /// The other office has returned the application; the officer's track waits until it is submitted again.
    Paused,
    /// The application was refused or withdrawn before the officer's track was decided.
    Ended,
    /// A rule excludes this officer.
    Barred(Refusal),
}

/// The stance of `actor`, found by asking the rules for their answer to an acceptance.
pub fn find_stance(app: &App, actor: &Actor, application: &Application) -> ReviewStance {
    if TrackKind::for_role(actor.role).is_none() {
        return ReviewStance::ReadOnly;
    }
    let answer = require_own_track(actor, application)
        .and_then(|kind| decide(application, Command::Review(kind, TrackCommand::Accept), actor, app.now()));
    match answer {
        Ok(_) => ReviewStance::Claimed,
        Err(Refusal::NotClaimed) => ReviewStance::Claimable,
        Err(Refusal::ClaimedByAnother) => ReviewStance::ClaimedByColleague,
        Err(Refusal::WrongState) => {
            find_undo(app, actor, application).unwrap_or_else(|| find_closed_stance(actor, application))
        }
        Err(refusal) => ReviewStance::Barred(refusal),
    }
}

/// The stance of an officer whose track cannot be decided in this state.
fn find_closed_stance(actor: &Actor, application: &Application) -> ReviewStance {
    let own = TrackKind::for_role(actor.role).map(|kind| application.track(kind).state());
    let is_open = matches!(own, Some(TrackState::Waiting | TrackState::Claimed));
    match application.state {
        _ if !is_open => ReviewStance::Decided,
        ApplicationState::Returned => ReviewStance::Paused,
        _ => ReviewStance::Ended,
    }
}

fn find_undo(app: &App, actor: &Actor, application: &Application) -> Option<ReviewStance> {
    let kind = TrackKind::for_role(actor.role)?;
    let undo = Command::Review(kind, TrackCommand::UndoAcceptance);
    decide(application, undo, actor, app.now()).ok()?;
    application.track(kind).undo_until().map(ReviewStance::Undoable)
}

/// The audit action of a command, and its note.
fn describe_command(kind: TrackKind, command: &TrackCommand) -> (AuditAction, String) {
    let written = |reasons: &[ReturnReason], note: &str| DecisionNote::format(kind, reasons, note);
    match command {
        TrackCommand::Claim | TrackCommand::TakeOver => (AuditAction::TrackClaimed, kind.code().to_owned()),
        TrackCommand::UndoAcceptance => (AuditAction::AcceptanceUndone, kind.code().to_owned()),
        TrackCommand::Release => (AuditAction::TrackReleased, kind.code().to_owned()),
        TrackCommand::Accept if kind == TrackKind::Pledge => (AuditAction::PledgeConfirmed, String::new()),
        TrackCommand::Accept => (AuditAction::LabourAccepted, String::new()),
        TrackCommand::Return(reasons, note) => (AuditAction::TrackReturned, written(reasons, note)),
        TrackCommand::Refuse(reasons, note) => (AuditAction::TrackRefused, written(reasons, note)),
    }
}

async fn notify_owner(app: &App, tx: &Tx, application: &Application) -> Result<(), AppError> {
    if !matches!(application.state, ApplicationState::Returned | ApplicationState::Refused) {
        return Ok(());
    }
    let owner = accounts::find(tx, application.owner).await?.ok_or(AppError::NotFound)?;
    let scope = owner.as_actor().scope();
    let venue = venues::find(tx, &scope, application.venue).await?.ok_or(AppError::NotFound)?.name;
    let link = LinkedPage::Venue { venue: application.venue }.into();
    let notice = match application.state {
        ApplicationState::Returned => Notice::Returned { venue, link },
        _ => Notice::Refused { venue, link },
    };
    app.notify(tx, &owner, notice).await
}

/// Which personal number an officer reveals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RevealedNumber {
    Representative,
    /// The tax code of a business that is a person.
    Tax,
    Worker(WorkerId),
}

/// Reveals a personal number, and records who did and why.
///
/// # Errors
/// [`AppError::Invalid`] for a `reason` that is too short, or above the quota of a day; [`AppError::NotFound`].
pub async fn reveal_number(
    app: &App,
    permit: &Permit<rights::RevealNumbers>,
    id: ApplicationId,
    secret: RevealedNumber,
    reason: &str,
) -> Result<String, AppError> {
    let reason = require_reason(reason)?;
    let actor: &Actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let application = applications::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let venue = venues::find(&tx, &actor.scope(), application.venue).await?.ok_or(AppError::NotFound)?;
    let (sealed, target) = match secret {
        RevealedNumber::Representative => (venue.representative.map(|r| r.number), venue.id.0),
        RevealedNumber::Tax => match venue.business.map(|b| b.tax) {
            Some(TaxNumber::Personal(number)) => (Some(number), venue.id.0),
            _ => (None, venue.id.0),
        },
        RevealedNumber::Worker(worker) => {
            (labour::find(&tx, venue.id, worker).await?.map(|w| w.person.number), worker.0)
        }
    };
    let sealed = sealed.ok_or(AppError::NotFound)?;
    throttle::count_reveal(app, &tx, actor.account).await?;
    let plain = app.vault().open(&sealed).map_err(AppError::internal)?;
    let event =
        app.build_event(Some(actor), AuditAction::NumberRevealed, target).with_venue(application.venue);
    app.audit(&tx, event.with_note(reason)).await?;
    tx.commit().await?;
    Ok(plain)
}
