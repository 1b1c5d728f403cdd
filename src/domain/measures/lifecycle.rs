//! State machine of a proposal: one officer endorses a measure, another decides it or sends it back.

use time::Date;

use super::{Measure, MeasureProposal, MeasureSignatory, ProposalState};
use crate::refusal::Refusal;

/// What the office does with a proposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Endorse the suggested measure, or another one with a reason.
    Endorse(EndorsedMeasure),
    /// Decide the measure that a colleague endorsed.
    Decide,
    /// Send it back to be reconsidered.
    SendBack,
}

/// The measure that an officer endorses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndorsedMeasure {
    pub measure: Measure,
    /// Last day of a suspension (Vietnamese date).
    pub until: Option<Date>,
    pub decision: String,
    pub note: String,
}

/// The proposal after `who` did `command` on `today` (Vietnamese date).
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::SecondPerson`] if the endorser decides; [`Refusal::NoCertificate`],
/// [`Refusal::DecisionMissing`], [`Refusal::EndMissing`], [`Refusal::ReasonMissing`] for an incomplete measure. The caller
/// checks [`Refusal::OwnedVenue`].
pub fn decide(
    before: &MeasureProposal,
    command: Command,
    who: MeasureSignatory,
    today: Date,
) -> Result<MeasureProposal, Refusal> {
    match (before.state, command) {
        (ProposalState::Proposed | ProposalState::Endorsed, Command::Endorse(wanted)) => {
            check_measure(before, &wanted, today)?;
            Ok(MeasureProposal {
                state: ProposalState::Endorsed,
                measure: wanted.measure,
                until: wanted.until.filter(|_| wanted.measure == Measure::Suspend),
                decision: wanted.decision,
                note: wanted.note,
                endorsed_by: Some(who),
                ..before.clone()
            })
        }
        (ProposalState::Endorsed, _)
            if before.endorsed_by.as_ref().is_some_and(|first| first.account == who.account) =>
        {
            Err(Refusal::SecondPerson)
        }
        (ProposalState::Endorsed, Command::Decide) => {
            Ok(MeasureProposal { state: ProposalState::Decided, decided_by: Some(who), ..before.clone() })
        }
        (ProposalState::Endorsed, Command::SendBack) => {
            Ok(MeasureProposal { state: ProposalState::Proposed, endorsed_by: None, ..before.clone() })
        }
        _ => Err(Refusal::WrongState),
    }
}

fn check_measure(before: &MeasureProposal, wanted: &EndorsedMeasure, today: Date) -> Result<(), Refusal> {
    if wanted.measure.touches_certificate() && before.certificate.is_none() {
        return Err(Refusal::NoCertificate);
    }
    if wanted.measure.touches_certificate() && wanted.decision.is_empty() {
        return Err(Refusal::DecisionMissing);
    }
    if wanted.measure == Measure::Suspend && wanted.until.is_none_or(|day| day <= today) {
        return Err(Refusal::EndMissing);
    }
    // A measure other than the suggested one needs a reason.
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
    use crate::ids::{AccountId, CertificateId, InspectionId, ProposalId, VenueId};

    fn who(n: u128) -> MeasureSignatory {
        MeasureSignatory {
            account: AccountId(Uuid::from_u128(n)),
            name: String::new(),
            at: datetime!(2026-11-25 09:00 UTC),
        }
    }

    fn proposal(state: ProposalState) -> MeasureProposal {
        MeasureProposal {
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
            endorsed_by: (state != ProposalState::Proposed).then(|| who(1)),
            decided_by: (state == ProposalState::Decided).then(|| who(2)),
            created_at: datetime!(2026-11-25 08:00 UTC),
            version: 1,
        }
    }

    fn suspend() -> EndorsedMeasure {
        EndorsedMeasure {
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
        let table: [(ProposalState, [Result<ProposalState, Refusal>; 3]); 3] = [
            (
                ProposalState::Proposed,
                [Ok(ProposalState::Endorsed), Err(Refusal::WrongState), Err(Refusal::WrongState)],
            ),
            (
                ProposalState::Endorsed,
                [Ok(ProposalState::Endorsed), Ok(ProposalState::Decided), Ok(ProposalState::Proposed)],
            ),
            (
                ProposalState::Decided,
                [Err(Refusal::WrongState), Err(Refusal::WrongState), Err(Refusal::WrongState)],
            ),
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
        let endorsed = proposal(ProposalState::Endorsed);
        assert_eq!(decide(&endorsed, Command::Decide, who(1), TODAY), Err(Refusal::SecondPerson));
        assert_eq!(decide(&endorsed, Command::SendBack, who(1), TODAY), Err(Refusal::SecondPerson));
        assert!(decide(&endorsed, Command::Decide, who(2), TODAY).is_ok());
    }

    #[test]
    fn a_measure_must_be_whole() {
        let says = |wanted: EndorsedMeasure| {
            decide(&proposal(ProposalState::Proposed), Command::Endorse(wanted), who(1), TODAY)
                .map(|p| p.measure)
        };
        assert_eq!(says(suspend()), Ok(Measure::Suspend));
        assert_eq!(says(EndorsedMeasure { until: None, ..suspend() }), Err(Refusal::EndMissing));
        assert_eq!(says(EndorsedMeasure { until: Some(TODAY), ..suspend() }), Err(Refusal::EndMissing));
        assert_eq!(
            says(EndorsedMeasure { decision: String::new(), ..suspend() }),
            Err(Refusal::DecisionMissing)
        );
        let milder = EndorsedMeasure { measure: Measure::Reminder, until: None, ..suspend() };
        assert_eq!(says(milder.clone()), Err(Refusal::ReasonMissing));
        assert_eq!(
            says(EndorsedMeasure { note: "Đã khắc phục ngay".into(), ..milder }),
            Ok(Measure::Reminder)
        );
        let nothing_to_suspend = MeasureProposal { certificate: None, ..proposal(ProposalState::Proposed) };
        let refused = decide(&nothing_to_suspend, Command::Endorse(suspend()), who(1), TODAY);
        assert_eq!(refused, Err(Refusal::NoCertificate));
    }
}
