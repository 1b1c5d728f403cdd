//! Agencies: which office has which function, in which area, from when to when.

mod edit;
mod fields;
mod list;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const AGENCIES: &str = "/admin/agencies";

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAgencies;
    Routes::new()
        .guarded(Method::GET, AGENCIES, guard, list::list)
        .guarded(Method::GET, "/admin/agencies/new", guard, edit::show_new_form)
        .guarded(Method::POST, "/admin/agencies/new", guard, edit::add)
        .guarded(Method::GET, "/admin/agencies/{id}", guard, edit::show_form)
        .guarded(Method::POST, "/admin/agencies/{id}", guard, edit::save)
}
