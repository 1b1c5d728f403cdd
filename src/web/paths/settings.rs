//! Agencies, settings, the calendar, restores and storage.

use camket_domain::ids::AgencyId;
use camket_shell::paths;
use time::Date;

paths! {
    SETTINGS_PATTERNS;
    Agencies = "/admin/agencies";
    NewAgency = "/admin/agencies/new";
    Agency(id: AgencyId) = "/admin/agencies/{id}";
    Settings = "/admin/settings";
    /// Holidays and working days; a query chooses the year.
    Calendar = "/admin/settings/calendar";
    /// Removes a day (ISO 8601) from the calendar.
    RemoveCalendarDay(day: Date) = "/admin/settings/calendar/{day}/remove";
    /// What must be looked at after a restore from a backup.
    Restores = "/admin/restores";
    /// Sizes of tables, and how long what has ended is kept.
    Storage = "/admin/storage";
}
