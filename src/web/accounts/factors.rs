//! `/account/factors`: the second factor of one's own account.

pub(super) mod codes;
mod remove;
mod set_up;

use askama::Template;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::accounts::{self, FactorsSheet};
use camket_app::{App, AppError};
use camket_domain::accounts::passkey::{MAX_PASSKEYS, Passkey};
use camket_domain::ids::{PasskeyId, uuid_v7};
use camket_domain::permissions::{Action, Permit, rights};

use super::{passwords, responses};
use crate::paths;
use crate::state::Web;
use camket_shell::client::RequestClient;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

/// A page with a secret is in no cache, not even that of the browser.
pub(super) const NO_STORE: [(HeaderName, HeaderValue); 1] =
    [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];

pub(super) fn routes() -> Routes<Web> {
    let own = Action::KeepFactors;
    Routes::new()
        .get(paths::OwnFactors::PATTERN, own, show)
        .post(paths::OwnFactors::PATTERN, own, begin)
        .get(paths::SetUpFactor::PATTERN, own, set_up::show)
        .post(paths::SetUpFactor::PATTERN, own, set_up::finish)
        .get(paths::RenewRecoveryCodes::PATTERN, own, codes::show)
        .post(paths::RenewRecoveryCodes::PATTERN, own, codes::renew)
        .get(paths::RemoveFactor::PATTERN, own, remove::show)
        .post(paths::RemoveFactor::PATTERN, own, remove::remove)
}

#[derive(Template)]
#[template(path = "accounts/own_factors.html")]
struct OwnFactorsPage {
    page: Page,
    form: Form,
    sheet: FactorsSheet,
    /// While the app is on.
    rows: Vec<SummaryRow>,
    passkeys: Vec<PasskeyRow>,
}

struct PasskeyRow {
    id: PasskeyId,
    name: String,
    added: String,
    used: String,
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    Query(query): Query,
) -> Result<Html<OwnFactorsPage>, PageError> {
    let form = Form::from_fields([("next", links::restrict_to_local(query.text("next")))]);
    build_page(page, &app, &permit, form).await.map(Html)
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::KeepFactors>,
    form: Form,
) -> Result<OwnFactorsPage, PageError> {
    let sheet = accounts::load_factors(app, permit).await?;
    let page = page.with_title("accounts-factors-title").with_form_errors(&form);
    let since = |since| SummaryRow::new(page.t("accounts-factors-since"), page.moment(&since));
    let rows = sheet.on_since.map(since).into_iter().collect();
    let passkeys = sheet.passkeys.iter().map(|passkey| build_row(&page, passkey)).collect();
    Ok(OwnFactorsPage { rows, passkeys, page, form, sheet })
}

fn build_row(page: &Page, passkey: &Passkey) -> PasskeyRow {
    PasskeyRow {
        id: passkey.id,
        name: passkey.name.clone(),
        added: page.moment(&passkey.created_at),
        used: passkey.used_at.map_or_else(|| page.t("accounts-passkeys-never"), |at| page.moment(&at)),
    }
}

/// Begins a set-up, for someone who knows the password.
async fn begin(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["current"]);
    if let Some(password) = passwords::parse_present_password(&mut form, "current") {
        match accounts::begin_set_up(&app, &permit, password, &client).await {
            Ok(()) => {
                let next = links::restrict_to_local(form.text("next"));
                let to = links::with_query(paths::SetUpFactor::PATTERN, &[("next", next)]);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, paths::OwnFactors));
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::OwnFactors::PATTERN)?,
        }
    }
    let page = build_page(page, &app, &permit, form).await.map_err(IntoResponse::into_response)?;
    Ok(responses::render_invalid_form(page))
}

/// A key for a form of these pages.
pub(super) fn build_key(app: &App) -> String {
    uuid_v7(app.now(), app.entropy()).to_string()
}
