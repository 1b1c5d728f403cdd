//! Measures after an inspection: an officer endorses one, a second person decides it.

use std::collections::HashMap;

use camket_domain::accounts::Actor;
use camket_domain::audit::Deed;
use camket_domain::certificates::decisions::{self, By};
use camket_domain::ids::{ProposalId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::inspections::consequences::ground;
use camket_domain::inspections::lifecycle;
use camket_domain::outbox::Notice;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::proposals::{Command, Measure, Proposal, Signatory, State, Wanted, decide as rule};
use camket_domain::refusal::Refusal;
use camket_store::{Tx, accounts, certificates, inspections, proposals, venues};

use crate::certificates::decisions::take_in;
use crate::{App, AppError};

type Office = Permit<rights::DecideMeasures>;

/// The undecided proposals of the reader's area, oldest first, with the names of their venues.
pub async fn waiting(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    after: Option<Cursor>,
) -> Result<(Paged<Proposal>, HashMap<VenueId, String>), AppError> {
    let found = proposals::waiting(app.store(), &permit.actor().scope(), after).await?;
    let names = venues::names(app.store(), found.items.iter().map(|proposal| proposal.venue)).await?;
    Ok((found, names))
}

/// Endorses a measure.
///
/// # Errors
/// A [`Refusal`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn endorse(
    app: &App,
    permit: &Office,
    id: ProposalId,
    version: i32,
    wanted: Wanted,
) -> Result<(), AppError> {
    let (tx, before, _) = opened(app, permit, id, version).await?;
    let after = rule(&before, Command::Endorse(wanted), signatory(app, permit.actor()), app.today())?;
    saved(app, tx, permit.actor(), &after, Deed::MeasureEndorsed).await
}

/// Sends a measure back for another endorsement; by a second person.
///
/// # Errors
/// As [`endorse`].
pub async fn send_back(app: &App, permit: &Office, id: ProposalId, version: i32) -> Result<(), AppError> {
    let (tx, before, _) = opened(app, permit, id, version).await?;
    let after = rule(&before, Command::SendBack, signatory(app, permit.actor()), app.today())?;
    saved(app, tx, permit.actor(), &after, Deed::MeasureSentBack).await
}

/// Decides a measure; by a second person. A suspension or revocation takes effect in the same transaction, and the
/// owner is notified.
///
/// # Errors
/// [`Refusal::SecondPerson`]; [`Refusal::NotAllowed`] where only the issuing agency decides; other refusals of the
/// state machine; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn decide(app: &App, permit: &Office, id: ProposalId, version: i32) -> Result<(), AppError> {
    let actor = permit.actor();
    let (tx, before, inspection) = opened(app, permit, id, version).await?;
    let after = rule(&before, Command::Decide, signatory(app, actor), app.today())?;
    if after.measure.touches_certificate() {
        take_effect(app, &tx, actor, &after, &inspection).await?;
    }
    // The owner may have replied since: the inspection is saved as it is now.
    let settled = lifecycle::decide(&inspection, lifecycle::Command::Settle, app.now(), app.today())?;
    inspections::save(&tx, &settled).await?;
    tell_owner(app, &tx, &inspection).await?;
    saved(app, tx, actor, &after, Deed::MeasureDecided).await
}

async fn opened(
    app: &App,
    permit: &Office,
    id: ProposalId,
    version: i32,
) -> Result<(Tx, Proposal, Inspection), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let before = proposals::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let venue = venues::find(&tx, &actor.scope(), before.venue).await?.ok_or(AppError::NotFound)?;
    if venue.owner == actor.account {
        return Err(Refusal::OwnVenue.into());
    }
    let inspection = inspections::find(&tx, &actor.scope(), before.inspection).await?;
    Ok((tx, before, inspection.ok_or(AppError::NotFound)?))
}

async fn saved(app: &App, tx: Tx, actor: &Actor, after: &Proposal, deed: Deed) -> Result<(), AppError> {
    proposals::save(&tx, after).await?;
    let event = app.event(Some(actor), deed, after.inspection.0);
    // The venue's timeline, which its owner reads, shows only the decision, not the office's steps before it.
    let event = if after.state == State::Decided { event.of_venue(after.venue) } else { event };
    app.audit(&tx, event.noted(after.measure.code())).await?;
    Ok(tx.commit().await?)
}

async fn take_effect(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    proposal: &Proposal,
    inspection: &Inspection,
) -> Result<(), AppError> {
    let certificate = proposal.certificate.ok_or(Refusal::NoCertificate)?;
    let certificate = certificates::find(tx, &actor.scope(), certificate).await?.ok_or(AppError::NotFound)?;
    let first = proposal.first.as_ref().ok_or(Refusal::WrongState)?;
    let kind = match proposal.measure {
        Measure::Revoke => decisions::Kind::Revoke,
        Measure::None | Measure::Reminder | Measure::Suspend => decisions::Kind::Suspend,
    };
    let text = format!("Biên bản kiểm tra số {}. {}", inspection.number, proposal.note);
    let wanted = decisions::Proposal {
        kind,
        ground: ground(&proposal.grounds, kind),
        text: text.trim().to_owned(),
        number: proposal.decision.clone(),
        until: proposal.until,
    };
    let first = By { account: first.account, name: first.name.clone(), at: first.at };
    take_in(app, tx, first, actor, &certificate, wanted).await
}

async fn tell_owner(app: &App, tx: &Tx, inspection: &Inspection) -> Result<(), AppError> {
    let owners = venues::owners(tx, &[inspection.venue]).await?;
    let owner = owners.get(&inspection.venue).ok_or(AppError::NotFound)?;
    let owner = accounts::find(tx, *owner).await?.ok_or(AppError::NotFound)?;
    let notice = Notice::MeasureDecided {
        venue: inspection.report.name.clone(),
        number: inspection.number.to_string(),
        link: app.url(&format!("/venues/{}/inspections/{}", inspection.venue, inspection.id)),
    };
    app.notify(tx, &owner, notice).await
}

fn signatory(app: &App, actor: &Actor) -> Signatory {
    Signatory { account: actor.account, name: actor.name.clone(), at: app.now() }
}
