//! Agencies, settings and the calendar.

use camket_domain::ids::AgencyId;
use time::Date;

use super::typed_path::paths;

paths! {
    Agencies = "/admin/agencies";
    NewAgency = "/admin/agencies/new";
    Agency(id: AgencyId) = "/admin/agencies/{id}";
    Settings = "/admin/settings";
    /// Holidays and working days; a query chooses the year.
    Calendar = "/admin/settings/calendar";
    /// Removes a day (ISO 8601) from the calendar.
    RemoveCalendarDay(day: Date) = "/admin/settings/calendar/{day}/remove";
}
