//! What becomes of a venue's certificate and application when the venue closes.
//!
//! The owner's own word ends the certificate at once. An officer's record ends nothing by itself: like every revocation it is
//! proposed, and a second person decides.

use camket_domain::accounts::Actor;
use camket_domain::applications::lifecycle::{self as filing, Command as FilingCommand, check_withdrawal};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::decisions::{
    ActorStamp, DecisionGround, DecisionKind, DecisionProposal, DecisionState,
};
use camket_domain::certificates::lifecycle::{CertificateStage, Command, DecisionFacts, decide};
use camket_domain::certificates::{Certificate, PublicReason};
use camket_domain::ids::VenueId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::venues::Venue;
use camket_store::certificates::{decisions, save_status};
use camket_store::{Reader, Tx, accounts, applications, certificates};

use crate::certificates::decisions::propose_in;
use crate::{App, AppError};

/// The certificate that closing this venue today would end; its predecessors were replaced.
pub(crate) async fn find_open_certificate(
    app: &App,
    reader: &impl Reader,
    venue: VenueId,
) -> Result<Option<Certificate>, AppError> {
    let latest = certificates::find_latest(reader, venue).await?;
    Ok(latest.filter(|certificate| {
        let stage = CertificateStage::on_day(certificate, app.today());
        matches!(stage, CertificateStage::InForce | CertificateStage::Suspended)
    }))
}

/// Ends the certificate of a venue that its owner closes, withdraws an application that is not decided, and confirms it to
/// the owner.
///
/// # Errors
/// Refusals of the state machines; [`AppError::Conflict`].
pub(crate) async fn end_for_closed_venue(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    venue: &Venue,
) -> Result<(), AppError> {
    withdraw_application(app, tx, actor, venue.id).await?;
    let Some(certificate) = find_open_certificate(app, tx, venue.id).await? else { return Ok(()) };
    let facts = DecisionFacts {
        owner: venue.owner,
        proposer: actor.account,
        decider: actor.account,
        reason: PublicReason::Closed,
        number: "",
    };
    save_status(tx, &decide(&certificate, Command::Close, &facts, app.now())?).await?;
    let by = ActorStamp::new(actor, app.now());
    decisions::withdraw_proposed(tx, &[certificate.id], &by).await?;
    let event = app.build_event(Some(actor), AuditAction::CertificateEnded, certificate.id.0);
    app.audit(tx, event.with_venue(venue.id).with_note(certificate.number.as_str())).await?;
    let owner = accounts::find(tx, venue.owner).await?.ok_or(AppError::NotFound)?;
    let notice = Notice::PaperEnded {
        venue: venue.name.clone(),
        number: certificate.number.to_string(),
        link: LinkedPage::Certificate { venue: venue.id }.into(),
    };
    app.notify(tx, &owner, notice).await
}

async fn withdraw_application(app: &App, tx: &Tx, actor: &Actor, venue: VenueId) -> Result<(), AppError> {
    let Some(before) = applications::find_latest(tx, venue).await? else { return Ok(()) };
    if check_withdrawal(before.state).is_err() {
        return Ok(());
    }
    let after = filing::decide(&before, FilingCommand::Withdraw, actor, app.now())?;
    applications::save(tx, &after).await?;
    let event = app.build_event(Some(actor), AuditAction::Withdrawn, before.id.0);
    app.audit(tx, event.with_venue(venue)).await
}

/// Proposes to revoke the certificate of a venue that an officer found closed, unless that is proposed already.
///
/// # Errors
/// Refusals of the state machine.
pub(crate) async fn propose_for_closed_venue(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    venue: VenueId,
    reason: &str,
) -> Result<(), AppError> {
    let Some(certificate) = find_open_certificate(app, tx, venue).await? else { return Ok(()) };
    let known = decisions::list_by_certificate(tx, certificate.id).await?;
    let is_proposed = known.iter().any(|decision| {
        decision.proposal.kind == DecisionKind::Revoke && decision.state() == DecisionState::Proposed
    });
    if is_proposed {
        return Ok(());
    }
    let proposal = DecisionProposal {
        kind: DecisionKind::Revoke,
        ground: DecisionGround::Closed,
        text: reason.to_owned(),
        number: String::new(),
        until: None,
    };
    propose_in(app, tx, actor, &certificate, proposal).await.map(drop)
}
