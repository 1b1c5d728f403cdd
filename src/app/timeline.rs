//! Everything that happened to one venue, newest first, from every source.
//!
//! A source is a function that returns its rows before a cursor, newest first and bounded; each is called once. A new
//! source is one line in [`page`].

use camket_domain::audit::{AuditEvent, Deed};
use camket_domain::certificates::decisions::Decision;
use camket_domain::concerns::Concern;
use camket_domain::ids::VenueId;
use camket_domain::inspections::Inspection;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Action, Permit, may, rights};
use camket_domain::scans::Scan;
use camket_domain::venues::Venue;
use camket_store::certificates::decisions;
use camket_store::{applications, audit, certificates, concerns, inspections, scans, venues};

use crate::{App, AppError};

type Reader = Permit<rights::ReadRegister>;

/// One entry of the timeline, with its position.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its moment, and its id among entries of the same moment.
    pub place: Cursor,
    pub what: What,
}

/// What happened, by source.
#[derive(Clone, Debug)]
pub enum What {
    /// An audit event: of applications, certificates and decisions.
    Deed(AuditEvent),
    /// An inspector scanned the certificate.
    Scan(Scan),
    /// A team inspected the venue.
    Visit(Box<Inspection>),
    /// A decision on a certificate was proposed; the owner learns of it only when it is decided.
    Proposal(Decision),
    /// A member of the public reported a concern. Only for officers who may read concerns, never for the owner.
    Concern(Concern),
}

/// A venue with its application and certificate, without its history.
#[derive(Clone, Debug)]
pub struct Standing {
    pub venue: Venue,
    pub application: Option<camket_domain::applications::Application>,
    pub certificate: Option<camket_domain::certificates::Certificate>,
}

/// One venue of the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn standing(app: &App, permit: &Reader, venue: VenueId) -> Result<Standing, AppError> {
    let found = venues::find(app.store(), &permit.actor().scope(), venue).await?;
    Ok(Standing {
        venue: found.ok_or(AppError::NotFound)?,
        application: applications::latest(app.store(), venue).await?,
        certificate: certificates::latest(app.store(), venue).await?,
    })
}

/// A page of the timeline of a venue in the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn page(
    app: &App,
    permit: &Reader,
    venue: VenueId,
    after: Option<Cursor>,
) -> Result<Paged<Entry>, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    venues::find(store, &actor.scope(), venue).await?.ok_or(AppError::NotFound)?;
    let mut entries: Vec<Entry> = Vec::new();
    entries.extend(audit::of_venue_before(store, venue, &ROWS, after).await?.into_iter().map(of_deed));
    entries.extend(scans::of_venue_before(store, venue, after).await?.into_iter().map(of_scan));
    entries.extend(inspections::of_venue_before(store, venue, after).await?.into_iter().map(of_visit));
    entries.extend(decisions::of_venue(store, venue, after).await?.into_iter().map(of_decision));
    if may(actor, Action::ReadConcerns, None) {
        entries.extend(concerns::of_venue(store, venue, after).await?.into_iter().map(of_concern));
    }
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.place.at, entry.place.id)));
    Ok(Paged::from_rows(entries, |entry| entry.place))
}

/// Audit actions whose rows are sources of their own: those rows hold when it happened, the audit event when it
/// arrived.
const ROWS: [Deed; 2] = [Deed::Scanned, Deed::Inspected];

fn of_scan(scan: Scan) -> Entry {
    Entry { place: Cursor { at: scan.at, id: scan.id.0 }, what: What::Scan(scan) }
}

fn of_visit(visit: Inspection) -> Entry {
    let place = Cursor { at: visit.started_at, id: visit.id.0 };
    Entry { place, what: What::Visit(Box::new(visit)) }
}

fn of_deed(event: AuditEvent) -> Entry {
    Entry { place: Cursor { at: event.at, id: event.id.0 }, what: What::Deed(event) }
}

fn of_decision(decision: Decision) -> Entry {
    Entry { place: Cursor { at: decision.proposed.at, id: decision.id.0 }, what: What::Proposal(decision) }
}

fn of_concern(concern: Concern) -> Entry {
    Entry { place: Cursor { at: concern.created_at, id: concern.id.0 }, what: What::Concern(concern) }
}
