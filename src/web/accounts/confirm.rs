//! The page that takes the one-time code of a new account, and the request for another code.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, accounts};
use camket_domain::accounts::{Login, one_time_code};

use super::extractors::{LoggedOutVisitor, SentForm};
use super::logins;
use super::{passwords, pending_login, responses};
use crate::paths;
use crate::state::Web;
use camket_shell::client;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::ConfirmAccount::PATTERN, show)
        .public_post(paths::ConfirmAccount::PATTERN, save)
        .public_post(paths::ResendCode::PATTERN, resend)
}

/// Without a `login` (the cookie is gone, or this is another browser) no code counts: the page says how to get one.
#[derive(Template)]
#[template(path = "accounts/confirm.html")]
struct ConfirmAccountPage {
    page: Page,
    form: Form,
    login: Option<Login>,
    minutes: i64,
}

impl ConfirmAccountPage {
    fn new(page: Page, form: Form, login: Option<Login>) -> Self {
        let page = page.with_title("accounts-confirm-title").with_form_errors(&form);
        Self { page, form, login, minutes: one_time_code::LIFETIME.whole_minutes() }
    }
}

async fn show(_: LoggedOutVisitor, page: Page, headers: HeaderMap) -> Html<ConfirmAccountPage> {
    Html(ConfirmAccountPage::new(page, Form::new(), pending_login::find_login(&headers)))
}

async fn save(
    _: LoggedOutVisitor,
    SentForm { page, app, client, headers, form }: SentForm,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["code"]);
    let login = pending_login::find_login(&headers);
    let code = passwords::parse_one_time_code(&mut form);
    if let (Some(login), Some(code)) = (&login, code) {
        match accounts::confirm(&app, login, &code, &client).await {
            Ok(logged_in) => {
                let welcome = Flash::success("accounts-confirmed");
                return Ok((welcome, responses::redirect_logged_in(&logged_in, paths::Home::PATTERN))
                    .into_response());
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::ConfirmAccount::PATTERN)?,
        }
    }
    Ok(responses::render_invalid_form(ConfirmAccountPage::new(page, form, login)))
}

async fn resend(
    _: LoggedOutVisitor,
    page: Page,
    State(app): State<App>,
    client::RequestClient(client): client::RequestClient,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let Some(login) = pending_login::find_login(&headers) else {
        return Ok(Redirect::to(paths::SignUp::PATTERN).into_response());
    };
    match accounts::resend_code(&app, &login, &client).await {
        Ok(()) => Ok((
            Flash::success("accounts-resent"),
            pending_login::redirect_with_login(&login, &client, paths::ConfirmAccount::PATTERN),
        )
            .into_response()),
        Err(AppError::Throttled(seconds)) => {
            Ok(responses::render_wait(&page, seconds, paths::ConfirmAccount::PATTERN))
        }
        Err(error) => Err(error.into()),
    }
}
