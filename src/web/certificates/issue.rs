//! Issuing: the approver's list of accepted applications, one application, many at a time.
//!
//! Numbers are final, so a page shows first what will be issued. A request sent twice issues nothing twice: for an
//! application that has its certificate, the answer is that certificate.

mod batch;
mod reissue;
mod single;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const LIST: &str = "/issue";
/// Reissue of certificates whose key was withdrawn.
const REISSUE: &str = "/reissue";

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, LIST, Action::IssueCertificates, batch::list)
        .guarded(Method::POST, LIST, Action::IssueCertificates, batch::issue)
        .guarded(Method::GET, REISSUE, Action::IssueCertificates, reissue::show)
        .guarded(Method::POST, REISSUE, Action::IssueCertificates, reissue::submit)
        .guarded(Method::GET, "/issue/{application}", Action::IssueCertificates, single::show)
        .guarded(Method::GET, "/issue/{application}/preview.pdf", Action::IssueCertificates, single::preview)
        .guarded(Method::POST, "/issue/{application}", Action::IssueCertificates, single::issue)
}
