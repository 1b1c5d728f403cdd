//! Open data: the valid certificates as files with licence and description, and a search of them, for anybody.

mod api;
mod files;
mod search;

use camket_app::App;
use camket_domain::open_data::LICENCE_ADDRESS;
use camket_domain::venues::VenueKind;
use camket_shell::l10n::{self, Lang};
use camket_shell::link_header::LinkHeader;
use camket_shell::routes::{Access, Routes};

use crate::paths;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::OpenCertificates::PATTERN, search::show)
        .public_get(paths::OpenCertificatesCsv::PATTERN, files::download_csv)
        .public_get(paths::OpenCertificatesJson::PATTERN, files::download_json)
        .public_get(paths::OpenDataPackage::PATTERN, files::describe)
        .api(Access::Public, api::__path_list, api::list)
}

/// Licence and description.
fn list_links(app: &App) -> LinkHeader {
    let description = app.url(paths::OpenDataPackage);
    LinkHeader::default().with("license", LICENCE_ADDRESS).with_typed(
        "describedby",
        &description,
        "application/json",
    )
}

/// The files are in Vietnamese.
fn name_kind(kind: VenueKind) -> String {
    l10n::translate(Lang::Vi, &format!("codes-kind-{}", kind.code()))
}
