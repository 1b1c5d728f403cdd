//! An officer or the owner records that a venue stopped for a time, closed, or operates again.

pub(crate) mod closing;

use camket_domain::accounts::Actor;
use camket_domain::applications::lifecycle::check_withdrawal;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::CertificateNumber;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venue_register::operation::{decide, decide_for_owner, is_stop_allowed};
use camket_domain::venue_register::{Operation, OperationState};
use camket_domain::venues::Venue;
use camket_store::labour::check;
use camket_store::venue_operations as rows;
use camket_store::{Reader, Tx, applications, venue_register, venues};
use time::Date;

use self::closing::{end_for_closed_venue, find_open_certificate, propose_for_closed_venue};
use crate::input::require_reason;
use crate::{App, AppError, InputProblem};

pub use camket_store::venue_operations::RecordedOperation;

/// Who records how a venue operates.
#[derive(Clone, Copy, Debug)]
pub enum OperationRecorder<'a> {
    /// An officer, of a venue in the own area, who says why.
    Office(&'a Permit<rights::FollowUpVenues>),
    /// The owner, who may say why.
    Owner(&'a Permit<rights::KeepVenues>),
}

impl<'a> OperationRecorder<'a> {
    fn actor(self) -> &'a Actor {
        match self {
            Self::Office(permit) => permit.actor(),
            Self::Owner(permit) => permit.actor(),
        }
    }

    fn check_reason(self, reason: &str) -> Result<&str, AppError> {
        match self {
            Self::Office(_) => require_reason(reason),
            Self::Owner(_) => Ok(reason.trim()),
        }
    }

    fn decide(
        self,
        before: Option<&RecordedOperation>,
        after: Operation,
        today: Date,
    ) -> Result<Operation, Refusal> {
        let operation = before.map_or(Operation::Operating, |last| last.operation);
        match self {
            Self::Office(_) => decide(operation, after, today),
            Self::Owner(permit) => {
                let by_office = before.is_some_and(|last| last.account != permit.actor().account);
                decide_for_owner(operation, by_office, after, today)
            }
        }
    }

    /// What closing brings with it: the owner's word ends the certificate, an officer's proposes it.
    async fn follow_closing(self, app: &App, tx: &Tx, venue: &Venue, reason: &str) -> Result<(), AppError> {
        match self {
            Self::Office(permit) => propose_for_closed_venue(app, tx, permit.actor(), venue.id, reason).await,
            Self::Owner(permit) => end_for_closed_venue(app, tx, permit.actor(), venue).await,
        }
    }
}

/// Whether a venue operates, with the last record of it.
#[derive(Clone, Debug)]
pub struct VenueOperation {
    pub venue: VenueId,
    pub name: String,
    /// `None` if nothing was recorded: it operates.
    pub last: Option<RecordedOperation>,
    /// Number of records.
    pub version: i32,
    /// The certificate that ends when the owner closes the venue.
    pub certificate: Option<CertificateNumber>,
    /// Whether an application would be withdrawn with it.
    pub withdraws: bool,
}

impl VenueOperation {
    /// The state on `today`.
    pub fn state_on(&self, today: Date) -> OperationState {
        self.last.as_ref().map_or(Operation::Operating, |last| last.operation).state_on(today)
    }
}

/// Whether a venue in the officer's area, or of the owner, operates.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_operation(
    app: &App,
    recorder: OperationRecorder<'_>,
    venue: VenueId,
) -> Result<VenueOperation, AppError> {
    let found =
        venues::find(app.store(), &recorder.actor().scope(), venue).await?.ok_or(AppError::NotFound)?;
    Ok(VenueOperation {
        venue,
        name: found.name,
        last: rows::find_latest(app.store(), venue).await?,
        version: count_records(app.store(), venue).await?,
        certificate: find_open_certificate(app, app.store(), venue).await?.map(|paper| paper.number),
        withdraws: applications::find_latest(app.store(), venue)
            .await?
            .is_some_and(|application| check_withdrawal(application.state).is_ok()),
    })
}

async fn count_records(reader: &impl Reader, venue: VenueId) -> Result<i32, AppError> {
    Ok(i32::try_from(rows::count(reader, venue).await?).unwrap_or(i32::MAX))
}

/// Records how a venue operates from now on, and why. When an owner closes a venue, its certificate ends with it; when an
/// officer does, its revocation is proposed. Opening again brings no certificate back. `version` is that of the [`VenueOperation`] that the recorder saw.
///
/// # Errors
/// [`AppError::Invalid`] for an officer's `reason` that is too short or a last day out of bounds; [`Refusal::WrongState`] if
/// that is recorded already; [`Refusal::ClosedByOffice`] for the owner of a venue that an officer recorded as closed;
/// [`AppError::Conflict`] if somebody recorded something meanwhile; [`AppError::NotFound`].
pub async fn record_operation(
    app: &App,
    recorder: OperationRecorder<'_>,
    venue: VenueId,
    version: i32,
    operation: Operation,
    reason: &str,
) -> Result<(), AppError> {
    let (actor, today) = (recorder.actor(), app.today());
    if operation.until().is_some_and(|last| !is_stop_allowed(last, today)) {
        return Err(AppError::invalid("until", InputProblem::StopBounds));
    }
    let reason = recorder.check_reason(reason)?;
    let tx = app.store().begin_write().await?;
    let found = venues::lock(&tx, &actor.scope(), venue).await?.ok_or(AppError::NotFound)?;
    if count_records(&tx, venue).await? != version {
        return Err(AppError::Conflict);
    }
    let before = rows::find_latest(&tx, venue).await?;
    let operation = recorder.decide(before.as_ref(), operation, today)?;
    let record = RecordedOperation {
        venue,
        operation,
        reason: reason.to_owned(),
        account: actor.account,
        at: app.now(),
    };
    rows::insert(&tx, app.entropy(), &record).await?;
    if operation == Operation::Closed {
        recorder.follow_closing(app, &tx, &found, reason).await?;
    }
    check::mark_neighbours(&tx, venue).await?;
    venue_register::refresh(&tx, &[venue]).await?;
    let event = app.build_event(Some(actor), AuditAction::OperationRecorded, venue.0).with_venue(venue);
    app.audit(&tx, event.with_note(describe(operation, reason))).await?;
    tx.commit().await?;
    app.try_refresh_register().await;
    Ok(())
}

/// The note of the audit event: "stopped 2027-01-31: reason".
fn describe(operation: Operation, reason: &str) -> String {
    let state = operation.recorded_state().code();
    let until = operation.until().map(|last| format!(" {last}")).unwrap_or_default();
    let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    format!("{state}{until}{reason}")
}
