//! Worker pledges as PDFs to print and sign by hand (PL 10/2003 Điều 15.3); the labour register as files.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::printing::render_worker_pledges_pdf;
use camket_app::venue_register::ListFormat;
use camket_app::{AppError, labour};
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::permissions::rights;

use crate::pdf;
use crate::venues::{KeptVenue, OwnVenue};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

/// GET `/venues/{id}/workers.xlsx`
pub(super) async fn download_workers(
    OwnVenue { app, permit, id, .. }: OwnVenue,
) -> Result<Response, PageError> {
    let (venue, bytes) = labour::export_workers(&app, &permit, id).await?;
    Ok(render_workbook(bytes, &["so lao dong", &venue.name]))
}

/// GET `/venues/{id}/workers/01-pli.xlsx`
pub(super) async fn download_labour_form(
    OwnVenue { app, permit, id, .. }: OwnVenue,
) -> Result<Response, PageError> {
    let (venue, bytes) = labour::export_labour_form(&app, &permit, id).await?;
    Ok(render_workbook(bytes, &["01 pli", &venue.name]))
}

fn render_workbook(bytes: Vec<u8>, words: &[&str]) -> Response {
    let headers = [
        (header::CONTENT_TYPE, ListFormat::Xlsx.media_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.xlsx\"", pdf::build_file_name(words)),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// GET `/venues/{id}/workers/pledges.pdf`
pub(super) async fn show_all_pdf(
    KeptVenue { app, permit, id, .. }: KeptVenue,
) -> Result<Response, PageError> {
    let (venue, workers) = labour::list(&app, &permit, id).await?;
    if workers.is_empty() {
        return Err(AppError::NotFound.into());
    }
    let bytes = render_worker_pledges_pdf(&app, &venue, &workers).await?;
    Ok(pdf::render_pdf(bytes, &["cam kết người lao động", &venue.name]))
}

/// GET `/venues/{id}/workers/{worker}/pledge.pdf`
pub(super) async fn show_pdf(
    PageRequest { app, permit, .. }: PageRequest<rights::WorkAtVenues>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
) -> Result<Response, PageError> {
    let (venue, worker) = labour::find(&app, &permit, id, worker).await?;
    let bytes = render_worker_pledges_pdf(&app, &venue, std::slice::from_ref(&worker)).await?;
    Ok(pdf::render_pdf(bytes, &["cam kết", &worker.person.name]))
}
