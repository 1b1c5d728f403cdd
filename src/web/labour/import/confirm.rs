//! The import of the list that a preview showed.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::{AppError, labour};

use super::rows::{RowContext, parse_rows};
use super::table::WorkerTable;
use super::upload::build_preview;
use crate::paths;
use crate::venues::KeptVenue;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::Html;
use camket_shell::page_error::{PageError, RedirectErrors};

/// POST `/venues/{id}/workers/import/confirm`: the rows are read again, against the register as it is now.
pub(super) async fn import(
    KeptVenue { page, app, permit, id }: KeptVenue,
    form: Form,
) -> Result<Response, PageError> {
    // First whose venue it is: a stranger's form is not judged.
    let (venue, workers) = labour::list(&app, &permit, id).await?;
    let key = form.require_key()?;
    let Some((list, seen)) = labour::open_list(&app, &permit, id, form.text("list")) else {
        // Sealed before the master secret changed, or none of ours.
        return Ok(Flash::warning("labour-import-not-opened").redirect(paths::ImportWorkers(id)));
    };
    let table: WorkerTable = serde_json::from_str(&list).map_err(|_| ErrorKind::Unreadable)?;
    let context = RowContext { page: &page, app: &app, kind: venue.kind, workers: &workers };
    let parsed = parse_rows(context, &table);
    if parsed.errors.is_empty() {
        let done = labour::import(&app, &permit, id, key, (list.as_bytes(), &seen), &parsed.rows).await;
        match done {
            Err(AppError::Conflict | AppError::Invalid(_)) => {}
            done => {
                let done = done.redirect_refusal(paths::Workers(id))?;
                let flash = Flash::success("labour-import-done")
                    .with_arg("new", done.new.to_string())
                    .with_arg("changed", done.changed.to_string());
                return Ok(flash.redirect(paths::Workers(id)));
            }
        }
    }
    let again = build_preview((&app, &permit), page, (&venue, &workers), &table, true)?;
    Ok((StatusCode::CONFLICT, Html(again)).into_response())
}
