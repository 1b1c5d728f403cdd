//! Who used this browser last: a form that arrives without a session is kept for that person (`kept_form`).

use axum::http::{HeaderMap, HeaderValue};
use camket_app::{App, kept_forms};
use camket_domain::ids::AccountId;
use time::Duration;

use crate::cookies;

/// The value is `kept_forms::identify_person`, which opens nothing.
const COOKIE: &str = "__Host-person";
const COOKIE_LIFE: Duration = Duration::days(1);

/// Extension of the guard's answer: a form came without a session.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LogInNeeded;

/// Extension of an answer: the second factor is asked for before this request is carried out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConfirmationNeeded;

/// The person whom the browser remembers.
pub(crate) fn find(headers: &HeaderMap) -> Option<String> {
    cookies::read(headers, COOKIE).map(str::to_owned)
}

/// The header that makes the browser remember `account`, if it does not yet.
pub(crate) fn build_cookie(app: &App, account: AccountId, headers: &HeaderMap) -> Option<HeaderValue> {
    let person = kept_forms::identify_person(app, account);
    let known = cookies::read(headers, COOKIE) == Some(person.as_str());
    if known { None } else { cookies::write(COOKIE, &person, Some(COOKIE_LIFE)) }
}
