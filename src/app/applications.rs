//! Applications: submitted and withdrawn by owners, reviewed by officers.

mod review;
mod submission;
mod tracking;

use camket_domain::agencies::Agency;
use camket_domain::applications::resubmission::find_resubmission;
use camket_domain::applications::{Application, TrackKind};
use camket_domain::calendar::{Holidays, add_working_days, count_working_days};
use camket_domain::identifiers::find_personal_number;
use camket_domain::ids::ApplicationId;
use camket_domain::paging::{BoundedCount, Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::Pledge;
pub use camket_store::queues::{QueueCounts, QueueFilter, QueueRow, QueueView};
use camket_store::settings::holiday;
use camket_store::{agencies, applications, pledges, queues, venues};
use time::Date;

use crate::venues::{VenueDossier, load_venue_dossier};
use crate::{App, AppError, certificates};

pub use review::{RevealedNumber, ReviewStance, find_stance, reveal_number, review};
pub use submission::{
    ReviewingOffice, is_unchanged_since_return, list_missing_steps, list_reviewing_offices, submit, withdraw,
};
pub use tracking::{TrackedApplication, track_file};

/// Everything that an officer sees of an application.
#[derive(Clone, Debug)]
pub struct ReviewDossier {
    /// The venue with its pledge, workers, certificate and timeline.
    pub venue: VenueDossier,
    pub application: Application,
    /// The pledge of the submission before, if the application was submitted again.
    pub former_pledge: Option<Pledge>,
    /// The agency that confirms the pledge.
    pub confirming_agency: Option<Agency>,
    /// The agency that accepts the labour registration.
    pub accepting_agency: Option<Agency>,
}

/// A page of the queue within the officer's area.
pub async fn list_queue(
    app: &App,
    permit: &Permit<rights::ReadApplications>,
    filter: &QueueFilter,
    after: Option<Cursor>,
) -> Result<Paged<QueueRow>, AppError> {
    let fingerprint = find_personal_number(&filter.words).map(|number| app.vault().fingerprint(&number));
    let filter = QueueFilter { fingerprint, ..filter.clone() };
    Ok(queues::list_queue(app.store(), &permit.actor().scope(), &filter, after).await?)
}

/// The application that an officer reviews next: the oldest claimed by the officer, otherwise the oldest unclaimed.
pub async fn find_next(
    app: &App,
    permit: &Permit<rights::ReadApplications>,
    track: TrackKind,
) -> Result<Option<QueueRow>, AppError> {
    for view in [QueueView::Mine(permit.actor().account), QueueView::Waiting] {
        let rows = list_queue(app, permit, &QueueFilter::for_view(track, view), None).await?.items;
        if let Some(row) = rows.into_iter().next() {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// The accepted applications that are ready to issue, oldest first; up to [`certificates::MAX_ISSUED_AT_ONCE`] and the rest of the
/// last page.
pub async fn list_accepted(
    app: &App,
    permit: &Permit<rights::IssueCertificates>,
    after: Option<Cursor>,
) -> Result<Paged<QueueRow>, AppError> {
    let (scope, filter) =
        (permit.actor().scope(), QueueFilter::for_view(TrackKind::Pledge, QueueView::Accepted));
    let mut found = queues::list_queue(app.store(), &scope, &filter, after).await?;
    while found.next.is_some() && found.items.len() < certificates::MAX_ISSUED_AT_ONCE {
        let more = queues::list_queue(app.store(), &scope, &filter, found.next).await?;
        found.items.extend(more.items);
        found.next = more.next;
    }
    Ok(found)
}

/// How many accepted applications are ready to issue.
pub async fn count_accepted(
    app: &App,
    permit: &Permit<rights::IssueCertificates>,
) -> Result<BoundedCount, AppError> {
    Ok(queues::count_accepted(app.store(), &permit.actor().scope()).await?)
}

/// What deadlines of tracks are compared with. Days are of Asia/Ho_Chi_Minh.
#[derive(Clone, Debug)]
pub struct DeadlineCalendar {
    pub today: Date,
    /// The last day that counts as soon: the next working day.
    pub soon: Date,
    holidays: Holidays,
}

impl DeadlineCalendar {
    /// How many working days a deadline is past: deadlines are given in working days.
    pub fn count_days_late(&self, due: Date) -> u32 {
        count_working_days(due, self.today, &self.holidays)
    }
}

pub async fn load_deadline_calendar(app: &App) -> Result<DeadlineCalendar, AppError> {
    let (today, holidays) = (app.today(), holiday::load_calendar(app.store()).await?);
    Ok(DeadlineCalendar { today, soon: add_working_days(today, 1, &holidays), holidays })
}

pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadApplications>,
    id: ApplicationId,
) -> Result<Application, AppError> {
    applications::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// The number of applications in each of the officer's views.
pub async fn count_views(
    app: &App,
    permit: &Permit<rights::ReadApplications>,
    track: TrackKind,
) -> Result<QueueCounts, AppError> {
    let actor = permit.actor();
    Ok(queues::count_views(app.store(), &actor.scope(), track, actor.account, app.today()).await?)
}

/// One application with its venue, pledge, workers, certificate and both agencies.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_dossier(
    app: &App,
    permit: &Permit<rights::ReadApplications>,
    id: ApplicationId,
) -> Result<ReviewDossier, AppError> {
    let scope = permit.actor().scope();
    let store = app.store();
    let application = applications::find(store, &scope, id).await?.ok_or(AppError::NotFound)?;
    let venue = venues::find(store, &scope, application.venue).await?.ok_or(AppError::NotFound)?;
    let venue = load_venue_dossier(store, venue).await?;
    let former_pledge = match find_resubmission(&venue.timeline, id) {
        Some(before) => pledges::find_signed_before(store, application.venue, before.previous_at).await?,
        None => None,
    };
    Ok(ReviewDossier {
        confirming_agency: agencies::find(store, application.pledge_track.agency).await?,
        accepting_agency: agencies::find(store, application.labour_track.agency).await?,
        venue,
        former_pledge,
        application,
    })
}

/// The agencies that review an application: of the pledge, and of the labour registration.
pub async fn find_reviewing_agencies(
    app: &App,
    application: &Application,
) -> Result<[Option<Agency>; 2], AppError> {
    let [pledge, labour] = application.tracks().map(|track| track.agency);
    Ok([agencies::find(app.store(), pledge).await?, agencies::find(app.store(), labour).await?])
}
