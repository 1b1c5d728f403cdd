//! The register's settings, and the calendar of working days that deadlines use.

mod calendar;
mod numbers;

use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

const SETTINGS: &str = "/admin/settings";
const CALENDAR: &str = "/admin/settings/calendar";

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::ManageSettings;
    Routes::new()
        .get(SETTINGS, guard, numbers::show_form)
        .post(SETTINGS, guard, numbers::save)
        .get(CALENDAR, guard, calendar::list)
        .post(CALENDAR, guard, calendar::add)
        .get("/admin/settings/calendar/{day}/remove", guard, calendar::ask_remove)
        .post("/admin/settings/calendar/{day}/remove", guard, calendar::remove)
}
