//! Registering a new venue by kind and name; the other sections follow.

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
use crate::codes;
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
        return Ok(again(page, form, key));
    };
    match venues::register(&app, &permit, key, given).await {
        Ok(venue) => {
            let next = Redirect::to(&address(venue, Section::Place));
            Ok((Flash::success("venues-registered"), next).into_response())
        }
        Err(error) => {
            codes::beside_field(&mut form, error)?;
            Ok(again(page, form, key))
        }
    }
}

fn again(page: Page, form: Form, key: Uuid) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, render(page, form, key.to_string())).into_response()
}
