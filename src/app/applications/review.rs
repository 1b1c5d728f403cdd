//! An officer decides a track, or reveals a personal number with a reason.

use camket_domain::accounts::Actor;
use camket_domain::applications::lifecycle::{TrackCommand, decide_track};
use camket_domain::applications::track::Reasoned;
use camket_domain::applications::{Application, State, TrackKind};
use camket_domain::audit::Deed;
use camket_domain::ids::{ApplicationId, WorkerId};
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::TaxNumber;
use camket_store::{Tx, accounts, applications, labour, venues};

use crate::certificates::size;
use crate::{App, AppError};

type Reviewer = Permit<rights::ReviewTracks>;

/// Applies `command` to the track of the officer's role. `version` is the version that the page showed.
///
/// # Errors
/// A [`Refusal`] of the state machine; [`Refusal::NotAllowed`] for another agency's officer;
/// [`Refusal::TooLongForPaper`] for accepting a name and address that do not fit the certificate;
/// [`AppError::Conflict`] if the application changed meanwhile; [`AppError::NotFound`].
pub async fn review(
    app: &App,
    permit: &Reviewer,
    id: ApplicationId,
    version: i32,
    command: TrackCommand,
) -> Result<Application, AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let before = applications::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let kind = own_track(actor, &before)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    if command == TrackCommand::Accept {
        let venue = venues::find(&tx, &actor.scope(), before.venue).await?.ok_or(AppError::NotFound)?;
        size::fits(app, &venue)?;
    }
    let (deed, note) = told(kind, &command);
    let after = decide_track(&before, kind, command, actor, app.now())?;
    applications::save(&tx, &after).await?;
    let event = app.event(Some(actor), deed, id.0).of_venue(before.venue);
    app.audit(&tx, event.noted(note)).await?;
    tell_owner(app, &tx, &after).await?;
    tx.commit().await?;
    Ok(after)
}

/// The track that `actor` reviews for the actor's agency.
fn own_track(actor: &Actor, application: &Application) -> Result<TrackKind, Refusal> {
    let kind = TrackKind::of_role(actor.role).ok_or(Refusal::NotAllowed)?;
    let own = actor.agency == Some(application.track(kind).agency);
    if own { Ok(kind) } else { Err(Refusal::NotAllowed) }
}

/// What an officer can do with an application, so that a page offers only what the rules allow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stance {
    /// May only read.
    Reader,
    /// May claim it.
    Free,
    /// Has claimed it.
    InHand,
    /// A colleague has claimed it.
    Colleague,
    /// The officer's track is decided.
    Over,
    /// A rule excludes this officer.
    Barred(Refusal),
}

/// The stance of `actor`, found by asking the rules for their answer to an acceptance.
pub fn stance(app: &App, actor: &Actor, application: &Application) -> Stance {
    if TrackKind::of_role(actor.role).is_none() {
        return Stance::Reader;
    }
    let answer = own_track(actor, application)
        .and_then(|kind| decide_track(application, kind, TrackCommand::Accept, actor, app.now()));
    match answer {
        Ok(_) => Stance::InHand,
        Err(Refusal::NotClaimed) => Stance::Free,
        Err(Refusal::ClaimedByAnother) => Stance::Colleague,
        Err(Refusal::WrongState) => Stance::Over,
        Err(refusal) => Stance::Barred(refusal),
    }
}

/// The audit action of a command, and its note.
pub fn told(kind: TrackKind, command: &TrackCommand) -> (Deed, String) {
    let written = |reasons: &[String], note: &str| Reasoned::write(kind, reasons, note);
    match command {
        TrackCommand::Claim | TrackCommand::TakeOver => (Deed::TrackClaimed, kind.code().to_owned()),
        TrackCommand::Release => (Deed::TrackReleased, kind.code().to_owned()),
        TrackCommand::Accept if kind == TrackKind::Pledge => (Deed::PledgeConfirmed, String::new()),
        TrackCommand::Accept => (Deed::LabourAccepted, String::new()),
        TrackCommand::Return(reasons, note) => (Deed::TrackReturned, written(reasons, note)),
        TrackCommand::Refuse(reasons, note) => (Deed::TrackRefused, written(reasons, note)),
    }
}

async fn tell_owner(app: &App, tx: &Tx, application: &Application) -> Result<(), AppError> {
    if !matches!(application.state, State::Returned | State::Refused) {
        return Ok(());
    }
    let owner = accounts::find(tx, application.owner).await?.ok_or(AppError::NotFound)?;
    let scope = owner.actor().scope();
    let venue = venues::find(tx, &scope, application.venue).await?.ok_or(AppError::NotFound)?.name;
    let link = app.url(&format!("/venues/{}", application.venue));
    let notice = match application.state {
        State::Returned => Notice::Returned { venue, link },
        _ => Notice::Refused { venue, link },
    };
    app.notify(tx, &owner, notice).await
}

/// Which personal number an officer reveals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Secret {
    Representative,
    /// The tax code of a business that is a person.
    Tax,
    Worker(WorkerId),
}

/// Reveals a personal number, and records who did and why.
///
/// # Errors
/// [`AppError::Invalid`] for a `reason` of fewer than 5 characters; [`AppError::NotFound`].
pub async fn reveal(
    app: &App,
    permit: &Permit<rights::RevealNumbers>,
    id: ApplicationId,
    secret: Secret,
    reason: &str,
) -> Result<String, AppError> {
    if reason.trim().chars().count() < 5 {
        return Err(AppError::Invalid("reason", "reason-short"));
    }
    let actor: &Actor = permit.actor();
    let tx = app.store().write().await?;
    let application = applications::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let venue = venues::find(&tx, &actor.scope(), application.venue).await?.ok_or(AppError::NotFound)?;
    let (sealed, target) = match secret {
        Secret::Representative => (venue.representative.map(|r| r.number), venue.id.0),
        Secret::Tax => match venue.business.map(|b| b.tax) {
            Some(TaxNumber::Personal(number)) => (Some(number), venue.id.0),
            _ => (None, venue.id.0),
        },
        Secret::Worker(worker) => {
            (labour::find(&tx, venue.id, worker).await?.map(|w| w.person.number), worker.0)
        }
    };
    let sealed = sealed.ok_or(AppError::NotFound)?;
    let plain = app.vault().open(&sealed).map_err(|e| AppError::Internal(e.to_string()))?;
    let event = app.event(Some(actor), Deed::NumberRevealed, target).of_venue(application.venue);
    app.audit(&tx, event.noted(reason.trim())).await?;
    tx.commit().await?;
    Ok(plain)
}
