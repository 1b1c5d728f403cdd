//! State machine of an inspection after its report was received. Only this module changes the state.

use time::{Date, OffsetDateTime};

use super::{Inspection, Reply, State};
use crate::refusal::Refusal;

/// What is done to an inspection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    Reply(String),
    AskAgain,
    /// The office has decided on the measure.
    Settle,
}

/// The inspection after `command` at `now`, which is `today` in Vietnam.
///
/// # Errors
/// [`Refusal::WrongState`] for a second reply, request or settlement; [`Refusal::ReplyLate`] after the last day;
/// [`Refusal::ReasonMissing`] for a reply without words.
pub fn decide(
    before: &Inspection,
    command: Command,
    now: OffsetDateTime,
    today: Date,
) -> Result<Inspection, Refusal> {
    match (before.state, command) {
        (State::Reported | State::Settled, Command::Reply(_)) if before.reply.is_some() => {
            Err(Refusal::WrongState)
        }
        (State::Reported | State::Settled, Command::Reply(_)) if today > before.reply_due => {
            Err(Refusal::ReplyLate)
        }
        (State::Reported | State::Settled, Command::Reply(words)) if words.is_empty() => {
            Err(Refusal::ReasonMissing)
        }
        // A decision of the office does not end the owner's right to reply.
        (state @ (State::Reported | State::Settled), Command::Reply(words)) => {
            let state = if state == State::Settled { State::Settled } else { State::Replied };
            Ok(Inspection { state, reply: Some(Reply { words, at: now }), ..before.clone() })
        }
        (_, Command::AskAgain) if before.asked_again_at.is_none() => {
            Ok(Inspection { asked_again_at: Some(now), ..before.clone() })
        }
        (State::Reported | State::Replied, Command::Settle) => {
            Ok(Inspection { state: State::Settled, ..before.clone() })
        }
        _ => Err(Refusal::WrongState),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::super::report::{Owner, Staff};
    use super::super::{Conclusion, Kind, RecordNumber, Report};
    use super::*;
    use crate::certificates::ShortCode;
    use crate::ids::{AccountId, DeviceId, InspectionId, TeamId, VenueId};
    use crate::venues::VenueKind;

    const NOW: OffsetDateTime = datetime!(2026-11-25 02:00 UTC);
    const TODAY: Date = date!(2026 - 11 - 25);

    pub fn report() -> Report {
        Report {
            kind: VenueKind::Cafe,
            name: "Cà phê Sao Mai".into(),
            address: String::new(),
            certificate: None,
            members: vec![],
            ended_at: NOW,
            position: None,
            checklist: 1,
            answers: vec![],
            staff: Staff { found: 0, known: None, registered: 0 },
            findings: vec![],
            demands: vec![],
            met_demands: vec![],
            owner: Owner { name: String::new(), remarks: String::new(), refused: false },
            signatures: vec![],
            photos: vec![],
        }
    }

    fn inspection(state: State) -> Inspection {
        Inspection {
            id: InspectionId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            team: TeamId(Uuid::nil()),
            plan: None,
            kind: Kind::Planned,
            grounds: None,
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
            reply: (state == State::Replied).then(|| Reply { words: "Đã rõ".into(), at: NOW }),
            asked_again_at: None,
            version: 1,
        }
    }

    #[test]
    fn every_state_and_command() {
        let reply = Command::Reply("Chúng tôi đã khắc phục".into());
        for (state, command, expected) in [
            (State::Reported, reply.clone(), Ok(State::Replied)),
            (State::Reported, Command::AskAgain, Ok(State::Reported)),
            (State::Reported, Command::Settle, Ok(State::Settled)),
            (State::Replied, reply.clone(), Err(Refusal::WrongState)),
            (State::Replied, Command::AskAgain, Ok(State::Replied)),
            (State::Replied, Command::Settle, Ok(State::Settled)),
            (State::Settled, reply, Ok(State::Settled)),
            (State::Settled, Command::AskAgain, Ok(State::Settled)),
            (State::Settled, Command::Settle, Err(Refusal::WrongState)),
        ] {
            let after = decide(&inspection(state), command.clone(), NOW, TODAY).map(|i| i.state);
            assert_eq!(after, expected, "{state:?} {command:?}");
        }
    }

    #[test]
    fn one_reply_in_time_with_words_and_one_request() {
        let before = inspection(State::Reported);
        let replied = |words: &str, today| decide(&before, Command::Reply(words.into()), NOW, today);
        assert_eq!(replied("Đã rõ", TODAY.next_day().unwrap()), Err(Refusal::ReplyLate));
        assert_eq!(replied("", TODAY), Err(Refusal::ReasonMissing));
        assert_eq!(replied("Đã rõ", TODAY).unwrap().reply.unwrap().words, "Đã rõ");
        let asked = decide(&before, Command::AskAgain, NOW, TODAY).unwrap();
        assert_eq!(asked.asked_again_at, Some(NOW));
        assert_eq!(decide(&asked, Command::AskAgain, NOW, TODAY), Err(Refusal::WrongState));
    }
}
