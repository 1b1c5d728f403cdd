//! Agencies and their staff from a spreadsheet: the form to download, the upload with its preview, the import, the letters.

mod confirm;
mod file_form;
mod letters;
mod rows;
mod table;
mod upload;

use axum::extract::DefaultBodyLimit;
use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

/// Most bytes of an uploaded file, and of the rows that a preview sends back.
const MAX_BODY_BYTES: usize = 4 << 20;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAgencies;
    Routes::new()
        .get(paths::OfficeImport::PATTERN, guard, upload::show)
        .post(paths::OfficeImport::PATTERN, guard, upload::preview)
        .get(paths::OfficeImportForm::PATTERN, guard, file_form::download)
        .post(paths::ConfirmOfficeImport::PATTERN, guard, confirm::import)
        .post(paths::InvitationLetters::PATTERN, guard, letters::download)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
}
