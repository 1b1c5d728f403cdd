//! The owner's view of inspections: the record, the reply, the request for another inspection.

use camket_domain::alerts::{AlertFacts, AlertKind};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{InspectionId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::inspections::lifecycle::{Command, decide};
use camket_domain::permissions::{Permit, rights};
use camket_store::inspections;

use super::{InspectionDossier, load_dossier};
use crate::alerts::{NewAlert, open_alert};
use crate::venues::load_own_venue;
use crate::{App, AppError};

type OwnerPermit = Permit<rights::KeepVenues>;

/// The inspections of one of the owner's venues, newest first.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_for_own_venue(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
) -> Result<Vec<Inspection>, AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    Ok(inspections::list_all_by_venue(app.store(), venue.id).await?)
}

/// One inspection of the owner's venue with everything that belongs to it.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_own(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
    id: InspectionId,
) -> Result<InspectionDossier, AppError> {
    let found = inspections::find(app.store(), &permit.actor().scope(), id).await?;
    let found = found.filter(|inspection| inspection.venue == venue).ok_or(AppError::NotFound)?;
    load_dossier(app.store(), found).await
}

/// Stores the owner's reply to the record.
///
/// # Errors
/// [`Refusal::ReplyLate`](camket_domain::refusal::Refusal::ReplyLate), `WrongState` for a second reply;
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn reply(
    app: &App,
    permit: &OwnerPermit,
    (venue, id, version): (VenueId, InspectionId, i32),
    words: &str,
) -> Result<(), AppError> {
    let command = Command::Reply(words.to_owned());
    apply_command(app, permit, (venue, id, version), command, AuditAction::InspectionReplied, words).await
}

/// Requests another inspection: a task for the office.
///
/// # Errors
/// `WrongState` for a second request; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn ask_again(
    app: &App,
    permit: &OwnerPermit,
    (venue, id, version): (VenueId, InspectionId, i32),
    words: &str,
) -> Result<(), AppError> {
    apply_command(
        app,
        permit,
        (venue, id, version),
        Command::AskAgain,
        AuditAction::InspectionAskedAgain,
        words,
    )
    .await
}

async fn apply_command(
    app: &App,
    permit: &OwnerPermit,
    (venue, id, version): (VenueId, InspectionId, i32),
    command: Command,
    action: AuditAction,
    words: &str,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let found = inspections::find(&tx, &actor.scope(), id).await?;
    let before = found.filter(|inspection| inspection.venue == venue).ok_or(AppError::NotFound)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let again = command == Command::AskAgain;
    let after = decide(&before, command, app.now())?;
    inspections::save(&tx, &after).await?;
    app.audit(&tx, app.build_event(Some(actor), action, id.0).with_venue(venue)).await?;
    if again {
        let facts = AlertFacts {
            number: before.number.to_string(),
            words: words.to_owned(),
            ..AlertFacts::default()
        };
        open_alert(
            app,
            &tx,
            NewAlert { kind: AlertKind::AskedAgain, venue, certificate: None, scan: None, facts },
        )
        .await?;
    }
    Ok(tx.commit().await?)
}
