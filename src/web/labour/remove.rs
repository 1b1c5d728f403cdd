//! Removing a worker from the register, after confirmation.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::{AppError, labour};
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::permissions::rights;

use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "labour/remove.html")]
struct RemoveWorkerPage {
    page: Page,
    id: VenueId,
    worker: WorkerId,
    venue: String,
    version: i32,
    rows: Vec<SummaryRow>,
}

/// GET `/venues/{id}/workers/{worker}/remove`
pub(super) async fn show_confirm(
    PageRequest { page, app, permit }: PageRequest<rights::WorkAtVenues>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
) -> Result<Html<impl Template>, PageError> {
    let (venue, found) = labour::find(&app, &permit, id, worker).await?;
    let rows = vec![
        SummaryRow::new(page.t("labour-name"), found.person.name),
        SummaryRow::new(page.t("labour-number"), found.person.number.masked()),
        SummaryRow::new(page.t("labour-position"), found.job.position),
        SummaryRow::new(page.t("labour-started"), page.date(&found.job.started_on)),
    ];
    let page = page.with_title("labour-remove-title");
    Ok(Html(RemoveWorkerPage { page, id, worker, venue: venue.name, version: found.version, rows }))
}

/// POST `/venues/{id}/workers/{worker}/remove`
pub(super) async fn remove(
    PageRequest { app, permit, .. }: PageRequest<rights::WorkAtVenues>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
    form: Form,
) -> Result<Response, PageError> {
    match labour::remove(&app, &permit, (id, worker), form.require_version()?).await {
        // An earlier request removed the worker: a success. `list` answers `NotFound` if the venue is not the actor's.
        Err(AppError::NotFound) => drop(labour::list(&app, &permit, id).await?),
        outcome => outcome.redirect_refusal(paths::Workers(id))?,
    }
    Ok(Flash::success("labour-removed").redirect(paths::Workers(id)))
}
