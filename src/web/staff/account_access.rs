//! Disabling an account, enabling it again, making a new invitation: each with a page that asks for confirmation.

use axum::extract::Path;
use axum::response::Response;
use camket_app::{App, AppError, staff};
use camket_domain::ids::AccountId;
use camket_domain::permissions::{Permit, rights};

use super::access::{self, StaffLinkPage};
use crate::confirmation::{ConfirmActionPage, ConfirmQuestion};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

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
) -> Result<Html<ConfirmActionPage>, AppError> {
    let account = staff::find(app, permit, id).await?;
    let question = ConfirmQuestion {
        keys: change.locale_keys(),
        about: format!("{} · {}", account.name, account.login.as_str()),
        version: account.version,
        danger: !matches!(change, AccessChange::Enable),
    };
    Ok(Html(question.build_page(page, &paths::StaffMember(id).to_string())))
}

pub(super) async fn ask_disable(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<ConfirmActionPage>, PageError> {
    Ok(build_confirm_page(&app, page, &permit, id, AccessChange::Disable).await?)
}

pub(super) async fn disable(
    PageRequest { app, permit, .. }: PageRequest<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
    form: Form,
) -> Result<Response, PageError> {
    match staff::disable(&app, &permit, id, form.require_version()?).await {
        Ok(()) => Ok(Flash::success("staff-disabled").redirect(paths::StaffMember(id))),
        // The page has no field to show the error at.
        Err(AppError::Invalid(input)) => {
            let words = format!("codes-error-{}", input.problem.code());
            Ok(Flash::warning(&words).redirect(paths::StaffMember(id)))
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn ask_enable(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<ConfirmActionPage>, PageError> {
    Ok(build_confirm_page(&app, page, &permit, id, AccessChange::Enable).await?)
}

pub(super) async fn enable(
    PageRequest { app, permit, .. }: PageRequest<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
    form: Form,
) -> Result<Response, PageError> {
    staff::enable(&app, &permit, id, form.require_version()?).await?;
    Ok(Flash::success("staff-enabled").redirect(paths::StaffMember(id)))
}

pub(super) async fn ask_reset(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
) -> Result<Html<ConfirmActionPage>, PageError> {
    Ok(build_confirm_page(&app, page, &permit, id, AccessChange::Reset).await?)
}

pub(super) async fn reset(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
    form: Form,
) -> Result<Html<StaffLinkPage>, PageError> {
    let reset = staff::reset_password(&app, &permit, id, form.require_version()?).await;
    let link = reset.redirect_refusal(paths::StaffMember(id))?;
    let account = staff::find(&app, &permit, id).await?;
    Ok(access::build_link_page(page, &account, link, "staff-reset-done"))
}
