//! An officer records that a venue stopped for a time, closed, or operates again.

use camket_domain::audit::AuditAction;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venue_register::operation::{decide, is_stop_allowed};
use camket_domain::venue_register::{Operation, OperationState};
use camket_store::venue_operations::{self as rows, RecordedOperation};
use camket_store::{Reader, venue_register, venues};
use time::Date;

use crate::input::require_reason;
use crate::{App, AppError, InputProblem};

/// Whether a venue operates, with the last record of it.
#[derive(Clone, Debug)]
pub struct VenueOperation {
    pub venue: VenueId,
    pub name: String,
    /// `None` if nothing was recorded: it operates.
    pub last: Option<RecordedOperation>,
    /// Number of records.
    pub version: i32,
}

impl VenueOperation {
    /// The state on `today`.
    pub fn state_on(&self, today: Date) -> OperationState {
        self.last.as_ref().map_or(Operation::Operating, |last| last.operation).state_on(today)
    }
}

/// Whether a venue in the officer's area operates.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_operation(
    app: &App,
    permit: &Permit<rights::FollowUpVenues>,
    venue: VenueId,
) -> Result<VenueOperation, AppError> {
    let found = venues::find(app.store(), &permit.actor().scope(), venue).await?.ok_or(AppError::NotFound)?;
    Ok(VenueOperation {
        venue,
        name: found.name,
        last: rows::find_latest(app.store(), venue).await?,
        version: count_records(app.store(), venue).await?,
    })
}

async fn count_records(reader: &impl Reader, venue: VenueId) -> Result<i32, AppError> {
    Ok(i32::try_from(rows::count(reader, venue).await?).unwrap_or(i32::MAX))
}

/// Records how a venue operates from now on, and why. `version` is that of the [`VenueOperation`] that the officer saw.
///
/// # Errors
/// [`AppError::Invalid`] for a `reason` that is too short or a last day out of bounds;
/// [`camket_domain::refusal::Refusal::WrongState`] if that is recorded already; [`AppError::Conflict`] if another officer
/// recorded something meanwhile; [`AppError::NotFound`].
pub async fn record_operation(
    app: &App,
    permit: &Permit<rights::FollowUpVenues>,
    venue: VenueId,
    version: i32,
    operation: Operation,
    reason: &str,
) -> Result<(), AppError> {
    let (actor, today) = (permit.actor(), app.today());
    if operation.until().is_some_and(|last| !is_stop_allowed(last, today)) {
        return Err(AppError::invalid("until", InputProblem::StopBounds));
    }
    let reason = require_reason(reason)?;
    let tx = app.store().begin_write().await?;
    venues::lock(&tx, &actor.scope(), venue).await?.ok_or(AppError::NotFound)?;
    if count_records(&tx, venue).await? != version {
        return Err(AppError::Conflict);
    }
    let before = rows::find_latest(&tx, venue).await?.map_or(Operation::Operating, |last| last.operation);
    let operation = decide(before, operation, today)?;
    let record = RecordedOperation {
        venue,
        operation,
        reason: reason.to_owned(),
        account: actor.account,
        at: app.now(),
    };
    rows::insert(&tx, app.entropy(), &record).await?;
    venue_register::refresh(&tx, &[venue]).await?;
    let event = app.build_event(Some(actor), AuditAction::OperationRecorded, venue.0).with_venue(venue);
    app.audit(&tx, event.with_note(describe(operation, reason))).await?;
    Ok(tx.commit().await?)
}

/// The note of the audit event: "stopped 2027-01-31: reason".
fn describe(operation: Operation, reason: &str) -> String {
    let state = operation.recorded_state().code();
    match operation.until() {
        Some(last) => format!("{state} {last}: {reason}"),
        None => format!("{state}: {reason}"),
    }
}
