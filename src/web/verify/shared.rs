//! The PDF behind a share link, for a print shop without an account.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::certificates::{self, certificate_paper};
use camket_app::{App, AppError};

use super::NO_INDEX;
use crate::fault::Fault;
use crate::page::{Html, Page};
use crate::pdf;

#[derive(Template)]
#[template(path = "verify/link_over.html")]
struct LinkOver {
    page: Page,
}

pub(super) async fn paper(
    page: Page,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let certificate = match certificates::shared(&app, &token).await {
        Ok(certificate) => certificate,
        Err(AppError::NotFound) => return Ok(link_over(page)),
        Err(other) => return Err(other.into()),
    };
    let paper = certificate_paper(&app, &certificate, None).await?;
    Ok(([NO_INDEX], pdf::answer(paper, &["giấy xác nhận", certificate.number.as_str()])).into_response())
}

/// The 404 page. An expired link and an unknown one look the same.
fn link_over(page: Page) -> Response {
    let page = page.titled("verify-link-over-title");
    (StatusCode::NOT_FOUND, [NO_INDEX], Html(LinkOver { page })).into_response()
}
