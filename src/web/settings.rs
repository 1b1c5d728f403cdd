//! The register's settings, and the calendar of working days that deadlines use.

mod calendar;
mod numbers;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageSettings;
    Routes::new()
        .guarded(Method::GET, paths::Settings::PATTERN, guard, numbers::show_form)
        .guarded(Method::POST, paths::Settings::PATTERN, guard, numbers::save)
        .guarded(Method::GET, paths::Calendar::PATTERN, guard, calendar::list)
        .guarded(Method::POST, paths::Calendar::PATTERN, guard, calendar::add)
        .guarded(Method::GET, paths::RemoveCalendarDay::PATTERN, guard, calendar::ask_remove)
        .guarded(Method::POST, paths::RemoveCalendarDay::PATTERN, guard, calendar::remove)
}
