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

use super::fields;
use crate::areas::own_choices;
use crate::codes::add_field_error;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::May;

#[derive(Template)]
#[template(path = "agencies/edit.html")]
struct AgencyPage {
    page: Page,
    form: Form,
    new: bool,
    areas: Vec<Choice>,
    functions: Vec<Choice>,
}

type AgencyManagerPermit = Permit<rights::ManageAgencies>;

/// The form of the agency in the area `present`, or of a new agency.
fn build_page(
    app: &App,
    page: Page,
    permit: &AgencyManagerPermit,
    form: Form,
    present: Option<&AreaCode>,
) -> Html<AgencyPage> {
    let page = page.with_form_errors(&form);
    Html(AgencyPage {
        areas: own_choices::build_choices(permit.actor().area.as_ref(), present, app.today()),
        functions: fields::build_function_choices(&page),
        new: present.is_none(),
        form,
        page,
    })
}

pub(super) async fn show_new_form(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
) -> Response {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([("key", key)]);
    build_page(&app, page.with_title("agencies-new-title"), &permit, form, None).into_response()
}

pub(super) async fn add(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    // The use case gives the id and the version.
    if let Some(agency) = fields::parse_agency(&mut form, AgencyId(Uuid::nil()), 1) {
        match agencies::create(&app, &permit, key, agency).await {
            Ok(()) => return Ok(redirect_to_list()),
            Err(error) => add_field_error(&mut form, error)?,
        }
    }
    let again = build_page(&app, page.with_title("agencies-new-title"), &permit, form, None);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

pub(super) async fn show_form(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
    Path(id): Path<AgencyId>,
) -> Result<Response, PageError> {
    let agency = agencies::find(&app, &permit, id).await?;
    let form = fields::build_form(&agency);
    Ok(build_page(&app, page.with_title_text(agency.name), &permit, form, Some(&agency.area)).into_response())
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
    Path(id): Path<AgencyId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let before = agencies::find(&app, &permit, id).await?;
    let version = form.require_version()?;
    if let Some(agency) = fields::parse_agency(&mut form, id, version) {
        match agencies::update(&app, &permit, agency).await {
            Ok(()) => return Ok(redirect_to_list()),
            Err(error) => add_field_error(&mut form, error)?,
        }
    }
    let again = build_page(&app, page.with_title_text(before.name), &permit, form, Some(&before.area));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

fn redirect_to_list() -> Response {
    (Flash::success("agencies-saved"), Redirect::to(paths::Agencies::PATTERN)).into_response()
}
