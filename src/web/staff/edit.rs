//! The page of one staff account and the form that changes it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, staff};
use camket_domain::accounts::{Account, AccountStatus};
use camket_domain::ids::AccountId;
use camket_domain::permissions::{Permit, rights};

use super::access::AccessRequestRow;
use super::member::{self, StaffFormChoices};
use crate::codes;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Chip;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "staff/edit.html")]
struct StaffAccountPage {
    page: Page,
    form: Form,
    choices: StaffFormChoices,
    id: AccountId,
    login: String,
    standing: Chip,
    since: String,
    disabled: bool,
    /// The account is the reader's own: it cannot be disabled here.
    own: bool,
    request: Option<AccessRequestRow>,
}

pub(super) async fn show_form(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    Path(id): Path<AccountId>,
) -> Result<Response, PageError> {
    let account = staff::find(&app, &permit, id).await?;
    let form = member::build_form(&account);
    Ok(build_page(&app, page, (&permit, &offices), &account, form).await?.into_response())
}

async fn build_page(
    app: &App,
    page: Page,
    (permit, offices): (&Permit<rights::ManageAccounts>, &Permit<rights::ManageAgencies>),
    account: &Account,
    form: Form,
) -> Result<Html<StaffAccountPage>, AppError> {
    let page = page.with_title_text(account.name.clone()).with_form_errors(&form);
    Ok(Html(StaffAccountPage {
        choices: StaffFormChoices::load(app, &page, offices, Some(account)).await?,
        id: account.id,
        login: account.login.as_str().to_owned(),
        standing: codes::build_account_chip(&page, account.status),
        since: page.date(&camket_domain::calendar::local_date(account.created_at)),
        disabled: account.status == AccountStatus::Disabled,
        own: offices.actor().account == account.id,
        request: staff::find_access_request(app, permit, account.id)
            .await?
            .map(|request| AccessRequestRow::new(&page, permit.actor(), &request, account)),
        form,
        page,
    }))
}

pub(super) async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    Path(id): Path<AccountId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let account = staff::find(&app, &permit, id).await?;
    let version = form.require_version()?;
    if let Some(member) = member::parse_member(&mut form, |_| Some(account.login.clone()))
        && form.require_success(staff::update(&app, &permit, id, version, member).await)?.is_some()
    {
        return Ok(Flash::success("staff-saved").redirect(paths::StaffList));
    }
    let status = form.status();
    let again = build_page(&app, page, (&permit, &offices), &account, form).await?;
    Ok((status, again).into_response())
}
