//! Reading decisions, and what a member of staff may do with them.

use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{
    Decision, DecisionCommand, DecisionKind, DecisionState, ProposalFacts, decide as rule,
};
use camket_domain::certificates::lifecycle::CertificateStage;
use camket_domain::ids::{CertificateId, DecisionId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::certificates::{self, decisions};
use camket_store::venues;

use super::{DecisionDossier, load_dossier, may_decide_at};
use crate::{App, AppError};

/// One decision with its certificate.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: DecisionId,
) -> Result<DecisionDossier, AppError> {
    load_dossier(app.store(), permit.actor(), id).await
}

/// A page of the open proposals (oldest first) or of the settled ones (newest first).
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    waiting: bool,
    after: Option<Cursor>,
) -> Result<Paged<DecisionDossier>, AppError> {
    let scope = permit.actor().scope();
    let found = decisions::list(app.store(), &scope, waiting, after).await?;
    let ids: Vec<_> = found.items.iter().map(|decision| decision.certificate).collect();
    let about = certificates::find_many(app.store(), &scope, &ids).await?;
    let matter = |decision: Decision| {
        let certificate = about.iter().find(|one| one.id == decision.certificate)?.clone();
        Some(DecisionDossier { decision, certificate })
    };
    Ok(Paged { items: found.items.into_iter().filter_map(matter).collect(), next: found.next })
}

/// The proposals and decisions on a certificate, newest first.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_for_certificate(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: CertificateId,
) -> Result<Vec<Decision>, AppError> {
    let certificate = crate::certificates::find(app, permit, id).await?;
    Ok(decisions::list_by_certificate(app.store(), certificate.id).await?)
}

/// Whether a decision of this kind is possible in the certificate's present state.
pub fn is_possible(app: &App, certificate: &Certificate, kind: DecisionKind) -> bool {
    match (CertificateStage::on_day(certificate, app.today()), kind) {
        (CertificateStage::Suspended, _) => true,
        (CertificateStage::InForce, kind) => kind != DecisionKind::Lift,
        _ => false,
    }
}

/// What a member of staff can do with a decision now, so that a page offers only what the rules allow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionStance {
    /// May decide or decline it.
    pub decides: bool,
    /// May withdraw it.
    pub withdraws: bool,
    /// Why a member of staff who decides here may not decide this one.
    pub barred: Option<Refusal>,
}

/// The stance of the permit's holder, found by asking the rules.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_stance(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    matter: &DecisionDossier,
) -> Result<DecisionStance, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    let venue = venues::find(store, &actor.scope(), matter.certificate.venue).await?;
    let venue = venue.ok_or(AppError::NotFound)?;
    let here = may_decide_at(app, store, actor, &venue).await?;
    let facts = ProposalFacts { actor, owner: venue.owner };
    let says = |command| rule(&matter.decision, command, &facts, app.now());
    let deciding = says(DecisionCommand::Decide(String::new()));
    let open = matter.decision.state() == DecisionState::Proposed;
    Ok(DecisionStance {
        decides: here && deciding.is_ok(),
        withdraws: says(DecisionCommand::Withdraw).is_ok(),
        barred: deciding.err().filter(|_| here && open),
    })
}

/// Whether a member of staff decides on the certificates of a venue, so that a page offers only what the rules allow.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn may_decide_on(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    certificate: &Certificate,
) -> Result<bool, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    let venue = venues::find(store, &actor.scope(), certificate.venue).await?.ok_or(AppError::NotFound)?;
    may_decide_at(app, store, actor, &venue).await
}
