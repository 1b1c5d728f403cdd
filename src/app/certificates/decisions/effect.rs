//! What a decision changes: the certificate's status, the audit trail, and the message to the owner.

use camket_domain::accounts::Actor;
use camket_domain::audit::Deed;
use camket_domain::calendar::short;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{By, Decision, Kind};
use camket_domain::certificates::lifecycle::{self, Facts};
use camket_domain::ids::AccountId;
use camket_domain::outbox::Notice;
use camket_store::certificates::{decisions, save_standing};
use camket_store::{Tx, accounts};

use crate::{App, AppError};

/// Puts a decision into effect.
///
/// # Errors
/// [`AppError::Invalid`] for a decision without a number; refusals of the state machine; [`AppError::Conflict`].
pub(super) async fn take(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    certificate: &Certificate,
    decision: &Decision,
    owner: AccountId,
) -> Result<(), AppError> {
    let proposal = &decision.proposal;
    if proposal.number.is_empty() {
        return Err(AppError::Invalid("number", "decision-number-empty"));
    }
    let facts = Facts {
        owner,
        proposer: decision.proposed.account,
        decider: actor.account,
        reason: proposal.ground.neutral(proposal.kind),
        number: &proposal.number,
    };
    let standing = lifecycle::decide(certificate, proposal.command()?, facts, app.now())?;
    save_standing(tx, &Certificate { standing, ..certificate.clone() }).await?;
    if proposal.kind == Kind::Revoke {
        decisions::overtake(tx, &[certificate.id], &By::new(actor, app.now())).await?;
    }
    let event = app.event(Some(actor), deed(proposal.kind), certificate.id.0).of_venue(certificate.venue);
    app.audit(tx, event.noted(proposal.number.as_str())).await?;
    let owner = accounts::find(tx, owner).await?.ok_or(AppError::NotFound)?;
    app.notify(tx, &owner, notice(app, certificate, decision)).await
}

fn deed(kind: Kind) -> Deed {
    match kind {
        Kind::Suspend => Deed::CertificateSuspended,
        Kind::Lift => Deed::CertificateLifted,
        Kind::Revoke => Deed::CertificateRevoked,
    }
}

fn notice(app: &App, certificate: &Certificate, decision: &Decision) -> Notice {
    let (venue, number) = (certificate.facts.name.clone(), certificate.number.to_string());
    let link = app.url(&format!("/venues/{}/certificate", certificate.venue));
    let proposal = &decision.proposal;
    let decision = proposal.number.clone();
    match proposal.kind {
        Kind::Suspend => {
            let until = proposal.until.map(short).unwrap_or_default();
            Notice::Suspended { venue, number, decision, until, link }
        }
        Kind::Lift => Notice::Lifted { venue, number, decision, link },
        Kind::Revoke => Notice::Revoked { venue, number, decision, link },
    }
}
