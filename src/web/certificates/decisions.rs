//! Decisions on certificates: proposed from the certificate's page, decided by another person from the queue.

mod cards;
mod propose;
mod queue;
mod show;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(super) use cards::{DecisionCard, build_status_rows};

pub(crate) const QUEUE: &str = "/decisions";

pub(super) fn routes() -> Routes<Web> {
    const SUSPEND: &str = "/certificates/{certificate}/suspend";
    const LIFT: &str = "/certificates/{certificate}/lift";
    const REVOKE: &str = "/certificates/{certificate}/revoke";
    let (propose, decide) = (Action::ProposeDecisions, Action::DecideCertificates);
    Routes::new()
        .guarded(Method::GET, SUSPEND, propose, propose::ask_suspension)
        .guarded(Method::POST, SUSPEND, propose, propose::suspend)
        .guarded(Method::GET, LIFT, propose, propose::ask_lift)
        .guarded(Method::POST, LIFT, propose, propose::lift)
        .guarded(Method::GET, REVOKE, propose, propose::ask_revocation)
        .guarded(Method::POST, REVOKE, propose, propose::revoke)
        .guarded(Method::GET, QUEUE, Action::ReadRegister, queue::list)
        .guarded(Method::GET, "/decisions/{decision}", Action::ReadRegister, show::show)
        .guarded(Method::POST, "/decisions/{decision}/decide", decide, show::decide)
        .guarded(Method::POST, "/decisions/{decision}/decline", decide, show::decline)
        .guarded(Method::POST, "/decisions/{decision}/withdraw", propose, show::withdraw)
}
