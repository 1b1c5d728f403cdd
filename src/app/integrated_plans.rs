//! Integrated plans of communes and provinces: recorded with the pages that show them, listed, and counted for the target.

mod pages;
mod write;

use camket_domain::accounts::Actor;
use camket_domain::audit::AuditEvent;
use camket_domain::ids::{IntegratedPlanId, IntegratedPlanPageId};
use camket_domain::integrated_plans::IntegratedPlan;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::integrated_plans::{self as rows, page};
use camket_store::{Reader, audit};

use crate::{App, AppError};

pub use camket_store::integrated_plans::IntegratedPlanFilter;
pub use pages::load_page;
pub use write::{record_plan, remove_plan, update_plan};

type PlanReaderPermit = Permit<rights::ReadActivities>;
type PlanRecorderPermit = Permit<rights::RecordActivities>;

/// A plan with all that its page shows.
#[derive(Clone, Debug)]
pub struct IntegratedPlanDossier {
    pub plan: IntegratedPlan,
    pub pages: Vec<IntegratedPlanPageId>,
    /// Newest first.
    pub trail: Vec<AuditEvent>,
}

/// A page of the plans of the reader's area, the latest first.
pub async fn list_plans(
    app: &App,
    permit: &PlanReaderPermit,
    filter: IntegratedPlanFilter,
    after: Option<Cursor>,
) -> Result<Paged<IntegratedPlan>, AppError> {
    Ok(rows::list(app.store(), &permit.actor().scope(), filter, after).await?)
}

/// A plan of the reader's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_plan(
    app: &App,
    permit: &PlanReaderPermit,
    id: IntegratedPlanId,
) -> Result<IntegratedPlanDossier, AppError> {
    let plan = find_plan(app.store(), permit.actor(), id).await?;
    let pages = list_pages(app.store(), id).await?;
    let trail = audit::list_by_target(app.store(), id.0).await?;
    Ok(IntegratedPlanDossier { plan, pages, trail })
}

/// A plan of the actor's own area, to be changed.
///
/// # Errors
/// [`Refusal::NotAllowed`] for one of another area that the actor reads; [`AppError::NotFound`].
pub async fn load_own_plan(
    app: &App,
    permit: &PlanRecorderPermit,
    id: IntegratedPlanId,
) -> Result<(IntegratedPlan, Vec<IntegratedPlanPageId>), AppError> {
    let plan = find_own(app.store(), permit.actor(), id).await?;
    Ok((plan, list_pages(app.store(), id).await?))
}

async fn list_pages(
    reader: &impl Reader,
    id: IntegratedPlanId,
) -> Result<Vec<IntegratedPlanPageId>, AppError> {
    Ok(page::list(reader, id).await?.into_iter().map(|(id, _)| id).collect())
}

async fn find_plan(
    reader: &impl Reader,
    actor: &Actor,
    id: IntegratedPlanId,
) -> Result<IntegratedPlan, AppError> {
    rows::find(reader, &actor.scope(), id).await?.ok_or(AppError::NotFound)
}

async fn find_own(
    reader: &impl Reader,
    actor: &Actor,
    id: IntegratedPlanId,
) -> Result<IntegratedPlan, AppError> {
    let found = find_plan(reader, actor, id).await?;
    if Some(found.area) != actor.area {
        return Err(Refusal::NotAllowed.into());
    }
    Ok(found)
}
