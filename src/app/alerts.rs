//! Alerts and tasks: opened by scans and inspections, closed by an office.

use std::collections::HashMap;

use camket_domain::alerts::{Alert, Facts, Kind, State, close as decide};
use camket_domain::audit::Deed;
use camket_domain::ids::{AlertId, CertificateId, ScanId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_store::{Tx, alerts, venues};

use crate::{App, AppError};

/// A page of the alerts in `state` within the reader's area, newest first, with the names of their venues.
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    state: State,
    after: Option<Cursor>,
) -> Result<(Paged<Alert>, HashMap<VenueId, String>), AppError> {
    let found = alerts::list(app.store(), &permit.actor().scope(), state, after).await?;
    let names = venues::names(app.store(), found.items.iter().map(|alert| alert.venue)).await?;
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
    let tx = app.store().write().await?;
    let before = alerts::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let state = decide(before.state, note)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let venue = before.venue;
    let after = Alert {
        state,
        closed_by_name: actor.name.clone(),
        closed_at: Some(app.now()),
        note: note.to_owned(),
        ..before
    };
    alerts::save(&tx, &after).await?;
    let event = app.event(Some(actor), Deed::AlertClosed, id.0).of_venue(venue);
    app.audit(&tx, event.noted(after.kind.code())).await?;
    Ok(tx.commit().await?)
}

/// What a new alert is about.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub kind: Kind,
    pub venue: VenueId,
    pub certificate: Option<CertificateId>,
    pub scan: Option<ScanId>,
    pub facts: Facts,
}

/// Opens an alert, unless one of its kind is open for this certificate.
pub(crate) async fn open(app: &App, tx: &Tx, opening: Opening) -> Result<(), AppError> {
    let Opening { kind, venue, certificate, scan, facts } = opening;
    if let Some(certificate) = certificate
        && alerts::waits(tx, kind, certificate).await?
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
        state: State::Open,
        created_at: app.now(),
        closed_by_name: String::new(),
        closed_at: None,
        note: String::new(),
        version: 1,
    };
    alerts::insert(tx, &alert).await?;
    let event = app.event(None, Deed::AlertOpened, alert.id.0).of_venue(venue);
    app.audit(tx, event.noted(kind.code())).await
}
