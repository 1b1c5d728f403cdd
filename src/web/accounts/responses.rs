//! Responses that all account forms share: a field's error, "wait", and the redirect after a log-in.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::AppError;
use camket_app::accounts::LoggedIn;

use super::pending_login;
use crate::paths;
use crate::start_page::start_page;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::kept_form::{ResumedAfter, ResumedForm, SEALED_FIELD};
use camket_shell::l10n::format_wait;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::{links, session};

#[derive(Template)]
#[template(path = "accounts/wait.html")]
struct WaitPage {
    page: Page,
    seconds: u32,
    back: &'static str,
}

impl WaitPage {
    fn wait(&self) -> String {
        format_wait(self.page.lang(), Some(self.seconds))
    }
}

/// Adds a use case's error to its field. An error that belongs to no field is answered by a page of its own. `back`
/// is the address of the form.
#[expect(clippy::result_large_err, reason = "an answer on its way out, moved once")]
pub(crate) fn add_form_error(
    page: &Page,
    form: &mut Form,
    error: AppError,
    back: &'static str,
) -> Result<(), Response> {
    match error {
        AppError::Throttled(seconds) => Err(render_wait(page, seconds, back)),
        other => form.add_error(other).map_err(|error| PageError::from(error).into_response()),
    }
}

/// 429 with `Retry-After`: too many attempts. `seconds` until the next one is allowed.
pub(super) fn render_wait(page: &Page, seconds: u32, back: &'static str) -> Response {
    let page = page.clone().with_title("accounts-wait-title");
    let page = WaitPage { page, seconds, back };
    let after = [(header::RETRY_AFTER, HeaderValue::from(seconds))];
    (StatusCode::TOO_MANY_REQUESTS, after, Html(page)).into_response()
}

/// The form with its errors, status 422.
pub(crate) fn render_invalid_form(page: impl Template) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
}

/// The sealed form that the page of a log-in carries; it is shown again if this person filled it in.
pub(super) fn find_kept_form(form: &Form, logged_in: LoggedIn) -> Option<ResumedForm> {
    let sealed = form.optional(SEALED_FIELD)?.to_owned();
    let after = ResumedAfter::LogIn(logged_in.token);
    Some(ResumedForm { sealed, person: Some(logged_in.actor.account), after })
}

/// Logs in: sets the session cookie and redirects to `next`, or to the role's start page if `next` is empty or not
/// our own.
pub(crate) fn redirect_logged_in(logged_in: &LoggedIn, next: &str) -> Response {
    let to = match links::restrict_to_local(next) {
        paths::Home::PATTERN => start_page(logged_in.actor.role),
        path => path,
    };
    let mut answer = match logged_in.took_closing_back {
        true => Flash::info("account-data-taken-back").redirect(to),
        false => Redirect::to(to).into_response(),
    };
    let cookies = [session::build_cookie(&logged_in.token)].into_iter();
    let cookies = cookies.chain(pending_login::build_removal_cookies());
    answer.headers_mut().extend(cookies.flatten().map(|cookie| (header::SET_COOKIE, cookie)));
    answer
}

#[cfg(test)]
mod tests {
    use camket_domain::accounts::{Actor, Role};
    use camket_domain::ids::AccountId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn log_in_redirects_to_a_local_page_or_the_start_page() {
        let actor = Actor {
            account: AccountId(Uuid::nil()),
            role: Role::Owner,
            name: String::new(),
            agency: None,
            area: None,
            entered_by: None,
        };
        let logged_in = LoggedIn { token: String::from("t"), actor, took_closing_back: false };
        for (next, to) in [
            ("/venues/1?tab=2", "/venues/1?tab=2"),
            ("", "/venues"),
            ("/", "/venues"),
            ("//evil.example", "/venues"),
            ("https://evil.example", "/venues"),
        ] {
            let answer = redirect_logged_in(&logged_in, next);
            assert_eq!(answer.status(), StatusCode::SEE_OTHER);
            assert_eq!(answer.headers()[header::LOCATION], to, "{next}");
            let cookies: Vec<_> = answer.headers().get_all(header::SET_COOKIE).iter().collect();
            assert!(cookies[0].to_str().unwrap().starts_with("__Host-session=t;"), "{cookies:?}");
            assert!(cookies[1..].iter().copied().eq(pending_login::build_removal_cookies().iter().flatten()));
        }
    }
}
