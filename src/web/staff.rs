//! Accounts of staff: list, invite, change, disable, enable, reset.

mod access;
mod account_access;
mod edit;
mod invite;
mod list;
mod member;

use camket_domain::permissions::Action;

pub(crate) use member::{parse_login, parse_member};

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAccounts;
    Routes::new()
        .get(paths::StaffList::PATTERN, guard, list::list)
        .get(paths::NewStaff::PATTERN, guard, invite::show_form)
        .post(paths::NewStaff::PATTERN, guard, invite::send)
        .get(paths::StaffMember::PATTERN, guard, edit::show_form)
        .post(paths::StaffMember::PATTERN, guard, edit::save)
        .get(paths::DisableStaff::PATTERN, guard, account_access::ask_disable)
        .post(paths::DisableStaff::PATTERN, guard, account_access::disable)
        .get(paths::EnableStaff::PATTERN, guard, account_access::ask_enable)
        .post(paths::EnableStaff::PATTERN, guard, account_access::enable)
        .get(paths::ResetStaff::PATTERN, guard, account_access::ask_reset)
        .post(paths::ResetStaff::PATTERN, guard, account_access::reset)
        .post(paths::ConfirmStaffAccess::PATTERN, guard, access::confirm)
        .post(paths::DeclineStaffAccess::PATTERN, guard, access::decline)
}
