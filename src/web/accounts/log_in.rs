//! Log-in and log-out.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use camket_app::{App, AppError, Client, InputProblem, InvalidInput, accounts};
use camket_domain::accounts::Login;
use camket_domain::permissions::Action;

use super::extractors::{LoggedOutVisitor, SecureConnection, SentForm};
use super::log_in_page::LogInPage;
use super::logins::LoginOffer;
use super::{passwords, pending_login, responses, second_step};
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::{links, session};

pub(super) fn routes() -> Routes<Web> {
    let log_in =
        Routes::new().public_get(paths::LogIn::PATTERN, show).public_post(paths::LogIn::PATTERN, save);
    log_in.post(paths::LogOut::PATTERN, Action::LogOut, log_out)
}

/// The form keeps `next`, the address that the visitor wanted.
async fn show(_: LoggedOutVisitor, page: Page, Query(query): Query) -> Html<LogInPage> {
    Html(LogInPage::new(page, Form::from_fields([("next", links::restrict_to_local(query.text("next")))])))
}

/// A user who is logged in may log in as someone else: the session before ends.
async fn save(
    _: SecureConnection,
    SentForm { page, app, client, headers, form }: SentForm,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["password"]);
    if let Some((login, password)) = parse_form(&mut form) {
        let before = session::find_token(&headers);
        let outcome = match accounts::log_in(&app, &login, password.clone(), before, &client).await {
            Ok(step) => return Ok(second_step::answer_log_in(&app, page, step, form).await),
            // The password was right; only the code was never entered.
            Err(AppError::Invalid(InvalidInput { problem: InputProblem::LogInUnconfirmed, .. })) => {
                send_new_code(&app, &login, password, client).await
            }
            Err(error) => Err(error),
        };
        match outcome {
            Ok(redirect) => return Ok(redirect),
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::LogIn::PATTERN)?,
        }
    }
    Ok(responses::render_invalid_form(LogInPage::new(page, form)))
}

/// Sends a code for a sign-up that was not finished, and redirects to the form that takes it.
async fn send_new_code(
    app: &App,
    login: &Login,
    password: String,
    client: Client,
) -> Result<Response, AppError> {
    let client = accounts::begin_attempt(app, client);
    accounts::resume_sign_up(app, login, password, &client).await?;
    let redirect = pending_login::redirect_with_login(login, &client, paths::ConfirmAccount::PATTERN);
    Ok((Flash::warning("accounts-unconfirmed"), redirect).into_response())
}

fn parse_form(form: &mut Form) -> Option<(Login, String)> {
    let login = LoginOffer::Either.parse(form);
    let password = passwords::parse_present_password(form, "password");
    Some((login?, password?))
}

async fn log_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    if let Some(token) = session::find_token(&headers) {
        accounts::log_out(&app, token).await?;
    }
    // Appended, not set: the flash message is a cookie too.
    let gone = AppendHeaders(session::build_removal_cookie().map(|cookie| (header::SET_COOKIE, cookie)));
    Ok((Flash::success("accounts-logged-out"), gone, Redirect::to(paths::Home::PATTERN)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use camket_shell::form::FieldError;

    #[test]
    fn both_fields_are_needed_and_the_password_is_taken_as_it_is() {
        let mut form = Form::from_fields([("login", "+84 912 345 678"), ("password", " x ")]);
        let (login, password) = parse_form(&mut form).unwrap();
        assert_eq!((login.as_str(), password.as_str()), ("0912345678", " x "));
        for (field, key) in [("login", "errors-required"), ("password", "errors-required")] {
            let mut form = Form::from_fields([("login", "a@example.vn"), ("password", "x")]);
            form.set(field, "");
            assert!(parse_form(&mut form).is_none());
            assert_eq!(form.error(field).map(FieldError::key), Some(key));
        }
    }
}
