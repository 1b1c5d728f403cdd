//! The form to type a code into.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_domain::certificates::ShortCode;
use camket_domain::certificates::short_code::ShortCodeError;

use crate::paths;
use camket_shell::form::{Form, Query};
use camket_shell::page::{Html, Page};

/// Fewest characters of a token; no personal number is as long.
const MIN_TOKEN_CHARS: usize = 100;

#[derive(Template)]
#[template(path = "verify/ask.html")]
struct LookupFormPage {
    page: Page,
    form: Form,
}

pub(super) async fn show_form(page: Page, Query(mut form): Query) -> Response {
    let asked = !form.all("code").is_empty();
    let page = page.with_title("verify-title");
    match parse_address(&mut form).filter(|_| asked) {
        Some(address) => Redirect::to(&address).into_response(),
        None if asked => {
            let page = page.with_form_errors(&form);
            (form.status(), Html(LookupFormPage { page, form })).into_response()
        }
        None => Html(LookupFormPage { page, form: Form::new() }).into_response(),
    }
}

/// Address of the verdict on the typed code. Text that is no code is not put into an address: it may be a personal number
/// in the wrong field.
fn parse_address(form: &mut Form) -> Option<String> {
    let typed = form.require_text("code", "verify-code-what")?;
    // The last part of a whole address, as camera apps copy it and chat programs lengthen it.
    let bare = typed.split(['?', '#']).next().unwrap_or_default();
    let last = bare.trim_end_matches(['/', '.', ' ']).rsplit('/').next().unwrap_or_default();
    // A token as the QR holds it; the verdict page judges it.
    if last.len() >= MIN_TOKEN_CHARS && last.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Some(format!("{}/{last}", paths::LookUpForm::PATTERN));
    }
    match ShortCode::read(&typed) {
        Ok(code) => Some(format!("{}/{code}", paths::LookUpForm::PATTERN)),
        Err(ShortCodeError::Check) => {
            let letters: String = last.chars().filter(char::is_ascii_alphanumeric).collect();
            Some(format!("{}/{}", paths::LookUpForm::PATTERN, letters.to_ascii_uppercase()))
        }
        Err(ShortCodeError::Keyboard) => {
            form.fail("code", "verify-code-keyboard");
            None
        }
        Err(ShortCodeError::Shape) => {
            form.fail("code", "verify-code-shape");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_codes_become_addresses() {
        for (typed, expected) in [
            ("01234-56784", Ok("/v/01234-56784")),
            (" o1234 5678 4 ", Ok("/v/01234-56784")),
            ("https://camket.example/v/01234-56784", Ok("/v/01234-56784")),
            ("https://camket.example/v/01234-56784/", Ok("/v/01234-56784")),
            // One character wrong: the verdict page says so.
            ("01234-5678z", Ok("/v/012345678Z")),
            ("Mã: 01234-56784.", Ok("/v/01234-56784")),
            ("https://camket.example/v/01234-56784?fbclid=IwAR0/a", Ok("/v/01234-56784")),
            ("7đ3M9XT", Err("verify-code-keyboard")),
            ("", Err("errors-required")),
            ("   ", Err("errors-required")),
            ("0123456", Err("verify-code-shape")),
            ("058099001234", Err("verify-code-shape")),
            ("KH-SNV-2026-000042", Err("verify-code-shape")),
        ] {
            let mut form = Form::from_fields([("code", typed)]);
            let found = parse_address(&mut form);
            let said = form.error("code").map(camket_shell::form::FieldError::key);
            assert_eq!(found.as_deref().ok_or_else(|| said.unwrap()), expected, "{typed}");
        }
    }

    #[test]
    fn a_whole_token_is_looked_up() {
        let token = "2KCENIQB".repeat(40);
        let address = format!("https://camket.example/v/{token}");
        for typed in [token.clone(), format!("{address}?fbclid=IwAR0"), format!("{address}."), address] {
            assert_eq!(parse_address(&mut Form::from_fields([("code", typed)])), Some(format!("/v/{token}")));
        }
        let mut odd = Form::from_fields([("code", "2KCENI-B".repeat(40))]);
        assert_eq!(parse_address(&mut odd), None);
    }
}
