//! Agencies, managed by an administrator.

use camket_domain::agencies::{Agency, AgencyLevel};
use camket_domain::audit::AuditAction;
use camket_domain::ids::AgencyId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::text::sort_key;
use camket_store::{StoreError, agencies};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::input::require_own_area;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

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
/// [`AppError::Invalid`] for `code` if it is taken, for `area` outside the administrator's, for a text that cannot be
/// printed.
pub async fn create(
    app: &App,
    permit: &AgencyManagerPermit,
    key: Uuid,
    agency: Agency,
) -> Result<(), AppError> {
    check_agency(permit, &agency)?;
    let content = describe_agency(&agency);
    let run = match idempotency::begin::<AgencyId>(app, permit.actor().account, key, &content).await? {
        Attempt::Repeat(_) => return Ok(()),
        Attempt::First(run) => run,
    };
    let id = AgencyId::new(app.now(), app.entropy());
    agencies::insert(&run.tx, &Agency { id, version: 1, ..agency }).await.map_err(map_duplicate_code)?;
    app.audit(&run.tx, app.build_event(Some(permit.actor()), AuditAction::AgencySaved, id.0)).await?;
    run.finish(&id).await
}

/// A new agency, without id and version.
fn describe_agency(agency: &Agency) -> CommandContent {
    let names = [&agency.name, &agency.parent_name, &agency.symbol, &agency.place, &agency.code];
    CommandContent::new("agencies.create").with_debug(&names).with_debug(&(
        agency.level,
        agency.area,
        &agency.functions,
        agency.valid_from,
        agency.valid_to,
    ))
}

/// Changes an agency; `agency.version` is the version that the form showed.
///
/// # Errors
/// As [`create`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update(app: &App, permit: &AgencyManagerPermit, agency: Agency) -> Result<(), AppError> {
    check_agency(permit, &agency)?;
    find(app, permit, agency.id).await?;
    let tx = app.store().begin_write().await?;
    agencies::save(&tx, &agency).await.map_err(map_duplicate_code)?;
    app.audit(&tx, app.build_event(Some(permit.actor()), AuditAction::AgencySaved, agency.id.0)).await?;
    Ok(tx.commit().await?)
}

pub(crate) fn check_agency(permit: &AgencyManagerPermit, agency: &Agency) -> Result<(), AppError> {
    require_printable(&[
        ("name", &agency.name),
        ("parent_name", &agency.parent_name),
        ("symbol", &agency.symbol),
        ("place", &agency.place),
        ("code", &agency.code),
    ])?;
    require_own_area(permit.actor().area.as_ref(), agency.area)
}

fn map_duplicate_code(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => AppError::invalid("code", InputProblem::AgencyCodeTaken),
        other => other.into(),
    }
}
