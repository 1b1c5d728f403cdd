//! Accounts of staff: list, invite, change, disable, enable, reset.

mod account_access;
mod edit;
mod invite;
mod list;
mod member;

use camket_domain::ids::AccountId;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const ACCOUNTS: &str = "/admin/accounts";

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAccounts;
    Routes::new()
        .get(ACCOUNTS, guard, list::list)
        .get("/admin/accounts/new", guard, invite::show_form)
        .post("/admin/accounts/new", guard, invite::send)
        .get("/admin/accounts/{id}", guard, edit::show_form)
        .post("/admin/accounts/{id}", guard, edit::save)
        .get("/admin/accounts/{id}/disable", guard, account_access::ask_disable)
        .post("/admin/accounts/{id}/disable", guard, account_access::disable)
        .get("/admin/accounts/{id}/enable", guard, account_access::ask_enable)
        .post("/admin/accounts/{id}/enable", guard, account_access::enable)
        .get("/admin/accounts/{id}/reset", guard, account_access::ask_reset)
        .post("/admin/accounts/{id}/reset", guard, account_access::reset)
}

fn address(id: AccountId) -> String {
    format!("{ACCOUNTS}/{id}")
}
