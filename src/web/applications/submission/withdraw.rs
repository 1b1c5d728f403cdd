//! Withdrawing an application, after a page that asks for confirmation.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues::load_dossier;
use camket_app::{AppError, applications};
use camket_domain::applications::lifecycle::check_withdrawal;
use camket_domain::ids::VenueId;

use crate::paths;
use crate::venues::OwnVenue;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors, redirect_with_refusal};

#[derive(Template)]
#[template(path = "applications/submission/withdraw.html")]
struct WithdrawApplicationPage {
    page: Page,
    id: VenueId,
    venue: String,
    at: String,
    version: i32,
}

/// `GET /venues/{id}/withdraw`
pub(super) async fn ask(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Response, PageError> {
    let dossier = load_dossier(&app, &permit, id).await?;
    let application = dossier.application.ok_or(AppError::NotFound)?;
    if let Err(refusal) = check_withdrawal(application.state) {
        return Ok(redirect_with_refusal(&refusal, paths::Venue(id)));
    }
    let page = page.with_title("applications-submission-withdraw-title");
    let at = page.moment(&application.submitted_at);
    let version = application.version;
    Ok(Html(WithdrawApplicationPage { page, id, venue: dossier.venue.name, at, version }).into_response())
}

/// `POST /venues/{id}/withdraw`
pub(super) async fn withdraw(
    OwnVenue { app, permit, id, .. }: OwnVenue,
    form: Form,
) -> Result<Response, PageError> {
    let withdrawn = applications::withdraw(&app, &permit, id, form.require_version()?).await;
    withdrawn.redirect_refusal(paths::Venue(id))?;
    Ok(Flash::success("applications-submission-withdrawn").redirect(paths::Venue(id)))
}
