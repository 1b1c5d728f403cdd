//! Decisions on certificates: proposed from the certificate's page, decided by another person from the queue.

mod cards;
mod propose;
mod queue;
mod show;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(super) use cards::{DecisionCard, build_status_rows};

pub(super) fn routes() -> Routes<Web> {
    let (propose, decide) = (Action::ProposeDecisions, Action::DecideCertificates);
    Routes::new()
        .get(paths::SuspendCertificate::PATTERN, propose, propose::ask_suspension)
        .post_confirmed(paths::SuspendCertificate::PATTERN, propose, propose::suspend)
        .get(paths::LiftSuspension::PATTERN, propose, propose::ask_lift)
        .post_confirmed(paths::LiftSuspension::PATTERN, propose, propose::lift)
        .get(paths::RevokeCertificate::PATTERN, propose, propose::ask_revocation)
        .post_confirmed(paths::RevokeCertificate::PATTERN, propose, propose::revoke)
        .get(paths::Decisions::PATTERN, Action::ReadRegister, queue::list)
        .get(paths::Decision::PATTERN, Action::ReadRegister, show::show)
        .post_confirmed(paths::TakeDecision::PATTERN, decide, show::decide)
        .post_confirmed(paths::DeclineDecision::PATTERN, decide, show::decline)
        .post(paths::WithdrawDecision::PATTERN, propose, show::withdraw)
}
