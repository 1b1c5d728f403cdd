//! The page that a user sees first.

use camket_domain::accounts::Role;

/// The first page of a role after the log-in.
pub(crate) fn start_page(role: Role) -> &'static str {
    match role {
        Role::Owner => "/venues",
        Role::CommuneOfficer | Role::LabourOfficer | Role::Inspector => "/review",
        Role::Approver => "/issue",
        Role::Administrator => "/admin/accounts",
    }
}
