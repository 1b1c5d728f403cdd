//! Keeping, recording, correcting and removing activities.

use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::activities::lifecycle::{ActivityCommand, decide};
use camket_domain::activities::{
    Activity, ActivityDetails, ActivityDraft, ActivityState, ActivityStatus, FieldFault, MAX_FILES,
};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{ActivityId, ActivityPictureId};
use camket_domain::refusal::Refusal;
use camket_store::Reader;
use camket_store::activities::{self as rows, picture};
use time::Date;
use uuid::Uuid;

use super::pictures::change_pictures;
use super::{ActivityRecorderPermit, find_shown};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::own_area::require_area;
use crate::printable::require_printable;
use crate::scan_batch::ScanBatch;
use crate::{App, AppError, InputProblem};

/// What an officer writes about an activity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityInput {
    pub draft: ActivityDraft,
    /// Whether it is recorded, and not only kept as a draft.
    pub records: bool,
    /// Pictures to delete, of an activity that is changed.
    pub removed: Vec<ActivityPictureId>,
}

/// Keeps or records a new activity of the actor's area. A repeated `key` creates nothing.
///
/// # Errors
/// [`AppError::Invalid`] for a field or `files`; [`Refusal::NotAllowed`] for an actor
/// without an area.
pub async fn create_activity(
    app: &App,
    permit: &ActivityRecorderPermit,
    key: Uuid,
    input: ActivityInput,
    batch: ScanBatch,
) -> Result<ActivityId, AppError> {
    let actor = permit.actor();
    let (area, province) = require_area(app, actor)?;
    let status = match check_input(&input, &batch, app.today())? {
        ActivityCommand::Record(details) => ActivityStatus::Recorded(details),
        _ => ActivityStatus::Draft(input.draft.clone()),
    };
    let content = CommandContent::new("activities.create").with_debug(&input).with_debug(&batch.digests());
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let id = ActivityId::new(app.now(), app.entropy());
    let created = Activity { id, area, status, written: ActorStamp::new(actor, app.now()), version: 0 };
    rows::save(&run.tx, province, &created).await?;
    change_pictures(app, &run.tx, id, &[], batch).await?;
    let action = choose_action(created.status.state());
    app.audit(&run.tx, app.build_event(Some(actor), action, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Changes an activity of the actor's area: keeps a draft, records it, or corrects what is recorded. `version` is the one that
/// the page showed.
///
/// # Errors
/// As [`create_activity`]; [`Refusal::NotAllowed`] for one of another area, [`Refusal::WrongState`] for a recorded one that would become a
/// draft; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_activity(
    app: &App,
    permit: &ActivityRecorderPermit,
    id: ActivityId,
    version: i32,
    input: ActivityInput,
    batch: ScanBatch,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let (_, province) = require_area(app, actor)?;
    let command = check_input(&input, &batch, app.today())?;
    let tx = app.store().begin_write().await?;
    let before = find_own(&tx, actor, id).await?;
    let Some(status) = decide(&before.status, command)? else { return Err(AppError::NotFound) };
    let written = ActorStamp::new(actor, app.now());
    let after = Activity { status, written, version, ..before };
    rows::save(&tx, province, &after).await?;
    change_pictures(app, &tx, id, &input.removed, batch).await?;
    let action = choose_action(after.status.state());
    app.audit(&tx, app.build_event(Some(actor), action, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes an activity of the actor's area with its pictures.
///
/// # Errors
/// [`Refusal::NotAllowed`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove_activity(
    app: &App,
    permit: &ActivityRecorderPermit,
    id: ActivityId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = find_own(&tx, actor, id).await?;
    decide(&before.status, ActivityCommand::Remove)?;
    picture::delete_all(&tx, id).await?;
    rows::delete(&tx, id, version).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::ActivityRemoved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// An activity of the actor's own area; [`Refusal::NotAllowed`] for another one that the actor reads.
pub(super) async fn find_own(
    reader: &impl Reader,
    actor: &Actor,
    id: ActivityId,
) -> Result<Activity, AppError> {
    let found = find_shown(reader, actor, id).await?;
    if Some(found.area) != actor.area {
        return Err(Refusal::NotAllowed.into());
    }
    Ok(found)
}

fn check_input(input: &ActivityInput, batch: &ScanBatch, today: Date) -> Result<ActivityCommand, AppError> {
    let draft = &input.draft;
    require_printable(&[("place", &draft.place), ("note", &draft.note)])?;
    if batch.digests().len() > MAX_FILES {
        return Err(AppError::invalid("files", InputProblem::ActivityFiles));
    }
    if input.records {
        let details: ActivityDetails = draft.clone().complete(today).map_err(map_fault)?;
        return Ok(ActivityCommand::Record(details));
    }
    draft.check(today).map_err(map_fault)?;
    Ok(ActivityCommand::Keep(draft.clone()))
}

const fn map_fault((field, fault): FieldFault) -> AppError {
    AppError::invalid(field, InputProblem::Activity(fault))
}

const fn choose_action(state: ActivityState) -> AuditAction {
    match state {
        ActivityState::Draft => AuditAction::ActivityKept,
        ActivityState::Recorded => AuditAction::ActivityRecorded,
    }
}
