//! Registering a new venue by kind and name; the other sections follow. Query: `entry`, the census entry of a letter whose code
//! the owner used: the form is filled in from it.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::{census, venues};
use camket_domain::census::CensusEntry;
use camket_domain::ids::{CensusEntryId, uuid_v7};
use camket_domain::permissions::rights;
use camket_domain::venues::{Section, VenueKind};

use super::identity::{self, KindGroup};
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "venues/new.html")]
pub(super) struct NewVenuePage {
    page: Page,
    form: Form,
    groups: Vec<KindGroup>,
}

fn render(page: Page, form: Form) -> Html<NewVenuePage> {
    let page = page.with_title("venues-new-title").with_form_errors(&form);
    let groups = identity::build_groups(&page);
    Html(NewVenuePage { page, form, groups })
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let mut form = Form::from_fields([("key", key)]);
    if let Some(id) = parse_entry(&query)? {
        let entry = census::find_invited(&app, &permit, id).await?;
        if let Some(venue) = entry.status.open().venue() {
            return Ok(Flash::warning("venues-new-taken").redirect(find_home(&app, &permit, venue).await));
        }
        fill(&mut form, &entry);
    }
    Ok(render(page, form).into_response())
}

/// The venue, if it is the owner's.
async fn find_home(
    app: &camket_app::App,
    permit: &camket_domain::permissions::Permit<rights::KeepVenues>,
    venue: camket_domain::ids::VenueId,
) -> String {
    match venues::find(app, permit, venue).await {
        Ok(venue) => paths::Venue(venue.id).to_string(),
        Err(_) => paths::Venues.to_string(),
    }
}

fn fill(form: &mut Form, entry: &CensusEntry) {
    let details = &entry.details;
    form.set("entry", entry.id.to_string());
    form.set("name", details.name.as_str());
    form.set("kind", details.kind.map_or("", VenueKind::code));
    if details.kind.is_some_and(VenueKind::needs_description) {
        form.set("kind_note", details.kind_text.as_str());
    }
}

fn parse_entry(form: &Form) -> Result<Option<CensusEntryId>, ErrorKind> {
    let id = form.optional("entry").map(|id| id.parse().map_err(|_| ErrorKind::Unreadable));
    id.transpose()
}

pub(super) async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let entry = parse_entry(&form)?;
    if let Some(given) = identity::parse(&mut form) {
        let registered = venues::register(&app, &permit, key, given, entry).await;
        let registered = form.require_success(registered).redirect_refusal(paths::Venues)?;
        if let Some(venue) = registered {
            let next = paths::build_section_path(venue, Section::Place);
            return Ok(Flash::success("venues-registered").redirect(next));
        }
    }
    Ok((form.status(), render(page, form)).into_response())
}
