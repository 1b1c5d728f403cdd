//! Setting a second factor up: the secret as QR code and as text, and its first code.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::accounts::{self, FactorSetUp};
use camket_app::{App, AppError};
use camket_domain::accounts::factor::AppCode;
use camket_domain::permissions::{Permit, rights};

use super::super::responses;
use super::{NO_STORE, build_key, codes};
use crate::paths;
use camket_shell::client::RequestClient;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::{self, PageRequest};

#[derive(Template)]
#[template(path = "accounts/factor_set_up.html")]
struct SetUpFactorPage {
    page: Page,
    form: Form,
    /// In groups of four.
    secret: String,
    /// For a phone that opens its own app.
    address: String,
    /// None for a log-in that is too long for a code.
    symbol: Option<QrPicture>,
}

/// A QR code for an inline SVG.
struct QrPicture {
    /// Modules along a side, with the quiet zone.
    width: u16,
    /// The dark modules as a path.
    path: String,
}

impl SetUpFactorPage {
    fn new(page: Page, form: Form, set_up: &FactorSetUp) -> Self {
        let signs: Vec<char> = set_up.secret.chars().collect();
        let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
        Self {
            page: page.with_title("accounts-factors-set-up-title").with_form_errors(&form),
            form,
            secret: groups.join(" "),
            symbol: set_up.symbol.as_ref().map(|symbol| {
                let (path, width) = symbol.draw_svg_path();
                QrPicture { width, path }
            }),
            address: set_up.address.clone(),
        }
    }
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let next = links::restrict_to_local(query.text("next")).to_owned();
    let form = Form::from_fields([("next", next), ("key", build_key(&app))]);
    match accounts::load_set_up(&app, &permit).await {
        Ok(set_up) => Ok((NO_STORE, Html(SetUpFactorPage::new(page, form, &set_up))).into_response()),
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
    let mut form = form.with_secret_fields(&["code"]);
    let key = form.require_key().map_err(IntoResponse::into_response)?;
    if let Some(code) = parse_code(&mut form) {
        let token = session::find_token(&headers).unwrap_or_default();
        match accounts::finish_set_up(&app, &permit, key, code, token, &client).await {
            Ok(made) => return Ok(codes::render_made(page, &permit, &made, form.text("next"))),
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, paths::OwnFactors));
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::SetUpFactor::PATTERN)?,
        }
    }
    show_again(page, &app, &permit, form).await
}

async fn show_again(
    page: Page,
    app: &App,
    permit: &Permit<rights::KeepFactors>,
    form: Form,
) -> Result<Response, Response> {
    match accounts::load_set_up(app, permit).await {
        Ok(set_up) => {
            let page = SetUpFactorPage::new(page, form, &set_up);
            Ok((NO_STORE, responses::render_invalid_form(page)).into_response())
        }
        Err(AppError::NotFound) => Ok(Redirect::to(paths::OwnFactors::PATTERN).into_response()),
        Err(error) => Err(PageError::from(error).into_response()),
    }
}

fn parse_code(form: &mut Form) -> Option<AppCode> {
    let typed = form.require_text("code", "accounts-factors-code-what")?;
    let code = AppCode::parse(&typed);
    if code.is_none() {
        form.fail("code", "accounts-factors-code-form");
    }
    code
}
