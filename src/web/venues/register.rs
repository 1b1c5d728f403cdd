//! Registering a new venue by kind and name; the other sections follow.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues;
use camket_domain::ids::uuid_v7;
use camket_domain::permissions::rights;
use camket_domain::venues::Section;

use super::identity::{self, KindGroup};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
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
    PageRequest { page, app, .. }: PageRequest<rights::KeepVenues>,
) -> Html<NewVenuePage> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    render(page, Form::from_fields([("key", key)]))
}

pub(super) async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(given) = identity::parse(&mut form)
        && let Some(venue) = form.require_success(venues::register(&app, &permit, key, given).await)?
    {
        let next = paths::build_section_path(venue, Section::Place);
        return Ok(Flash::success("venues-registered").redirect(next));
    }
    Ok((form.status(), render(page, form)).into_response())
}
