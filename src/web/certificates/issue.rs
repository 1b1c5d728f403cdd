//! Issuing: the approver's list of accepted applications, one application, many at a time.
//!
//! Numbers are final, so a page shows first what will be issued. A request sent twice issues nothing twice: for an
//! application that has its certificate, the answer is that certificate.

mod batch;
mod reissue;
mod single;

use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const LIST: &str = "/issue";
/// Reissue of certificates whose key was withdrawn.
const REISSUE: &str = "/reissue";

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(LIST, Action::IssueCertificates, batch::list)
        .post(LIST, Action::IssueCertificates, batch::issue)
        .get(REISSUE, Action::IssueCertificates, reissue::show)
        .post(REISSUE, Action::IssueCertificates, reissue::submit)
        .get("/issue/{application}", Action::IssueCertificates, single::show)
        .get("/issue/{application}/preview.pdf", Action::IssueCertificates, single::preview)
        .post("/issue/{application}", Action::IssueCertificates, single::issue)
}
