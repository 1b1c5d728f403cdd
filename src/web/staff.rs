//! Accounts of staff: list, invite, change, disable, enable, reset.

mod account_access;
mod edit;
mod invite;
mod list;
mod member;

use axum::http::Method;
use camket_domain::ids::AccountId;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const ACCOUNTS: &str = "/admin/accounts";

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAccounts;
    Routes::new()
        .guarded(Method::GET, ACCOUNTS, guard, list::list)
        .guarded(Method::GET, "/admin/accounts/new", guard, invite::show_form)
        .guarded(Method::POST, "/admin/accounts/new", guard, invite::send)
        .guarded(Method::GET, "/admin/accounts/{id}", guard, edit::show_form)
        .guarded(Method::POST, "/admin/accounts/{id}", guard, edit::save)
        .guarded(Method::GET, "/admin/accounts/{id}/disable", guard, account_access::ask_disable)
        .guarded(Method::POST, "/admin/accounts/{id}/disable", guard, account_access::disable)
        .guarded(Method::GET, "/admin/accounts/{id}/enable", guard, account_access::ask_enable)
        .guarded(Method::POST, "/admin/accounts/{id}/enable", guard, account_access::enable)
        .guarded(Method::GET, "/admin/accounts/{id}/reset", guard, account_access::ask_reset)
        .guarded(Method::POST, "/admin/accounts/{id}/reset", guard, account_access::reset)
}

fn address(id: AccountId) -> String {
    format!("{ACCOUNTS}/{id}")
}
