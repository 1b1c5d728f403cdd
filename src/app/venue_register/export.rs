//! The register as a file: read in parts, so that a list of any length takes little memory.

use camket_domain::accounts::Scope;
use camket_domain::audit::AuditAction;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venue_register::{ListedVenue, RegisterDay, RegisterFilter};
use camket_store::venue_register as rows;

use super::{load_day, with_fingerprint};
use crate::input::require_reason;
use crate::list_file::{ExportingAgency, ReadParts};
use crate::{App, AppError};

/// Venues read at once.
const PART_SIZE: u64 = 500;

/// A list that is being read.
#[derive(Debug)]
pub struct RegisterExport {
    app: App,
    scope: Scope,
    filter: RegisterFilter,
    day: RegisterDay,
    with_numbers: bool,
    after: Option<VenueId>,
    ended: bool,
    /// How many venues the filter finds.
    count: u64,
    agency: ExportingAgency,
}

/// Begins the export of the venues that pass `filter`, and records who takes it out. With `reason` it has the last four
/// characters of personal numbers; without it has none of them. `format` is the end of the file's name.
///
/// # Errors
/// [`AppError::Invalid`] for a `reason` that is too short.
pub async fn begin_export(
    app: &App,
    permit: &Permit<rights::ExportRegister>,
    filter: &RegisterFilter,
    format: &str,
    reason: Option<&str>,
) -> Result<RegisterExport, AppError> {
    let reason = reason.map(require_reason).transpose()?;
    let actor = permit.actor();
    let day = load_day(app).await?;
    let count = rows::count_all(app.store(), &actor.scope(), &with_fingerprint(app, filter), day).await?;
    let agency = ExportingAgency::load(app, actor).await?;
    let tx = app.store().begin_write().await?;
    let event = app.build_event(Some(actor), AuditAction::RegisterExported, actor.account.0);
    app.audit(&tx, event.with_note(describe(filter, format, reason))).await?;
    tx.commit().await?;
    Ok(RegisterExport {
        app: app.clone(),
        scope: actor.scope(),
        filter: with_fingerprint(app, filter),
        day,
        with_numbers: reason.is_some(),
        after: None,
        ended: false,
        count,
        agency,
    })
}

/// The note of the audit event. A personal number that was searched is not repeated in it.
fn describe(filter: &RegisterFilter, format: &str, reason: Option<&str>) -> String {
    let conditions = RegisterFilter { words: String::new(), ..filter.clone() };
    let narrowed = if conditions.is_narrowed() || !filter.words.is_empty() { "filtered" } else { "all" };
    match reason {
        Some(reason) => format!("{format}, {narrowed}, with numbers: {reason}"),
        None => format!("{format}, {narrowed}"),
    }
}

impl RegisterExport {
    /// What the venues are compared with.
    pub fn day(&self) -> RegisterDay {
        self.day
    }

    /// How many venues it has, as they were counted at its begin.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Who takes the list out.
    pub fn agency(&self) -> &ExportingAgency {
        &self.agency
    }

    /// Whether the file has the last four characters of personal numbers.
    pub fn has_numbers(&self) -> bool {
        self.with_numbers
    }
}

impl ReadParts for RegisterExport {
    type Row = ListedVenue;

    /// By name.
    async fn read_part(&mut self) -> Result<Vec<ListedVenue>, AppError> {
        if self.ended {
            return Ok(Vec::new());
        }
        let place = self.after.map(rows::RegisterPlace);
        let store = self.app.store();
        let part = rows::list(store, &self.scope, &self.filter, self.day, place, PART_SIZE).await?;
        self.after = part.last().map(|venue| venue.id);
        self.ended = (part.len() as u64) < PART_SIZE;
        Ok(part)
    }
}
