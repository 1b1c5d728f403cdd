//! Recording, correcting and removing classes, and writing who attended.

use std::collections::BTreeSet;

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{RosterOfficerId, TrainingClassId, uuid_v7};
use camket_domain::training::{ClassDetails, TrainingClass};
use camket_store::training::{attendance, class};
use time::Date;
use uuid::Uuid;

use super::{TrainingRecorderPermit, find_own_class, list_candidates, map_fault};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::own_area::require_area;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

/// Records a class of the actor's own area. A repeated `key` records nothing.
///
/// # Errors
/// [`AppError::Invalid`] for a field; a refusal for an actor without an area.
pub async fn create_class(
    app: &App,
    permit: &TrainingRecorderPermit,
    key: Uuid,
    details: ClassDetails,
) -> Result<TrainingClassId, AppError> {
    let actor = permit.actor();
    let (area, province) = require_area(app, actor)?;
    check_details(&details, app.today())?;
    let content = CommandContent::new("training.create_class").with_debug(&details);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let id = TrainingClassId::new(app.now(), app.entropy());
    let written = ActorStamp::new(actor, app.now());
    class::save(&run.tx, province, &TrainingClass { id, area, details, written, version: 0 }).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::TrainingClassSaved, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Corrects a class of the actor's own area.
///
/// # Errors
/// [`AppError::Invalid`] for a field; a refusal for one of another area; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_class(
    app: &App,
    permit: &TrainingRecorderPermit,
    id: TrainingClassId,
    version: i32,
    details: ClassDetails,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let (_, province) = require_area(app, actor)?;
    check_details(&details, app.today())?;
    let tx = app.store().begin_write().await?;
    let before = find_own_class(app, &tx, actor, id).await?;
    let written = ActorStamp::new(actor, app.now());
    class::save(&tx, province, &TrainingClass { details, written, version, ..before }).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::TrainingClassSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Writes who attended a class of the actor's own area, in place of what was written.
///
/// # Errors
/// [`AppError::Invalid`] for `attended` that names somebody who was not on the roster of the area on that day; a refusal for a class
/// of another area; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn write_attendance(
    app: &App,
    permit: &TrainingRecorderPermit,
    id: TrainingClassId,
    version: i32,
    attended: &[RosterOfficerId],
) -> Result<(), AppError> {
    let actor = permit.actor();
    let (_, province) = require_area(app, actor)?;
    let tx = app.store().begin_write().await?;
    let before = find_own_class(app, &tx, actor, id).await?;
    let known: BTreeSet<_> =
        list_candidates(&tx, actor, &before).await?.into_iter().map(|(officer, _)| officer.id).collect();
    let attended: BTreeSet<_> = attended.iter().copied().collect();
    if !attended.is_subset(&known) {
        return Err(AppError::invalid("attended", InputProblem::AttendeeUnknown));
    }
    let written = ActorStamp::new(actor, app.now());
    class::save(&tx, province, &TrainingClass { written, version, ..before }).await?;
    let rows: Vec<_> = attended.iter().map(|officer| (uuid_v7(app.now(), app.entropy()), *officer)).collect();
    attendance::replace(&tx, id, &rows).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::TrainingAttendanceWritten, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes a class of the actor's own area with its attendance.
///
/// # Errors
/// A refusal for one of another area; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove_class(
    app: &App,
    permit: &TrainingRecorderPermit,
    id: TrainingClassId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    find_own_class(app, &tx, actor, id).await?;
    attendance::delete_all(&tx, id).await?;
    class::delete(&tx, id, version).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::TrainingClassRemoved, id.0)).await?;
    Ok(tx.commit().await?)
}

fn check_details(details: &ClassDetails, today: Date) -> Result<(), AppError> {
    let texts = [("organiser", &details.organiser), ("content", &details.content), ("place", &details.place)];
    require_printable(&texts.map(|(field, text)| (field, text.as_str())))?;
    details.check(today).map_err(map_fault)
}
