//! Issuing: the approver's list of accepted applications, one file, many at a time.
//!
//! Numbers are final, so nothing is issued before a page has said what will be. Sending the same again issues nothing
//! twice: what has its certificate already is answered with it.

mod many;
mod one;
mod reissue;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

/// The list.
const LIST: &str = "/issue";
/// Certificates of withdrawn keys.
const REISSUE: &str = "/reissue";

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, LIST, Action::IssueCertificates, many::list)
        .guarded(Method::POST, LIST, Action::IssueCertificates, many::issue)
        .guarded(Method::GET, REISSUE, Action::IssueCertificates, reissue::show)
        .guarded(Method::POST, REISSUE, Action::IssueCertificates, reissue::go)
        .guarded(Method::GET, "/issue/{application}", Action::IssueCertificates, one::show)
        .guarded(Method::GET, "/issue/{application}/preview.pdf", Action::IssueCertificates, one::preview)
        .guarded(Method::POST, "/issue/{application}", Action::IssueCertificates, one::issue)
}
