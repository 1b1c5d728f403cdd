//! The second step of a log-in: the page that asks for the second factor. What the first step sealed is in a cookie of this
//! browser; there is no session before the code.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::accounts::{self, FactorOffer, LogInStep, SecondStep};
use camket_app::{App, AppError};
use camket_domain::accounts::factor::SECOND_STEP_LIFETIME;

use super::extractors::{SecureConnection, SentForm};
use super::log_in_page::render_log_in;
use super::{passwords, responses};
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::kept_form::SEALED_FIELD;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::{cookies, links, session};

const COOKIE: &str = "__Host-second-step";

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public_get(paths::LogInCode::PATTERN, show).public_post(paths::LogInCode::PATTERN, save)
}

#[derive(Template)]
#[template(path = "accounts/log_in_code.html")]
struct SecondStepPage {
    page: Page,
    form: Form,
    offer: FactorOffer,
}

impl SecondStepPage {
    fn new(page: Page, form: Form, offer: FactorOffer) -> Self {
        Self { page: page.with_title("accounts-second-title").with_form_errors(&form), form, offer }
    }
}

/// The answer to a right password: the session, or the question for the second factor. The form may carry `next` and a sealed
/// form.
pub(crate) async fn answer_log_in(app: &App, page: Page, step: LogInStep, form: Form) -> Response {
    let next = links::restrict_to_local(form.text("next")).to_owned();
    match step {
        LogInStep::Done(logged_in) => {
            let mut answer = responses::redirect_logged_in(&logged_in, &next);
            if let Some(kept) = responses::find_kept_form(&form, logged_in) {
                answer.extensions_mut().insert(kept);
            }
            answer
        }
        LogInStep::CodeNeeded(step) => {
            let mut answer = match form.optional(SEALED_FIELD).map(str::to_owned) {
                // No address can hold it.
                Some(kept) => {
                    let form = Form::from_fields([("next", next), (SEALED_FIELD, kept)]);
                    match accounts::find_offer_at_log_in(app, &step).await {
                        Ok(offer) => Html(SecondStepPage::new(page, form, offer)).into_response(),
                        Err(error) => return PageError::from(error).into_response(),
                    }
                }
                None => {
                    let pairs = [("next", next.as_str())];
                    let pairs = if next == paths::Home::PATTERN { &pairs[..0] } else { &pairs[..] };
                    Redirect::to(&links::with_query(paths::LogInCode::PATTERN, pairs)).into_response()
                }
            };
            add_cookie(&mut answer, cookies::write(COOKIE, step.as_str(), Some(SECOND_STEP_LIFETIME)));
            answer
        }
    }
}

fn add_cookie(answer: &mut Response, cookie: Option<HeaderValue>) {
    answer.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
}

pub(super) fn find_step(headers: &HeaderMap) -> Option<SecondStep> {
    cookies::read(headers, COOKIE).map(SecondStep::from_text)
}

async fn show(
    _: SecureConnection,
    page: Page,
    State(app): State<App>,
    headers: HeaderMap,
    Query(query): Query,
) -> Result<Response, PageError> {
    let next = links::restrict_to_local(query.text("next")).to_owned();
    let form = Form::from_fields([("next", next)]);
    let Some(step) = find_step(&headers) else { return Ok(begin_anew(page, &form)) };
    match accounts::find_offer_at_log_in(&app, &step).await {
        Ok(offer) => Ok(Html(SecondStepPage::new(page, form, offer)).into_response()),
        Err(AppError::NotFound) => Ok(begin_anew(page, &form)),
        Err(error) => Err(error.into()),
    }
}

async fn save(
    _: SecureConnection,
    SentForm { page, app, client, headers, form }: SentForm,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["code", "recovery", "passkey"]);
    let Some(step) = find_step(&headers) else { return Ok(begin_anew(page, &form)) };
    if let Some(typed) = passwords::parse_factor(&mut form, step.as_str()) {
        let before = session::find_token(&headers);
        match accounts::finish_log_in(&app, &step, &typed, before, &client).await {
            Ok(logged_in) => {
                let mut answer = answer_log_in(&app, page, LogInStep::Done(logged_in), form).await;
                add_cookie(&mut answer, cookies::write_removal(COOKIE));
                return Ok(answer);
            }
            Err(AppError::NotFound) => return Ok(begin_anew(page, &form)),
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::LogInCode::PATTERN)?,
        }
    }
    match accounts::find_offer_at_log_in(&app, &step).await {
        Ok(offer) => Ok(responses::render_invalid_form(SecondStepPage::new(page, form, offer))),
        Err(AppError::NotFound) => Ok(begin_anew(page, &form)),
        Err(error) => Err(PageError::from(error).into_response()),
    }
}

/// The first step again: the time is over, the password was changed meanwhile, or this browser never typed one.
fn begin_anew(page: Page, form: &Form) -> Response {
    if let Some(kept) = form.optional(SEALED_FIELD) {
        return render_log_in(page, kept.to_owned());
    }
    let next = links::restrict_to_local(form.text("next"));
    Flash::warning("accounts-second-over")
        .redirect(links::with_query(paths::LogIn::PATTERN, &[("next", next)]))
}
