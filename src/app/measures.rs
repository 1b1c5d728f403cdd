//! Measures after an inspection: an officer endorses one, a second person decides it.

use std::collections::HashMap;

use camket_domain::accounts::Actor;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::decisions::DecisionProposal;
use camket_domain::ids::{ProposalId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::inspections::consequences::choose_decision_ground;
use camket_domain::inspections::lifecycle;
use camket_domain::measures::{
    Command, EndorsedMeasure, MeasureDecision, MeasureEffect, MeasureProposal, ProposalStatus, decide as rule,
};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::{Tx, accounts, certificates, inspections, measures, venues};

use crate::certificates::decisions::decide_endorsed;
use crate::{App, AppError};

type MeasureOfficerPermit = Permit<rights::DecideMeasures>;

/// The undecided proposals of the reader's area, oldest first, with the names of their venues.
pub async fn list_waiting(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    after: Option<Cursor>,
) -> Result<(Paged<MeasureProposal>, HashMap<VenueId, String>), AppError> {
    let found = measures::list_undecided(app.store(), &permit.actor().scope(), after).await?;
    let names = venues::load_names(app.store(), found.items.iter().map(|proposal| proposal.venue)).await?;
    Ok((found, names))
}

/// Endorses a measure.
///
/// # Errors
/// A [`Refusal`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn endorse(
    app: &App,
    permit: &MeasureOfficerPermit,
    id: ProposalId,
    version: i32,
    wanted: EndorsedMeasure,
) -> Result<(), AppError> {
    let (tx, before, _) = begin_decision(app, permit, id, version).await?;
    let after = rule(&before, Command::Endorse(wanted), permit.actor(), app.now())?;
    save_and_commit(app, tx, permit.actor(), &after, AuditAction::MeasureEndorsed).await
}

/// Sends a measure back for another endorsement; by a second person.
///
/// # Errors
/// As [`endorse`].
pub async fn send_back(
    app: &App,
    permit: &MeasureOfficerPermit,
    id: ProposalId,
    version: i32,
) -> Result<(), AppError> {
    let (tx, before, _) = begin_decision(app, permit, id, version).await?;
    let after = rule(&before, Command::SendBack, permit.actor(), app.now())?;
    save_and_commit(app, tx, permit.actor(), &after, AuditAction::MeasureSentBack).await
}

/// Decides a measure; by a second person. A suspension or revocation takes effect in the same transaction, and the
/// owner is notified.
///
/// # Errors
/// [`Refusal::SecondPerson`]; [`Refusal::NotAllowed`] where only the issuing agency decides; other refusals of the
/// state machine; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn decide(
    app: &App,
    permit: &MeasureOfficerPermit,
    id: ProposalId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let (tx, before, inspection) = begin_decision(app, permit, id, version).await?;
    let after = rule(&before, Command::Decide, actor, app.now())?;
    apply_to_certificate(app, &tx, actor, &after, &inspection).await?;
    // The owner may have replied since: the inspection is saved as it is now.
    let settled = lifecycle::decide(&inspection, lifecycle::Command::Settle, app.now())?;
    inspections::save(&tx, &settled).await?;
    notify_owner(app, &tx, &inspection).await?;
    save_and_commit(app, tx, actor, &after, AuditAction::MeasureDecided).await
}

async fn begin_decision(
    app: &App,
    permit: &MeasureOfficerPermit,
    id: ProposalId,
    version: i32,
) -> Result<(Tx, MeasureProposal, Inspection), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = measures::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
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

async fn save_and_commit(
    app: &App,
    tx: Tx,
    actor: &Actor,
    after: &MeasureProposal,
    action: AuditAction,
) -> Result<(), AppError> {
    measures::save(&tx, after).await?;
    let event = app.build_event(Some(actor), action, after.inspection.0);
    // The venue's timeline, which its owner reads, shows only the decision, not the office's steps before it.
    let event = if matches!(after.status, ProposalStatus::Decided { .. }) {
        event.with_venue(after.venue)
    } else {
        event
    };
    app.audit(&tx, event.with_note(after.measure().code())).await?;
    Ok(tx.commit().await?)
}

/// Puts a suspension or revocation into effect; other measures leave the certificate as it is.
async fn apply_to_certificate(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    proposal: &MeasureProposal,
    inspection: &Inspection,
) -> Result<(), AppError> {
    let ProposalStatus::Decided { measure, endorsed_by, .. } = &proposal.status else { return Ok(()) };
    let MeasureDecision { effect: MeasureEffect::OnCertificate(certificate, effect), number, note } = measure
    else {
        return Ok(());
    };
    let certificate =
        certificates::find(tx, &actor.scope(), *certificate).await?.ok_or(AppError::NotFound)?;
    let kind = effect.decision_kind();
    let text = format!("Biên bản kiểm tra số {}. {note}", inspection.number);
    let wanted = DecisionProposal {
        kind,
        ground: choose_decision_ground(&proposal.grounds, kind),
        text: text.trim().to_owned(),
        number: number.clone(),
        until: effect.until(),
    };
    decide_endorsed(app, tx, endorsed_by.clone(), actor, &certificate, wanted).await
}

async fn notify_owner(app: &App, tx: &Tx, inspection: &Inspection) -> Result<(), AppError> {
    let owners = venues::load_owners(tx, &[inspection.venue]).await?;
    let owner = owners.get(&inspection.venue).ok_or(AppError::NotFound)?;
    let owner = accounts::find(tx, *owner).await?.ok_or(AppError::NotFound)?;
    let notice = Notice::MeasureDecided {
        venue: inspection.report.name.clone(),
        number: inspection.number.to_string(),
        link: LinkedPage::Inspection { venue: inspection.venue, inspection: inspection.id }.into(),
    };
    app.notify(tx, &owner, notice).await
}
