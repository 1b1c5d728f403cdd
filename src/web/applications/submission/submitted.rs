//! The page after a submission: what happens next.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::venues::dossier;
use camket_app::{App, applications};
use camket_domain::applications::State as Stage;
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;

use super::{Step, steps};
use crate::fault::Fault;
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "applications/submission_done.html")]
struct Submitted {
    page: Page,
    id: VenueId,
    venue: String,
    at: String,
    steps: Vec<Step>,
}

/// `GET /venues/{id}/submitted`, only while the application is in review; otherwise a redirect to the venue's page.
pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, Fault> {
    let dossier = dossier(&app, &permit, id).await?;
    let offices = applications::offices_ahead(&app, &dossier).await?;
    let sent = dossier.application.as_ref().filter(|application| application.state == Stage::InReview);
    let Some(application) = sent else {
        return Ok(Redirect::to(&format!("/venues/{id}")).into_response());
    };
    let page = page.titled("submission-done-title");
    Ok(Html(Submitted {
        id,
        at: page.moment(&application.submitted_at),
        steps: steps(&page, &offices),
        venue: dossier.venue.name,
        page,
    })
    .into_response())
}
