//! The list "tăng, giảm, thay đổi" of a period: for the labour authority of its area, and for an owner of a venue; and how
//! many workers there are beside the number that the certificate says.

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::local_date;
use camket_domain::certificates::CertificateStatus;
use camket_domain::ids::VenueId;
use camket_domain::labour::history::{ChangeCounts, ChangeFilter, ListedChange, Staffing, StaffingThreshold};
use camket_domain::paging::PAGE_SIZE;
use camket_domain::periods::{PeriodRule, PeriodSpan};
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::Venue;
use camket_store::{Reader, certificates, labour, labour_changes as rows, settings};
use time::Date;
use uuid::Uuid;

use super::OwnerPermit;
use crate::list_file::{ExportingAgency, ReadParts};
use crate::venues::load_own_venue;
use crate::{App, AppError};

/// Changes read at once for a file.
const PART_SIZE: u64 = 500;

/// A page of changes.
#[derive(Clone, Debug)]
pub struct ChangesPage {
    pub changes: Vec<ListedChange>,
    /// The change after which the next page begins, if there is one.
    pub next: Option<Uuid>,
    pub counts: ChangeCounts,
    /// Of the venues of the page that have a certificate.
    pub staffing: HashMap<VenueId, Staffing>,
    pub threshold: StaffingThreshold,
}

/// The half-year of `today`, by the rule of reports.
pub fn find_present_period(today: Date) -> PeriodSpan {
    PeriodSpan::of_half_year(today, PeriodRule::Fifteenth)
}

/// A page of the changes in the officer's area, by venue.
pub async fn list_changes(
    app: &App,
    permit: &Permit<rights::ReadLabourChanges>,
    filter: ChangeFilter,
    after: Option<Uuid>,
) -> Result<ChangesPage, AppError> {
    load_page(app, &permit.actor().scope(), filter, after).await
}

/// A page of the changes of an owner's venue, by day.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_own_changes(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
    span: PeriodSpan,
    after: Option<Uuid>,
) -> Result<(Venue, ChangesPage), AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    let filter = ChangeFilter { span, commune: None, venue: Some(venue.id) };
    let mut found = load_page(app, &permit.actor().scope(), filter, after).await?;
    // Also of a period without changes.
    found.staffing = load_staffing(app.store(), app.today(), &[venue.id]).await?;
    Ok((venue, found))
}

async fn load_page(
    app: &App,
    scope: &Scope,
    filter: ChangeFilter,
    after: Option<Uuid>,
) -> Result<ChangesPage, AppError> {
    let store = app.store();
    let mut changes = rows::list(store, scope, filter, after, PAGE_SIZE + 1).await?;
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = changes.len() > size;
    changes.truncate(size);
    let mut venues: Vec<VenueId> = changes.iter().map(|listed| listed.change.venue).collect();
    venues.dedup();
    Ok(ChangesPage {
        next: changes.last().filter(|_| more).map(|listed| listed.change.id),
        counts: rows::count(store, scope, filter).await?,
        staffing: load_staffing(store, app.today(), &venues).await?,
        threshold: settings::load(store).await?.staffing_threshold(),
        changes,
    })
}

/// What the latest certificate of each of these venues says, unless it was revoked, and the present number.
async fn load_staffing(
    reader: &impl Reader,
    today: Date,
    venues: &[VenueId],
) -> Result<HashMap<VenueId, Staffing>, AppError> {
    let present = labour::count_many(reader, venues).await?;
    let mut staffing = HashMap::new();
    // The latest comes last, and stays.
    for certificate in certificates::list_by_venues(reader, venues).await?.iter().rev() {
        let present = present.get(&certificate.venue).copied().unwrap_or_default();
        let found = Staffing {
            printed: certificate.facts.workers,
            printed_on: local_date(certificate.issued_at),
            present: u32::try_from(present).unwrap_or(u32::MAX),
        };
        if certificate.status_on(today) == CertificateStatus::Revoked {
            staffing.remove(&certificate.venue);
        } else {
            staffing.insert(certificate.venue, found);
        }
    }
    Ok(staffing)
}

/// A list of changes that is being read.
#[derive(Debug)]
pub struct ChangesExport {
    app: App,
    scope: Scope,
    filter: ChangeFilter,
    after: Option<Uuid>,
    ended: bool,
    counts: ChangeCounts,
    agency: ExportingAgency,
}

/// Begins the export of the changes in the officer's area, and records who takes it out. It has no names of workers.
pub async fn export_changes(
    app: &App,
    permit: &Permit<rights::ExportLabourChanges>,
    filter: ChangeFilter,
) -> Result<ChangesExport, AppError> {
    let actor = permit.actor();
    let counts = rows::count(app.store(), &actor.scope(), filter).await?;
    let agency = ExportingAgency::load(app, actor).await?;
    let tx = app.store().begin_write().await?;
    let event = app.build_event(Some(actor), AuditAction::WorkerChangesExported, actor.account.0);
    app.audit(&tx, event.with_note(describe(filter))).await?;
    tx.commit().await?;
    let (app, scope) = (app.clone(), actor.scope());
    Ok(ChangesExport { app, scope, filter, after: None, ended: false, counts, agency })
}

/// Begins the export of the changes of an owner's venue, with the names of the workers. Recorded.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn export_own_changes(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
    span: PeriodSpan,
) -> Result<(Venue, ChangesExport), AppError> {
    let actor = permit.actor();
    let venue = load_own_venue(app.store(), actor, venue).await?;
    let filter = ChangeFilter { span, commune: None, venue: Some(venue.id) };
    let counts = rows::count(app.store(), &actor.scope(), filter).await?;
    let agency = ExportingAgency::load(app, actor).await?;
    let tx = app.store().begin_write().await?;
    let event =
        app.build_event(Some(actor), AuditAction::WorkerChangesExported, venue.id.0).with_venue(venue.id);
    app.audit(&tx, event.with_note(describe(filter))).await?;
    tx.commit().await?;
    let (app, scope) = (app.clone(), actor.scope());
    Ok((venue, ChangesExport { app, scope, filter, after: None, ended: false, counts, agency }))
}

/// The note of the audit event.
fn describe(filter: ChangeFilter) -> String {
    let (first, last) = (filter.span.first(), filter.span.last());
    match filter.commune {
        Some(commune) => format!("xlsx, {first} – {last}, {commune}"),
        None => format!("xlsx, {first} – {last}"),
    }
}

impl ChangesExport {
    /// How many changes it has, as they were counted at its begin.
    pub fn counts(&self) -> ChangeCounts {
        self.counts
    }

    /// Whether it has names of workers.
    pub fn has_names(&self) -> bool {
        matches!(self.scope, Scope::Owned(_))
    }

    /// Who takes the list out; an owner has no agency.
    pub fn agency(&self) -> &ExportingAgency {
        &self.agency
    }
}

impl ReadParts for ChangesExport {
    type Row = ListedChange;

    async fn read_part(&mut self) -> Result<Vec<ListedChange>, AppError> {
        if self.ended {
            return Ok(Vec::new());
        }
        let part = rows::list(self.app.store(), &self.scope, self.filter, self.after, PART_SIZE).await?;
        self.after = part.last().map(|listed| listed.change.id);
        self.ended = (part.len() as u64) < PART_SIZE;
        Ok(part)
    }
}
