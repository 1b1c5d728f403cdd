//! Agencies: which office has which function, in which area, from when to when.

mod edit;
mod fields;
mod list;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAgencies;
    Routes::new()
        .guarded(Method::GET, paths::Agencies::PATTERN, guard, list::list)
        .guarded(Method::GET, paths::NewAgency::PATTERN, guard, edit::show_new_form)
        .guarded(Method::POST, paths::NewAgency::PATTERN, guard, edit::add)
        .guarded(Method::GET, paths::Agency::PATTERN, guard, edit::show_form)
        .guarded(Method::POST, paths::Agency::PATTERN, guard, edit::save)
}
