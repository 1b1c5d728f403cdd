//! Recovery codes: shown once, and made anew.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::AppError;
use camket_app::accounts::{self, FactorOffer};
use camket_domain::accounts::factor::RecoveryCode;
use camket_domain::permissions::{Permit, rights};

use super::super::{passwords, responses};
use super::{NO_STORE, build_key};
use crate::paths;
use crate::start_page::start_page;
use camket_shell::client::RequestClient;
use camket_shell::form::Form;
use camket_shell::links;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::{self, PageRequest};

#[derive(Template)]
#[template(path = "accounts/recovery_codes.html")]
struct RecoveryCodesPage {
    page: Page,
    codes: Vec<String>,
    /// Where the person wanted to go.
    next: String,
}

#[derive(Template)]
#[template(path = "accounts/renew_codes.html")]
struct RenewCodesPage {
    page: Page,
    form: Form,
    offer: FactorOffer,
}

impl RenewCodesPage {
    fn new(page: Page, form: Form, offer: FactorOffer) -> Self {
        Self { page: page.with_title("accounts-factors-renew-title").with_form_errors(&form), form, offer }
    }
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
) -> Result<Html<impl Template>, PageError> {
    let offer = accounts::find_offer(&app, &permit).await?;
    Ok(Html(RenewCodesPage::new(page, Form::from_fields([("key", build_key(&app))]), offer)))
}

pub(super) async fn renew(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["code", "recovery", "passkey"]);
    let key = form.require_key().map_err(IntoResponse::into_response)?;
    if let Some(typed) = passwords::parse_factor(&mut form, session::find_token(&headers).unwrap_or_default())
    {
        match accounts::renew_codes(&app, &permit, key, typed, &client).await {
            Ok(made) => return Ok(render_made(page, &permit, &made, paths::OwnFactors::PATTERN)),
            Err(AppError::NotFound) => return Ok(Redirect::to(paths::OwnFactors::PATTERN).into_response()),
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, paths::OwnFactors));
            }
            Err(error) => {
                responses::add_form_error(&page, &mut form, error, paths::RenewRecoveryCodes::PATTERN)?;
            }
        }
    }
    let offer = accounts::find_offer(&app, &permit).await;
    let offer = offer.map_err(|error| PageError::from(error).into_response())?;
    Ok(responses::render_invalid_form(RenewCodesPage::new(page, form, offer)))
}

/// The codes, this once, with the way on.
pub(in crate::accounts) fn render_made(
    page: Page,
    permit: &Permit<rights::KeepFactors>,
    made: &[RecoveryCode],
    next: &str,
) -> Response {
    let next = match links::restrict_to_local(next) {
        paths::Home::PATTERN => start_page(permit.actor().role),
        path => path,
    };
    let page = RecoveryCodesPage {
        page: page.with_title("accounts-factors-made-title"),
        codes: made.iter().map(ToString::to_string).collect(),
        next: next.to_owned(),
    };
    (NO_STORE, Html(page)).into_response()
}
