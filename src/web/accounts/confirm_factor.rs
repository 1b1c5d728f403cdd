//! The page that asks for the second factor anew, before a decision, an export or a reveal.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::AppError;
use camket_app::accounts;
use camket_domain::accounts::factor::FRESH_FOR;
use camket_domain::permissions::{Action, rights};

use super::{passwords, responses};
use crate::paths;
use crate::state::Web;
use camket_shell::client::RequestClient;
use camket_shell::form::{Form, Query};
use camket_shell::kept_form::{ResumedAfter, ResumedForm, SEALED_FIELD};
use camket_shell::links;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::{self, PageRequest};

pub(super) fn routes() -> Routes<Web> {
    let own = Action::KeepFactors;
    Routes::new().get(paths::ConfirmFactor::PATTERN, own, show).post(paths::ConfirmFactor::PATTERN, own, save)
}

#[derive(Template)]
#[template(path = "accounts/confirm_factor.html")]
struct ConfirmFactorPage {
    page: Page,
    form: Form,
}

impl ConfirmFactorPage {
    fn new(page: Page, form: Form) -> Self {
        Self { page: page.with_title("accounts-factors-confirm-title").with_form_errors(&form), form }
    }
}

/// A file does not replace the page that asked for it, so its link is shown.
#[derive(Template)]
#[template(path = "accounts/factor_confirmed.html")]
struct FactorConfirmedPage {
    page: Page,
    next: String,
}

/// The page with a form that was sent and not carried out, sealed.
pub(crate) fn render_confirmation(page: Page, kept: String) -> Response {
    let form = Form::from_fields([(SEALED_FIELD, kept)]);
    (StatusCode::FORBIDDEN, Html(ConfirmFactorPage::new(page, form))).into_response()
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    Query(query): Query,
) -> Result<Response, Response> {
    let factors = accounts::load_factors(&app, &permit).await;
    let factors = factors.map_err(|error| PageError::from(error).into_response())?;
    if factors.on_since.is_none() {
        return Ok(Redirect::to(paths::OwnFactors::PATTERN).into_response());
    }
    let next = links::restrict_to_local(query.text("next")).to_owned();
    Ok(Html(ConfirmFactorPage::new(page, Form::from_fields([("next", next)]))).into_response())
}

async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["code", "recovery"]);
    if let Some(typed) = passwords::parse_factor(&mut form) {
        let token = session::find_token(&headers).unwrap_or_default();
        match accounts::confirm_session(&app, &permit, &typed, token, &client).await {
            Ok(()) => {
                let mut answer = lead_on(page, links::restrict_to_local(form.text("next")));
                if let Some(sealed) = form.optional(SEALED_FIELD) {
                    let sealed = sealed.to_owned();
                    let person = Some(permit.actor().account);
                    let resumed = ResumedForm { sealed, person, after: ResumedAfter::Confirmation };
                    answer.extensions_mut().insert(resumed);
                }
                return Ok(answer);
            }
            // Another tab removed it.
            Err(AppError::NotFound) => return Ok(Redirect::to(paths::OwnFactors::PATTERN).into_response()),
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::ConfirmFactor::PATTERN)?,
        }
    }
    Ok(responses::render_invalid_form(ConfirmFactorPage::new(page, form)))
}

fn lead_on(page: Page, next: &str) -> Response {
    if is_file(next) {
        let page = page.with_title("accounts-factors-confirmed-title");
        return Html(FactorConfirmedPage { page, next: next.to_owned() }).into_response();
    }
    Redirect::to(next).into_response()
}

fn is_file(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    last.contains('.') || matches!(last, "xlsx" | "docx" | "csv" | "pdf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_from_a_page_by_its_address() {
        for file in ["/register.xlsx", "/register.csv?state=valid", "/reports/snapshots/1/docx"] {
            assert!(is_file(file), "{file}");
        }
        for page in ["/", "/issue", "/review/1?next=a.pdf"] {
            assert!(!is_file(page), "{page}");
        }
    }
}
