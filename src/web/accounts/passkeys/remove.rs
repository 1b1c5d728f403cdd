//! Removing a passkey: by the password, in a session that typed a factor just now.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{AppError, accounts};
use camket_domain::accounts::passkey::Passkey;
use camket_domain::ids::PasskeyId;
use camket_domain::permissions::rights;

use super::super::{passwords, responses};
use crate::paths;
use camket_shell::client::RequestClient;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
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
    Path(id): Path<PasskeyId>,
) -> Result<Html<impl Template>, PageError> {
    let passkey = accounts::find_passkey(&app, &permit, id).await?;
    let is_last = accounts::load_factors(&app, &permit).await?.is_last();
    Ok(Html(RemovePasskeyPage::new(page, Form::new(), passkey, is_last)))
}

pub(super) async fn remove(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    Path(id): Path<PasskeyId>,
    RequestClient(client): RequestClient,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["current"]);
    if let Some(password) = passwords::parse_present_password(&mut form, "current") {
        match accounts::remove_passkey(&app, &permit, id, password, &client).await {
            Ok(()) => {
                return Ok(Flash::success("accounts-passkeys-removed").redirect(paths::OwnFactors::PATTERN));
            }
            // Sent twice, or removed in another tab.
            Err(AppError::NotFound) => {
                return Ok(Flash::warning("accounts-passkeys-gone").redirect(paths::OwnFactors::PATTERN));
            }
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, paths::OwnFactors));
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::OwnFactors::PATTERN)?,
        }
    }
    let failed = |error: AppError| PageError::from(error).into_response();
    let passkey = accounts::find_passkey(&app, &permit, id).await.map_err(failed)?;
    let is_last = accounts::load_factors(&app, &permit).await.map_err(failed)?.is_last();
    Ok(responses::render_invalid_form(RemovePasskeyPage::new(page, form, passkey, is_last)))
}
