//! The register of certificates: the list of an officer's area, and one certificate with its verdict.

mod list;
mod show;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const LIST: &str = "/certificates";

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, LIST, Action::ReadRegister, list::list)
        .guarded(Method::POST, LIST, Action::ReadRegister, list::search)
        .guarded(Method::GET, "/certificates/{certificate}", Action::ReadRegister, show::show)
        .guarded(Method::GET, "/certificates/{certificate}/pdf", Action::ReadRegister, show::show_pdf)
        .guarded(
            Method::GET,
            "/certificates/{certificate}/decal.pdf",
            Action::ReadRegister,
            show::show_decal_pdf,
        )
}
