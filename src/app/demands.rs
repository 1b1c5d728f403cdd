//! Demands: met when an inspector sees it, or taken back by the office.

use std::collections::HashMap;

use camket_domain::accounts::Actor;
use camket_domain::audit::Deed;
use camket_domain::demands::{Command, Demand, State, decide};
use camket_domain::ids::{DemandId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_store::{Tx, demands, devices, venues};

use crate::devices::Sealed;
use crate::{App, AppError};

/// A page of the demands of the reader's area in a state, the most urgent first, with their venues' names.
///
/// # Errors
/// The database.
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    state: State,
    after: Option<Cursor>,
) -> Result<(Paged<Demand>, HashMap<VenueId, String>), AppError> {
    let found = demands::list(app.store(), &permit.actor().scope(), state, after).await?;
    let names = venues::names(app.store(), found.items.iter().map(|demand| demand.venue)).await?;
    Ok((found, names))
}

/// One of them.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    id: DemandId,
) -> Result<Demand, AppError> {
    demands::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// An inspector's phone says that a demand is met. Sent again by whoever closed it, it has no second effect.
///
/// # Errors
/// [`AppError::Conflict`] if someone else closed it; [`AppError::NotFound`]; a refusal of the signature.
pub async fn meet_by_phone(
    app: &App,
    permit: &Permit<rights::Inspect>,
    sealed: &Sealed<'_>,
    id: DemandId,
    note: &str,
) -> Result<Demand, AppError> {
    let actor = permit.actor();
    let parcel = sealed.parcel(app, actor.account)?;
    let tx = app.store().write().await?;
    let before = demands::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if before.state != State::Open {
        let again = before.closed_by == Some(actor.account) && before.note == note;
        return if again { Ok(before) } else { Err(AppError::Conflict) };
    }
    let after = closed(app, &tx, actor, before, Command::Meet, note).await?;
    devices::insert_parcel(&tx, &parcel).await?;
    tx.commit().await?;
    Ok(after)
}

/// An inspector says on a page that a demand is met.
///
/// # Errors
/// [`AppError::Conflict`] if someone else was faster; [`AppError::Invalid`] without words; [`AppError::NotFound`].
pub async fn meet(
    app: &App,
    permit: &Permit<rights::Inspect>,
    id: DemandId,
    version: i32,
    note: &str,
) -> Result<(), AppError> {
    close(app, permit.actor(), id, version, Command::Meet, note).await
}

/// The office takes a demand back, with words why.
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
    close(app, permit.actor(), id, version, Command::Withdraw, note).await
}

async fn close(
    app: &App,
    actor: &Actor,
    id: DemandId,
    version: i32,
    command: Command,
    note: &str,
) -> Result<(), AppError> {
    if note.is_empty() {
        return Err(AppError::Invalid("note", "demand-note"));
    }
    let tx = app.store().write().await?;
    let before = demands::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    closed(app, &tx, actor, before, command, note).await?;
    Ok(tx.commit().await?)
}

/// Closes a demand in `tx`.
pub(crate) async fn closed(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    before: Demand,
    command: Command,
    note: &str,
) -> Result<Demand, AppError> {
    let after = Demand {
        state: decide(before.state, command)?,
        closed_by: Some(actor.account),
        closed_by_name: actor.name.clone(),
        closed_at: Some(app.now()),
        note: note.to_owned(),
        ..before
    };
    demands::save(tx, &after).await?;
    let deed = if command == Command::Meet { Deed::DemandMet } else { Deed::DemandWithdrawn };
    app.audit(tx, app.event(Some(actor), deed, after.id.0).of_venue(after.venue)).await?;
    Ok(after)
}
