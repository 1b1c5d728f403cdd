//! Letters to the people who were invited and have no password yet.

use axum::response::Response;
use camket_app::AppError;
use camket_app::office_import::{self, ImportPermits};
use camket_domain::permissions::rights;

use crate::codes::role_key;
use crate::paths;
use crate::pdf;
use camket_shell::flash::Flash;
use camket_shell::l10n::{self, Lang};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

/// POST `/admin/import/letters.pdf`: a link that is printed makes the earlier ones void, so this is no GET.
pub(super) async fn download(
    PageRequest { app, permit, .. }: PageRequest<rights::ManageAgencies>,
    May(staff): May<rights::ManageAccounts>,
) -> Result<Response, PageError> {
    let permits = ImportPermits { agencies: &permit, staff: &staff };
    // In Vietnamese, as all papers.
    match office_import::render_letters(&app, permits, |role| l10n::translate(Lang::Vi, role_key(role))).await
    {
        Ok(bytes) => Ok(pdf::render_pdf(bytes, &["thư mời"])),
        Err(AppError::NotFound) => {
            Ok(Flash::warning("office-import-no-letters").redirect(paths::OfficeImport))
        }
        Err(other) => Err(other.into()),
    }
}
