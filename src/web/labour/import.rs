//! Workers from a spreadsheet: the upload with its preview, and the import.

mod confirm;
mod rows;
mod table;
mod upload;

use axum::extract::DefaultBodyLimit;
use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

/// Most bytes of an uploaded file, and of the sealed list that a preview sends back.
const MAX_BODY_BYTES: usize = 4 << 20;

pub(super) fn routes() -> Routes<Web> {
    let guard = Action::WorkAtVenues;
    Routes::new()
        .get(paths::ImportWorkers::PATTERN, guard, upload::show)
        .post(paths::ImportWorkers::PATTERN, guard, upload::preview)
        .post(paths::ConfirmImportWorkers::PATTERN, guard, confirm::import)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
}
