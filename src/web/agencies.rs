//! Agencies: which office has which function, in which area, from when to when.

mod edit;
mod fields;
mod list;

use camket_domain::permissions::Action;

pub(crate) use fields::parse_agency;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAgencies;
    Routes::new()
        .get(paths::Agencies::PATTERN, guard, list::list)
        .get(paths::NewAgency::PATTERN, guard, edit::show_new_form)
        .post(paths::NewAgency::PATTERN, guard, edit::add)
        .get(paths::Agency::PATTERN, guard, edit::show_form)
        .post(paths::Agency::PATTERN, guard, edit::save)
}
