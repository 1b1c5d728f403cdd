//! The register of certificates: the list of an officer's area, and one certificate with its verdict.

mod list;
mod show;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, paths::Certificates::PATTERN, Action::ReadRegister, list::list)
        .guarded(Method::POST, paths::Certificates::PATTERN, Action::ReadRegister, list::search)
        .guarded(Method::GET, paths::Certificate::PATTERN, Action::ReadRegister, show::show)
        .guarded(Method::GET, paths::CertificatePdf::PATTERN, Action::ReadRegister, show::show_pdf)
        .guarded(Method::GET, paths::DecalPdf::PATTERN, Action::ReadRegister, show::show_decal_pdf)
}
