//! Adding a passkey: its name and the password, then what the device answers.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::accounts::{self, PasskeyRequest};
use camket_app::{App, AppError};
use camket_domain::accounts::passkey::MAX_NAME_LENGTH;
use camket_domain::accounts::session::name_agent;
use camket_domain::permissions::{Permit, rights};

use super::super::factors::{NO_STORE, build_key, codes};
use super::super::{passkey_answers, passwords, responses};
use super::options;
use crate::paths;
use camket_shell::client::RequestClient;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::{self, PageRequest};

#[derive(Template)]
#[template(path = "accounts/passkey_new.html")]
struct NewPasskeyPage {
    page: Page,
    form: Form,
    /// Where passkeys are made; `None` if the public address can have none.
    origin: Option<String>,
}

impl NewPasskeyPage {
    async fn load(
        page: Page,
        app: &App,
        permit: &Permit<rights::KeepFactors>,
        form: Form,
    ) -> Result<Self, PageError> {
        let party = accounts::find_offer(app, permit).await?.party;
        let page = page.with_title("accounts-passkeys-new-title").with_form_errors(&form);
        Ok(Self { page, form, origin: party.map(|party| party.origin().to_owned()) })
    }
}

#[derive(Template)]
#[template(path = "accounts/passkey_create.html")]
struct CreatePasskeyPage {
    page: Page,
    form: Form,
    request: PasskeyRequest,
    /// For the script.
    options: String,
}

impl CreatePasskeyPage {
    fn new(page: Page, form: Form, request: PasskeyRequest) -> Result<Self, AppError> {
        let page = page.with_title("accounts-passkeys-create-title").with_form_errors(&form);
        let options =
            serde_json::to_string(&options::build_creation(&request)).map_err(AppError::internal)?;
        Ok(Self { page, form, options, request })
    }
}

pub(super) async fn show_form(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    Query(query): Query,
) -> Result<Html<impl Template>, PageError> {
    let next = links::restrict_to_local(query.text("next")).to_owned();
    let form = Form::from_fields([("next", next), ("name", name_agent(&client.user_agent))]);
    NewPasskeyPage::load(page, &app, &permit, form).await.map(Html)
}

/// Begins to add one, for someone who knows the password.
pub(super) async fn begin(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["current"]);
    let name = form.require_line("name", "accounts-passkeys-name-what", MAX_NAME_LENGTH);
    let password = passwords::parse_present_password(&mut form, "current");
    if let (Some(name), Some(password)) = (name, password) {
        let token = session::find_token(&headers).unwrap_or_default();
        match accounts::begin_passkey(&app, &permit, name, password, token, &client).await {
            Ok(()) => {
                let next = links::restrict_to_local(form.text("next"));
                let to = links::with_query(paths::CreatePasskey::PATTERN, &[("next", next)]);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(AppError::NotFound) => return Ok(Redirect::to(paths::OwnFactors::PATTERN).into_response()),
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, paths::OwnFactors));
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::NewPasskey::PATTERN)?,
        }
    }
    let page = NewPasskeyPage::load(page, &app, &permit, form).await.map_err(IntoResponse::into_response)?;
    Ok(responses::render_invalid_form(page))
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    headers: HeaderMap,
    Query(query): Query,
) -> Result<Response, PageError> {
    let next = links::restrict_to_local(query.text("next")).to_owned();
    let form = Form::from_fields([("next", next), ("key", build_key(&app))]);
    let token = session::find_token(&headers).unwrap_or_default();
    match accounts::load_begun_passkey(&app, &permit, token).await {
        Ok(request) => Ok((NO_STORE, Html(CreatePasskeyPage::new(page, form, request)?)).into_response()),
        // Too old, done in another tab, or never begun.
        Err(AppError::NotFound) => Ok(Redirect::to(paths::OwnFactors::PATTERN).into_response()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn finish(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&[passkey_answers::FIELD]);
    let key = form.require_key().map_err(IntoResponse::into_response)?;
    if let Some(sent) = passkey_answers::parse_attestation(&mut form) {
        let token = session::find_token(&headers).unwrap_or_default();
        match accounts::finish_passkey(&app, &permit, key, &sent, token, &client).await {
            Ok(made) if made.is_empty() => {
                return Ok(Flash::success("accounts-passkeys-added").redirect(paths::OwnFactors::PATTERN));
            }
            Ok(made) => return Ok(codes::render_made(page, &permit, &made, form.text("next"))),
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, paths::OwnFactors));
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::NewPasskey::PATTERN)?,
        }
    }
    // The challenge is used up: the person begins anew, from the form with the name, and reads why.
    let page = NewPasskeyPage::load(page, &app, &permit, form).await.map_err(IntoResponse::into_response)?;
    Ok(responses::render_invalid_form(page))
}
