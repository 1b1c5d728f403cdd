//! How a deadline is shown: overdue, soon, or nothing.

use time::Date;

use crate::look::{Chip, Kind};
use crate::page::Page;

/// The days that deadlines are compared with (Asia/Ho_Chi_Minh).
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    pub(super) today: Date,
    /// The last day that counts as soon.
    pub(super) soon: Date,
}

impl Calendar {
    /// The chip of an undecided track that is due on `day`.
    pub(super) fn flag(self, page: &Page, day: Date) -> Option<Chip> {
        let late = (self.today - day).whole_days();
        if late > 0 {
            Some(Chip::new(Kind::Bad, page.t1("review-overdue-days", "days", late)))
        } else if late == 0 {
            Some(Chip::new(Kind::Warn, page.t("review-due-today")))
        } else if day <= self.soon {
            Some(Chip::new(Kind::Warn, page.t("review-due-soon")))
        } else {
            None
        }
    }
}
