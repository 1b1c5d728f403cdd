//! The page that takes the one-time code of a new account, and the request for another code.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, accounts};
use camket_domain::accounts::{Login, one_time_code};

use super::gate::Stranger;
use super::logins::{self, Offer};
use super::{answer, passwords, paths, pending};
use crate::client;
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::links;
use crate::page::{Html, Page};
use crate::routes::Routes;
use crate::state::Web;

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public(Method::GET, paths::CONFIRM, show).public(Method::POST, paths::CONFIRM, save).public(
        Method::POST,
        paths::RESEND,
        resend,
    )
}

/// Without a `login` (the cookie is gone, or this is another device) the page asks for it.
#[derive(Template)]
#[template(path = "accounts/confirm.html")]
struct Confirm {
    page: Page,
    form: Form,
    login: Option<Login>,
    minutes: i64,
}

impl Confirm {
    fn new(page: Page, form: Form, login: Option<Login>) -> Self {
        let page = page.titled("accounts-confirm-title").checked(&form);
        Self { page, form, login, minutes: one_time_code::LIFETIME.whole_minutes() }
    }
}

async fn show(_: Stranger, page: Page, headers: HeaderMap) -> Html<Confirm> {
    Html(Confirm::new(page, Form::new(), pending::kept(&headers)))
}

async fn save(
    _: Stranger,
    page: Page,
    State(app): State<App>,
    client::From(client): client::From,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.secret(&["code"]);
    let kept = pending::kept(&headers);
    let login = kept.clone().or_else(|| Offer::Either.read(&mut form));
    let code = passwords::one_time_code(&mut form);
    if let (Some(login), Some(code)) = (login, code) {
        match accounts::confirm(&app, &login, &code, &client).await {
            Ok(logged_in) => {
                let welcome = Flash::success("accounts-confirmed");
                return Ok((welcome, answer::enter(&logged_in, links::HOME)).into_response());
            }
            Err(error) => answer::beside(&page, &mut form, error, paths::CONFIRM)?,
        }
    }
    Ok(answer::again(Confirm::new(page, form, kept)))
}

async fn resend(
    _: Stranger,
    page: Page,
    State(app): State<App>,
    client::From(client): client::From,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let Some(login) = pending::kept(&headers) else {
        return Ok(Redirect::to(paths::SIGN_UP).into_response());
    };
    match accounts::resend(&app, &login, &client).await {
        Ok(()) => {
            Ok((Flash::success("accounts-resent"), pending::redirect(&login, paths::CONFIRM)).into_response())
        }
        Err(AppError::Throttled(seconds)) => Ok(answer::wait(&page, seconds, paths::CONFIRM)),
        Err(error) => Err(error.into()),
    }
}
