//! `/account/data/copy`: the copy as a file.

use std::io;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::AppError;
use camket_app::account_data::{self, AccountCopy};
use camket_domain::account_data::MAX_COPIES_A_DAY;
use camket_domain::permissions::rights;
use futures_util::stream::{self, StreamExt};

use super::summary::build_summary;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

/// GET `/account/data/copy`
pub(super) async fn download(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
) -> Result<Response, PageError> {
    let sheet = account_data::load_sheet(&app, &permit).await?;
    let named = account_data::load_named(&app, &permit, &sheet).await?;
    let summary = build_summary(&page, &sheet, &named, app.today(), app.options().sessions);
    match account_data::begin_copy(&app, &permit, sheet, summary).await {
        Ok(copy) => send(copy, &format!("camket-{}", app.today())).await,
        Err(AppError::Throttled(_)) => {
            let flash = Flash::warning("account-data-copy-limit");
            Ok(flash.with_arg("most", MAX_COPIES_A_DAY.to_string()).redirect(paths::OwnData))
        }
        Err(other) => Err(other.into()),
    }
}

/// An error of the first part is a page; one of a later part cuts the file off.
async fn send(mut copy: AccountCopy, name: &str) -> Result<Response, PageError> {
    let first = copy.read_piece().await?.unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.zip\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    // The layer that compresses asks once more after the end.
    let rest = stream::unfold(copy, async |mut copy: AccountCopy| {
        let piece = copy.read_piece().await.map_err(io::Error::other).transpose()?;
        Some((piece, copy))
    })
    .fuse();
    let body = stream::iter([Ok(first)]).chain(rest);
    Ok((headers, Body::from_stream(body)).into_response())
}
