//! Demands: met when an inspector confirms it, or withdrawn by the office.

use std::collections::HashMap;

use camket_domain::accounts::Actor;
use camket_domain::audit::AuditAction;
use camket_domain::demands::{Command, Demand, DemandState, decide};
use camket_domain::ids::{DemandId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_store::{Tx, demands, devices, venue_register, venues};

use crate::devices::DeviceMessage;
use crate::{App, AppError, InputProblem};

/// A page of the demands in `state` within the reader's area, most urgent first, with the names of their venues.
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    state: DemandState,
    after: Option<Cursor>,
) -> Result<(Paged<Demand>, HashMap<VenueId, String>), AppError> {
    let found = demands::list(app.store(), &permit.actor().scope(), state, after).await?;
    let names = venues::load_names(app.store(), found.items.iter().map(|demand| demand.venue)).await?;
    Ok((found, names))
}

pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    id: DemandId,
) -> Result<Demand, AppError> {
    demands::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// Closes a demand as met, from an inspector's phone. Sent again by the same inspector with the same note, it changes
/// nothing.
///
/// # Errors
/// [`AppError::Conflict`] if someone else closed it; [`AppError::NotFound`]; a refusal of the signature.
pub async fn meet_by_phone(
    app: &App,
    permit: &Permit<rights::Inspect>,
    sealed: &DeviceMessage<'_>,
    id: DemandId,
    note: &str,
) -> Result<Demand, AppError> {
    let actor = permit.actor();
    let parcel = sealed.verify(app, actor.account)?;
    let tx = app.store().begin_write().await?;
    let before = demands::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if let Some(closure) = before.closure() {
        let again = closure.by.account == actor.account && closure.note == note;
        return if again { Ok(before) } else { Err(AppError::Conflict) };
    }
    let after = close_in_tx(app, &tx, actor, before, Command::Meet(note.to_owned())).await?;
    devices::insert_parcel(&tx, &parcel).await?;
    tx.commit().await?;
    Ok(after)
}

/// Closes a demand as met, from a page.
///
/// # Errors
/// [`AppError::Conflict`] if the demand changed meanwhile; [`AppError::Invalid`] without a note;
/// [`AppError::NotFound`].
pub async fn meet(
    app: &App,
    permit: &Permit<rights::Inspect>,
    id: DemandId,
    version: i32,
    note: &str,
) -> Result<(), AppError> {
    close(app, permit.actor(), id, version, Command::Meet(note.to_owned())).await
}

/// Withdraws a demand, with a note of why.
///
/// # Errors
/// As [`meet`].
pub async fn withdraw(
    app: &App,
    permit: &Permit<rights::HandleAlerts>,
    id: DemandId,
    version: i32,
    note: &str,
) -> Result<(), AppError> {
    close(app, permit.actor(), id, version, Command::Withdraw(note.to_owned())).await
}

async fn close(
    app: &App,
    actor: &Actor,
    id: DemandId,
    version: i32,
    command: Command,
) -> Result<(), AppError> {
    let (Command::Meet(note) | Command::Withdraw(note)) = &command;
    if note.is_empty() {
        return Err(AppError::invalid("note", InputProblem::DemandNote));
    }
    let tx = app.store().begin_write().await?;
    let before = demands::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    close_in_tx(app, &tx, actor, before, command).await?;
    Ok(tx.commit().await?)
}

/// Closes a demand in `tx`.
pub(crate) async fn close_in_tx(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    before: Demand,
    command: Command,
) -> Result<Demand, AppError> {
    let after = decide(&before, command, actor, app.now())?;
    demands::save(tx, &after).await?;
    venue_register::refresh(tx, &[after.venue]).await?;
    let met = after.state() == DemandState::Met;
    let action = if met { AuditAction::DemandMet } else { AuditAction::DemandWithdrawn };
    app.audit(tx, app.build_event(Some(actor), action, after.id.0).with_venue(after.venue)).await?;
    Ok(after)
}
