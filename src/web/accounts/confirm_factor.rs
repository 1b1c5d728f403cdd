//! The page that asks for the second factor anew, before a decision, an export or a reveal.

use std::pin::Pin;

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::accounts::{self, FactorOffer};
use camket_app::{App, AppError};
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
    offer: FactorOffer,
}

impl ConfirmFactorPage {
    fn new(page: Page, form: Form, offer: FactorOffer) -> Self {
        Self { page: page.with_title("accounts-factors-confirm-title").with_form_errors(&form), form, offer }
    }
}

/// A file does not replace the page that asked for it, so its link is shown.
#[derive(Template)]
#[template(path = "accounts/factor_confirmed.html")]
struct FactorConfirmedPage {
    page: Page,
    next: String,
}

/// The page with a form that was sent and not carried out, sealed, in the session with the cookie `token`.
pub(crate) fn render_confirmation(
    app: App,
    page: Page,
    token: String,
    kept: String,
) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    Box::pin(async move {
        let form = Form::from_fields([(SEALED_FIELD, kept)]);
        match accounts::find_offer_in_session(&app, &token).await {
            Ok(offer) => {
                (StatusCode::FORBIDDEN, Html(ConfirmFactorPage::new(page, form, offer))).into_response()
            }
            Err(error) => PageError::from(error).into_response(),
        }
    })
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let offer = accounts::find_offer(&app, &permit).await?;
    if !offer.has_any() {
        return Ok(Redirect::to(paths::OwnFactors::PATTERN).into_response());
    }
    let next = links::restrict_to_local(query.text("next")).to_owned();
    Ok(Html(ConfirmFactorPage::new(page, Form::from_fields([("next", next)]), offer)).into_response())
}

async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["code", "recovery", "passkey"]);
    let token = session::find_token(&headers).unwrap_or_default();
    if let Some(typed) = passwords::parse_factor(&mut form, token) {
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
    let offer = accounts::find_offer(&app, &permit).await;
    let offer = offer.map_err(|error| PageError::from(error).into_response())?;
    Ok(responses::render_invalid_form(ConfirmFactorPage::new(page, form, offer)))
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
