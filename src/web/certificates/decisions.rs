//! Decisions on certificates: proposed from the certificate's page, decided by another person from the queue.

mod cards;
mod propose;
mod queue;
mod show;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(super) use cards::{DecisionCard, build_status_rows};

pub(super) fn routes() -> Routes<Web> {
    let (propose, decide) = (Action::ProposeDecisions, Action::DecideCertificates);
    Routes::new()
        .guarded(Method::GET, paths::SuspendCertificate::PATTERN, propose, propose::ask_suspension)
        .guarded(Method::POST, paths::SuspendCertificate::PATTERN, propose, propose::suspend)
        .guarded(Method::GET, paths::LiftSuspension::PATTERN, propose, propose::ask_lift)
        .guarded(Method::POST, paths::LiftSuspension::PATTERN, propose, propose::lift)
        .guarded(Method::GET, paths::RevokeCertificate::PATTERN, propose, propose::ask_revocation)
        .guarded(Method::POST, paths::RevokeCertificate::PATTERN, propose, propose::revoke)
        .guarded(Method::GET, paths::Decisions::PATTERN, Action::ReadRegister, queue::list)
        .guarded(Method::GET, paths::Decision::PATTERN, Action::ReadRegister, show::show)
        .guarded(Method::POST, paths::TakeDecision::PATTERN, decide, show::decide)
        .guarded(Method::POST, paths::DeclineDecision::PATTERN, decide, show::decline)
        .guarded(Method::POST, paths::WithdrawDecision::PATTERN, propose, show::withdraw)
}
