//! Disabling an account, enabling it again, making a new invitation: each with a page that asks for confirmation.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, staff};
use camket_domain::ids::AccountId;
use camket_domain::permissions::{Permit, rights};

use super::access;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::May;

/// The page that asks for confirmation.
#[derive(Template)]
#[template(path = "staff/confirm.html")]
pub(super) struct AccountConfirmPage {
    page: Page,
    name: String,
    login: String,
    what: String,
    go: String,
    back: String,
    danger: bool,
}

type StaffManagerPermit = Permit<rights::ManageAccounts>;

/// What the page asks about; also the middle of its locale keys.
#[derive(Clone, Copy)]
enum AccessChange {
    Disable,
    Enable,
    Reset,
}

impl AccessChange {
    /// Locale keys of title, explanation and button.
    fn locale_keys(self) -> [&'static str; 3] {
        match self {
            Self::Disable => ["staff-disable-title", "staff-disable-what", "staff-disable-go"],
            Self::Enable => ["staff-enable-title", "staff-enable-what", "staff-enable-go"],
            Self::Reset => ["staff-reset-title", "staff-reset-what", "staff-reset-go"],
        }
    }
}

async fn build_confirm_page(
    app: &App,
    page: Page,
    permit: &StaffManagerPermit,
    id: AccountId,
    change: AccessChange,
) -> Result<Html<AccountConfirmPage>, AppError> {
    let account = staff::find(app, permit, id).await?;
    let [title, what, go] = change.locale_keys();
    Ok(Html(AccountConfirmPage {
        what: page.t(what),
        go: page.t(go),
        page: page.with_title(title),
        name: account.name,
        login: account.login.as_str().to_owned(),
        back: paths::StaffMember(id).to_string(),
        danger: !matches!(change, AccessChange::Enable),
    }))
}

pub(super) async fn ask_disable(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<AccountConfirmPage>, PageError> {
    Ok(build_confirm_page(&app, page, &permit, id, AccessChange::Disable).await?)
}

pub(super) async fn disable(
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Response, PageError> {
    match staff::disable(&app, &permit, id).await {
        Ok(()) => Ok((Flash::success("staff-disabled"), Redirect::to(&paths::StaffMember(id).to_string()))
            .into_response()),
        // The page has no field to show the error at.
        Err(AppError::Invalid(input)) => {
            let words = format!("codes-error-{}", input.problem.code());
            Ok((Flash::warning(&words), Redirect::to(&paths::StaffMember(id).to_string())).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn ask_enable(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<AccountConfirmPage>, PageError> {
    Ok(build_confirm_page(&app, page, &permit, id, AccessChange::Enable).await?)
}

pub(super) async fn enable(
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Response, PageError> {
    staff::enable(&app, &permit, id).await?;
    Ok((Flash::success("staff-enabled"), Redirect::to(&paths::StaffMember(id).to_string())).into_response())
}

pub(super) async fn ask_reset(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<AccountConfirmPage>, PageError> {
    Ok(build_confirm_page(&app, page, &permit, id, AccessChange::Reset).await?)
}

pub(super) async fn reset(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Response, PageError> {
    match staff::reset_password(&app, &permit, id).await {
        Ok(link) => {
            let account = staff::find(&app, &permit, id).await?;
            Ok(access::build_link_page(page, &account, link, "staff-reset-done").into_response())
        }
        Err(AppError::Refused(refusal)) => {
            Ok(redirect_with_refusal(&refusal, &paths::StaffMember(id).to_string()))
        }
        Err(error) => Err(error.into()),
    }
}
