//! Decisions on certificates: proposed from the certificate's page, decided by another person from the queue.

mod cards;
mod propose;
mod queue;
mod show;

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
        .get(SUSPEND, propose, propose::ask_suspension)
        .post(SUSPEND, propose, propose::suspend)
        .get(LIFT, propose, propose::ask_lift)
        .post(LIFT, propose, propose::lift)
        .get(REVOKE, propose, propose::ask_revocation)
        .post(REVOKE, propose, propose::revoke)
        .get(QUEUE, Action::ReadRegister, queue::list)
        .get("/decisions/{decision}", Action::ReadRegister, show::show)
        .post("/decisions/{decision}/decide", decide, show::decide)
        .post("/decisions/{decision}/decline", decide, show::decline)
        .post("/decisions/{decision}/withdraw", propose, show::withdraw)
}
