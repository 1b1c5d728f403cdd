//! Training ("tập huấn"): the roster of the officers who work on prevention, the classes held for them, and who attended.
//!
//! Belongs here: what the roster and a class must say, who is on the roster on a day, sums by area.
//! Does not belong here: the target for which they count (`targets`); accounts, which the officers of a roster need not have.

use time::Date;

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::ids::{RosterOfficerId, TrainingClassId};
use crate::text::input_error;

/// Most officers of one area that are on its roster at the same time.
pub const MAX_ROSTER: usize = 60;
/// Years back that a class may be recorded.
const MAX_YEARS_BACK: i32 = 2;
/// First year in which anybody can have begun.
const FIRST_YEAR: i32 = 1990;

/// An officer who works on prevention: a member of staff of an office, with or without an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RosterOfficer {
    pub id: RosterOfficerId,
    /// A commune, or the province for its own officers.
    pub area: AreaCode,
    pub details: RosterDetails,
    /// Who wrote it last.
    pub written: ActorStamp,
    /// 0: not in the store yet.
    pub version: i32,
}

/// What is written about an officer of the roster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RosterDetails {
    pub name: String,
    /// Agency or office, and position.
    pub office: String,
    /// First day on the roster (Vietnamese date).
    pub since: Date,
    /// Last day on the roster; `None` while nothing ends it.
    pub until: Option<Date>,
}

/// A class for officers of the roster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrainingClass {
    pub id: TrainingClassId,
    /// The commune or province that wrote it down.
    pub area: AreaCode,
    pub details: ClassDetails,
    /// Who wrote it last.
    pub written: ActorStamp,
    /// 0: not in the store yet.
    pub version: i32,
}

/// What is written about a class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassDetails {
    /// Its first day (Vietnamese date).
    pub held_on: Date,
    pub organiser: String,
    pub content: String,
    pub place: String,
}

input_error! {
    /// Why an officer or a class is not kept.
    TrainingFault {
        /// The last day is before the first.
        UntilBeforeSince => "roster-until",
        SinceTooOld => "roster-since",
        DayInFuture => "class-future",
        DayTooOld => "class-too-old",
    }
}

/// A fault with the name of its field.
pub type TrainingFieldFault = (&'static str, TrainingFault);

impl RosterDetails {
    /// Checks the days.
    ///
    /// # Errors
    /// The field and its fault.
    pub fn check(&self) -> Result<(), TrainingFieldFault> {
        if self.since.year() < FIRST_YEAR {
            return Err(("since", TrainingFault::SinceTooOld));
        }
        match self.until {
            Some(until) if until < self.since => Err(("until", TrainingFault::UntilBeforeSince)),
            _ => Ok(()),
        }
    }

    /// Whether the officer is on the roster on a day.
    pub fn is_listed_on(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl ClassDetails {
    /// Checks the day.
    ///
    /// # Errors
    /// The field and its fault.
    pub fn check(&self, today: Date) -> Result<(), TrainingFieldFault> {
        if self.held_on > today {
            return Err(("held_on", TrainingFault::DayInFuture));
        }
        if self.held_on.year() < today.year() - MAX_YEARS_BACK {
            return Err(("held_on", TrainingFault::DayTooOld));
        }
        Ok(())
    }
}

/// What an area did in a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TrainingSum {
    /// Officers on the roster on the last day.
    pub listed: u32,
    /// Of these, who attended a class in the time.
    pub trained: u32,
    /// Classes that the area held in the time.
    pub classes: u32,
    /// Attendances of these classes, of officers of any area: who came to two counts twice.
    pub attendances: u32,
}

impl TrainingSum {
    pub fn add(&mut self, other: Self) {
        self.listed = self.listed.saturating_add(other.listed);
        self.trained = self.trained.saturating_add(other.trained);
        self.classes = self.classes.saturating_add(other.classes);
        self.attendances = self.attendances.saturating_add(other.attendances);
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn officer(since: Date, until: Option<Date>) -> RosterDetails {
        RosterDetails {
            name: "Lê Thị Hoa".to_owned(),
            office: "Phòng Văn hóa - Xã hội".to_owned(),
            since,
            until,
        }
    }

    #[test]
    fn an_officer_is_listed_from_the_first_to_the_last_day() {
        let (first, last) = (date!(2026 - 03 - 01), date!(2026 - 08 - 31));
        let officer = officer(first, Some(last));
        for (day, listed) in
            [(date!(2026 - 02 - 28), false), (first, true), (last, true), (date!(2026 - 09 - 01), false)]
        {
            assert_eq!(officer.is_listed_on(day), listed, "{day}");
        }
        assert!(self::officer(first, None).is_listed_on(date!(2099 - 01 - 01)));
    }

    #[test]
    fn the_last_day_is_not_before_the_first() {
        let first = date!(2026 - 03 - 01);
        assert_eq!(officer(first, Some(first)).check(), Ok(()));
        let fault = ("until", TrainingFault::UntilBeforeSince);
        assert_eq!(officer(first, Some(date!(2026 - 02 - 28))).check(), Err(fault));
        let fault = ("since", TrainingFault::SinceTooOld);
        assert_eq!(officer(date!(1989 - 12 - 31), None).check(), Err(fault));
    }

    #[test]
    fn a_class_is_over_and_not_long_ago() {
        let today = date!(2026 - 11 - 24);
        let class = |held_on| ClassDetails {
            held_on,
            organiser: "Sở Y tế".to_owned(),
            content: "Tổ chức, điều phối, giám sát".to_owned(),
            place: String::new(),
        };
        assert_eq!(class(today).check(today), Ok(()));
        let fault = |fault| Err(("held_on", fault));
        assert_eq!(class(date!(2026 - 11 - 25)).check(today), fault(TrainingFault::DayInFuture));
        assert_eq!(class(date!(2023 - 12 - 31)).check(today), fault(TrainingFault::DayTooOld));
    }
}
