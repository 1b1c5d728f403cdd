//! Invitation letters to venues of the census that have not signed: written at once for a list, printed, sent, and answered by
//! the code that each has.

use time::{Date, Duration, OffsetDateTime};

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::calendar::{Holidays, VIETNAM, add_working_days};
use crate::census::{CensusEntry, OpenStatus};
use crate::codes::codes;
use crate::ids::{CensusEntryId, ClaimCodeId, LetterRunId};
use crate::refusal::Refusal;
use crate::text::lengths::{MAX_LINE_CHARS, MAX_PERSON_NAME_CHARS};

/// Most letters of one run: they are one PDF.
pub const MAX_LETTERS: usize = 500;
/// Days in which a venue gets one letter, unless the officer asks for another.
pub const LETTER_INTERVAL_DAYS: i64 = 14;
/// Working days until the deadline that is proposed.
pub const DEADLINE_WORKING_DAYS: u32 = 10;
/// Most days until the deadline.
pub const MAX_DEADLINE_DAYS: i64 = 60;
/// Most characters of the number and symbol of the letters.
pub const MAX_NUMBER_CHARS: usize = 40;
/// Most characters of whom to ask.
pub const MAX_CONTACT_CHARS: usize = MAX_LINE_CHARS;
/// Most characters of a line of the signer's capacity.
pub const MAX_CAPACITY_CHARS: usize = MAX_PERSON_NAME_CHARS;
/// Most lines of it: "KT. CHỦ TỊCH" stands below "TM. ỦY BAN NHÂN DÂN" and above "PHÓ CHỦ TỊCH".
pub const MAX_CAPACITY_LINES: usize = 3;

/// The capacity that a letter of a people's committee usually names (NĐ 30/2020, Phụ lục I).
pub const USUAL_CAPACITY: [&str; 2] = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"];

codes! {
    /// How letters left the office.
    SendingWay {
        Posted = "posted",
        /// Handed over at the venue, which is reached by it.
        HandedOver = "handed-over",
    }
}

/// That letters left the office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sending {
    /// Vietnamese date.
    pub on: Date,
    pub way: SendingWay,
    pub by: ActorStamp,
}

/// What an officer decides for all letters of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetterTerms {
    /// Number and symbol ("45/UBND-VHXH"); empty if it is written by hand.
    pub number: String,
    /// Last day on which the venues are asked to submit (Vietnamese date); the codes end with it.
    pub deadline: Date,
    /// Whom to ask.
    pub contact: String,
    /// Capacity of who signs, one line each.
    pub capacity: Vec<String>,
    /// Name of who signs; empty if it is written by hand.
    pub signer: String,
}

/// Letters that an officer wrote at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetterRun {
    pub id: LetterRunId,
    /// Area of the officer.
    pub area: AreaCode,
    pub terms: LetterTerms,
    /// Vietnamese date on the letters.
    pub dated: Date,
    /// Number of its letters.
    pub letters: u32,
    /// How many of their codes were also sent as a text message.
    pub messages: u32,
    pub made_by: ActorStamp,
    /// When they were first printed.
    pub printed_at: Option<OffsetDateTime>,
    pub sending: Option<Sending>,
    pub version: i32,
}

/// One letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Letter {
    /// Its code.
    pub claim: ClaimCodeId,
    pub run: LetterRunId,
    pub entry: CensusEntryId,
    /// Place in the run, from 0.
    pub position: u32,
    /// Whether its code was also sent as a text message.
    pub by_sms: bool,
}

/// Whether a letter can be written to the venue of an entry today: it counts, and no venue of the register is known for it.
pub fn may_invite(entry: &CensusEntry, today: Date) -> bool {
    entry.status.exclusion_on(today).is_none()
        && matches!(entry.status.open(), OpenStatus::NotReached | OpenStatus::Contacted(_))
}

/// The deadline that is proposed.
pub fn propose_deadline(today: Date, holidays: &Holidays) -> Date {
    add_working_days(today, DEADLINE_WORKING_DAYS, holidays)
}

/// Whether a deadline is after `today` and not too far away.
pub fn is_deadline_allowed(deadline: Date, today: Date) -> bool {
    (1..=MAX_DEADLINE_DAYS).contains(&(deadline - today).whole_days())
}

/// The moment from which on the codes are over: the end of the deadline in Vietnam.
pub fn end_of_deadline(deadline: Date) -> OffsetDateTime {
    (deadline + Duration::DAY).midnight().assume_offset(VIETNAM).to_offset(time::UtcOffset::UTC)
}

/// The run after its letters were sent. They are sent once.
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::DayInFuture`].
pub fn send(before: &LetterRun, sending: Sending, today: Date) -> Result<LetterRun, Refusal> {
    match before.sending {
        Some(_) => Err(Refusal::WrongState),
        None if sending.on > today => Err(Refusal::DayInFuture),
        None => Ok(LetterRun { sending: Some(sending), ..before.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn a_deadline_is_after_today_and_within_two_months() {
        let today = date!(2026 - 11 - 27);
        assert_eq!(propose_deadline(today, &Holidays::default_table()), date!(2026 - 12 - 11));
        let allowed = |deadline| is_deadline_allowed(deadline, today);
        assert!(allowed(date!(2026 - 11 - 28)) && allowed(date!(2027 - 01 - 26)));
        assert!(!allowed(today) && !allowed(date!(2026 - 11 - 01)) && !allowed(date!(2027 - 01 - 27)));
    }

    #[test]
    fn a_code_ends_at_midnight_in_vietnam() {
        assert_eq!(end_of_deadline(date!(2026 - 12 - 11)), datetime!(2026-12-11 17:00 UTC));
    }
}
