//! Workers' own pledges: `own` is what a venue sees and does, `public` what a worker does with a code, without an account.

mod own;
mod public;

use axum::http::{HeaderName, HeaderValue, header};
use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

/// Pages of codes are found by no search engine, and no address with a code leaves them.
const PRIVATE: [(HeaderName, HeaderValue); 3] = [
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

pub(crate) fn routes() -> Routes<Web> {
    let work = Action::WorkAtVenues;
    Routes::new()
        .get(paths::WorkerPledges::PATTERN, work, own::list)
        .get(paths::InviteWorker::PATTERN, work, own::show)
        .post(paths::InviteWorker::PATTERN, work, own::invite)
        .post(paths::EndInvitation::PATTERN, work, own::end)
        .post(paths::PaperWorkerPledge::PATTERN, work, own::record_paper)
        .public_get(paths::WorkerCode::PATTERN, public::show_form)
        .public_post(paths::WorkerCode::PATTERN, public::confirm)
        .public_get(paths::OwnWorkerPledge::PATTERN, public::show_text)
        .public_post(paths::OwnWorkerPledge::PATTERN, public::sign)
}
