//! What a decision changes: the certificate's status, the audit trail, and the message to the owner.

use camket_domain::accounts::Actor;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::format_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{ActorStamp, Decision, DecisionKind};
use camket_domain::certificates::lifecycle::{self, DecisionFacts};
use camket_domain::ids::AccountId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_store::certificates::{decisions, save_status};
use camket_store::{Tx, accounts, venue_register};

use crate::{App, AppError, InputProblem};

/// Puts a decision into effect.
///
/// # Errors
/// [`AppError::Invalid`] for a decision without a number; refusals of the state machine; [`AppError::Conflict`].
pub(super) async fn apply_decision(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    certificate: &Certificate,
    decision: &Decision,
    owner: AccountId,
) -> Result<(), AppError> {
    let proposal = &decision.proposal;
    if proposal.number.is_empty() {
        return Err(AppError::invalid("number", InputProblem::DecisionNumberEmpty));
    }
    let facts = DecisionFacts {
        owner,
        proposer: decision.proposed.account,
        decider: actor.account,
        reason: proposal.ground.public_reason(proposal.kind),
        number: &proposal.number,
    };
    let after = lifecycle::decide(certificate, proposal.to_command()?, &facts, app.now())?;
    save_status(tx, &after).await?;
    venue_register::refresh(tx, &[after.venue]).await?;
    if proposal.kind == DecisionKind::Revoke {
        decisions::withdraw_proposed(tx, &[certificate.id], &ActorStamp::new(actor, app.now())).await?;
    }
    let event = app
        .build_event(Some(actor), map_to_audit_action(proposal.kind), certificate.id.0)
        .with_venue(certificate.venue);
    app.audit(tx, event.with_note(proposal.number.as_str())).await?;
    let owner = accounts::find(tx, owner).await?.ok_or(AppError::NotFound)?;
    app.notify(tx, &owner, build_notice(certificate, decision)).await
}

fn map_to_audit_action(kind: DecisionKind) -> AuditAction {
    match kind {
        DecisionKind::Suspend => AuditAction::CertificateSuspended,
        DecisionKind::Lift => AuditAction::CertificateLifted,
        DecisionKind::Revoke => AuditAction::CertificateRevoked,
    }
}

fn build_notice(certificate: &Certificate, decision: &Decision) -> Notice {
    let (venue, number) = (certificate.facts.name.clone(), certificate.number.to_string());
    let link = LinkedPage::Certificate { venue: certificate.venue }.into();
    let proposal = &decision.proposal;
    let decision = proposal.number.clone();
    match proposal.kind {
        DecisionKind::Suspend => {
            let until = proposal.until.map(format_date).unwrap_or_default();
            Notice::Suspended { venue, number, decision, until, link }
        }
        DecisionKind::Lift => Notice::Lifted { venue, number, decision, link },
        DecisionKind::Revoke => Notice::Revoked { venue, number, decision, link },
    }
}
