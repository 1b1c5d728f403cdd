//! The page that a user sees first.

use camket_app::{App, AppError, readiness};
use camket_domain::accounts::{Actor, Role};
use camket_domain::permissions::{Permit, rights};

use crate::paths;

/// The first page of a role after the log-in.
pub(crate) fn start_page(role: Role) -> &'static str {
    match role {
        Role::Owner => paths::Venues::PATTERN,
        Role::CommuneOfficer
        | Role::LabourOfficer
        | Role::Inspector
        | Role::Coordinator
        | Role::Observer
        | Role::Approver => paths::Dashboard::PATTERN,
        // Which leads on, by what is missing.
        Role::Administrator => paths::Home::PATTERN,
    }
}

/// Where the front page leads a user who is logged in: an administrator to the checklist while something is missing.
pub(crate) async fn find_start_page(app: &App, actor: &Actor) -> Result<&'static str, AppError> {
    let Some(permit) = Permit::<rights::ManageAgencies>::for_actor(actor) else {
        return Ok(start_page(actor.role));
    };
    match readiness::check(app, &permit).await {
        Ok(found) if !found.readiness.is_met() => Ok(paths::Start::PATTERN),
        // An administrator without an area has nothing to prepare.
        Ok(_) | Err(AppError::NotFound) => Ok(paths::StaffList::PATTERN),
        Err(other) => Err(other),
    }
}
