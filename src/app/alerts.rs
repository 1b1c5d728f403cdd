//! Alerts and tasks: opened by scans and inspections, closed by an office.

use std::collections::HashMap;

use camket_domain::alerts::{Alert, AlertFacts, AlertKind, AlertState, AlertStatus, Command, decide};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{AlertId, CertificateId, ScanId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_store::{Tx, alerts, venues};

use crate::{App, AppError};

/// A page of the alerts in `state` within the reader's area, newest first, with the names of their venues.
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    state: AlertState,
    after: Option<Cursor>,
) -> Result<(Paged<Alert>, HashMap<VenueId, String>), AppError> {
    let found = alerts::list(app.store(), &permit.actor().scope(), state, after).await?;
    let names = venues::load_names(app.store(), found.items.iter().map(|alert| alert.venue)).await?;
    Ok((found, names))
}

pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    id: AlertId,
) -> Result<Alert, AppError> {
    alerts::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// Closes an alert with a note of what was done.
///
/// # Errors
/// [`Refusal`](camket_domain::refusal::Refusal); [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn close(
    app: &App,
    permit: &Permit<rights::HandleAlerts>,
    id: AlertId,
    version: i32,
    note: &str,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = alerts::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let after = decide(&before, Command::Close(note.to_owned()), actor, app.now())?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let venue = before.venue;
    alerts::save(&tx, &after).await?;
    let event = app.build_event(Some(actor), AuditAction::AlertClosed, id.0).with_venue(venue);
    app.audit(&tx, event.with_note(after.kind.code())).await?;
    Ok(tx.commit().await?)
}

/// What a new alert is about.
#[derive(Clone, Debug)]
pub(crate) struct NewAlert {
    pub kind: AlertKind,
    pub venue: VenueId,
    pub certificate: Option<CertificateId>,
    pub scan: Option<ScanId>,
    pub facts: AlertFacts,
}

/// Opens an alert, unless one of its kind is open for this certificate.
pub(crate) async fn open_alert(app: &App, tx: &Tx, opening: NewAlert) -> Result<(), AppError> {
    let NewAlert { kind, venue, certificate, scan, facts } = opening;
    if let Some(certificate) = certificate
        && alerts::has_open(tx, kind, certificate).await?
    {
        return Ok(());
    }
    let alert = Alert {
        id: AlertId::new(app.now(), app.entropy()),
        kind,
        venue,
        certificate,
        scan,
        facts,
        status: AlertStatus::Open,
        created_at: app.now(),
        version: 1,
    };
    alerts::insert(tx, &alert).await?;
    let event = app.build_event(None, AuditAction::AlertOpened, alert.id.0).with_venue(venue);
    app.audit(tx, event.with_note(kind.code())).await
}
