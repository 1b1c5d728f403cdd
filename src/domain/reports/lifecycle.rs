//! State machine of an area's report: written, sent, then accepted or sent back with a reason by another person.

use time::OffsetDateTime;

use super::{AreaReport, ReportEntry, ReportStatus};
use crate::accounts::{Actor, ActorStamp};
use crate::refusal::Refusal;
use crate::targets::lifecycle::{require_reason, require_second_person};

/// What is done with a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReportCommand {
    /// The area keeps what it wrote.
    Save(ReportEntry),
    /// The area sends what it wrote, with all figures.
    Send(ReportEntry),
    /// The province sends it back.
    Return {
        reason: String,
    },
    Accept,
    /// The province opens an accepted one again, for a correction.
    Reopen {
        reason: String,
    },
}

/// The report after `command` by `actor`.
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::ReasonMissing`]; [`Refusal::SecondPerson`] for who sent it.
pub fn decide(
    before: &AreaReport,
    command: ReportCommand,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<AreaReport, Refusal> {
    let stamp = || ActorStamp::new(actor, now);
    let status = match (&before.status, command) {
        (ReportStatus::NotBegun | ReportStatus::Draft(_), ReportCommand::Save(entry)) => {
            ReportStatus::Draft(entry)
        }
        (ReportStatus::Returned { reason, by, .. }, ReportCommand::Save(entry)) => {
            ReportStatus::Returned { entry, reason: reason.clone(), by: by.clone() }
        }
        (open, ReportCommand::Send(entry)) if open.is_open() => ReportStatus::Sent { entry, by: stamp() },
        (ReportStatus::Sent { entry, by }, ReportCommand::Return { reason }) => {
            require_second_person(by, actor)?;
            ReportStatus::Returned { entry: entry.clone(), reason: require_reason(reason)?, by: stamp() }
        }
        (ReportStatus::Sent { entry, by }, ReportCommand::Accept) => {
            require_second_person(by, actor)?;
            ReportStatus::Accepted { entry: entry.clone(), by: stamp() }
        }
        (ReportStatus::Accepted { entry, .. }, ReportCommand::Reopen { reason }) => {
            ReportStatus::Returned { entry: entry.clone(), reason: require_reason(reason)?, by: stamp() }
        }
        _ => return Err(Refusal::WrongState),
    };
    Ok(AreaReport { status, ..before.clone() })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::accounts::samples::actor;
    use crate::areas::AreaCode;
    use crate::ids::{AreaReportId, ReportPeriodId};
    use crate::reports::ReportState;

    const NOW: OffsetDateTime = datetime!(2026-12-15 01:00 UTC);

    fn entry() -> ReportEntry {
        ReportEntry { proposals: "Tập huấn thêm".to_owned(), ..ReportEntry::default() }
    }

    fn statuses() -> [ReportStatus; 5] {
        let by = ActorStamp::new(&actor(1), NOW);
        [
            ReportStatus::NotBegun,
            ReportStatus::Draft(entry()),
            ReportStatus::Sent { entry: entry(), by: by.clone() },
            ReportStatus::Returned { entry: entry(), reason: "Thiếu".to_owned(), by: by.clone() },
            ReportStatus::Accepted { entry: entry(), by },
        ]
    }

    #[test]
    fn every_state_and_command() {
        use ReportState::{Accepted, Draft, Returned, Sent};
        let reason = || "Thiếu số liệu".to_owned();
        let commands = [
            ReportCommand::Save(entry()),
            ReportCommand::Send(entry()),
            ReportCommand::Return { reason: reason() },
            ReportCommand::Accept,
            ReportCommand::Reopen { reason: reason() },
        ];
        let expected = [
            [Some(Draft), Some(Sent), None, None, None],
            [Some(Draft), Some(Sent), None, None, None],
            [None, None, Some(Returned), Some(Accepted), None],
            [Some(Returned), Some(Sent), None, None, None],
            [None, None, None, None, Some(Returned)],
        ];
        let (id, period) = (AreaReportId(Uuid::nil()), ReportPeriodId(Uuid::nil()));
        for (status, row) in statuses().into_iter().zip(expected) {
            let area = AreaCode::new("22759").unwrap();
            let before = AreaReport { status, version: 2, ..AreaReport::new(id, period, area) };
            for (command, state) in commands.clone().into_iter().zip(row) {
                let after = decide(&before, command.clone(), &actor(2), NOW);
                match state {
                    Some(state) => assert_eq!(after.unwrap().state(), state, "{before:?} {command:?}"),
                    None => assert_eq!(after, Err(Refusal::WrongState), "{before:?} {command:?}"),
                }
            }
        }
    }

    #[test]
    fn another_person_checks_and_says_why_it_comes_back() {
        let (id, period) = (AreaReportId(Uuid::nil()), ReportPeriodId(Uuid::nil()));
        let [_, _, sent, _, _] = statuses();
        let area = AreaCode::new("22759").unwrap();
        let before = AreaReport { status: sent, ..AreaReport::new(id, period, area) };
        assert_eq!(decide(&before, ReportCommand::Accept, &actor(1), NOW), Err(Refusal::SecondPerson));
        let silent = ReportCommand::Return { reason: "  ".to_owned() };
        assert_eq!(decide(&before, silent, &actor(2), NOW), Err(Refusal::ReasonMissing));
    }

    #[test]
    fn a_province_counts_what_it_accepted_and_what_it_sent_itself() {
        let (id, period) = (AreaReportId(Uuid::nil()), ReportPeriodId(Uuid::nil()));
        let (commune, province) = (AreaCode::new("22759").unwrap(), AreaCode::new("56").unwrap());
        let count = |area| {
            statuses().map(|status| {
                AreaReport { status, ..AreaReport::new(id, period, area) }.counted(province).is_some()
            })
        };
        assert_eq!(count(commune), [false, false, false, false, true]);
        assert_eq!(count(province), [false, false, true, false, true]);
    }
}
