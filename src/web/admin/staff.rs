//! Accounts of staff: list, invite, change, disable, enable, reset.

mod edit;
mod invite;
mod list;
mod member;
mod standing;

use axum::http::Method;
use camket_domain::ids::AccountId;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const ACCOUNTS: &str = "/admin/accounts";

pub(super) fn routes() -> Routes<Web> {
    let guard = Action::ManageAccounts;
    Routes::new()
        .guarded(Method::GET, ACCOUNTS, guard, list::list)
        .guarded(Method::GET, "/admin/accounts/new", guard, invite::form)
        .guarded(Method::POST, "/admin/accounts/new", guard, invite::send)
        .guarded(Method::GET, "/admin/accounts/{id}", guard, edit::form)
        .guarded(Method::POST, "/admin/accounts/{id}", guard, edit::save)
        .guarded(Method::GET, "/admin/accounts/{id}/disable", guard, standing::ask_disable)
        .guarded(Method::POST, "/admin/accounts/{id}/disable", guard, standing::disable)
        .guarded(Method::GET, "/admin/accounts/{id}/enable", guard, standing::ask_enable)
        .guarded(Method::POST, "/admin/accounts/{id}/enable", guard, standing::enable)
        .guarded(Method::GET, "/admin/accounts/{id}/reset", guard, standing::ask_reset)
        .guarded(Method::POST, "/admin/accounts/{id}/reset", guard, standing::reset)
}

fn address(id: AccountId) -> String {
    format!("{ACCOUNTS}/{id}")
}
