//! The name of a passkey.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{AppError, accounts};
use camket_domain::accounts::passkey::{MAX_NAME_LENGTH, Passkey};
use camket_domain::ids::PasskeyId;
use camket_domain::permissions::rights;

use super::super::responses;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "accounts/passkey.html")]
struct PasskeyPage {
    page: Page,
    form: Form,
    passkey: Passkey,
}

impl PasskeyPage {
    fn new(page: Page, form: Form, passkey: Passkey) -> Self {
        let page = page.with_title("accounts-passkeys-edit-title").with_form_errors(&form);
        Self { page, form, passkey }
    }
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    Path(id): Path<PasskeyId>,
) -> Result<Html<impl Template>, PageError> {
    let passkey = accounts::find_passkey(&app, &permit, id).await?;
    let form = Form::from_fields([("name", passkey.name.clone()), ("version", passkey.version.to_string())]);
    Ok(Html(PasskeyPage::new(page, form, passkey)))
}

pub(super) async fn rename(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    Path(id): Path<PasskeyId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    if let Some(name) = form.require_line("name", "accounts-passkeys-name-what", MAX_NAME_LENGTH) {
        match accounts::rename_passkey(&app, &permit, id, version, &name).await {
            // Removed in another tab.
            Err(AppError::NotFound) => return Ok(Flash::warning("accounts-passkeys-gone").redirect(paths::OwnFactors::PATTERN)),
            outcome => outcome.redirect_conflict("accounts-passkeys-conflict", paths::EditPasskey(id))?,
        }
        return Ok(Flash::success("accounts-passkeys-renamed").redirect(paths::OwnFactors::PATTERN));
    }
    let passkey = accounts::find_passkey(&app, &permit, id).await?;
    Ok(responses::render_invalid_form(PasskeyPage::new(page, form, passkey)).into_response())
}
