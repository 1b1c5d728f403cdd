//! Log-in and log-out.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use camket_app::{App, AppError, accounts};
use camket_domain::accounts::Login;
use camket_domain::permissions::Action;

use super::gate::{SafeLine, Stranger};
use super::logins::Offer;
use super::{answer, passwords, paths, pending};
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::routes::Routes;
use crate::state::Web;
use crate::{client, links, session};

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public(Method::GET, links::LOG_IN, show).public(Method::POST, links::LOG_IN, save).guarded(
        Method::POST,
        links::LOG_OUT,
        Action::UseAccount,
        log_out,
    )
}

#[derive(Template)]
#[template(path = "accounts/log_in.html")]
struct LogIn {
    page: Page,
    form: Form,
    offer: Offer,
}

impl LogIn {
    fn new(page: Page, form: Form) -> Self {
        Self { page: page.titled("accounts-log-in-title").checked(&form), form, offer: Offer::Either }
    }
}

/// The form keeps `next`, the address that the visitor wanted.
async fn show(_: Stranger, page: Page, RawQuery(query): RawQuery) -> Html<LogIn> {
    let query = Form::parse(query.unwrap_or_default().as_bytes());
    Html(LogIn::new(page, Form::filled([("next", links::local(query.text("next")))])))
}

/// A user who is logged in may log in as someone else: the session before ends.
async fn save(
    _: SafeLine,
    page: Page,
    State(app): State<App>,
    client::From(client): client::From,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.secret(&["password"]);
    if let Some((login, password)) = read(&mut form) {
        let before = session::token(&headers);
        match accounts::log_in(&app, &login, password, before, &client).await {
            Ok(logged_in) => return Ok(answer::enter(&logged_in, form.text("next"))),
            // The password was right; only the code was never entered.
            Err(AppError::Invalid(_, "log-in-unconfirmed")) => {
                let flash = Flash::warning("accounts-unconfirmed");
                return Ok((flash, pending::redirect(&login, paths::CONFIRM)).into_response());
            }
            Err(error) => answer::beside(&page, &mut form, error, links::LOG_IN)?,
        }
    }
    Ok(answer::again(LogIn::new(page, form)))
}

fn read(form: &mut Form) -> Option<(Login, String)> {
    let login = Offer::Either.read(form);
    let password = passwords::present_password(form, "password");
    Some((login?, password?))
}

async fn log_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    if let Some(token) = session::token(&headers) {
        accounts::log_out(&app, token).await?;
    }
    // Appended, not set: the flash message is a cookie too.
    let gone = AppendHeaders([(header::SET_COOKIE, session::unset())]);
    Ok((Flash::success("accounts-logged-out"), gone, Redirect::to(links::HOME)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FieldError;

    #[test]
    fn both_fields_are_needed_and_the_password_is_taken_as_it_is() {
        let mut form = Form::filled([("login", "+84 912 345 678"), ("password", " x ")]);
        let (login, password) = read(&mut form).unwrap();
        assert_eq!((login.as_str(), password.as_str()), ("0912345678", " x "));
        for (field, key) in [("login", "errors-required"), ("password", "errors-required")] {
            let mut form = Form::filled([("login", "a@example.vn"), ("password", "x")]);
            form.set(field, "");
            assert!(read(&mut form).is_none());
            assert_eq!(form.error(field).map(FieldError::key), Some(key));
        }
    }
}
