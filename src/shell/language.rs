//! The language switch in the header of every page.

use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use time::Duration;

use crate::cookies;
use crate::form::{Form, Query};
use crate::kept_form::TranslatedForm;
use crate::l10n::{LANGUAGE_COOKIE, Lang};
use crate::links;
use crate::paths;
use crate::routes::Routes;

const ONE_YEAR: Duration = Duration::days(365);

/// `POST /language` with the fields `lang` and `next`. A form that was begun on the page goes along: a script adds it as
/// `form` (its fields, urlencoded) and `action` (its address); without scripts the switch is a button of that form
/// (`language_switch`), whose own fields arrive, and `lang`, `next` and `action` stand in the address.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::new().public_get(paths::Language::PATTERN, go_home).public_post(paths::Language::PATTERN, switch)
}

/// After a form was shown again at this address.
async fn go_home() -> Redirect {
    Redirect::to(paths::Home::PATTERN)
}

async fn switch(Query(address): Query, form: Form) -> Response {
    let (asked, begun) = match (address.optional("action"), form.optional("form")) {
        (Some(_), _) => (address, Some(form)),
        (None, Some(begun)) => {
            let begun = Form::parse(begun.as_bytes());
            (form, Some(begun))
        }
        (None, None) => (form, None),
    };
    let lang = Lang::from_code(asked.text("lang")).unwrap_or_default();
    let page = links::restrict_to_local(asked.text("next")).to_owned();
    let mut answer = Redirect::to(&page).into_response();
    if let Some(begun) = begun {
        let (action, fields) = (asked.text("action").to_owned(), begun.into_pairs().collect());
        answer.extensions_mut().insert(TranslatedForm { lang, page, action, fields });
    }
    if let Some(cookie) = cookies::write(LANGUAGE_COOKIE, lang.code(), Some(ONE_YEAR)) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
