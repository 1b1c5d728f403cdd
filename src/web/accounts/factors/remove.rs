//! Removing the second factor: by password and code.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{AppError, accounts};
use camket_domain::permissions::rights;

use super::super::{passwords, responses};
use crate::paths;
use camket_shell::client::RequestClient;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "accounts/remove_factor.html")]
struct RemoveFactorPage {
    page: Page,
    form: Form,
    /// Another must be set up at once.
    is_required: bool,
}

impl RemoveFactorPage {
    fn new(page: Page, form: Form, is_required: bool) -> Self {
        let page = page.with_title("accounts-factors-remove-title").with_form_errors(&form);
        Self { page, form, is_required }
    }
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
) -> Html<impl Template> {
    let is_required = app.options().factors.requires(permit.actor().role);
    Html(RemoveFactorPage::new(page, Form::new(), is_required))
}

pub(super) async fn remove(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["current", "code", "recovery"]);
    let password = passwords::parse_present_password(&mut form, "current");
    let typed = passwords::parse_factor(&mut form);
    if let (Some(password), Some(typed)) = (password, typed) {
        match accounts::remove_factor(&app, &permit, password, typed, &client).await {
            Ok(()) => {
                return Ok(Flash::success("accounts-factors-removed").redirect(paths::OwnFactors::PATTERN));
            }
            // Sent twice, or removed in another tab.
            Err(AppError::NotFound) => return Ok(Redirect::to(paths::OwnFactors::PATTERN).into_response()),
            Err(error) => responses::add_form_error(&page, &mut form, error, paths::RemoveFactor::PATTERN)?,
        }
    }
    let is_required = app.options().factors.requires(permit.actor().role);
    Ok(responses::render_invalid_form(RemoveFactorPage::new(page, form, is_required)))
}
