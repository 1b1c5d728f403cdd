//! The register of venues: the list of an officer's area, its export, and reminders to owners.

mod backfill;
mod export;
mod file;
mod remind;

use camket_domain::identifiers::find_personal_number;
use camket_domain::ids::VenueId;
use camket_domain::paging::{BoundedCount, PAGE_SIZE};
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::terms::Terms;
use camket_domain::venue_register::{ListedVenue, RegisterDay, RegisterFilter};
use camket_store::settings::holiday;
use camket_store::venue_register as rows;

use crate::person_search::check_person_search;
use crate::{App, AppError};

pub use backfill::{backfill, count_words};
pub use camket_documents::{
    ColumnKind, Letterhead, ListColumn, ListForm, ListFormat, ListValue, PrintedList, PrintedOrigin,
    PrintedTable, PrintedTables,
};
pub use camket_domain::venue_register::reminders::MAX_REMINDED;
pub use export::{RegisterExport, begin_export};
pub use file::{MAX_PRINTED, print_register};
pub use remind::{ReminderPreview, ReminderTarget, preview_reminders, remind_owners};

/// A page of the register.
#[derive(Clone, Debug)]
pub struct RegisterPage {
    pub venues: Vec<ListedVenue>,
    /// The venue after which the next page begins, if there is one.
    pub next: Option<VenueId>,
    /// How many venues the filter finds.
    pub count: BoundedCount,
    /// What the venues are compared with.
    pub day: RegisterDay,
}

/// A page of the venues of the officer's area that pass `filter`, by name.
///
/// # Errors
/// [`Refusal`](camket_domain::refusal::Refusal) if the officer may not search by personal numbers.
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    filter: &RegisterFilter,
    after: Option<VenueId>,
) -> Result<RegisterPage, AppError> {
    check_person_search(permit.actor(), &filter.words)?;
    let (scope, day) = (permit.actor().scope(), load_day(app).await?);
    let filter = with_fingerprint(app, filter);
    let place = after.map(rows::RegisterPlace);
    let (mut venues, count) =
        rows::list_counted(app.store(), &scope, &filter, day, place, PAGE_SIZE + 1).await?;
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = venues.len() > size;
    venues.truncate(size);
    let next = venues.last().filter(|_| more).map(|venue| venue.id);
    Ok(RegisterPage { venues, next, count, day })
}

/// The page with those of these venues that are in the officer's area, read by their primary key: the least that a page
/// can cost, with which the bench `office` compares the list.
pub async fn list_by_ids(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    ids: &[VenueId],
) -> Result<RegisterPage, AppError> {
    let day = load_day(app).await?;
    let venues = rows::list_by_ids(app.store(), &permit.actor().scope(), ids).await?;
    let count = BoundedCount::Exact(venues.len() as u64);
    Ok(RegisterPage { venues, next: None, count, day })
}

/// How many venues an export would have.
pub async fn count_for_export(
    app: &App,
    permit: &Permit<rights::ExportRegister>,
    filter: &RegisterFilter,
) -> Result<u64, AppError> {
    let filter = with_fingerprint(app, filter);
    Ok(rows::count_all(app.store(), &permit.actor().scope(), &filter, load_day(app).await?).await?)
}

/// What the register is compared with today.
pub async fn load_day(app: &App) -> Result<RegisterDay, AppError> {
    let today = app.today();
    let terms = Terms::find_current(today).map_or(0, |terms| terms.version);
    Ok(RegisterDay::new(today, terms, &holiday::load_calendar(app.store()).await?))
}

/// The filter with the keyed hash of a personal number, if that is what is searched.
pub(crate) fn with_fingerprint(app: &App, filter: &RegisterFilter) -> RegisterFilter {
    let fingerprint = find_personal_number(&filter.words).map(|number| app.vault().fingerprint(&number));
    RegisterFilter { fingerprint, ..filter.clone() }
}
