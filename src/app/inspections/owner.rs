//! The owner's view of inspections: the record, the reply, the request for another inspection.

use camket_domain::alerts::{Facts, Kind};
use camket_domain::audit::Deed;
use camket_domain::ids::{InspectionId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::inspections::lifecycle::{Command, decide};
use camket_domain::permissions::{Permit, rights};
use camket_store::inspections;

use super::{Dossier, dossier};
use crate::alerts::{Opening, open};
use crate::venues::owned;
use crate::{App, AppError};

type Owner = Permit<rights::KeepVenues>;

/// The inspections of one of the owner's venues, newest first.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn of_own_venue(app: &App, permit: &Owner, venue: VenueId) -> Result<Vec<Inspection>, AppError> {
    let venue = owned(app.store(), permit.actor(), venue).await?;
    Ok(inspections::of_venue(app.store(), venue.id).await?)
}

/// One inspection of the owner's venue with everything that belongs to it.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn own(app: &App, permit: &Owner, venue: VenueId, id: InspectionId) -> Result<Dossier, AppError> {
    let found = inspections::find(app.store(), &permit.actor().scope(), id).await?;
    let found = found.filter(|inspection| inspection.venue == venue).ok_or(AppError::NotFound)?;
    dossier(app.store(), found).await
}

/// Stores the owner's reply to the record.
///
/// # Errors
/// [`Refusal::ReplyLate`](camket_domain::refusal::Refusal::ReplyLate), `WrongState` for a second reply;
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn reply(
    app: &App,
    permit: &Owner,
    (venue, id, version): (VenueId, InspectionId, i32),
    words: &str,
) -> Result<(), AppError> {
    let command = Command::Reply(words.to_owned());
    act(app, permit, (venue, id, version), command, Deed::InspectionReplied, words).await
}

/// Requests another inspection: a task for the office.
///
/// # Errors
/// `WrongState` for a second request; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn ask_again(
    app: &App,
    permit: &Owner,
    (venue, id, version): (VenueId, InspectionId, i32),
    words: &str,
) -> Result<(), AppError> {
    act(app, permit, (venue, id, version), Command::AskAgain, Deed::InspectionAskedAgain, words).await
}

async fn act(
    app: &App,
    permit: &Owner,
    (venue, id, version): (VenueId, InspectionId, i32),
    command: Command,
    deed: Deed,
    words: &str,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let found = inspections::find(&tx, &actor.scope(), id).await?;
    let before = found.filter(|inspection| inspection.venue == venue).ok_or(AppError::NotFound)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let again = command == Command::AskAgain;
    let after = decide(&before, command, app.now(), app.today())?;
    inspections::save(&tx, &after).await?;
    app.audit(&tx, app.event(Some(actor), deed, id.0).of_venue(venue)).await?;
    if again {
        let facts = Facts { number: before.number.to_string(), words: words.to_owned(), ..Facts::default() };
        open(app, &tx, Opening { kind: Kind::AskedAgain, venue, certificate: None, scan: None, facts })
            .await?;
    }
    Ok(tx.commit().await?)
}
