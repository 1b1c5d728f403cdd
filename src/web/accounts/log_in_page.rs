//! The page with the log-in form, also where it carries a form that was sent without a session.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::logins::LoginOffer;
use crate::paths;
use camket_shell::form::Form;
use camket_shell::kept_form::SEALED_FIELD;
use camket_shell::page::{Html, Page};

#[derive(Template)]
#[template(path = "accounts/log_in.html")]
pub(super) struct LogInPage {
    page: Page,
    form: Form,
    offer: LoginOffer,
}

impl LogInPage {
    pub(super) fn new(page: Page, form: Form) -> Self {
        Self {
            page: page.with_title("accounts-log-in-title").with_form_errors(&form),
            form,
            offer: LoginOffer::Either,
        }
    }
}

/// The form for a person whose session ended while a form was filled in; it carries that form, sealed.
pub(crate) fn render_log_in(page: Page, kept: String) -> Response {
    (StatusCode::UNAUTHORIZED, Html(LogInPage::new(page, Form::from_fields([(SEALED_FIELD, kept)]))))
        .into_response()
}
