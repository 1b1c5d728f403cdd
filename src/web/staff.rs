//! Accounts of staff: list, invite, change, disable, enable, reset.

mod account_access;
mod edit;
mod invite;
mod list;
mod member;

use axum::http::Method;
use camket_domain::ids::AccountId;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAccounts;
    Routes::new()
        .guarded(Method::GET, paths::StaffList::PATTERN, guard, list::list)
        .guarded(Method::GET, paths::NewStaff::PATTERN, guard, invite::show_form)
        .guarded(Method::POST, paths::NewStaff::PATTERN, guard, invite::send)
        .guarded(Method::GET, paths::StaffMember::PATTERN, guard, edit::show_form)
        .guarded(Method::POST, paths::StaffMember::PATTERN, guard, edit::save)
        .guarded(Method::GET, paths::DisableStaff::PATTERN, guard, account_access::ask_disable)
        .guarded(Method::POST, paths::DisableStaff::PATTERN, guard, account_access::disable)
        .guarded(Method::GET, paths::EnableStaff::PATTERN, guard, account_access::ask_enable)
        .guarded(Method::POST, paths::EnableStaff::PATTERN, guard, account_access::enable)
        .guarded(Method::GET, paths::ResetStaff::PATTERN, guard, account_access::ask_reset)
        .guarded(Method::POST, paths::ResetStaff::PATTERN, guard, account_access::reset)
}

fn address(id: AccountId) -> String {
    paths::StaffMember(id).to_string()
}
