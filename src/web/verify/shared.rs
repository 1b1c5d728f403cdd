//! The PDF behind a share link, for a print shop without an account.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::certificates::{self, render_certificate_pdf};
use camket_app::{App, AppError};

use super::NO_INDEX;
use crate::paths;
use crate::pdf;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

#[derive(Template)]
#[template(path = "verify/link_over.html")]
struct LinkExpiredPage {
    page: Page,
}

pub(super) async fn show_pdf(
    page: Page,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let certificate = match certificates::load_shared(&app, &token).await {
        Ok(certificate) => certificate,
        Err(AppError::NotFound) => return Ok(render_expired(page)),
        Err(other) => return Err(other.into()),
    };
    let paper = render_certificate_pdf(&app, &certificate, None).await?;
    Ok(([NO_INDEX], pdf::render_pdf(paper, &["giấy xác nhận", certificate.number.as_str()])).into_response())
}

/// The 404 page. An expired link and an unknown one look the same.
fn render_expired(page: Page) -> Response {
    let page = page.with_title("verify-link-over-title");
    (StatusCode::NOT_FOUND, [NO_INDEX], Html(LinkExpiredPage { page })).into_response()
}
