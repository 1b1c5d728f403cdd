//! Agencies, managed by an administrator.

use camket_domain::agencies::{Agency, AgencyLevel};
use camket_domain::areas;
use camket_domain::audit::AuditAction;
use camket_domain::ids::AgencyId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::text::sort_key;
use camket_store::{StoreError, agencies, idempotency};
use uuid::Uuid;

use crate::{App, AppError};

type AgencyManagerPermit = Permit<rights::ManageAgencies>;

/// The agencies within the administrator's area: those above commune level first, then by name in Vietnamese order.
pub async fn list(app: &App, permit: &AgencyManagerPermit) -> Result<Vec<Agency>, AppError> {
    let mut all = agencies::list(app.store(), &permit.actor().scope()).await?;
    all.sort_by_cached_key(|agency| (agency.level == AgencyLevel::Commune, sort_key(&agency.name)));
    Ok(all)
}

pub async fn find(app: &App, permit: &AgencyManagerPermit, id: AgencyId) -> Result<Agency, AppError> {
    agencies::find_in_scope(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// Adds an agency; `agency.id` and `agency.version` are set here. A repeated `key` adds nothing.
///
/// # Errors
/// [`AppError::Invalid`] for `code` if it is taken, for `area` outside the administrator's.
pub async fn create(
    app: &App,
    permit: &AgencyManagerPermit,
    key: Uuid,
    agency: Agency,
) -> Result<(), AppError> {
    check_area(permit, &agency)?;
    let keeper = permit.actor().account;
    let tx = app.store().begin_write().await?;
    if idempotency::claim(&tx, keeper, key, app.now()).await?.is_some() {
        return Ok(());
    }
    let id = AgencyId::new(app.now(), app.entropy());
    agencies::insert(&tx, &Agency { id, version: 1, ..agency }).await.map_err(map_duplicate_code)?;
    idempotency::save_outcome(&tx, keeper, key, &id.to_string()).await?;
    app.audit(&tx, app.build_event(Some(permit.actor()), AuditAction::AgencySaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Changes an agency; `agency.version` is the version that the form showed.
///
/// # Errors
/// As [`create`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update(app: &App, permit: &AgencyManagerPermit, agency: Agency) -> Result<(), AppError> {
    check_area(permit, &agency)?;
    find(app, permit, agency.id).await?;
    let tx = app.store().begin_write().await?;
    agencies::save(&tx, &agency).await.map_err(map_duplicate_code)?;
    app.audit(&tx, app.build_event(Some(permit.actor()), AuditAction::AgencySaved, agency.id.0)).await?;
    Ok(tx.commit().await?)
}

fn check_area(permit: &AgencyManagerPermit, agency: &Agency) -> Result<(), AppError> {
    let own = permit.actor().area.as_ref().map(areas::list_codes_within).unwrap_or_default();
    if own.contains(&agency.area) { Ok(()) } else { Err(AppError::Invalid("area", "area-outside")) }
}

fn map_duplicate_code(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => AppError::Invalid("code", "agency-code-taken"),
        other => other.into(),
    }
}
