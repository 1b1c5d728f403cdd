//! Adding, changing and removing officers of the roster.

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::ids::RosterOfficerId;
use camket_domain::refusal::Refusal;
use camket_domain::training::{MAX_ROSTER, RosterDetails, RosterOfficer};
use camket_store::training::{attendance, officer};
use uuid::Uuid;

use super::{TrainingRecorderPermit, find_own_officer, map_fault};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::own_area::require_area;
use crate::printable::require_printable;
use crate::{App, AppError};

/// Adds an officer to the roster of the actor's own area. A repeated `key` adds nothing.
///
/// # Errors
/// [`AppError::Invalid`] for a field; [`Refusal::ListFull`]; [`Refusal::NotAllowed`] for an actor without an area.
pub async fn add_officer(
    app: &App,
    permit: &TrainingRecorderPermit,
    key: Uuid,
    details: RosterDetails,
) -> Result<RosterOfficerId, AppError> {
    let actor = permit.actor();
    let (area, province) = require_area(app, actor)?;
    check_details(&details)?;
    let content = CommandContent::new("training.add_officer").with_debug(&details);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let present = officer::count_present(&run.tx, area, app.today()).await?;
    if usize::try_from(present).is_ok_and(|count| count >= MAX_ROSTER) {
        return Err(Refusal::ListFull.into());
    }
    let id = RosterOfficerId::new(app.now(), app.entropy());
    let written = ActorStamp::new(actor, app.now());
    officer::save(&run.tx, province, &RosterOfficer { id, area, details, written, version: 0 }).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::RosterOfficerSaved, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Changes an officer of the actor's own roster, or writes the last day on it.
///
/// # Errors
/// [`AppError::Invalid`] for a field; [`Refusal::NotAllowed`] for one of another area; [`AppError::Conflict`],
/// [`AppError::NotFound`].
pub async fn update_officer(
    app: &App,
    permit: &TrainingRecorderPermit,
    id: RosterOfficerId,
    version: i32,
    details: RosterDetails,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let (_, province) = require_area(app, actor)?;
    check_details(&details)?;
    let tx = app.store().begin_write().await?;
    let before = find_own_officer(&tx, actor, id).await?;
    let written = ActorStamp::new(actor, app.now());
    officer::save(&tx, province, &RosterOfficer { details, written, version, ..before }).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::RosterOfficerSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes an officer who was never on the roster, and attended no class.
///
/// # Errors
/// [`Refusal::OfficerAttended`], [`Refusal::NotAllowed`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove_officer(
    app: &App,
    permit: &TrainingRecorderPermit,
    id: RosterOfficerId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    find_own_officer(&tx, actor, id).await?;
    if attendance::count_of_officer(&tx, id).await? > 0 {
        return Err(Refusal::OfficerAttended.into());
    }
    officer::delete(&tx, id, version).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::RosterOfficerRemoved, id.0)).await?;
    Ok(tx.commit().await?)
}

fn check_details(details: &RosterDetails) -> Result<(), AppError> {
    require_printable(&[("name", &details.name), ("office", &details.office)])?;
    details.check().map_err(map_fault)
}
