//! Issuing one or many certificates. Applications are loaded together, decided one by one and written in one
//! transaction. A refusal affects only its own application; a certificate that fails its self-test stops its whole
//! batch.

mod dossiers;

use std::collections::HashSet;

use camket_domain::agencies::Agency;
use camket_domain::applications::{Application, State};
use camket_domain::audit::Deed;
use camket_domain::certificates::Certificate;
use camket_domain::ids::ApplicationId;
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::{Tx, applications, audit, certificates, outbox};

use super::numbering::number_and_sign;
use super::succession;
use crate::{App, AppError};
use dossiers::Dossiers;

type Approver = Permit<rights::IssueCertificates>;

/// The result for one application.
#[derive(Debug)]
pub struct Outcome {
    pub application: ApplicationId,
    /// The certificate, or why there is none.
    pub result: Result<Certificate, AppError>,
}

/// Most applications that one page issues at a time.
pub const MOST: usize = 100;
/// Most applications in one transaction: it bounds how long other writers wait.
const BATCH: usize = 500;

/// Issues certificates for accepted applications.
pub async fn issue(app: &App, permit: &Approver, ids: &[ApplicationId]) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(ids.len());
    for batch in ids.chunks(BATCH) {
        match issue_batch(app, permit, batch).await {
            Ok(issued) => outcomes.extend(issued),
            Err(error) => outcomes
                .extend(batch.iter().map(|id| Outcome { application: *id, result: Err(the_same(&error)) })),
        }
    }
    outcomes
}

/// Copies an error that stopped a whole batch, for each application of the batch.
fn the_same(error: &AppError) -> AppError {
    match error {
        AppError::Refused(refusal) => AppError::Refused(refusal.clone()),
        AppError::Conflict => AppError::Conflict,
        AppError::NotFound => AppError::NotFound,
        other => AppError::Internal(other.to_string()),
    }
}

async fn issue_batch(app: &App, permit: &Approver, ids: &[ApplicationId]) -> Result<Vec<Outcome>, AppError> {
    let tx = app.store().write().await?;
    let held = applications::hold_many(&tx, &permit.actor().scope(), ids).await?;
    let dossiers = Dossiers::load(app, permit, &tx, &held).await?;
    let (mut drafts, mut outcomes, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for id in ids {
        // An application that is listed twice is refused the second time.
        let fresh = seen.insert(*id);
        let drafted = if fresh { dossiers.draft(app, *id) } else { Err(Refusal::WrongState.into()) };
        match drafted {
            Ok(draft) => drafts.push(draft),
            Err(error) => outcomes.push(Outcome { application: *id, result: Err(error) }),
        }
    }
    if let Some(agency) = dossiers.agency() {
        let issued = write(app, permit, tx, agency, &dossiers, drafts).await?;
        let issued = issued.into_iter().map(|c| Outcome { application: c.application, result: Ok(c) });
        outcomes.extend(issued);
        app.refresh_quietly().await;
    }
    let place = |outcome: &Outcome| ids.iter().position(|id| *id == outcome.application);
    outcomes.sort_by_key(place);
    Ok(outcomes)
}

/// Writes a batch and commits it.
async fn write(
    app: &App,
    permit: &Approver,
    tx: Tx,
    agency: &Agency,
    dossiers: &Dossiers,
    drafts: Vec<Certificate>,
) -> Result<Vec<Certificate>, AppError> {
    if drafts.is_empty() {
        return Ok(drafts);
    }
    let ids: Vec<_> = drafts.iter().map(|draft| draft.application).collect();
    applications::save_state(&tx, &ids, State::Issued).await?;
    let issued = number_and_sign(app, &tx, agency, drafts).await?;
    certificates::insert_many(&tx, agency.id, &issued).await?;
    let event = |certificate: &Certificate| {
        let event = app.event(Some(permit.actor()), Deed::CertificateIssued, certificate.id.0);
        event.of_venue(certificate.venue).noted(certificate.number.as_str())
    };
    succession::supersede(app, &tx, permit.actor(), &dossiers.replaced(&issued)).await?;
    audit::insert_all(&tx, &issued.iter().map(event).collect::<Vec<_>>()).await?;
    let messages: Vec<_> =
        issued.iter().filter_map(|certificate| message(app, dossiers, certificate)).collect();
    outbox::insert_all(&tx, &messages).await?;
    tx.commit().await?;
    Ok(issued)
}

fn message(
    app: &App,
    dossiers: &Dossiers,
    certificate: &Certificate,
) -> Option<camket_domain::outbox::Message> {
    let notice = Notice::Issued {
        venue: certificate.facts.name.clone(),
        number: certificate.number.to_string(),
        link: app.url(&format!("/venues/{}/certificate", certificate.venue)),
    };
    app.message(dossiers.owner_of(certificate.application)?, notice)
}

/// The certificate as it would be issued now, without its numbers. Saves nothing.
///
/// # Errors
/// As issuing: [`Refusal`], [`AppError::NotFound`].
pub async fn preview(app: &App, permit: &Approver, id: ApplicationId) -> Result<Certificate, AppError> {
    let scope = permit.actor().scope();
    let application: Application =
        applications::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    Dossiers::load(app, permit, app.store(), &[application]).await?.draft(app, id)
}
