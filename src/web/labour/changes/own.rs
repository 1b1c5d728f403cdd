//! `GET /venues/{id}/workers/changes`: who began, changed and left at a venue, for its owner.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::labour;
use camket_app::venue_register::Letterhead;
use camket_domain::ids::VenueId;

use super::query::{ChangeQuery, parse_place};
use super::{ChangesReader, ChangesView, file, format_staffing};
use crate::paths;
use crate::venues::OwnVenue;
use camket_shell::form::{Form, Query};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

#[derive(Template)]
#[template(path = "labour/own_changes.html")]
struct OwnChangesPage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    staffing: Option<String>,
    /// `None` where the form asks for a period that cannot be.
    view: Option<ChangesView>,
}

pub(super) async fn show(
    OwnVenue { page, app, permit, id }: OwnVenue,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let (today, after) = (app.today(), parse_place(&form)?);
    let query = ChangeQuery::read(&mut form, today)?;
    let span = query.map_or_else(|| labour::find_present_period(today), |query| query.span);
    let (venue, found) = labour::list_own_changes(&app, &permit, id, span, after).await?;
    let page = page.with_title("labour-changes-own-title").with_form_errors(&form);
    let (path, file) = (paths::WorkerChanges(id).to_string(), paths::WorkerChangesXlsx(id).to_string());
    let reader = ChangesReader { is_owner: true, paths: [&path, &file], after, today };
    let sheet = OwnChangesPage {
        id,
        venue: venue.name,
        staffing: found.staffing.get(&id).map(|staffing| format_staffing(&page, *staffing)),
        view: query.map(|query| ChangesView::build(&page, query, &found, &reader)),
        form,
        page,
    };
    Ok((sheet.form.status(), Html(sheet)).into_response())
}

/// `GET /venues/{id}/workers/changes.xlsx`
pub(super) async fn download(
    OwnVenue { app, permit, id, .. }: OwnVenue,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let today = app.today();
    let query = ChangeQuery::require(&mut form, today)?;
    let (venue, export) = labour::export_own_changes(&app, &permit, id, query.span).await?;
    let letterhead = Letterhead { parent: String::new(), name: venue.name.clone() };
    file::send(export, letterhead, venue.name, query.span, today).await
}
