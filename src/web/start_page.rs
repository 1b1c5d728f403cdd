//! The page that a user sees first.

use crate::paths;
use camket_domain::accounts::Role;

/// The first page of a role after the log-in.
pub(crate) fn start_page(role: Role) -> &'static str {
    match role {
        Role::Owner => paths::Venues::PATTERN,
        Role::CommuneOfficer | Role::LabourOfficer | Role::Inspector => paths::ReviewQueue::PATTERN,
        Role::Approver => paths::IssueList::PATTERN,
        Role::Administrator => paths::StaffList::PATTERN,
    }
}
