//! Who may see the forms in front of the log-in: nobody over a line that others can read, and no one who is in already.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::{StatusCode, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use camket_domain::accounts::Actor;

use crate::client;
use crate::page::{Html, Page};
use crate::session;
use crate::state::Web;

/// Passwords and codes may be typed here. Else the answer is a page that says why not.
pub(super) struct SafeLine;

#[derive(Template)]
#[template(path = "accounts/insecure.html")]
struct Insecure {
    page: Page,
}

impl FromRequestParts<Web> for SafeLine {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        if !web.options.refuse_log_ins && client::came_safely(parts, web) {
            return Ok(Self);
        }
        let page = Page::from_request_parts(parts, web).await.map_err(IntoResponse::into_response)?;
        let page = Insecure { page: page.titled("accounts-insecure-title") };
        Err((StatusCode::FORBIDDEN, Html(page)).into_response())
    }
}

/// Somebody who is not logged in, over a safe line. Whoever is in already goes to their desk.
pub(super) struct Stranger;

impl FromRequestParts<Web> for Stranger {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        if let Some(actor) = parts.extensions.get::<Actor>() {
            return Err(Redirect::to(session::desk(actor.role)).into_response());
        }
        SafeLine::from_request_parts(parts, web).await.map(|SafeLine| Self)
    }
}
