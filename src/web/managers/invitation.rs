//! `/invited/{manager}`: an invitation to manage a venue; accepted, declined, or left later.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::managers;
use camket_domain::ids::ManagerId;
use camket_domain::permissions::rights;
use camket_domain::venues::Place;

use crate::codes;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "managers/invitation.html")]
struct InvitationPage {
    page: Page,
    id: ManagerId,
    rows: Vec<SummaryRow>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    Path(id): Path<ManagerId>,
) -> Result<Response, PageError> {
    let found = managers::load_invitation(&app, &permit, id).await;
    let (manager, venue, owner) = found.redirect_refusal(paths::Venues)?;
    if !manager.is_invited() {
        return Ok(Redirect::to(&paths::Venue(venue.id).to_string()).into_response());
    }
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    let rows = vec![
        row("managers-owner", owner),
        row("managers-kind", codes::format_venue_kind(&page, venue.kind, &venue.kind_note)),
        row("managers-address", venue.place.as_ref().map(Place::full_address).unwrap_or_default()),
    ];
    Ok(Html(InvitationPage { page: page.with_title_text(venue.name), id, rows }).into_response())
}

pub(super) async fn accept(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepVenues>,
    Path(id): Path<ManagerId>,
) -> Result<Response, PageError> {
    let accepted = managers::accept(&app, &permit, id).await;
    let venue = accepted.redirect_refusal(paths::ManagerInvitation(id))?;
    Ok(Flash::success("managers-accepted").redirect(paths::Venue(venue)))
}

pub(super) async fn leave(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepVenues>,
    Path(id): Path<ManagerId>,
) -> Result<Response, PageError> {
    managers::leave_venue(&app, &permit, id).await.redirect_refusal(paths::Venues)?;
    Ok(Flash::success("managers-left").redirect(paths::Venues))
}
