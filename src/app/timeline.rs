//! Everything that happened to one venue, newest first, from every source.
//!
//! A source is a function that returns its rows before a cursor, newest first and bounded; each is called once. A new
//! source is one line in [`list`].

use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::certificates::decisions::Decision;
use camket_domain::concerns::Concern;
use camket_domain::ids::VenueId;
use camket_domain::inspections::Inspection;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::pledges::HandSignature;
use camket_domain::scans::ScanEvent;
use camket_domain::venue_register::Operation;
use camket_domain::venues::Venue;
use camket_store::certificates::decisions;
use camket_store::{
    applications, audit, certificates, concerns, inspections, pledges, scans, venue_operations, venues,
};

use crate::{App, AppError};

type RegisterReaderPermit = Permit<rights::ReadRegister>;

/// One entry of the timeline, with its position.
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    /// Its moment, and its id among entries of the same moment.
    pub position: Cursor,
    pub event: VenueEvent,
}

/// What happened, by source.
#[derive(Clone, Debug)]
pub enum VenueEvent {
    /// An audit event: of applications, certificates and decisions.
    Audit(AuditEvent),
    /// An inspector scanned the certificate.
    Scan(ScanEvent),
    /// A team inspected the venue.
    Inspection(Box<Inspection>),
    /// A decision on a certificate was proposed; the owner learns of it only when it is decided.
    ProposedDecision(Decision),
    /// A member of the public reported a concern. Only for officers who may read concerns, never for the owner.
    Concern(Concern),
}

/// A venue with its application and certificate, without its history.
#[derive(Clone, Debug)]
pub struct VenueOverview {
    pub venue: Venue,
    pub application: Option<camket_domain::applications::Application>,
    pub certificate: Option<camket_domain::certificates::Certificate>,
    /// As last recorded.
    pub operation: Operation,
    /// Evidence of the latest pledge, if it was signed by hand.
    pub by_hand: Option<HandSignature>,
}

/// One venue of the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_overview(
    app: &App,
    permit: &RegisterReaderPermit,
    venue: VenueId,
) -> Result<VenueOverview, AppError> {
    let found = venues::find(app.store(), &permit.actor().scope(), venue).await?;
    let operation = venue_operations::find_latest(app.store(), venue).await?;
    Ok(VenueOverview {
        venue: found.ok_or(AppError::NotFound)?,
        application: applications::find_latest(app.store(), venue).await?,
        certificate: certificates::find_latest(app.store(), venue).await?,
        operation: operation.map_or(Operation::Operating, |last| last.operation),
        by_hand: pledges::find_latest(app.store(), venue).await?.and_then(|pledge| pledge.by_hand),
    })
}

/// A page of the timeline of a venue in the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list(
    app: &App,
    permit: &RegisterReaderPermit,
    venue: VenueId,
    after: Option<Cursor>,
) -> Result<Paged<TimelineEntry>, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    venues::find(store, &actor.scope(), venue).await?.ok_or(AppError::NotFound)?;
    let mut entries: Vec<TimelineEntry> = Vec::new();
    entries.extend(
        audit::list_by_venue(store, venue, &ACTIONS_WITH_OWN_ROWS, after)
            .await?
            .into_iter()
            .map(build_audit_entry),
    );
    entries.extend(scans::list_by_venue(store, venue, after).await?.into_iter().map(build_scan_entry));
    entries.extend(
        inspections::list_by_venue(store, venue, after).await?.into_iter().map(build_inspection_entry),
    );
    entries
        .extend(decisions::list_by_venue(store, venue, after).await?.into_iter().map(build_decision_entry));
    if actor.may(Action::ReadConcerns) {
        entries
            .extend(concerns::list_by_venue(store, venue, after).await?.into_iter().map(build_concern_entry));
    }
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.position.at, entry.position.id)));
    Ok(Paged::from_rows(entries, |entry| entry.position))
}

/// Audit actions whose rows are sources of their own: those rows hold when it happened, the audit event when it
/// arrived.
const ACTIONS_WITH_OWN_ROWS: [AuditAction; 2] = [AuditAction::Scanned, AuditAction::Inspected];

fn build_scan_entry(scan: ScanEvent) -> TimelineEntry {
    TimelineEntry { position: Cursor { at: scan.at, id: scan.id.0 }, event: VenueEvent::Scan(scan) }
}

fn build_inspection_entry(visit: Inspection) -> TimelineEntry {
    let place = Cursor { at: visit.started_at, id: visit.id.0 };
    TimelineEntry { position: place, event: VenueEvent::Inspection(Box::new(visit)) }
}

fn build_audit_entry(event: AuditEvent) -> TimelineEntry {
    TimelineEntry { position: Cursor { at: event.at, id: event.id.0 }, event: VenueEvent::Audit(event) }
}

fn build_decision_entry(decision: Decision) -> TimelineEntry {
    TimelineEntry {
        position: Cursor { at: decision.proposed.at, id: decision.id.0 },
        event: VenueEvent::ProposedDecision(decision),
    }
}

fn build_concern_entry(concern: Concern) -> TimelineEntry {
    TimelineEntry {
        position: Cursor { at: concern.created_at, id: concern.id.0 },
        event: VenueEvent::Concern(concern),
    }
}
