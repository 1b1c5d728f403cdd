//! The page of one staff account and the form that changes it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, staff};
use camket_domain::accounts::{Account, Standing};
use camket_domain::ids::AccountId;
use camket_domain::permissions::{Permit, rights};

use super::member::{self, Choices};
use super::{ACCOUNTS, address};
use crate::codes::{self, beside_field};
use crate::error_page::ErrorKind;
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::look::Chip;
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "admin/account.html")]
struct Edit {
    page: Page,
    form: Form,
    choices: Choices,
    here: String,
    login: String,
    standing: Chip,
    since: String,
    disabled: bool,
    /// The account is the reader's own: it cannot be disabled here.
    own: bool,
}

pub(super) async fn form(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    Path(id): Path<AccountId>,
) -> Result<Response, Fault> {
    let account = staff::find(&app, &permit, id).await?;
    let form = member::filled(&account);
    Ok(edit(&app, page, &offices, &account, form).await?.into_response())
}

async fn edit(
    app: &App,
    page: Page,
    offices: &Permit<rights::ManageAgencies>,
    account: &Account,
    form: Form,
) -> Result<Html<Edit>, AppError> {
    let page = page.titled_text(account.name.clone()).checked(&form);
    Ok(Html(Edit {
        choices: Choices::load(app, &page, offices, Some(account)).await?,
        here: address(account.id),
        login: account.login.as_str().to_owned(),
        standing: codes::standing(&page, account.standing),
        since: page.date(&camket_domain::calendar::local_date(account.created_at)),
        disabled: account.standing == Standing::Disabled,
        own: offices.actor().account == account.id,
        form,
        page,
    }))
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    Path(id): Path<AccountId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let account = staff::find(&app, &permit, id).await?;
    let Ok(version) = form.text("version").parse() else { return Ok(ErrorKind::Unreadable.into_response()) };
    if let Some(member) = member::read(&mut form, |_| Some(account.login.clone())) {
        match staff::change(&app, &permit, id, version, member).await {
            Ok(()) => return Ok((Flash::success("staff-saved"), Redirect::to(ACCOUNTS)).into_response()),
            Err(error) => beside_field(&mut form, error)?,
        }
    }
    let again = edit(&app, page, &offices, &account, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}
