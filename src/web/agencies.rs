//! Agencies: which office has which function, in which area, from when to when.

mod edit;
mod fields;
mod list;

use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const AGENCIES: &str = "/admin/agencies";

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAgencies;
    Routes::new()
        .get(AGENCIES, guard, list::list)
        .get("/admin/agencies/new", guard, edit::show_new_form)
        .post("/admin/agencies/new", guard, edit::add)
        .get("/admin/agencies/{id}", guard, edit::show_form)
        .post("/admin/agencies/{id}", guard, edit::save)
}
