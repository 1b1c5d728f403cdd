//! The register's settings, and the calendar of working days that deadlines use.

mod calendar;
mod numbers;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageSettings;
    Routes::new()
        .get(paths::Settings::PATTERN, guard, numbers::show_form)
        .post(paths::Settings::PATTERN, guard, numbers::save)
        .get(paths::Calendar::PATTERN, guard, calendar::list)
        .post(paths::Calendar::PATTERN, guard, calendar::add)
        .get(paths::RemoveCalendarDay::PATTERN, guard, calendar::ask_remove)
        .post(paths::RemoveCalendarDay::PATTERN, guard, calendar::remove)
}
