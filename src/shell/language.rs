//! The language switch in the header of every page.

use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use time::Duration;

use crate::cookies;
use crate::form::Form;
use crate::kept_form::TranslatedForm;
use crate::l10n::{LANGUAGE_COOKIE, Lang};
use crate::links;
use crate::paths;
use crate::routes::Routes;

const ONE_YEAR: Duration = Duration::days(365);

/// `POST /language` with the fields `lang` and `next`; a script adds a form that was begun on the page, as `form` (its
/// fields, urlencoded) and `action` (its address).
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::new().public_get(paths::Language::PATTERN, go_home).public_post(paths::Language::PATTERN, switch)
}

/// After a form was shown again at this address.
async fn go_home() -> Redirect {
    Redirect::to(paths::Home::PATTERN)
}

async fn switch(form: Form) -> Response {
    let lang = Lang::from_code(form.text("lang")).unwrap_or_default();
    let page = links::restrict_to_local(form.text("next")).to_owned();
    let mut answer = Redirect::to(&page).into_response();
    if let Some(begun) = form.optional("form") {
        let (begun, action) = (Form::parse(begun.as_bytes()), form.text("action").to_owned());
        let fields = begun.into_pairs().collect();
        answer.extensions_mut().insert(TranslatedForm { lang, page, action, fields });
    }
    if let Some(cookie) = cookies::write(LANGUAGE_COOKIE, lang.code(), Some(ONE_YEAR)) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
