//! Adding an agency and changing one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, agencies};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AgencyId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use uuid::Uuid;

use super::{AGENCIES, fields};
use crate::admin::places;
use crate::codes::beside_field;
use crate::error_page::ErrorKind;
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::look::Choice;
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "admin/agency.html")]
struct Edit {
    page: Page,
    form: Form,
    new: bool,
    areas: Vec<Choice>,
    functions: Vec<Choice>,
}

type Keeper = Permit<rights::ManageAgencies>;

/// The form of the agency in the area `present`, or of a new agency.
fn edit(app: &App, page: Page, permit: &Keeper, form: Form, present: Option<&AreaCode>) -> Html<Edit> {
    let page = page.checked(&form);
    Html(Edit {
        areas: places::choices(permit.actor().area.as_ref(), present, app.today()),
        functions: fields::functions(&page),
        new: present.is_none(),
        form,
        page,
    })
}

pub(super) async fn new(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
) -> Response {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::filled([("key", key)]);
    edit(&app, page.titled("agencies-new-title"), &permit, form, None).into_response()
}

pub(super) async fn add(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
    mut form: Form,
) -> Result<Response, Fault> {
    let key = match form.key() {
        Ok(key) => key,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    // The use case gives the id and the version.
    if let Some(agency) = fields::read(&mut form, AgencyId(Uuid::nil()), 1) {
        match agencies::add(&app, &permit, key, agency).await {
            Ok(()) => return Ok(saved()),
            Err(error) => beside_field(&mut form, error)?,
        }
    }
    let again = edit(&app, page.titled("agencies-new-title"), &permit, form, None);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

pub(super) async fn form(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
    Path(id): Path<AgencyId>,
) -> Result<Response, Fault> {
    let agency = agencies::find(&app, &permit, id).await?;
    let form = fields::filled(&agency);
    Ok(edit(&app, page.titled_text(agency.name), &permit, form, Some(&agency.area)).into_response())
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
    Path(id): Path<AgencyId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let before = agencies::find(&app, &permit, id).await?;
    let Ok(version) = form.text("version").parse() else { return Ok(ErrorKind::Unreadable.into_response()) };
    if let Some(agency) = fields::read(&mut form, id, version) {
        match agencies::change(&app, &permit, agency).await {
            Ok(()) => return Ok(saved()),
            Err(error) => beside_field(&mut form, error)?,
        }
    }
    let again = edit(&app, page.titled_text(before.name), &permit, form, Some(&before.area));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

fn saved() -> Response {
    (Flash::success("agencies-saved"), Redirect::to(AGENCIES)).into_response()
}
