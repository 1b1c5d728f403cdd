//! The language switch in the header of every page.

use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use time::Duration;

use crate::cookies;
use crate::form::Form;
use crate::l10n::{LANGUAGE_COOKIE, Lang};
use crate::links;
use crate::paths;
use crate::routes::Routes;

const ONE_YEAR: Duration = Duration::days(365);

/// `POST /language` with the fields `lang` and `next`.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::new().public_post(paths::Language::PATTERN, switch)
}

async fn switch(form: Form) -> Response {
    let lang = Lang::from_code(form.text("lang")).unwrap_or_default();
    let mut answer = Redirect::to(links::restrict_to_local(form.text("next"))).into_response();
    if let Some(cookie) = cookies::write(LANGUAGE_COOKIE, lang.code(), Some(ONE_YEAR)) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
