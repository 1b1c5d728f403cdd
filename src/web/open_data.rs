//! Open data: the valid certificates as files with licence and description, and a search of them, for anybody.

mod files;
mod search;

use camket_domain::venues::VenueKind;
use camket_shell::l10n::{self, Lang};
use camket_shell::routes::Routes;

use crate::paths;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::OpenCertificates::PATTERN, search::show)
        .public_get(paths::OpenCertificatesCsv::PATTERN, files::download_csv)
        .public_get(paths::OpenCertificatesJson::PATTERN, files::download_json)
        .public_get(paths::OpenDataPackage::PATTERN, files::describe)
}

/// The files are in Vietnamese.
fn name_kind(kind: VenueKind) -> String {
    l10n::translate(Lang::Vi, &format!("codes-kind-{}", kind.code()))
}
