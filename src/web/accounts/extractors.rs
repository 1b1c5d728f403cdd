//! Extractors in front of the log-in forms: they require a secure connection, and a visitor who is not logged in.

use askama::Template;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, StatusCode, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, Client};
use camket_domain::accounts::Actor;

use crate::paths;
use crate::start_page::start_page;
use crate::state::Web;
use camket_shell::client::{self, RequestClient};
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};

/// The connection is secure enough to type passwords and codes. Otherwise the answer is a 403 page that says why.
pub(crate) struct SecureConnection;

#[derive(Template)]
#[template(path = "accounts/insecure.html")]
struct InsecureConnectionPage {
    page: Page,
}

impl FromRequestParts<Web> for SecureConnection {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        if !web.options.refuse_log_ins && client::is_secure(parts, &web.options.trusted_proxies) {
            return Ok(Self);
        }
        let page = Page::from_request_parts(parts, web).await.map_err(IntoResponse::into_response)?;
        let page = InsecureConnectionPage { page: page.with_title("accounts-insecure-title") };
        Err((StatusCode::FORBIDDEN, Html(page)).into_response())
    }
}

/// A visitor who is not logged in, over a secure connection. Users who are logged in are redirected to their start
/// page.
pub(crate) struct LoggedOutVisitor;

impl FromRequestParts<Web> for LoggedOutVisitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        if let Some(actor) = parts.extensions.get::<Actor>() {
            return Err(Redirect::to(start_page(actor.role)).into_response());
        }
        SecureConnection::from_request_parts(parts, web).await.map(|SecureConnection| Self)
    }
}

/// A form that somebody sent before logging in, with the client that is counted against the limits and the headers that
/// carry cookies.
pub(crate) struct SentForm {
    pub page: Page,
    pub app: App,
    pub client: Client,
    pub headers: HeaderMap,
    pub form: Form,
}

impl FromRequest<Web> for SentForm {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let page = Page::from_request_parts(&mut parts, web).await.map_err(IntoResponse::into_response)?;
        let Ok(RequestClient(client)) = RequestClient::from_request_parts(&mut parts, web).await;
        let headers = parts.headers.clone();
        let form = Form::from_request(Request::from_parts(parts, body), web).await?;
        Ok(Self { page, app: web.app.clone(), client, headers, form })
    }
}
