//! Sign-up of an owner. The page explains the password's rule and what is kept about the owner.

use askama::Template;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use camket_app::App;
use camket_app::accounts::{self, SignUp};
use camket_domain::text;

use super::gate::Stranger;
use super::logins::Offer;
use super::{answer, passwords, paths, pending};
use crate::client;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::routes::Routes;
use crate::state::Web;

/// Most characters of a name: the width of the documents.
const NAME: usize = 100;

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public(Method::GET, paths::SIGN_UP, show).public(Method::POST, paths::SIGN_UP, save)
}

#[derive(Template)]
#[template(path = "accounts/sign_up.html")]
struct SignUpPage {
    page: Page,
    form: Form,
    offer: Offer,
}

impl SignUpPage {
    fn new(page: Page, form: Form, offer: Offer) -> Self {
        Self { page: page.titled("accounts-sign-up-title").checked(&form), form, offer }
    }
}

async fn show(_: Stranger, page: Page, State(app): State<App>) -> Html<SignUpPage> {
    Html(SignUpPage::new(page, Form::new(), Offer::of(&app.options().channels)))
}

/// No idempotency key: until the code is entered, a second sign-up replaces the first.
async fn save(
    _: Stranger,
    page: Page,
    State(app): State<App>,
    client::From(client): client::From,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.secret(&["password"]);
    let offer = Offer::of(&app.options().channels);
    if let Some(given) = read(&mut form, offer, page.lang().code()) {
        let login = given.login.clone();
        match accounts::sign_up(&app, given, &client).await {
            Ok(()) => return Ok(pending::redirect(&login, paths::CONFIRM)),
            Err(error) => answer::beside(&page, &mut form, error, paths::SIGN_UP)?,
        }
    }
    Ok(answer::again(SignUpPage::new(page, form, offer)))
}

fn read(form: &mut Form, offer: Offer, language: &str) -> Option<SignUp> {
    let name = name(form);
    let login = offer.read(form);
    let password = passwords::new_password(form, "password");
    Some(SignUp { name: name?, login: login?, password: password?, language: language.to_owned() })
}

fn name(form: &mut Form) -> Option<String> {
    let typed = form.required("name", "accounts-name-what")?;
    match text::squash(&typed) {
        Ok(name) if name.chars().count() > NAME => {
            form.fail_about("name", "errors-too-long", "accounts-name-what", &[("max", &NAME)]);
        }
        Ok(name) => return Some(name),
        Err(error) => form.fail("name", &format!("codes-error-{}", error.code())),
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FieldError;

    const RIGHT: [(&str, &str); 3] =
        [("name", "  Nguyễn  Thị Sen "), ("login", "0912 345 678"), ("password", "biển xanh Ninh Chử")];

    #[test]
    fn the_form_becomes_a_typed_input() {
        let given = read(&mut Form::filled(RIGHT), Offer::Either, "vi").unwrap();
        assert_eq!(given.name, "Nguyễn Thị Sen");
        assert_eq!(given.login.as_str(), "0912345678");
        assert_eq!(given.password.expose(), "biển xanh Ninh Chử");
        assert_eq!(given.language, "vi");
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let long = "ă".repeat(NAME + 1);
        for (field, typed, key) in [
            ("name", "", "errors-required"),
            ("name", long.as_str(), "errors-too-long"),
            ("name", "Sen\u{202E}", "codes-error-text-control-character"),
            ("login", "sen", "accounts-login-either-form"),
            ("password", "1234567", "codes-error-password-short"),
        ] {
            let mut form = Form::filled(RIGHT);
            form.set(field, typed);
            assert!(read(&mut form, Offer::Either, "vi").is_none(), "{field}");
            assert_eq!(form.errors().len(), 1, "{field}");
            assert_eq!(form.error(field).map(FieldError::key), Some(key), "{field}");
        }
        let mut form = Form::new();
        assert!(read(&mut form, Offer::Either, "vi").is_none());
        assert_eq!(form.errors().len(), 3, "all at once");
    }
}
