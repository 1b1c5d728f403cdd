//! Removing a worker from the register, after confirmation.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, labour};
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::permissions::rights;

use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::May;

#[derive(Template)]
#[template(path = "labour/remove.html")]
struct RemoveWorkerPage {
    page: Page,
    id: VenueId,
    worker: WorkerId,
    venue: String,
    rows: Vec<SummaryRow>,
}

/// GET `/venues/{id}/workers/{worker}/remove`
pub(super) async fn show_confirm(
    page: Page,
    State(app): State<App>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Html<impl Template>, PageError> {
    let (venue, found) = labour::find(&app, &permit, id, worker).await?;
    let rows = vec![
        SummaryRow::new(page.t("labour-name"), found.person.name),
        SummaryRow::new(page.t("labour-number"), found.person.number.masked()),
        SummaryRow::new(page.t("labour-position"), found.job.position),
        SummaryRow::new(page.t("labour-started"), page.date(&found.job.started_on)),
    ];
    let page = page.with_title("labour-remove-title");
    Ok(Html(RemoveWorkerPage { page, id, worker, venue: venue.name, rows }))
}

/// POST `/venues/{id}/workers/{worker}/remove`
pub(super) async fn remove(
    State(app): State<App>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, PageError> {
    let back = paths::Workers(id).to_string();
    match labour::remove(&app, &permit, id, worker).await {
        Ok(()) => {}
        // An earlier request removed the worker: a success. `list` answers `NotFound` if the venue is not the actor's.
        Err(AppError::NotFound) => drop(labour::list(&app, &permit, id).await?),
        Err(AppError::Refused(refusal)) => return Ok(redirect_with_refusal(&refusal, &back)),
        Err(error) => return Err(error.into()),
    }
    Ok((Flash::success("labour-removed"), Redirect::to(&back)).into_response())
}
