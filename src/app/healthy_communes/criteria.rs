//! The sets of criteria that a province writes down: data of its own documents.

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::healthy_communes::criteria::{CriteriaDetails, CriteriaSet, MAX_CRITERIA_SETS};
use camket_domain::ids::CriteriaSetId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::healthy_communes::criteria as rows;
use uuid::Uuid;

use super::require_province;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

type CriteriaKeeperPermit = Permit<rights::KeepTargets>;

/// A set of the actor's province, to be changed.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_criteria(
    app: &App,
    permit: &CriteriaKeeperPermit,
    id: CriteriaSetId,
) -> Result<CriteriaSet, AppError> {
    let area = permit.actor().area.ok_or(AppError::NotFound)?;
    rows::find(app.store(), area, id).await?.ok_or(AppError::NotFound)
}

/// Adds a set to the actor's province. A repeated `key` adds nothing.
///
/// # Errors
/// [`AppError::Invalid`] for a field; [`Refusal::ListFull`]; [`Refusal::NotAllowed`] for an actor without a province.
pub async fn add_criteria(
    app: &App,
    permit: &CriteriaKeeperPermit,
    key: Uuid,
    details: CriteriaDetails,
) -> Result<CriteriaSetId, AppError> {
    let actor = permit.actor();
    let area = require_province(actor)?;
    check_details(&details)?;
    let content = CommandContent::new("healthy_communes.add_criteria").with_debug(&details);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    if rows::list(&run.tx, area).await?.len() >= MAX_CRITERIA_SETS {
        return Err(Refusal::ListFull.into());
    }
    let id = CriteriaSetId::new(app.now(), app.entropy());
    let written = ActorStamp::new(actor, app.now());
    rows::save(&run.tx, &CriteriaSet { id, area, details, written, version: 0 }).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::CriteriaSetSaved, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Changes a set of the actor's province.
///
/// # Errors
/// [`AppError::Invalid`] for a field; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_criteria(
    app: &App,
    permit: &CriteriaKeeperPermit,
    id: CriteriaSetId,
    version: i32,
    details: CriteriaDetails,
) -> Result<(), AppError> {
    let actor = permit.actor();
    check_details(&details)?;
    let tx = app.store().begin_write().await?;
    let area = require_province(actor)?;
    let before = rows::find(&tx, area, id).await?.ok_or(AppError::NotFound)?;
    let written = ActorStamp::new(actor, app.now());
    rows::save(&tx, &CriteriaSet { details, written, version, ..before }).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::CriteriaSetSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes a set of the actor's province.
///
/// # Errors
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove_criteria(
    app: &App,
    permit: &CriteriaKeeperPermit,
    id: CriteriaSetId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let area = require_province(actor)?;
    rows::find(&tx, area, id).await?.ok_or(AppError::NotFound)?;
    rows::delete(&tx, id, version).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::CriteriaSetRemoved, id.0)).await?;
    Ok(tx.commit().await?)
}

fn check_details(details: &CriteriaDetails) -> Result<(), AppError> {
    let items = details.items.join("\n");
    let texts = [("name", details.name.as_str()), ("legal_basis", &details.legal_basis), ("items", &items)];
    require_printable(&texts)?;
    let fault = details.check();
    fault.map_err(|(field, fault)| AppError::invalid(field, InputProblem::Criteria(fault)))
}
