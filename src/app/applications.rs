//! Applications: sent and taken back by owners, reviewed by officers.

mod review;
mod submission;

use camket_domain::agencies::Agency;
use camket_domain::applications::{Application, TrackKind};
use camket_domain::ids::ApplicationId;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_store::applications::{Counts, Filter, QueueRow};
use camket_store::{agencies, applications, venues};

use crate::venues::{Dossier, dossier_of};
use crate::{App, AppError};

pub use review::{Secret, reveal, review};
pub use submission::{Office, matters, missing, offices, submit, withdraw};

/// Everything an officer sees of an application.
#[derive(Clone, Debug)]
pub struct ReviewDossier {
    /// The venue with its pledge, workers, certificate and timeline.
    pub venue: Dossier,
    /// The application.
    pub application: Application,
    /// Who confirms the pledge.
    pub confirming: Option<Agency>,
    /// Who accepts the labour registration.
    pub accepting: Option<Agency>,
}

/// A page of the queue within the officer's area.
///
/// # Errors
/// The database.
pub async fn queue(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    filter: &Filter,
    after: Option<Cursor>,
) -> Result<Paged<QueueRow>, AppError> {
    let digits = filter.words.trim();
    let personal = digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit());
    let filter = Filter { fingerprint: personal.then(|| app.vault().fingerprint(digits)), ..filter.clone() };
    Ok(applications::queue(app.store(), &permit.actor().scope(), &filter, after).await?)
}

/// How full the officer's views are.
///
/// # Errors
/// The database.
pub async fn counts(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    track: TrackKind,
) -> Result<Counts, AppError> {
    let actor = permit.actor();
    Ok(applications::counts(app.store(), &actor.scope(), track, actor.account, app.today()).await?)
}

/// One application with everything on it.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn dossier(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: ApplicationId,
) -> Result<ReviewDossier, AppError> {
    let scope = permit.actor().scope();
    let store = app.store();
    let application = applications::find(store, &scope, id).await?.ok_or(AppError::NotFound)?;
    let venue = venues::find(store, &scope, application.venue).await?.ok_or(AppError::NotFound)?;
    Ok(ReviewDossier {
        confirming: agencies::find(store, application.pledge_track.agency).await?,
        accepting: agencies::find(store, application.labour_track.agency).await?,
        venue: dossier_of(store, venue).await?,
        application,
    })
}
