//! What is missing before the first owner can register: a checklist for administrators, and the lists behind it.

mod checklist;
mod communes;
mod people;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageAgencies;
    Routes::new()
        .get(paths::Start::PATTERN, guard, checklist::show)
        .get(paths::StartCommunes::PATTERN, guard, communes::list)
        .get(paths::StartPeople::PATTERN, guard, people::list)
}
