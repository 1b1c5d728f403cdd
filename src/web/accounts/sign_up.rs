//! Sign-up of an owner. The page explains the password's rule and what is kept about the owner.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use camket_app::App;
use camket_app::accounts::{self, SignUp};
use camket_domain::text;
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;

use super::extractors::{LoggedOutVisitor, SentForm};
use super::logins::LoginOffer;
use super::{passwords, pending_login, responses};
use crate::paths;
use crate::state::Web;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public_get(paths::SignUp::PATTERN, show).public_post(paths::SignUp::PATTERN, save)
}

#[derive(Template)]
#[template(path = "accounts/sign_up.html")]
struct SignUpPage {
    page: Page,
    form: Form,
    offer: LoginOffer,
}

impl SignUpPage {
    fn new(page: Page, form: Form, offer: LoginOffer) -> Self {
        Self { page: page.with_title("accounts-sign-up-title").with_form_errors(&form), form, offer }
    }
}

async fn show(_: LoggedOutVisitor, page: Page, State(app): State<App>) -> Html<SignUpPage> {
    Html(SignUpPage::new(page, Form::new(), LoginOffer::from_channels(&app.options().channels)))
}

/// No idempotency key: until the code is entered, a second sign-up replaces the first.
async fn save(
    _: LoggedOutVisitor,
    SentForm { page, app, client, form, .. }: SentForm,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["password"]);
    let offer = LoginOffer::from_channels(&app.options().channels);
    if let Some(given) = parse_form(&mut form, offer, page.lang().code()) {
        let login = given.login.clone();
        let client = accounts::begin_attempt(&app, client);
        match accounts::sign_up(&app, given, &client).await {
            Ok(()) => {
                let to = paths::ConfirmAccount::PATTERN;
                return Ok(pending_login::redirect_with_login(&login, &client, to));
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::SignUp::PATTERN)?,
        }
    }
    Ok(responses::render_invalid_form(SignUpPage::new(page, form, offer)))
}

fn parse_form(form: &mut Form, offer: LoginOffer, language: &str) -> Option<SignUp> {
    let name = parse_name(form);
    let login = offer.parse(form);
    let password = passwords::parse_new_password(form, "password");
    Some(SignUp { name: name?, login: login?, password: password?, language: language.to_owned() })
}

pub(crate) fn parse_name(form: &mut Form) -> Option<String> {
    let typed = form.require_text("name", "accounts-name-what")?;
    match text::normalize_line(&typed) {
        Ok(name) if name.chars().count() > MAX_PERSON_NAME_CHARS => {
            form.fail_about(
                "name",
                "errors-too-long",
                "accounts-name-what",
                &[("max", &MAX_PERSON_NAME_CHARS)],
            );
        }
        Ok(name) => return Some(name),
        Err(error) => form.fail("name", &format!("codes-error-{}", error.code())),
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use camket_shell::form::FieldError;

    const RIGHT: [(&str, &str); 3] =
        [("name", "  Nguyễn  Thị Sen "), ("login", "0912 345 678"), ("password", "biển xanh Ninh Chử")];

    #[test]
    fn the_form_becomes_a_typed_input() {
        let given = parse_form(&mut Form::from_fields(RIGHT), LoginOffer::Either, "vi").unwrap();
        assert_eq!(given.name, "Nguyễn Thị Sen");
        assert_eq!(given.login.as_str(), "0912345678");
        assert_eq!(given.password.expose(), "biển xanh Ninh Chử");
        assert_eq!(given.language, "vi");
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let long = "ă".repeat(MAX_PERSON_NAME_CHARS + 1);
        for (field, typed, key) in [
            ("name", "", "errors-required"),
            ("name", long.as_str(), "errors-too-long"),
            ("name", "Sen\u{202E}", "codes-error-text-control-character"),
            ("login", "sen", "accounts-login-either-form"),
            ("password", "1234567", "codes-error-password-short"),
        ] {
            let mut form = Form::from_fields(RIGHT);
            form.set(field, typed);
            assert!(parse_form(&mut form, LoginOffer::Either, "vi").is_none(), "{field}");
            assert_eq!(form.errors().len(), 1, "{field}");
            assert_eq!(form.error(field).map(FieldError::key), Some(key), "{field}");
        }
        let mut form = Form::new();
        assert!(parse_form(&mut form, LoginOffer::Either, "vi").is_none());
        assert_eq!(form.errors().len(), 3, "all at once");
    }
}
