//! Applications: sent and taken back by owners, reviewed by officers.

mod review;
mod submission;

use camket_domain::agencies::Agency;
use camket_domain::applications::{Application, TrackKind};
use camket_domain::calendar::add_working_days;
use camket_domain::identifiers::Phone;
use camket_domain::ids::ApplicationId;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
pub use camket_store::applications::{Counts, Filter, QueueRow, View};
use camket_store::settings::holiday;
use camket_store::{agencies, applications, venues};

use crate::venues::{Dossier, dossier_of};
use crate::{App, AppError, certificates};

pub use review::{Secret, Stance, reveal, review, stance, told};
pub use submission::{Office, matters, missing, offices_ahead, submit, withdraw};

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
    let fingerprint = personal_number(&filter.words).map(|number| app.vault().fingerprint(&number));
    let words = Phone::parse(&filter.words).map_or(filter.words.clone(), |phone| phone.as_str().to_owned());
    let filter = Filter { fingerprint, words, ..filter.clone() };
    Ok(applications::queue(app.store(), &permit.actor().scope(), &filter, after).await?)
}

/// The digits of the personal number that words hold: twelve, together or as people group them. Such
/// words must never stand in an address or a log.
pub fn personal_number(words: &str) -> Option<String> {
    let twelve = |text: &str| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    let ungrouped: String = words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    if twelve(&ungrouped) {
        return Some(ungrouped);
    }
    words.split(|c: char| !c.is_ascii_digit()).find(|run| twelve(run)).map(str::to_owned)
}

/// What an officer turns to next: what they have in hand, then what waits, oldest first.
///
/// # Errors
/// The database.
pub async fn next(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    track: TrackKind,
) -> Result<Option<QueueRow>, AppError> {
    for view in [View::Mine(permit.actor().account), View::Waiting] {
        let rows = queue(app, permit, &Filter::of(track, view), None).await?.items;
        if let Some(row) = rows.into_iter().next() {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// The accepted applications that can be issued at once, oldest first.
///
/// # Errors
/// The database.
pub async fn accepted(
    app: &App,
    permit: &Permit<rights::IssueCertificates>,
    after: Option<Cursor>,
) -> Result<Paged<QueueRow>, AppError> {
    let (scope, filter) = (permit.actor().scope(), Filter::of(TrackKind::Pledge, View::Accepted));
    let mut found = applications::queue(app.store(), &scope, &filter, after).await?;
    while found.next.is_some() && found.items.len() < certificates::MOST {
        let more = applications::queue(app.store(), &scope, &filter, found.next).await?;
        found.items.extend(more.items);
        found.next = more.next;
    }
    Ok(found)
}

/// The last day of what is due soon: the next working day.
///
/// # Errors
/// The database.
pub async fn due_soon(app: &App) -> Result<time::Date, AppError> {
    let calendar = holiday::calendar(app.store()).await?;
    Ok(add_working_days(app.today(), 1, &calendar))
}

/// One application.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: ApplicationId,
) -> Result<Application, AppError> {
    applications::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
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

/// Who reviews an application: the pledge, and the labour registration.
///
/// # Errors
/// The database.
pub async fn reviewing(app: &App, application: &Application) -> Result<[Option<Agency>; 2], AppError> {
    let [pledge, labour] = application.tracks().map(|track| track.agency);
    Ok([agencies::find(app.store(), pledge).await?, agencies::find(app.store(), labour).await?])
}
