//! The page after a submission: what happens next.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::AppError;
use camket_app::venues::load_dossier;
use camket_app::{applications, claim_codes, printing};
use camket_domain::applications::ApplicationState;
use camket_domain::ids::VenueId;

use super::{OfficeStep, build_steps};
use crate::paths;
use crate::pdf;
use crate::venues::OwnVenue;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

#[derive(Template)]
#[template(path = "applications/submission/submitted.html")]
struct SubmittedPage {
    page: Page,
    id: VenueId,
    venue: String,
    at: String,
    number: String,
    steps: Vec<OfficeStep>,
}

/// `GET /venues/{id}/submitted`, only while the application is in review; otherwise a redirect to the venue's page.
pub(super) async fn show(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Response, PageError> {
    let dossier = load_dossier(&app, &permit, id).await?;
    let offices = applications::list_reviewing_offices(&app, &dossier).await?;
    let sent =
        dossier.application.as_ref().filter(|application| application.state == ApplicationState::InReview);
    let Some(application) = sent else {
        return Ok(Redirect::to(&paths::Venue(id).to_string()).into_response());
    };
    let page = page.with_title("applications-submission-done-title");
    Ok(Html(SubmittedPage {
        id,
        at: page.moment(&application.submitted_at),
        number: application.number.to_string(),
        steps: build_steps(&page, &offices),
        venue: dossier.venue.name,
        page,
    })
    .into_response())
}

/// `GET /venues/{id}/receipt.pdf`: the receipt for the latest application.
pub(super) async fn show_receipt(OwnVenue { app, permit, id, .. }: OwnVenue) -> Result<Response, PageError> {
    let dossier = load_dossier(&app, &permit, id).await?;
    let application = dossier.application.as_ref().ok_or(AppError::NotFound)?;
    let claim = claim_codes::find_for_receipt(&app, &permit, id).await?;
    let bytes = printing::render_receipt_pdf(&app, &dossier.venue, application, claim.as_ref()).await?;
    Ok(pdf::render_pdf(bytes, &["giấy tiếp nhận", application.number.as_str()]))
}
