//! Activities ("hoạt động"): what a commune or the province did for its targets, such as a meeting or a broadcast.
//!
//! Belongs here: what an activity must say, its bounds, when the activities of a year are enough for communication.
//! Does not belong here: the targets for which they count (`targets`).

pub mod lifecycle;

use time::Date;

use crate::accounts::{Actor, ActorStamp};
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::ids::ActivityId;
use crate::permissions::Action;
use crate::text::input_error;

/// Most of the place, in characters.
pub const MAX_ACTIVITY_PLACE_CHARS: usize = 200;
/// Most of the note, in characters.
pub const MAX_ACTIVITY_NOTE_CHARS: usize = 1_000;
/// Most sessions of one activity: a broadcast twice a day for a year.
pub const MAX_SESSIONS: u32 = 1_000;
/// Most people reached by one activity.
pub const MAX_PEOPLE: u32 = 1_000_000;
/// Most files that are chosen at once.
pub const MAX_FILES: usize = 10;
/// Most pages of one activity: a photo is one page, a scan as many as it has.
pub const MAX_PICTURES: usize = 40;
/// Years back that an activity may be recorded.
const MAX_YEARS_BACK: i32 = 2;

codes! {
    ActivityForm {
        Conference = "conference",
        Talk = "talk",
        VillageMeeting = "village-meeting",
        /// Within another meeting: lồng ghép.
        Integrated = "integrated",
        School = "school",
        Club = "club",
        Broadcast = "broadcast",
        /// Pa-nô, khẩu hiệu.
        Panels = "panels",
        Leaflets = "leaflets",
        /// Households or hamlets sign.
        HouseholdPledge = "household-pledge",
        Other = "other",
    }
}

codes! {
    ActivityTopic {
        Prostitution = "prostitution",
        Drugs = "drugs",
        Trafficking = "trafficking",
    }
}

codes! {
    ActivityState {
        /// Kept, and counted nowhere.
        Draft = "draft",
        Recorded = "recorded",
    }
}

/// An activity of an area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Activity {
    pub id: ActivityId,
    /// A commune, or the province for its own.
    pub area: AreaCode,
    pub status: ActivityStatus,
    /// Who wrote it last.
    pub written: ActorStamp,
    pub version: i32,
}

/// State of an activity with the data that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ActivityStatus {
    Draft(ActivityDraft),
    Recorded(ActivityDetails),
}

/// What an officer wrote so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActivityDraft {
    /// Vietnamese date.
    pub held_on: Option<Date>,
    pub form: Option<ActivityForm>,
    /// In the order of [`ActivityTopic::ALL`], each once.
    pub topics: Vec<ActivityTopic>,
    pub place: String,
    pub sessions: Option<u32>,
    pub people: Option<u32>,
    pub note: String,
}

/// What a recorded activity says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityDetails {
    /// Vietnamese date.
    pub held_on: Date,
    pub form: ActivityForm,
    /// In the order of [`ActivityTopic::ALL`], each once; never none.
    pub topics: Vec<ActivityTopic>,
    pub place: String,
    pub sessions: u32,
    /// Attendances: who came twice counts twice.
    pub people: u32,
    pub note: String,
}

input_error! {
    /// Why an activity is not recorded.
    ActivityFault {
        /// Something that must be there is not.
        Missing => "activity-missing",
        DayInFuture => "activity-future",
        DayTooOld => "activity-too-old",
        TopicsMissing => "activity-topics",
        SessionsBounds => "activity-sessions",
        PeopleBounds => "activity-people",
    }
}

/// A fault with the name of its field.
pub type FieldFault = (&'static str, ActivityFault);

impl ActivityDraft {
    /// Checks what is there; a draft may lack the rest.
    ///
    /// # Errors
    /// The field and its fault.
    pub fn check(&self, today: Date) -> Result<(), FieldFault> {
        if self.held_on.is_some_and(|day| day > today) {
            return Err(("held_on", ActivityFault::DayInFuture));
        }
        if self.held_on.is_some_and(|day| day.year() < today.year() - MAX_YEARS_BACK) {
            return Err(("held_on", ActivityFault::DayTooOld));
        }
        if self.sessions.is_some_and(|sessions| !(1..=MAX_SESSIONS).contains(&sessions)) {
            return Err(("sessions", ActivityFault::SessionsBounds));
        }
        if self.people.is_some_and(|people| people > MAX_PEOPLE) {
            return Err(("people", ActivityFault::PeopleBounds));
        }
        Ok(())
    }

    /// The details of an activity that can be recorded on `today` (Vietnamese date).
    ///
    /// # Errors
    /// As [`Self::check`]; the first field that is missing.
    pub fn complete(self, today: Date) -> Result<ActivityDetails, FieldFault> {
        self.check(today)?;
        let missing = |field| (field, ActivityFault::Missing);
        if self.topics.is_empty() {
            return Err(("topics", ActivityFault::TopicsMissing));
        }
        if self.place.is_empty() {
            return Err(missing("place"));
        }
        Ok(ActivityDetails {
            held_on: self.held_on.ok_or(missing("held_on"))?,
            form: self.form.ok_or(missing("form"))?,
            topics: self.topics,
            place: self.place,
            sessions: self.sessions.ok_or(missing("sessions"))?,
            people: self.people.ok_or(missing("people"))?,
            note: self.note,
        })
    }
}

impl From<ActivityDetails> for ActivityDraft {
    fn from(details: ActivityDetails) -> Self {
        Self {
            held_on: Some(details.held_on),
            form: Some(details.form),
            topics: details.topics,
            place: details.place,
            sessions: Some(details.sessions),
            people: Some(details.people),
            note: details.note,
        }
    }
}

impl Activity {
    /// Whether the reader may open it, who reads its area: a draft is for those who record for its own area.
    pub fn is_shown_to(&self, reader: &Actor) -> bool {
        let finishes = reader.area == Some(self.area) && reader.may(Action::RecordActivities);
        finishes || self.status.state() == ActivityState::Recorded
    }
}

impl ActivityStatus {
    pub fn state(&self) -> ActivityState {
        match self {
            Self::Draft(_) => ActivityState::Draft,
            Self::Recorded(_) => ActivityState::Recorded,
        }
    }

    /// What is written, in either state.
    pub fn draft(&self) -> ActivityDraft {
        match self {
            Self::Draft(draft) => draft.clone(),
            Self::Recorded(details) => details.clone().into(),
        }
    }
}

/// The sum of the recorded activities of an area in a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ActivitySum {
    pub activities: u32,
    pub sessions: u32,
    pub people: u32,
    /// Whether each of [`ActivityTopic::ALL`] was a topic.
    topics: [bool; ActivityTopic::ALL.len()],
}

