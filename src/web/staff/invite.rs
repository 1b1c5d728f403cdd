//! Inviting a member of staff.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, staff};
use camket_domain::ids::uuid_v7;
use camket_domain::permissions::{Permit, rights};

use super::access;
use super::member::{self, StaffFormChoices};
use crate::paths;
use camket_shell::form::{Form, Query};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "staff/invite.html")]
struct InviteStaffPage {
    page: Page,
    form: Form,
    choices: StaffFormChoices,
}

/// The address may fill in fields.
pub(super) async fn show_form(
    PageRequest { page, app, .. }: PageRequest<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    form.set("key", uuid_v7(app.now(), app.entropy()).to_string());
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
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(member) = member::parse_member(&mut form, member::parse_login)
        && let Some((id, link)) = form.require_success(staff::invite(&app, &permit, key, member).await)?
    {
        let account = staff::find(&app, &permit, id).await?;
        return Ok(access::build_link_page(page, &account, link, "staff-invited-title").into_response());
    }
    Ok((form.status(), build_page(&app, page, &offices, form).await?).into_response())
}
