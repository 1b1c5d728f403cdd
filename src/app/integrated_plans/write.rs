//! Recording, correcting and removing integrated plans.

use camket_domain::accounts::ActorStamp;
use camket_domain::activities::MAX_FILES;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{IntegratedPlanId, IntegratedPlanPageId};
use camket_domain::integrated_plans::{IntegratedPlan, IntegratedPlanDetails};
use camket_store::integrated_plans::{self as rows, page};
use time::Date;
use uuid::Uuid;

use super::pages::change_pages;
use super::{PlanRecorderPermit, find_own};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::own_area::require_area;
use crate::printable::require_printable;
use crate::scan_batch::ScanBatch;
use crate::{App, AppError, InputProblem};

/// Records a plan of the actor's own area. A repeated `key` records nothing.
///
/// # Errors
/// [`AppError::Invalid`] for a field or `files`; a refusal for an actor without an area.
pub async fn record_plan(
    app: &App,
    permit: &PlanRecorderPermit,
    key: Uuid,
    details: IntegratedPlanDetails,
    batch: ScanBatch,
) -> Result<IntegratedPlanId, AppError> {
    let actor = permit.actor();
    let (area, province) = require_area(app, actor)?;
    check_input(&details, &batch, app.today())?;
    let content =
        CommandContent::new("integrated_plans.record").with_debug(&details).with_debug(&batch.digests());
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let id = IntegratedPlanId::new(app.now(), app.entropy());
    let written = ActorStamp::new(actor, app.now());
    rows::save(&run.tx, province, &IntegratedPlan { id, area, details, written, version: 0 }).await?;
    change_pages(app, &run.tx, id, &[], batch).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::IntegratedPlanSaved, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Corrects a plan of the actor's own area, and deletes its pages `removed`.
///
/// # Errors
/// As [`record_plan`]; a refusal for one of another area; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_plan(
    app: &App,
    permit: &PlanRecorderPermit,
    (id, version): (IntegratedPlanId, i32),
    details: IntegratedPlanDetails,
    removed: &[IntegratedPlanPageId],
    batch: ScanBatch,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let (_, province) = require_area(app, actor)?;
    check_input(&details, &batch, app.today())?;
    let tx = app.store().begin_write().await?;
    let before = find_own(&tx, actor, id).await?;
    let written = ActorStamp::new(actor, app.now());
    rows::save(&tx, province, &IntegratedPlan { details, written, version, ..before }).await?;
    change_pages(app, &tx, id, removed, batch).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::IntegratedPlanSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes a plan of the actor's own area with its pages.
///
/// # Errors
/// A refusal for one of another area; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove_plan(
    app: &App,
    permit: &PlanRecorderPermit,
    id: IntegratedPlanId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    find_own(&tx, actor, id).await?;
    page::delete_all(&tx, id).await?;
    rows::delete(&tx, id, version).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::IntegratedPlanRemoved, id.0)).await?;
    Ok(tx.commit().await?)
}

fn check_input(details: &IntegratedPlanDetails, batch: &ScanBatch, today: Date) -> Result<(), AppError> {
    require_printable(&[("number", &details.number), ("office", &details.office)])?;
    if batch.digests().len() > MAX_FILES {
        return Err(AppError::invalid("files", InputProblem::ActivityFiles));
    }
    let fault = details.check(today);
    fault.map_err(|(field, fault)| AppError::invalid(field, InputProblem::IntegratedPlan(fault)))
}
