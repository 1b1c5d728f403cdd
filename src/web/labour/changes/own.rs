//! `GET /venues/{id}/workers/changes`: who began, changed and left at a venue, for its owner.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::labour::{self, ChangesPage};
use camket_app::venue_register::Letterhead;
use camket_domain::ids::VenueId;

use super::query::{ChangeQuery, parse_place};
use super::{ChangeRow, build_counts, build_rows, file, format_staffing};
use crate::paths;
use crate::venues::OwnVenue;
use camket_shell::form::{Form, Query};
use camket_shell::look::PageLinks;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

#[derive(Template)]
#[template(path = "labour/own_changes.html")]
struct OwnChangesPage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    asked: bool,
    counts: Vec<String>,
    staffing: Option<String>,
    heads: [String; 5],
    lines: Vec<ChangeRow>,
    pages: PageLinks,
    export: String,
}

pub(super) async fn show(
    OwnVenue { page, app, permit, id }: OwnVenue,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let (today, after) = (app.today(), parse_place(&form)?);
    let query = ChangeQuery::read(&mut form, today)?;
    let span = query.map_or_else(|| labour::find_present_period(today), |query| query.span);
    let (venue, found) = labour::list_own_changes(&app, &permit, id, span, after).await?;
    let ChangesPage { changes, next, counts, staffing, threshold } = found;
    let page = page.with_title("labour-changes-own-title").with_form_errors(&form);
    let path = paths::WorkerChanges(id).to_string();
    let address = |after| query.map(|query| query.address(&path, after));
    let heads = ["day", "kind", "worker", "position", "what"];
    let sheet = OwnChangesPage {
        id,
        venue: venue.name,
        asked: query.is_some(),
        counts: build_counts(&page, counts),
        staffing: staffing.get(&id).map(|staffing| format_staffing(&page, *staffing)),
        heads: heads.map(|head| page.t(&format!("labour-changes-column-{head}"))),
        lines: build_rows(&page, &changes, (&staffing, threshold), today),
        pages: PageLinks {
            first: after.and_then(|_| address(None)),
            next: next.and_then(|last| address(Some(last))),
        },
        export: query
            .map(|query| query.address(&paths::WorkerChangesXlsx(id).to_string(), None))
            .unwrap_or_default(),
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
