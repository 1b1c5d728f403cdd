//! Inviting a member of staff, and the page with the link, which is shown once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, staff};
use camket_domain::ids::uuid_v7;
use camket_domain::permissions::{Permit, rights};

use super::access;
use super::member::{self, StaffFormChoices};
use crate::codes::add_field_error;
use crate::paths;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::May;

#[derive(Template)]
#[template(path = "staff/invite.html")]
struct InviteStaffPage {
    page: Page,
    form: Form,
    choices: StaffFormChoices,
}

pub(super) async fn show_form(
    page: Page,
    State(app): State<App>,
    May(_): May<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
) -> Result<Response, PageError> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([("key", key)]);
    Ok(build_page(&app, page, &offices, form).await?.into_response())
}

async fn build_page(
    app: &App,
    page: Page,
    offices: &Permit<rights::ManageAgencies>,
    form: Form,
) -> Result<Html<InviteStaffPage>, AppError> {
    let page = page.with_title("staff-new-title").with_form_errors(&form);
    let choices = StaffFormChoices::load(app, &page, offices, None).await?;
    Ok(Html(InviteStaffPage { page, form, choices }))
}

pub(super) async fn send(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(member) = member::parse_member(&mut form, member::parse_login) {
        match staff::invite(&app, &permit, key, member).await {
            Ok((id, link)) => {
                let account = staff::find(&app, &permit, id).await?;
                let page = access::build_link_page(page, &account, link, "staff-invited-title");
                return Ok(page.into_response());
            }
            Err(error) => add_field_error(&mut form, error)?,
        }
    }
    let again = build_page(&app, page, &offices, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}
