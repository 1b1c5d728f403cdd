//! What follows from an inspection for the venue's certificate: proposed by rule, decided by two people.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::codes::codes;
use crate::ids::{AccountId, CertificateId, InspectionId, ProposalId, VenueId};
use crate::refusal::Refusal;

codes! {
    /// What is to be done.
    Measure {
        /// Nothing.
        None = "none",
        /// Nhắc nhở.
        Reminder = "reminder",
        /// Tạm đình chỉ hiệu lực giấy xác nhận.
        Suspend = "suspend",
        /// Thu hồi giấy xác nhận.
        Revoke = "revoke",
    }
}

codes! {
    /// Where a proposal stands.
    State {
        /// Made by rule; nobody has looked at it.
        Proposed = "proposed",
        /// One person of the office stands behind a measure.
        Endorsed = "endorsed",
        /// A second person decided it.
        Decided = "decided",
    }
}

impl Measure {
    /// Whether it changes what the certificate is worth.
    pub fn touches_certificate(self) -> bool {
        matches!(self, Self::Suspend | Self::Revoke)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub id: ProposalId,
    /// What it follows from.
    pub inspection: InspectionId,
    pub venue: VenueId,
    /// Its certificate at the time, if it had one in force.
    pub certificate: Option<CertificateId>,
    /// What the rules suggest.
    pub suggested: Measure,
    /// Why: items of the checklist and codes of the rules.
    pub grounds: Vec<String>,
    /// What the office makes of it.
    pub measure: Measure,
    pub state: State,
    /// Last day of a suspension, decided with it.
    pub until: Option<Date>,
    /// Number of the decision, public.
    pub decision: String,
    /// The reasons in words, for the office.
    pub note: String,
    /// Who stands behind it first.
    pub first: Option<Signatory>,
    /// Who decided.
    pub second: Option<Signatory>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// Someone who stood behind a measure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Signatory {
    pub account: AccountId,
    /// Its name, as it was then.
    pub name: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// What the office does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Stand behind a measure: as suggested, or another with words why.
    Endorse(Wanted),
    /// Decide what a colleague stands behind.
    Decide,
    /// Send it back to be thought over.
    SendBack,
}

/// The measure an officer stands behind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    pub measure: Measure,
    /// Last day of a suspension.
    pub until: Option<Date>,
    /// Number of the decision.
    pub decision: String,
    pub note: String,
}

