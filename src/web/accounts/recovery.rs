//! A forgotten password: the visitor asks for a code, then enters it together with a new password.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use camket_app::{App, accounts};
use camket_domain::accounts::{Login, one_time_code};

use super::extractors::{LoggedOutVisitor, SentForm};
use super::logins::{self, LoginOffer};
use super::{passwords, pending_login, responses, second_step};
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::kept_form::SEALED_FIELD;
use camket_shell::page::{Html, Page};
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::ForgotPassword::PATTERN, show_forgot)
        .public_post(paths::ForgotPassword::PATTERN, request_code)
        .public_get(paths::ResetPassword::PATTERN, show_reset)
        .public_post(paths::ResetPassword::PATTERN, reset)
}

#[derive(Template)]
#[template(path = "accounts/forgot.html")]
struct ForgotPasswordPage {
    page: Page,
    form: Form,
    offer: LoginOffer,
}

impl ForgotPasswordPage {
    fn new(page: Page, form: Form, offer: LoginOffer) -> Self {
        Self { page: page.with_title("accounts-forgot-title").with_form_errors(&form), form, offer }
    }
}

/// The form is filled with the login of a request that was made a short while ago.
async fn show_forgot(
    _: LoggedOutVisitor,
    page: Page,
    State(app): State<App>,
    headers: HeaderMap,
) -> Html<ForgotPasswordPage> {
    let login =
        pending_login::find_login(&headers).map(|login| logins::format_login(&login)).unwrap_or_default();
    Html(ForgotPasswordPage::new(
        page,
        Form::from_fields([("login", login)]),
        LoginOffer::from_channels(&app.options().channels),
    ))
}

/// The answer is the same whether there is such an account or not. From a log-in page that carries a sealed form, `step` is
/// `start`: no code is asked for yet, and the form goes along to the new password.
async fn request_code(
    _: LoggedOutVisitor,
    SentForm { page, app, client, mut form, .. }: SentForm,
) -> Result<Response, Response> {
    let offer = LoginOffer::from_channels(&app.options().channels);
    if form.text("step") == "start" {
        return Ok(Html(ForgotPasswordPage::new(page, form, offer)).into_response());
    }
    if let Some(login) = offer.parse(&mut form) {
        let client = accounts::begin_attempt(&app, client);
        match accounts::request_reset(&app, &login, &client).await {
            Ok(()) => {
                let asked =
                    pending_login::redirect_with_login(&login, &client, paths::ResetPassword::PATTERN);
                return Ok(show_reset_with_kept(page, &form, login, asked));
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::ForgotPassword::PATTERN)?,
        }
    }
    Ok(responses::render_invalid_form(ForgotPasswordPage::new(page, form, offer)))
}

/// The redirect to the form that takes the code; at once that form, if a sealed form goes along, which no address can hold.
fn show_reset_with_kept(page: Page, form: &Form, login: Login, asked: Response) -> Response {
    let Some(kept) = form.optional(SEALED_FIELD) else { return asked };
    let form = Form::from_fields([(SEALED_FIELD, kept)]);
    let mut shown = Html(ResetPasswordPage::new(page, form, Some(login))).into_response();
    for cookie in asked.headers().get_all(header::SET_COOKIE) {
        shown.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    shown
}

/// Without a `login` (the cookie is gone, or this is another browser) no code counts: the page says how to get one.
#[derive(Template)]
#[template(path = "accounts/reset.html")]
struct ResetPasswordPage {
    page: Page,
    form: Form,
    login: Option<Login>,
    minutes: i64,
}

impl ResetPasswordPage {
    fn new(page: Page, form: Form, login: Option<Login>) -> Self {
        let page = page.with_title("accounts-reset-title").with_form_errors(&form);
        Self { page, form, login, minutes: one_time_code::LIFETIME.whole_minutes() }
    }
}

async fn show_reset(_: LoggedOutVisitor, page: Page, headers: HeaderMap) -> Html<ResetPasswordPage> {
    Html(ResetPasswordPage::new(page, Form::new(), pending_login::find_login(&headers)))
}

async fn reset(
    _: LoggedOutVisitor,
    SentForm { page, app, client, headers, form }: SentForm,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["code", "password"]);
    let login = pending_login::find_login(&headers);
    let code = passwords::parse_one_time_code(&mut form);
    let password = passwords::parse_new_password(&mut form, "password");
    if let (Some(login), Some(code), Some(password)) = (&login, code, password) {
        match accounts::reset_password(&app, login, &code, password, &client).await {
            Ok(step) => {
                let flash = Flash::success("accounts-password-changed");
                return Ok((flash, second_step::answer_log_in(&app, page, step, form).await).into_response());
            }
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::ResetPassword::PATTERN)?,
        }
    }
    Ok(responses::render_invalid_form(ResetPasswordPage::new(page, form, login)))
}
