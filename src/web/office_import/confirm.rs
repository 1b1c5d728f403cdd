//! The import of the rows of a preview.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::AppError;
use camket_app::office_import::{self, ImportPermits};
use camket_domain::permissions::rights;

use super::rows::parse_rows;
use super::table::OfficeTable;
use super::upload::build_preview;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::Html;
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

/// POST `/admin/import/confirm`: the rows are read again, as nothing that a browser sends back is trusted.
pub(super) async fn import(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    May(staff): May<rights::ManageAccounts>,
    form: Form,
) -> Result<Response, PageError> {
    let permits = ImportPermits { agencies: &permit, staff: &staff };
    let key = form.require_key()?;
    let table: OfficeTable = serde_json::from_str(form.text("rows")).map_err(|_| ErrorKind::Unreadable)?;
    let parsed = parse_rows(&page, &table, permit.actor().area, app.today());
    if parsed.errors.is_empty() {
        match office_import::import(&app, permits, key, &parsed.rows).await {
            Ok(added) => {
                let flash = Flash::success("office-import-done")
                    .with_arg("agencies", added.agencies.to_string())
                    .with_arg("people", added.people.to_string());
                return Ok(flash.redirect(paths::OfficeImport));
            }
            // The register changed: the preview says what stands against it now.
            Err(AppError::Invalid(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let again = build_preview(&app, page, permits, &table).await?;
    Ok((StatusCode::CONFLICT, Html(again)).into_response())
}
