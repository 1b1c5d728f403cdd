//! The name of a passkey.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::{AppError, accounts};
use camket_domain::accounts::passkey::{MAX_NAME_LENGTH, Passkey};
use camket_domain::permissions::rights;

use super::super::responses;
use super::{load_named, tell_gone};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
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
    Query(query): Query,
) -> Result<Response, PageError> {
    let passkey = match load_named(&app, &permit, query.text("id")).await {
        Err(AppError::NotFound) => return Ok(tell_gone()),
        found => found?,
    };
    let form = Form::from_fields([("name", passkey.name.clone()), ("version", passkey.version.to_string())]);
    Ok(Html(PasskeyPage::new(page, form, passkey)).into_response())
}

pub(super) async fn rename(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let passkey = match load_named(&app, &permit, form.text("id")).await {
        Err(AppError::NotFound) => return Ok(tell_gone()),
        found => found?,
    };
    let Some(name) = form.require_line("name", "accounts-passkeys-name-what", MAX_NAME_LENGTH) else {
        return Ok(responses::render_invalid_form(PasskeyPage::new(page, form, passkey)));
    };
    match accounts::rename_passkey(&app, &permit, passkey.id, version, &name).await {
        Err(AppError::NotFound) => return Ok(tell_gone()),
        outcome => outcome.redirect_conflict("accounts-passkeys-conflict", link_passkey(&passkey))?,
    }
    Ok(Flash::success("accounts-passkeys-renamed").redirect(paths::OwnFactors::PATTERN))
}

fn link_passkey(passkey: &Passkey) -> String {
    links::with_query(paths::EditPasskey::PATTERN, &[("id", &passkey.id.to_string())])
}
