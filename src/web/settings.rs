//! The register's settings, and the calendar of working days that deadlines use.

mod calendar;
mod numbers;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const SETTINGS: &str = "/admin/settings";
const CALENDAR: &str = "/admin/settings/calendar";

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageSettings;
    Routes::new()
        .guarded(Method::GET, SETTINGS, guard, numbers::show_form)
        .guarded(Method::POST, SETTINGS, guard, numbers::save)
        .guarded(Method::GET, CALENDAR, guard, calendar::list)
        .guarded(Method::POST, CALENDAR, guard, calendar::add)
        .guarded(Method::GET, "/admin/settings/calendar/{day}/remove", guard, calendar::ask_remove)
        .guarded(Method::POST, "/admin/settings/calendar/{day}/remove", guard, calendar::remove)
}
