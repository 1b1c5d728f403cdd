//! Activities of communes and provinces: recorded with the photos and scans that show them, listed, and summed up for the
//! targets of a year.

mod pictures;
mod write;

use camket_domain::accounts::Actor;
use camket_domain::activities::Activity;
use camket_domain::audit::AuditEvent;
use camket_domain::ids::{ActivityId, ActivityPictureId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_store::activities::{self as rows, picture};
use camket_store::{Reader, audit};

use crate::{App, AppError};

pub use camket_store::activities::ActivityFilter;
pub use pictures::load_picture;
pub use write::{ActivityInput, create_activity, remove_activity, update_activity};

type ActivityReaderPermit = Permit<rights::ReadActivities>;
type ActivityRecorderPermit = Permit<rights::RecordActivities>;

/// A page of activities.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityPage {
    /// Of the reader's own area, if the reader records its activities; on the first page only.
    pub drafts: Vec<Activity>,
    pub recorded: Paged<Activity>,
}

/// An activity with all that its page shows.
#[derive(Clone, Debug)]
pub struct ActivityDossier {
    pub activity: Activity,
    pub pictures: Vec<ActivityPictureId>,
    /// Newest first.
    pub trail: Vec<AuditEvent>,
}

/// A page of the activities of the reader's area, the latest first.
pub async fn list_activities(
    app: &App,
    permit: &ActivityReaderPermit,
    filter: ActivityFilter,
    after: Option<Cursor>,
) -> Result<ActivityPage, AppError> {
    let actor = permit.actor();
    let records = Permit::<rights::RecordActivities>::for_actor(actor).is_some();
    let drafts = match actor.area.filter(|_| records && after.is_none()) {
        Some(area) => rows::list_drafts(app.store(), area).await?,
        None => Vec::new(),
    };
    Ok(ActivityPage { drafts, recorded: rows::list(app.store(), &actor.scope(), filter, after).await? })
}

/// An activity of the reader's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_activity(
    app: &App,
    permit: &ActivityReaderPermit,
    id: ActivityId,
) -> Result<ActivityDossier, AppError> {
    let activity = find_shown(app.store(), permit.actor(), id).await?;
    let pictures = picture::list(app.store(), id).await?.into_iter().map(|(id, _)| id).collect();
    let trail = audit::list_by_target(app.store(), id.0).await?;
    Ok(ActivityDossier { activity, pictures, trail })
}

/// An activity of the actor's own area, to be changed.
///
/// # Errors
/// [`camket_domain::refusal::Refusal::NotAllowed`] for one of another area that the actor reads; [`AppError::NotFound`].
pub async fn load_own_activity(
    app: &App,
    permit: &ActivityRecorderPermit,
    id: ActivityId,
) -> Result<(Activity, Vec<ActivityPictureId>), AppError> {
    let activity = write::find_own(app.store(), permit.actor(), id).await?;
    let pictures = picture::list(app.store(), id).await?.into_iter().map(|(id, _)| id).collect();
    Ok((activity, pictures))
}

/// The activity that the actor's own area recorded last, with which a new one can start.
pub async fn find_last_activity(
    app: &App,
    permit: &ActivityRecorderPermit,
) -> Result<Option<Activity>, AppError> {
    match permit.actor().area {
        Some(area) => Ok(rows::find_latest(app.store(), area).await?),
        None => Ok(None),
    }
}

/// An activity that the reader may open.
async fn find_shown(reader: &impl Reader, actor: &Actor, id: ActivityId) -> Result<Activity, AppError> {
    let found = rows::find(reader, &actor.scope(), id).await?;
    found.filter(|activity| activity.is_shown_to(actor)).ok_or(AppError::NotFound)
}