impl ActivitySum {
    /// The sum of `activities` with the same topics.
    pub fn of_topics(activities: u32, sessions: u32, people: u32, topics: &[ActivityTopic]) -> Self {
        let covered = ActivityTopic::ALL.map(|topic| topics.contains(&topic));
        Self { activities, sessions, people, topics: covered }
    }

    pub fn add(&mut self, other: Self) {
        self.activities = self.activities.saturating_add(other.activities);
        self.sessions = self.sessions.saturating_add(other.sessions);
        self.people = self.people.saturating_add(other.people);
        for (covered, more) in self.topics.iter_mut().zip(other.topics) {
            *covered |= more;
        }
    }

    /// How many of the topics were covered.
    pub fn count_topics(&self) -> u32 {
        self.topics.iter().map(|covered| u32::from(*covered)).sum()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 24);

    fn draft(topics: &[ActivityTopic]) -> ActivityDraft {
        ActivityDraft {
            held_on: Some(date!(2026 - 11 - 20)),
            form: Some(ActivityForm::VillageMeeting),
            topics: topics.to_vec(),
            place: "Nhà văn hóa thôn 1".to_owned(),
            sessions: Some(2),
            people: Some(85),
            note: String::new(),
        }
    }

    #[test]
    fn an_activity_has_its_bounds() {
        let good = || draft(&[ActivityTopic::Drugs]);
        assert_eq!(ActivityDraft::from(good().complete(TODAY).unwrap()), good());
        let day = |held_on| ActivityDraft { held_on: Some(held_on), ..good() };
        let sessions = |sessions| ActivityDraft { sessions: Some(sessions), ..good() };
        for (wrong, fault) in [
            (day(date!(2026 - 11 - 25)), ("held_on", ActivityFault::DayInFuture)),
            (day(date!(2023 - 12 - 31)), ("held_on", ActivityFault::DayTooOld)),
            (sessions(0), ("sessions", ActivityFault::SessionsBounds)),
            (sessions(MAX_SESSIONS + 1), ("sessions", ActivityFault::SessionsBounds)),
            (
                ActivityDraft { people: Some(MAX_PEOPLE + 1), ..good() },
                ("people", ActivityFault::PeopleBounds),
            ),
        ] {
            assert_eq!(wrong.check(TODAY), Err(fault));
            assert_eq!(wrong.complete(TODAY).map(drop), Err(fault));
        }
    }

    #[test]
    fn a_draft_may_lack_what_a_recorded_activity_must_say() {
        let good = || draft(&[ActivityTopic::Drugs]);
        for (field, lacking) in [
            ("held_on", ActivityDraft { held_on: None, ..good() }),
            ("form", ActivityDraft { form: None, ..good() }),
            ("place", ActivityDraft { place: String::new(), ..good() }),
            ("sessions", ActivityDraft { sessions: None, ..good() }),
            ("people", ActivityDraft { people: None, ..good() }),
        ] {
            assert_eq!(lacking.check(TODAY), Ok(()));
            assert_eq!(lacking.complete(TODAY).map(drop), Err((field, ActivityFault::Missing)));
        }
        assert_eq!(draft(&[]).complete(TODAY).map(drop), Err(("topics", ActivityFault::TopicsMissing)));
        assert_eq!(ActivityDraft::default().check(TODAY), Ok(()));
    }

    #[test]
    fn a_sum_covers_the_topics_of_all() {
        let mut sum = ActivitySum::default();
        assert_eq!(sum.count_topics(), 0);
        sum.add(ActivitySum::of_topics(2, 4, 170, &[ActivityTopic::Prostitution, ActivityTopic::Drugs]));
        sum.add(ActivitySum::of_topics(1, 1, u32::MAX, &[ActivityTopic::Drugs]));
        assert_eq!((sum.activities, sum.sessions, sum.people, sum.count_topics()), (3, 5, u32::MAX, 2));
        sum.add(ActivitySum::of_topics(1, 1, 1, &[ActivityTopic::Trafficking]));
        assert_eq!(sum.count_topics(), 3);
    }
}
