//! Disabling an account, enabling it again, making a new invitation: each with a page that asks for confirmation.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, staff};
use camket_domain::ids::AccountId;
use camket_domain::permissions::{Permit, rights};

use super::address;
use super::invite::Link;
use crate::fault::Fault;
use crate::flash::Flash;
use crate::page::{Html, Page};
use crate::session::May;

/// The page that asks for confirmation.
#[derive(Template)]
#[template(path = "admin/account_confirm.html")]
pub(super) struct Ask {
    page: Page,
    name: String,
    login: String,
    what: String,
    go: String,
    back: String,
    danger: bool,
}

type Keeper = Permit<rights::ManageAccounts>;

/// What the page asks about; also the middle of its locale keys.
#[derive(Clone, Copy)]
enum Deed {
    Disable,
    Enable,
    Reset,
}

impl Deed {
    /// Locale keys of title, explanation and button.
    fn keys(self) -> [&'static str; 3] {
        match self {
            Self::Disable => ["staff-disable-title", "staff-disable-what", "staff-disable-go"],
            Self::Enable => ["staff-enable-title", "staff-enable-what", "staff-enable-go"],
            Self::Reset => ["staff-reset-title", "staff-reset-what", "staff-reset-go"],
        }
    }
}

async fn ask(
    app: &App,
    page: Page,
    permit: &Keeper,
    id: AccountId,
    deed: Deed,
) -> Result<Html<Ask>, AppError> {
    let account = staff::find(app, permit, id).await?;
    let [title, what, go] = deed.keys();
    Ok(Html(Ask {
        what: page.t(what),
        go: page.t(go),
        page: page.titled(title),
        name: account.name,
        login: account.login.as_str().to_owned(),
        back: address(id),
        danger: !matches!(deed, Deed::Enable),
    }))
}

pub(super) async fn ask_disable(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<Ask>, Fault> {
    Ok(ask(&app, page, &permit, id, Deed::Disable).await?)
}

pub(super) async fn disable(
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Response, Fault> {
    match staff::disable(&app, &permit, id).await {
        Ok(()) => Ok((Flash::success("staff-disabled"), Redirect::to(&address(id))).into_response()),
        // The page has no field to show the error at.
        Err(AppError::Invalid(_, code)) => {
            Ok((Flash::warning(&format!("codes-error-{code}")), Redirect::to(&address(id))).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn ask_enable(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<Ask>, Fault> {
    Ok(ask(&app, page, &permit, id, Deed::Enable).await?)
}

pub(super) async fn enable(
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Response, Fault> {
    staff::enable(&app, &permit, id).await?;
    Ok((Flash::success("staff-enabled"), Redirect::to(&address(id))).into_response())
}

pub(super) async fn ask_reset(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<Ask>, Fault> {
    Ok(ask(&app, page, &permit, id, Deed::Reset).await?)
}

pub(super) async fn reset(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<Link>, Fault> {
    let link = staff::reset(&app, &permit, id).await?;
    let account = staff::find(&app, &permit, id).await?;
    Ok(Html(Link {
        page: page.titled("staff-reset-done"),
        name: account.name,
        login: account.login.as_str().to_owned(),
        link,
        account: address(id),
    }))
}
