//! Applications: submitted and withdrawn by owners, reviewed by officers.

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

/// Everything that an officer sees of an application.
#[derive(Clone, Debug)]
pub struct ReviewDossier {
    /// The venue with its pledge, workers, certificate and timeline.
    pub venue: Dossier,
    pub application: Application,
    /// The agency that confirms the pledge.
    pub confirming: Option<Agency>,
    /// The agency that accepts the labour registration.
    pub accepting: Option<Agency>,
}

/// A page of the queue within the officer's area.
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

/// The 12 digits of a personal number in a search text, written together or grouped. Such a text must never appear in a
/// URL or a log.
pub fn personal_number(words: &str) -> Option<String> {
    let twelve = |text: &str| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    let ungrouped: String = words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    if twelve(&ungrouped) {
        return Some(ungrouped);
    }
    words.split(|c: char| !c.is_ascii_digit()).find(|run| twelve(run)).map(str::to_owned)
}

/// The application that an officer reviews next: the oldest claimed by the officer, otherwise the oldest unclaimed.
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

/// The accepted applications that are ready to issue, oldest first; up to [`certificates::MOST`] and the rest of the
/// last page.
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

/// The last day that counts as due soon: the next working day, in Asia/Ho_Chi_Minh.
pub async fn due_soon(app: &App) -> Result<time::Date, AppError> {
    let calendar = holiday::calendar(app.store()).await?;
    Ok(add_working_days(app.today(), 1, &calendar))
}

pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: ApplicationId,
) -> Result<Application, AppError> {
    applications::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// The number of applications in each of the officer's views.
pub async fn counts(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    track: TrackKind,
) -> Result<Counts, AppError> {
    let actor = permit.actor();
    Ok(applications::counts(app.store(), &actor.scope(), track, actor.account, app.today()).await?)
}

/// One application with its venue, pledge, workers, certificate and both agencies.
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

/// The agencies that review an application: of the pledge, and of the labour registration.
pub async fn reviewing(app: &App, application: &Application) -> Result<[Option<Agency>; 2], AppError> {
    let [pledge, labour] = application.tracks().map(|track| track.agency);
    Ok([agencies::find(app.store(), pledge).await?, agencies::find(app.store(), labour).await?])
}
