//! Issuing one or many certificates. Applications are loaded together, decided one by one and written in one
//! transaction. A refusal affects only its own application; a certificate that fails its self-test stops its whole
//! batch.

mod batch;

use std::collections::HashSet;
use std::sync::Arc;

use camket_domain::agencies::Agency;
use camket_domain::applications::{Application, ApplicationState};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::ids::ApplicationId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::{Tx, applications, audit, certificates, outbox, venue_register};

use super::numbering::number_and_sign;
use super::succession;
use crate::{App, AppError};
use batch::IssueBatch;

type IssuerPermit = Permit<rights::IssueCertificates>;

/// The result for one application.
#[derive(Debug)]
pub struct IssueOutcome {
    pub application: ApplicationId,
    /// The certificate, or why there is none.
    pub result: Result<Certificate, AppError>,
}

/// Most applications in one transaction: it bounds how long other writers wait.
const BATCH_SIZE: usize = 500;

/// Issues certificates for accepted applications.
pub async fn issue(app: &App, permit: &IssuerPermit, ids: &[ApplicationId]) -> Vec<IssueOutcome> {
    let mut outcomes = Vec::with_capacity(ids.len());
    for batch in ids.chunks(BATCH_SIZE) {
        match issue_batch(app, permit, batch).await {
            Ok(issued) => outcomes.extend(issued),
            Err(error) => outcomes.extend(
                batch.iter().map(|id| IssueOutcome { application: *id, result: Err(copy_error(&error)) }),
            ),
        }
    }
    outcomes
}

/// Copies an error that stopped a whole batch, for each application of the batch.
fn copy_error(error: &AppError) -> AppError {
    match error {
        AppError::Refused(refusal) => AppError::Refused(refusal.clone()),
        AppError::Conflict => AppError::Conflict,
        AppError::NotFound => AppError::NotFound,
        AppError::Busy(seconds) => AppError::Busy(*seconds),
        AppError::NoRoom => AppError::NoRoom,
        AppError::SetBack => AppError::SetBack,
        AppError::Internal(cause) => AppError::Internal(Arc::clone(cause)),
        other => AppError::internal(other.to_string()),
    }
}

async fn issue_batch(
    app: &App,
    permit: &IssuerPermit,
    ids: &[ApplicationId],
) -> Result<Vec<IssueOutcome>, AppError> {
    let tx = app.store().begin_write().await?;
    let held = applications::lock_many(&tx, &permit.actor().scope(), ids).await?;
    let dossiers = IssueBatch::load(app, permit, &tx, &held).await?;
    let (mut drafts, mut outcomes, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for id in ids {
        // An application that is listed twice is refused the second time.
        let fresh = seen.insert(*id);
        let drafted = if fresh { dossiers.build_draft(app, *id) } else { Err(Refusal::WrongState.into()) };
        match drafted {
            Ok(draft) => drafts.push(draft),
            Err(error) => outcomes.push(IssueOutcome { application: *id, result: Err(error) }),
        }
    }
    if let Some(agency) = dossiers.issuing_agency() {
        let issued = write_batch(app, permit, tx, agency, &dossiers, drafts).await?;
        let issued = issued.into_iter().map(|c| IssueOutcome { application: c.application, result: Ok(c) });
        outcomes.extend(issued);
        app.try_refresh_register().await;
    }
    let place = |outcome: &IssueOutcome| ids.iter().position(|id| *id == outcome.application);
    outcomes.sort_by_key(place);
    Ok(outcomes)
}

/// Writes a batch and commits it.
async fn write_batch(
    app: &App,
    permit: &IssuerPermit,
    tx: Tx,
    agency: &Agency,
    dossiers: &IssueBatch,
    drafts: Vec<Certificate>,
) -> Result<Vec<Certificate>, AppError> {
    if drafts.is_empty() {
        return Ok(drafts);
    }
    let ids: Vec<_> = drafts.iter().map(|draft| draft.application).collect();
    applications::save_state(&tx, &ids, ApplicationState::Issued).await?;
    let issued = number_and_sign(app, &tx, agency, drafts).await?;
    certificates::insert_many(&tx, agency.id, &issued).await?;
    let event = |certificate: &Certificate| {
        let event = app.build_event(Some(permit.actor()), AuditAction::CertificateIssued, certificate.id.0);
        event.with_venue(certificate.venue).with_note(certificate.number.as_str())
    };
    succession::supersede(app, &tx, permit.actor(), &dossiers.list_replaced_pairs(&issued)).await?;
    venue_register::register_certificates(&tx, &issued).await?;
    audit::insert_many(&tx, &issued.iter().map(event).collect::<Vec<_>>()).await?;
    let messages: Vec<_> =
        issued.iter().filter_map(|certificate| build_issued_message(app, dossiers, certificate)).collect();
    outbox::insert_many(&tx, &messages).await?;
    tx.commit().await?;
    Ok(issued)
}

fn build_issued_message(
    app: &App,
    dossiers: &IssueBatch,
    certificate: &Certificate,
) -> Option<camket_domain::outbox::Message> {
    let notice = Notice::Issued {
        venue: certificate.facts.name.clone(),
        number: certificate.number.to_string(),
        link: LinkedPage::Certificate { venue: certificate.venue }.into(),
    };
    app.build_message(dossiers.find_owner(certificate.application)?, notice)
}

/// The certificate as it would be issued now, without its numbers. Saves nothing.
///
/// # Errors
/// As issuing: [`Refusal`], [`AppError::NotFound`].
pub async fn preview(app: &App, permit: &IssuerPermit, id: ApplicationId) -> Result<Certificate, AppError> {
    let scope = permit.actor().scope();
    let application: Application =
        applications::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    IssueBatch::load(app, permit, app.store(), &[application]).await?.build_draft(app, id)
}
