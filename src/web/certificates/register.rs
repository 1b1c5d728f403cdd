//! The register of certificates: the list of an officer's area, and one certificate with its verdict.

mod list;
mod show;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::Certificates::PATTERN, Action::ReadRegister, list::list)
        .post(paths::Certificates::PATTERN, Action::ReadRegister, list::search)
        .get(paths::Certificate::PATTERN, Action::ReadRegister, show::show)
        .get(paths::CertificatePdf::PATTERN, Action::ReadPersonalData, show::show_pdf)
        .get(paths::DecalPdf::PATTERN, Action::ReadPersonalData, show::show_decal_pdf)
}
