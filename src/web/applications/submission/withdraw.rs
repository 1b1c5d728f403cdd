//! Withdrawing an application, after a page that asks for confirmation.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::venues::load_dossier;
use camket_app::{App, AppError, applications};
use camket_domain::applications::lifecycle::check_withdrawal;
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;

use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::May;

#[derive(Template)]
#[template(path = "applications/submission_withdraw.html")]
struct WithdrawApplicationPage {
    page: Page,
    id: VenueId,
    venue: String,
    at: String,
}

/// `GET /venues/{id}/withdraw`
pub(super) async fn ask(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, PageError> {
    let dossier = load_dossier(&app, &permit, id).await?;
    let application = dossier.application.ok_or(AppError::NotFound)?;
    if let Err(refusal) = check_withdrawal(application.state) {
        return Ok(redirect_with_refusal(&refusal, &paths::Venue(id).to_string()));
    }
    let page = page.with_title("applications-submission-withdraw-title");
    let at = page.moment(&application.submitted_at);
    Ok(Html(WithdrawApplicationPage { page, id, venue: dossier.venue.name, at }).into_response())
}

/// `POST /venues/{id}/withdraw`
pub(super) async fn withdraw(
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, PageError> {
    let back = paths::Venue(id).to_string();
    match applications::withdraw(&app, &permit, id).await {
        Ok(()) => {
            Ok((Flash::success("applications-submission-withdrawn"), Redirect::to(&back)).into_response())
        }
        Err(AppError::Refused(refusal)) => Ok(redirect_with_refusal(&refusal, &back)),
        Err(error) => Err(error.into()),
    }
}
