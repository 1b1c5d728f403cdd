//! Adding an agency and changing one.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{App, agencies};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AgencyId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use uuid::Uuid;

use super::fields;
use crate::areas::own_choices;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

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
fn render_form(
    app: &App,
    page: Page,
    permit: &AgencyManagerPermit,
    form: Form,
    present: Option<&AreaCode>,
) -> Response {
    let page = page.with_form_errors(&form);
    let status = form.status();
    let shown = AgencyPage {
        areas: own_choices::build_choices(permit.actor().area.as_ref(), present, app.today()),
        functions: fields::build_function_choices(&page),
        new: present.is_none(),
        form,
        page,
    };
    (status, Html(shown)).into_response()
}

/// The address may fill in fields.
pub(super) async fn show_new_form(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    Query(mut form): Query,
) -> Response {
    form.set("key", uuid_v7(app.now(), app.entropy()).to_string());
    render_form(&app, page.with_title("agencies-new-title"), &permit, form, None)
}

pub(super) async fn add(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    // The use case gives the id and the version.
    if let Some(agency) = fields::parse_agency(&mut form, AgencyId(Uuid::nil()), 1)
        && form.require_success(agencies::create(&app, &permit, key, agency).await)?.is_some()
    {
        return Ok(redirect_to_list());
    }
    Ok(render_form(&app, page.with_title("agencies-new-title"), &permit, form, None))
}

pub(super) async fn show_form(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    Path(id): Path<AgencyId>,
) -> Result<Response, PageError> {
    let agency = agencies::find(&app, &permit, id).await?;
    let form = fields::build_form(&agency);
    Ok(render_form(&app, page.with_title_text(agency.name), &permit, form, Some(&agency.area)))
}

pub(super) async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    Path(id): Path<AgencyId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let before = agencies::find(&app, &permit, id).await?;
    let version = form.require_version()?;
    if let Some(agency) = fields::parse_agency(&mut form, id, version)
        && form.require_success(agencies::update(&app, &permit, agency).await)?.is_some()
    {
        return Ok(redirect_to_list());
    }
    Ok(render_form(&app, page.with_title_text(before.name), &permit, form, Some(&before.area)))
}

fn redirect_to_list() -> Response {
    Flash::success("agencies-saved").redirect(paths::Agencies::PATTERN)
}
