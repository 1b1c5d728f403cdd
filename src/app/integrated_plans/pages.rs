//! The photos and scanned pages of a plan.

use std::collections::HashSet;

use camket_domain::ids::{IntegratedPlanId, IntegratedPlanPageId};
use camket_domain::integrated_plans::MAX_PLAN_PAGES;
use camket_domain::permissions::{Permit, rights};
use camket_store::Tx;
use camket_store::integrated_plans::page;

use super::find_plan;
use crate::scan_batch::ScanBatch;
use crate::{App, AppError, InputProblem};

/// A page of a plan of the reader's area, as a JPEG.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_page(
    app: &App,
    permit: &Permit<rights::ReadEvidence>,
    plan: IntegratedPlanId,
    id: IntegratedPlanPageId,
) -> Result<Vec<u8>, AppError> {
    let found = find_plan(app.store(), permit.actor(), plan).await?;
    let sealed = page::find_sealed(app.store(), found.id, id).await?.ok_or(AppError::NotFound)?;
    app.file_vault().open(id.0.as_bytes(), &sealed).map_err(AppError::internal)
}

/// Deletes the pages `removed`, and adds those of `batch` behind the others.
///
/// # Errors
/// [`AppError::Invalid`] for `files` if there are too many.
pub(super) async fn change_pages(
    app: &App,
    tx: &Tx,
    plan: IntegratedPlanId,
    removed: &[IntegratedPlanPageId],
    batch: ScanBatch,
) -> Result<(), AppError> {
    let mut kept = page::list(tx, plan).await?;
    let gone: HashSet<_> = removed.iter().collect();
    kept.retain(|(id, _)| !gone.contains(id));
    if kept.len() + batch.count_pages() > MAX_PLAN_PAGES {
        return Err(AppError::invalid("files", InputProblem::ScanTooMany));
    }
    if !removed.is_empty() {
        page::delete(tx, plan, removed).await?;
    }
    let next = kept.last().map_or(1, |(_, position)| position + 1);
    for (position, scanned) in (next..).zip(batch.into_pages()) {
        let id = IntegratedPlanPageId::new(app.now(), app.entropy());
        let sealed = app.file_vault().seal(app.entropy(), id.0.as_bytes(), &scanned.jpeg);
        page::insert(tx, plan, (id, position), sealed).await?;
    }
    Ok(())
}
