//! How a deadline is shown: overdue, soon, or nothing.

use time::Date;

use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;

/// The days that deadlines are compared with (Asia/Ho_Chi_Minh).
#[derive(Clone, Copy, Debug)]
pub(super) struct DeadlineCalendar {
    pub(super) today: Date,
    /// The last day that counts as soon.
    pub(super) soon: Date,
}

impl DeadlineCalendar {
    /// The chip of an undecided track that is due on `day`.
    pub(super) fn build_chip(self, page: &Page, day: Date) -> Option<Chip> {
        let late = (self.today - day).whole_days();
        if late > 0 {
            Some(Chip::new(Tone::Bad, page.t1("applications-review-overdue-days", "days", late)))
        } else if late == 0 {
            Some(Chip::new(Tone::Warn, page.t("applications-review-due-today")))
        } else if day <= self.soon {
            Some(Chip::new(Tone::Warn, page.t("applications-review-due-soon")))
        } else {
            None
        }
    }
}
