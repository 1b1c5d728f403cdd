//! A forgotten password: the visitor asks for a code, then enters it together with a new password.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use camket_app::{App, accounts};
use camket_domain::accounts::{Login, one_time_code};

use super::gate::Stranger;
use super::logins::{self, Offer};
use super::{answer, passwords, paths, pending};
use crate::flash::Flash;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::routes::Routes;
use crate::state::Web;
use crate::{client, links};

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .public(Method::GET, paths::FORGOT, show_forgot)
        .public(Method::POST, paths::FORGOT, forgot)
        .public(Method::GET, paths::RESET, show_reset)
        .public(Method::POST, paths::RESET, reset)
}

#[derive(Template)]
#[template(path = "accounts/forgot.html")]
struct Forgot {
    page: Page,
    form: Form,
    offer: Offer,
}

impl Forgot {
    fn new(page: Page, form: Form, offer: Offer) -> Self {
        Self { page: page.titled("accounts-forgot-title").checked(&form), form, offer }
    }
}

/// The form is filled with the login of a request that was made a short while ago.
async fn show_forgot(_: Stranger, page: Page, State(app): State<App>, headers: HeaderMap) -> Html<Forgot> {
    let login = pending::kept(&headers).map(|login| logins::shown(&login)).unwrap_or_default();
    Html(Forgot::new(page, Form::filled([("login", login)]), Offer::of(&app.options().channels)))
}

/// The answer is the same whether there is such an account or not.
async fn forgot(
    _: Stranger,
    page: Page,
    State(app): State<App>,
    client::From(client): client::From,
    mut form: Form,
) -> Result<Response, Response> {
    let offer = Offer::of(&app.options().channels);
    if let Some(login) = offer.read(&mut form) {
        match accounts::request_reset(&app, &login, &client).await {
            Ok(()) => return Ok(pending::redirect(&login, paths::RESET)),
            Err(error) => answer::beside(&page, &mut form, error, paths::FORGOT)?,
        }
    }
    Ok(answer::again(Forgot::new(page, form, offer)))
}

/// Without a `login` (the cookie is gone, or this is another device) the page asks for it.
#[derive(Template)]
#[template(path = "accounts/reset.html")]
struct Reset {
    page: Page,
    form: Form,
    login: Option<Login>,
    minutes: i64,
}

impl Reset {
    fn new(page: Page, form: Form, login: Option<Login>) -> Self {
        let page = page.titled("accounts-reset-title").checked(&form);
        Self { page, form, login, minutes: one_time_code::LIFETIME.whole_minutes() }
    }
}

async fn show_reset(_: Stranger, page: Page, headers: HeaderMap) -> Html<Reset> {
    Html(Reset::new(page, Form::new(), pending::kept(&headers)))
}

async fn reset(
    _: Stranger,
    page: Page,
    State(app): State<App>,
    client::From(client): client::From,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.secret(&["code", "password"]);
    let kept = pending::kept(&headers);
    let login = kept.clone().or_else(|| Offer::Either.read(&mut form));
    let code = passwords::one_time_code(&mut form);
    let password = passwords::new_password(&mut form, "password");
    if let (Some(login), Some(code), Some(password)) = (login, code, password) {
        match accounts::reset_password(&app, &login, &code, password, &client).await {
            Ok(logged_in) => {
                let flash = Flash::success("accounts-password-changed");
                return Ok((flash, answer::enter(&logged_in, links::HOME)).into_response());
            }
            Err(error) => answer::beside(&page, &mut form, error, paths::RESET)?,
        }
    }
    Ok(answer::again(Reset::new(page, form, kept)))
}