/// The proposal after `who` did `command` on `today`.
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::SecondPerson`] for deciding what one endorsed; [`Refusal::OwnVenue`] is the caller's to ask;
/// [`Refusal::NoCertificate`], [`Refusal::DecisionMissing`], [`Refusal::EndMissing`], [`Refusal::ReasonMissing`] for a measure that is not whole.
pub fn decide(before: &Proposal, command: Command, who: Signatory, today: Date) -> Result<Proposal, Refusal> {
    match (before.state, command) {
        (State::Proposed | State::Endorsed, Command::Endorse(wanted)) => {
            whole(before, &wanted, today)?;
            Ok(Proposal {
                state: State::Endorsed,
                measure: wanted.measure,
                until: wanted.until.filter(|_| wanted.measure == Measure::Suspend),
                decision: wanted.decision,
                note: wanted.note,
                first: Some(who),
                ..before.clone()
            })
        }
        (State::Endorsed, _) if before.first.as_ref().is_some_and(|first| first.account == who.account) => {
            Err(Refusal::SecondPerson)
        }
        (State::Endorsed, Command::Decide) => {
            Ok(Proposal { state: State::Decided, second: Some(who), ..before.clone() })
        }
        (State::Endorsed, Command::SendBack) => {
            Ok(Proposal { state: State::Proposed, first: None, ..before.clone() })
        }
        _ => Err(Refusal::WrongState),
    }
}

fn whole(before: &Proposal, wanted: &Wanted, today: Date) -> Result<(), Refusal> {
    if wanted.measure.touches_certificate() && before.certificate.is_none() {
        return Err(Refusal::NoCertificate);
    }
    if wanted.measure.touches_certificate() && wanted.decision.is_empty() {
        return Err(Refusal::DecisionMissing);
    }
    if wanted.measure == Measure::Suspend && wanted.until.is_none_or(|day| day <= today) {
        return Err(Refusal::EndMissing);
    }
    // Whoever departs from the rules says why.
    if wanted.measure != before.suggested && wanted.note.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;

    fn who(n: u128) -> Signatory {
        Signatory {
            account: AccountId(Uuid::from_u128(n)),
            name: String::new(),
            at: datetime!(2026-11-25 09:00 UTC),
        }
    }

    fn proposal(state: State) -> Proposal {
        Proposal {
            id: ProposalId(Uuid::nil()),
            inspection: InspectionId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            certificate: Some(CertificateId(Uuid::nil())),
            suggested: Measure::Suspend,
            grounds: vec!["ages".into()],
            measure: Measure::Suspend,
            state,
            until: None,
            decision: String::new(),
            note: String::new(),
            first: (state != State::Proposed).then(|| who(1)),
            second: (state == State::Decided).then(|| who(2)),
            created_at: datetime!(2026-11-25 08:00 UTC),
            version: 1,
        }
    }

    fn suspend() -> Wanted {
        Wanted {
            measure: Measure::Suspend,
            until: Some(date!(2026 - 12 - 25)),
            decision: "12/QĐ-UBND".into(),
            note: String::new(),
        }
    }

    const TODAY: Date = date!(2026 - 11 - 25);

    #[test]
    fn every_state_and_command() {
        let commands = [Command::Endorse(suspend()), Command::Decide, Command::SendBack];
        let table: [(State, [Result<State, Refusal>; 3]); 3] = [
            (State::Proposed, [Ok(State::Endorsed), Err(Refusal::WrongState), Err(Refusal::WrongState)]),
            (State::Endorsed, [Ok(State::Endorsed), Ok(State::Decided), Ok(State::Proposed)]),
            (State::Decided, [Err(Refusal::WrongState), Err(Refusal::WrongState), Err(Refusal::WrongState)]),
        ];
        for (state, outcomes) in table {
            for (command, expected) in commands.iter().cloned().zip(outcomes) {
                let after = decide(&proposal(state), command.clone(), who(3), TODAY).map(|p| p.state);
                assert_eq!(after, expected, "{state:?} {command:?}");
            }
        }
    }

    #[test]
    fn nobody_decides_what_they_stand_behind() {
        let endorsed = proposal(State::Endorsed);
        assert_eq!(decide(&endorsed, Command::Decide, who(1), TODAY), Err(Refusal::SecondPerson));
        assert_eq!(decide(&endorsed, Command::SendBack, who(1), TODAY), Err(Refusal::SecondPerson));
        assert!(decide(&endorsed, Command::Decide, who(2), TODAY).is_ok());
    }

    #[test]
    fn a_measure_must_be_whole() {
        let says = |wanted: Wanted| {
            decide(&proposal(State::Proposed), Command::Endorse(wanted), who(1), TODAY).map(|p| p.measure)
        };
        assert_eq!(says(suspend()), Ok(Measure::Suspend));
        assert_eq!(says(Wanted { until: None, ..suspend() }), Err(Refusal::EndMissing));
        assert_eq!(says(Wanted { until: Some(TODAY), ..suspend() }), Err(Refusal::EndMissing));
        assert_eq!(says(Wanted { decision: String::new(), ..suspend() }), Err(Refusal::DecisionMissing));
        let milder = Wanted { measure: Measure::Reminder, until: None, ..suspend() };
        assert_eq!(says(milder.clone()), Err(Refusal::ReasonMissing));
        assert_eq!(says(Wanted { note: "Đã khắc phục ngay".into(), ..milder }), Ok(Measure::Reminder));
        let nothing_to_suspend = Proposal { certificate: None, ..proposal(State::Proposed) };
        let refused = decide(&nothing_to_suspend, Command::Endorse(suspend()), who(1), TODAY);
        assert_eq!(refused, Err(Refusal::NoCertificate));
    }
}
