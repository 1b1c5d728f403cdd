//! Totals of the police: written by communes for themselves and by the province, beside what the register counts itself.

use camket_domain::accounts::{Actor, ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::ids::PoliceTotalId;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::police_totals::{OwnCounts, PoliceTotal, PoliceTotalDetails};
use camket_domain::refusal::Refusal;
use camket_store::police_totals::{self as rows, own_counts};
use camket_store::{Reader, audit};
use time::Date;
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::own_area::require_area;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

type PoliceReaderPermit = Permit<rights::ReadPoliceTotals>;
type PoliceRecorderPermit = Permit<rights::RecordPoliceTotals>;

/// A total with what the register counts for the same area and time.
#[derive(Clone, Debug)]
pub struct PoliceDossier {
    pub total: PoliceTotal,
    pub own: OwnCounts,
    /// Newest first.
    pub trail: Vec<AuditEvent>,
}

/// A page of the totals of the reader's area, of one area within it if given, the latest first.
pub async fn list_totals(
    app: &App,
    permit: &PoliceReaderPermit,
    area: Option<AreaCode>,
    after: Option<Cursor>,
) -> Result<Paged<PoliceTotal>, AppError> {
    Ok(rows::list(app.store(), &permit.actor().scope(), area, after).await?)
}

/// A total of the reader's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_total(
    app: &App,
    permit: &PoliceReaderPermit,
    id: PoliceTotalId,
) -> Result<PoliceDossier, AppError> {
    let found = rows::find(app.store(), &permit.actor().scope(), id).await?;
    let total = found.ok_or(AppError::NotFound)?;
    let days = (total.details.from, total.details.to);
    let own = own_counts::count(app.store(), &Scope::Area(total.area), days).await?;
    let trail = audit::list_by_target(app.store(), id.0).await?;
    Ok(PoliceDossier { total, own, trail })
}

/// A total of the actor's own area, to be changed.
///
/// # Errors
/// [`Refusal::NotAllowed`] for one of another area that the actor reads; [`AppError::NotFound`].
pub async fn find_own_total(
    app: &App,
    permit: &PoliceRecorderPermit,
    id: PoliceTotalId,
) -> Result<PoliceTotal, AppError> {
    find_own(app.store(), permit.actor(), id).await
}

async fn find_own(reader: &impl Reader, actor: &Actor, id: PoliceTotalId) -> Result<PoliceTotal, AppError> {
    let found = rows::find(reader, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if Some(found.area) != actor.area {
        return Err(Refusal::NotAllowed.into());
    }
    Ok(found)
}

/// Writes a total of the actor's own area. A repeated `key` writes nothing.
///
/// # Errors
/// [`AppError::Invalid`] for a field; a refusal for an actor without an area.
pub async fn record_total(
    app: &App,
    permit: &PoliceRecorderPermit,
    key: Uuid,
    details: PoliceTotalDetails,
) -> Result<PoliceTotalId, AppError> {
    let actor = permit.actor();
    let (area, province) = require_area(app, actor)?;
    check_details(&details, app.today())?;
    let content = CommandContent::new("police_totals.record").with_debug(&details);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let id = PoliceTotalId::new(app.now(), app.entropy());
    let written = ActorStamp::new(actor, app.now());
    rows::save(&run.tx, province, &PoliceTotal { id, area, details, written, version: 0 }).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::PoliceTotalSaved, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Corrects a total of the actor's own area.
///
/// # Errors
/// [`AppError::Invalid`] for a field; a refusal for one of another area; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_total(
    app: &App,
    permit: &PoliceRecorderPermit,
    id: PoliceTotalId,
    version: i32,
    details: PoliceTotalDetails,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let (_, province) = require_area(app, actor)?;
    check_details(&details, app.today())?;
    let tx = app.store().begin_write().await?;
    let before = find_own(&tx, actor, id).await?;
    let written = ActorStamp::new(actor, app.now());
    rows::save(&tx, province, &PoliceTotal { details, written, version, ..before }).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::PoliceTotalSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes a total of the actor's own area.
///
/// # Errors
/// A refusal for one of another area; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove_total(
    app: &App,
    permit: &PoliceRecorderPermit,
    id: PoliceTotalId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    find_own(&tx, actor, id).await?;
    rows::delete(&tx, id, version).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::PoliceTotalRemoved, id.0)).await?;
    Ok(tx.commit().await?)
}

fn check_details(details: &PoliceTotalDetails, today: Date) -> Result<(), AppError> {
    let texts = [("source", &details.source), ("number", &details.number), ("note", &details.note)];
    require_printable(&texts.map(|(field, text)| (field, text.as_str())))?;
    let fault = details.check(today);
    fault.map_err(|(field, fault)| AppError::invalid(field, InputProblem::Police(fault)))
}
