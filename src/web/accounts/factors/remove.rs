//! Removing the app as second factor: by password and code.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::accounts::{self, FactorOffer};
use camket_app::{App, AppError};
use camket_domain::permissions::{Permit, rights};

use super::super::{passwords, responses};
use crate::paths;
use camket_shell::client::RequestClient;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{self, PageRequest};

#[derive(Template)]
#[template(path = "accounts/remove_factor.html")]
struct RemoveFactorPage {
    page: Page,
    form: Form,
    offer: FactorOffer,
    /// Another must be set up at once.
    is_required: bool,
}

impl RemoveFactorPage {
    async fn load(
        page: Page,
        app: &App,
        permit: &Permit<rights::KeepFactors>,
        form: Form,
    ) -> Result<Self, PageError> {
        let offer = accounts::find_offer(app, permit).await?;
        let title =
            if offer.has_passkeys { "accounts-factors-remove-app" } else { "accounts-factors-remove-title" };
        let page = page.with_title(title).with_form_errors(&form);
        Ok(Self { page, form, offer, is_required: app.options().factors.requires(permit.actor().role) })
    }
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
) -> Result<Html<impl Template>, PageError> {
    RemoveFactorPage::load(page, &app, &permit, Form::new()).await.map(Html)
}

pub(super) async fn remove(
    PageRequest { page, app, permit }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["current", "code", "recovery", "passkey"]);
    let password = passwords::parse_present_password(&mut form, "current");
    let typed = passwords::parse_factor(&mut form, session::find_token(&headers).unwrap_or_default());
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
    let page =
        RemoveFactorPage::load(page, &app, &permit, form).await.map_err(IntoResponse::into_response)?;
    Ok(responses::render_invalid_form(page))
}
