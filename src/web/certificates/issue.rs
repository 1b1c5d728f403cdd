//! Issuing: the approver's list of accepted applications, one application, many at a time.
//!
//! Numbers are final, so a page shows first what will be issued. A request sent twice issues nothing twice: for an
//! application that has its certificate, the answer is that certificate.

mod batch;
mod reissue;
mod single;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, paths::IssueList::PATTERN, Action::IssueCertificates, batch::list)
        .guarded(Method::POST, paths::IssueList::PATTERN, Action::IssueCertificates, batch::issue)
        .guarded(Method::GET, paths::Reissue::PATTERN, Action::IssueCertificates, reissue::show)
        .guarded(Method::POST, paths::Reissue::PATTERN, Action::IssueCertificates, reissue::submit)
        .guarded(Method::GET, paths::Issue::PATTERN, Action::IssueCertificates, single::show)
        .guarded(Method::GET, paths::IssuePreviewPdf::PATTERN, Action::IssueCertificates, single::preview)
        .guarded(Method::POST, paths::Issue::PATTERN, Action::IssueCertificates, single::issue)
}
