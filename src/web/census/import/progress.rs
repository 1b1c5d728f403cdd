//! How far an import is: asked by the page that waits for its end.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::census::import;
use camket_domain::ids::CensusUploadId;
use camket_domain::permissions::rights;
use serde::Serialize;

use super::link_list;
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

/// Rows.
#[derive(Serialize)]
struct Progress {
    done: usize,
    all: usize,
}

/// 204 while the file is still read, and on nodes that do not write it.
pub(super) async fn show(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusUploadId>,
) -> Result<Response, PageError> {
    let progress = import::find_progress(&app, &permit, id).await.redirect_refusal(link_list(id))?;
    Ok(match progress {
        Some(progress) => Json(Progress { done: progress.written, all: progress.all }).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}
