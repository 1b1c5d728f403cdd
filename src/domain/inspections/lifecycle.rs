//! State machine of an inspection after its report was received. Only this module changes the state.

use time::OffsetDateTime;

use super::{Inspection, InspectionState, OwnerReply};
use crate::calendar::local_date;
use crate::refusal::Refusal;

/// What is done to an inspection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    Reply(String),
    AskAgain,
    /// The office has decided on the measure.
    Settle,
}

/// The inspection after `command`. There are no facts: who replies or asks is checked by the owner's scope.
///
/// # Errors
/// [`Refusal::WrongState`] for a second reply, request or settlement; [`Refusal::ReplyLate`] after the last day;
/// [`Refusal::ReasonMissing`] for a reply without words.
pub fn decide(before: &Inspection, command: Command, now: OffsetDateTime) -> Result<Inspection, Refusal> {
    match (before.state, command) {
        (InspectionState::Reported | InspectionState::Settled, Command::Reply(_))
            if before.reply.is_some() =>
        {
            Err(Refusal::WrongState)
        }
        (InspectionState::Reported | InspectionState::Settled, Command::Reply(_))
            if local_date(now) > before.reply_due =>
        {
            Err(Refusal::ReplyLate)
        }
        (InspectionState::Reported | InspectionState::Settled, Command::Reply(words)) if words.is_empty() => {
            Err(Refusal::ReasonMissing)
        }
        // A decision of the office does not end the owner's right to reply.
        (state @ (InspectionState::Reported | InspectionState::Settled), Command::Reply(words)) => {
            let state = if state == InspectionState::Settled {
                InspectionState::Settled
            } else {
                InspectionState::Replied
            };
            Ok(Inspection { state, reply: Some(OwnerReply { words, at: now }), ..before.clone() })
        }
        (_, Command::AskAgain) if before.asked_again_at.is_none() => {
            Ok(Inspection { asked_again_at: Some(now), ..before.clone() })
        }
        (InspectionState::Reported | InspectionState::Replied, Command::Settle) => {
            Ok(Inspection { state: InspectionState::Settled, ..before.clone() })
        }
        _ => Err(Refusal::WrongState),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use time::Date;
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::super::report::{OwnerStatement, StaffCount};
    use super::super::{Conclusion, InspectionKind, InspectionReport, RecordNumber};
    use super::*;
    use crate::certificates::ShortCode;
    use crate::ids::{AccountId, DeviceId, InspectionId, TeamId, VenueId};
    use crate::venues::VenueKind;

    const NOW: OffsetDateTime = datetime!(2026-11-25 02:00 UTC);
    const TODAY: Date = date!(2026 - 11 - 25);

    pub fn report() -> InspectionReport {
        InspectionReport {
            kind: VenueKind::Cafe,
            name: "Cà phê Sao Mai".into(),
            address: String::new(),
            certificate: None,
            members: vec![],
            ended_at: NOW,
            phone_clock: None,
            position: None,
            checklist: 1,
            answers: vec![],
            changes: vec![],
            staff: StaffCount { found: 0, known: None, registered: 0 },
            findings: vec![],
            demands: vec![],
            met_demands: vec![],
            owner: OwnerStatement { name: String::new(), remarks: String::new(), refused: false },
            signatures: vec![],
            photos: vec![],
        }
    }

    pub fn inspection(state: InspectionState) -> Inspection {
        Inspection {
            id: InspectionId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            team: TeamId(Uuid::nil()),
            plan: None,
            kind: InspectionKind::Planned,
            ground: None,
            concern: None,
            state,
            inspector: AccountId(Uuid::nil()),
            device: DeviceId(Uuid::nil()),
            started_at: NOW,
            received_at: NOW,
            number: RecordNumber { serial: 1, year: 2026, symbol: String::new() },
            code: ShortCode::parse("0000000000").unwrap(),
            conclusion: Conclusion::Pass,
            report: report(),
            reply_due: TODAY,
            reply: (state == InspectionState::Replied)
                .then(|| OwnerReply { words: "Đã rõ".into(), at: NOW }),
            asked_again_at: None,
            version: 1,
        }
    }

    #[test]
    fn every_state_and_command() {
        let reply = Command::Reply("Chúng tôi đã khắc phục".into());
        for (state, command, expected) in [
            (InspectionState::Reported, reply.clone(), Ok(InspectionState::Replied)),
            (InspectionState::Reported, Command::AskAgain, Ok(InspectionState::Reported)),
            (InspectionState::Reported, Command::Settle, Ok(InspectionState::Settled)),
            (InspectionState::Replied, reply.clone(), Err(Refusal::WrongState)),
            (InspectionState::Replied, Command::AskAgain, Ok(InspectionState::Replied)),
            (InspectionState::Replied, Command::Settle, Ok(InspectionState::Settled)),
            (InspectionState::Settled, reply, Ok(InspectionState::Settled)),
            (InspectionState::Settled, Command::AskAgain, Ok(InspectionState::Settled)),
            (InspectionState::Settled, Command::Settle, Err(Refusal::WrongState)),
        ] {
            let after = decide(&inspection(state), command.clone(), NOW).map(|i| i.state);
            assert_eq!(after, expected, "{state:?} {command:?}");
        }
    }

    #[test]
    fn one_reply_in_time_with_words_and_one_request() {
        let before = inspection(InspectionState::Reported);
        let replied = |words: &str, now| decide(&before, Command::Reply(words.into()), now);
        // The last day ends in Vietnam at 17:00 UTC.
        let (last, late) = (datetime!(2026-11-25 16:59 UTC), datetime!(2026-11-25 17:00 UTC));
        assert_eq!(replied("Đã rõ", late), Err(Refusal::ReplyLate));
        assert_eq!(replied("", NOW), Err(Refusal::ReasonMissing));
        assert_eq!(replied("Đã rõ", last).unwrap().reply.unwrap().words, "Đã rõ");
        let asked = decide(&before, Command::AskAgain, NOW).unwrap();
        assert_eq!(asked.asked_again_at, Some(NOW));
        assert_eq!(decide(&asked, Command::AskAgain, NOW), Err(Refusal::WrongState));
    }
}
