//! Requests for a new way into an account: another administrator confirms or declines them.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::staff::StaffLink;
use camket_app::{App, AppError, staff};
use camket_domain::accounts::access_request::{AccessRequest, AccessRequestVersion};
use camket_domain::accounts::{Account, Actor};
use camket_domain::ids::AccountId;
use camket_domain::permissions::{Permit, rights};

use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

/// The page that says what became of the link. A link to hand over is never shown again; a new one can be made.
#[derive(Template)]
#[template(path = "staff/link.html")]
pub(super) struct StaffLinkPage {
    page: Page,
    /// What became of the link.
    what: String,
    /// The address to hand over.
    link: Option<String>,
    account: String,
}

/// An open request, as the pages show it.
pub(super) struct AccessRequestRow {
    /// Whose account.
    pub(super) name: String,
    pub(super) href: String,
    /// "… asked at …".
    pub(super) asked: String,
    /// Whether the reader may confirm it.
    pub(super) may_confirm: bool,
    /// What a decision on it is taken on.
    pub(super) version: AccessRequestVersion,
}

impl AccessRequestRow {
    pub(super) fn new(page: &Page, reader: &Actor, request: &AccessRequest, account: &Account) -> Self {
        let at = page.moment(&request.asked_at);
        let asked = if request.asked_by == request.account {
            page.t1("staff-request-forgot", "at", at)
        } else {
            page.t2("staff-request-asked", "name", request.asked_by_name.as_str(), "at", at)
        };
        Self {
            name: account.name.clone(),
            href: paths::StaffMember(account.id).to_string(),
            asked,
            may_confirm: request.check_confirmer(reader).is_ok(),
            version: request.version(account),
        }
    }
}

/// The open requests of the administrator's area.
pub(super) async fn load_rows(
    app: &App,
    page: &Page,
    permit: &Permit<rights::ManageAccounts>,
) -> Result<Vec<AccessRequestRow>, AppError> {
    let open = staff::list_access_requests(app, permit).await?;
    let row = |(request, account): &(_, _)| AccessRequestRow::new(page, permit.actor(), request, account);
    Ok(open.iter().map(row).collect())
}

/// The page after a link was made, or asked for. `title` is the locale key of its heading where a link was made.
pub(super) fn build_link_page(
    page: Page,
    account: &Account,
    link: StaffLink,
    title: &'static str,
) -> Html<StaffLinkPage> {
    let (title, what, link) = match link {
        StaffLink::Sent => (title, "staff-link-sent", None),
        StaffLink::HandOver(link) => (title, "staff-link-hand-over", Some(link)),
        StaffLink::Waiting => ("staff-link-waiting-title", "staff-link-waiting", None),
    };
    let login = account.login.as_str();
    Html(StaffLinkPage {
        what: page.t2(what, "name", account.name.as_str(), "login", login),
        account: paths::StaffMember(account.id).to_string(),
        page: page.with_title(title),
        link,
    })
}

/// POST `/admin/accounts/{id}/access/confirm`
pub(super) async fn confirm(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
    form: Form,
) -> Result<Html<StaffLinkPage>, PageError> {
    let here = paths::StaffMember(id);
    let confirmed = staff::confirm_access(&app, &permit, id, parse_version(&form)?).await;
    let link = confirmed.redirect_refusal(&here).redirect_conflict("staff-request-changed", &here)?;
    let account = staff::find(&app, &permit, id).await?;
    Ok(build_link_page(page, &account, link, "staff-reset-done"))
}

/// POST `/admin/accounts/{id}/access/decline`
pub(super) async fn decline(
    PageRequest { app, permit, .. }: PageRequest<rights::ManageAccounts>,
    Path(id): Path<AccountId>,
    form: Form,
) -> Result<Response, PageError> {
    let here = paths::StaffMember(id);
    let declined = staff::decline_access(&app, &permit, id, parse_version(&form)?).await;
    declined.redirect_conflict("staff-request-changed", &here)?;
    Ok(Flash::success("staff-request-declined").redirect(here))
}

/// The hidden fields that say which request of which account the page showed. A page without the second one is from an
/// earlier release.
fn parse_version(form: &Form) -> Result<AccessRequestVersion, ErrorKind> {
    let asked_at = form.text("asked_at").parse().unwrap_or_default();
    Ok(AccessRequestVersion { account: form.require_version()?, asked_at })
}
