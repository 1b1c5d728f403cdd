//! Removing a passkey: by the password, in a session that typed a factor just now.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::{AppError, accounts};
use camket_domain::accounts::passkey::Passkey;
use camket_domain::permissions::rights;

use super::super::{passwords, responses};
use super::{load_named, tell_gone};
use crate::paths;
use camket_shell::client::RequestClient;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "accounts/passkey_remove.html")]
struct RemovePasskeyPage {
    page: Page,
    form: Form,
    passkey: Passkey,
    /// The password alone will be enough.
    is_last: bool,
}

impl RemovePasskeyPage {
    fn new(page: Page, form: Form, passkey: Passkey, is_last: bool) -> Self {
        let page = page.with_title("accounts-passkeys-remove-title").with_form_errors(&form);
        Self { page, form, passkey, is_last }
    }
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let passkey = match load_named(&app, &permit, query.text("id")).await {
        Err(AppError::NotFound) => return Ok(tell_gone()),
        found => found?,
    };
    let is_last = accounts::load_factors(&app, &permit).await?.is_last();
    Ok(Html(RemovePasskeyPage::new(page, Form::new(), passkey, is_last)).into_response())
}

pub(super) async fn remove(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    form: Form,
) -> Result<Response, Response> {
    let failed = |error: AppError| match error {
        AppError::NotFound => tell_gone(),
        other => PageError::from(other).into_response(),
    };
    let mut form = form.with_secret_fields(&["current"]);
    let passkey = load_named(&app, &permit, form.text("id")).await.map_err(failed)?;
    if let Some(password) = passwords::parse_present_password(&mut form, "current") {
        match accounts::remove_passkey(&app, &permit, passkey.id, password, &client).await {
            Ok(()) => {
                return Ok(Flash::success("accounts-passkeys-removed").redirect(paths::OwnFactors::PATTERN));
            }
            Err(AppError::NotFound) => return Ok(tell_gone()),
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, paths::OwnFactors));
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::OwnFactors::PATTERN)?,
        }
    }
    let is_last = accounts::load_factors(&app, &permit).await.map_err(failed)?.is_last();
    Ok(responses::render_invalid_form(RemovePasskeyPage::new(page, form, passkey, is_last)))
}
