//! Issuing: the approver's list of accepted applications, one application, many at a time.
//!
//! Numbers are final, so a page shows first what will be issued. A request sent twice issues nothing twice: for an
//! application that has its certificate, the answer is that certificate.

mod batch;
mod reissue;
mod single;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::IssueList::PATTERN, Action::IssueCertificates, batch::list)
        .post_confirmed(paths::IssueList::PATTERN, Action::IssueCertificates, batch::issue)
        .post(paths::IssuedPdf::PATTERN, Action::IssueCertificates, batch::print)
        .get(paths::Reissue::PATTERN, Action::IssueCertificates, reissue::show)
        .post_confirmed(paths::Reissue::PATTERN, Action::IssueCertificates, reissue::submit)
        .get(paths::Issue::PATTERN, Action::IssueCertificates, single::show)
        .get(paths::IssuePreviewPdf::PATTERN, Action::IssueCertificates, single::preview)
        .post_confirmed(paths::Issue::PATTERN, Action::IssueCertificates, single::issue)
}
