//! How a deadline is shown: overdue, soon, or nothing.

use camket_app::applications::DeadlineCalendar;
use time::Date;

use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;

/// The chip of an undecided track that is due on `day`.
pub(super) fn build_chip(calendar: &DeadlineCalendar, page: &Page, day: Date) -> Option<Chip> {
    if day < calendar.today {
        return Some(Chip::new(Tone::Bad, format_lateness(page, calendar.count_days_late(day))));
    }
    if day == calendar.today {
        return Some(Chip::new(Tone::Warn, page.t("applications-review-due-today")));
    }
    (day <= calendar.soon).then(|| Chip::new(Tone::Warn, page.t("applications-review-due-soon")))
}

/// On the days off after the deadline no working day has passed.
fn format_lateness(page: &Page, days: u32) -> String {
    match days {
        0 => page.t("applications-review-overdue"),
        days => page.t1("applications-review-overdue-days", "days", days),
    }
}
