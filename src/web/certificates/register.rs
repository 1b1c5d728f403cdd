//! The register of certificates: the list of an officer's area, and one certificate with its verdict.

mod list;
mod show;

use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const LIST: &str = "/certificates";

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(LIST, Action::ReadRegister, list::list)
        .post(LIST, Action::ReadRegister, list::search)
        .get("/certificates/{certificate}", Action::ReadRegister, show::show)
        .get("/certificates/{certificate}/pdf", Action::ReadRegister, show::show_pdf)
        .get("/certificates/{certificate}/decal.pdf", Action::ReadRegister, show::show_decal_pdf)
}
