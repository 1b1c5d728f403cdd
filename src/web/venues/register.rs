//! A new venue: kind and name; the rest follows section by section.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, venues};
use camket_domain::ids::uuid_v7;
use camket_domain::permissions::rights;
use camket_domain::venues::Section;
use uuid::Uuid;

use super::address;
use super::identity::{self, Group};
use crate::error_page::ErrorKind;
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "venues/new.html")]
pub(super) struct New {
    page: Page,
    form: Form,
    key: String,
    groups: Vec<Group>,
}

fn render(page: Page, form: Form, key: String) -> Html<New> {
    let page = page.titled("venues-new-title").checked(&form);
    let groups = identity::groups(&page);
    Html(New { page, form, key, groups })
}

pub(super) async fn show(page: Page, State(app): State<App>, May(_): May<rights::KeepVenues>) -> Html<New> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    render(page, Form::new(), key)
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    mut form: Form,
) -> Result<Response, Fault> {
    let Ok(key) = form.text("idempotency_key").parse::<Uuid>() else {
        return Ok(ErrorKind::Unreadable.into_response());
    };
    let Some(given) = identity::read(&mut form) else {
        let shown = render(page, form, key.to_string());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response());
    };
    let venue = venues::register(&app, &permit, key, given).await?;
    let next = Redirect::to(&address(venue, Section::Place));
    Ok((Flash::success("venues-registered"), next).into_response())
}
