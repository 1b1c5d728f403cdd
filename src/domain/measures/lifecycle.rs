//! State machine of a proposal: one officer endorses a measure, another decides it or sends it back.

use time::{Date, OffsetDateTime};

use super::{CertificateMeasure, Measure, MeasureDecision, MeasureEffect, MeasureProposal, ProposalStatus};
use crate::accounts::{Actor, ActorStamp};
use crate::calendar::local_date;
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

/// The measure that an officer endorses, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndorsedMeasure {
    pub measure: Measure,
    /// Last day of a suspension (Vietnamese date); not used by other measures.
    pub until: Option<Date>,
    pub decision: String,
    pub note: String,
}

/// The proposal after `command` by `actor`.
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::SecondPerson`] if the endorser decides; [`Refusal::NoCertificate`],
/// [`Refusal::DecisionMissing`], [`Refusal::EndMissing`], [`Refusal::ReasonMissing`] for an incomplete measure. The caller
/// checks [`Refusal::OwnVenue`].
pub fn decide(
    before: &MeasureProposal,
    command: Command,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<MeasureProposal, Refusal> {
    let stamp = ActorStamp::new(actor, now);
    let status = match (&before.status, command) {
        (ProposalStatus::Proposed { .. } | ProposalStatus::Endorsed { .. }, Command::Endorse(wanted)) => {
            let measure = check_measure(before, wanted, local_date(now))?;
            ProposalStatus::Endorsed { measure, by: stamp }
        }
        (ProposalStatus::Endorsed { by, .. }, _) if by.account == actor.account => {
            return Err(Refusal::SecondPerson);
        }
        (ProposalStatus::Endorsed { measure, by }, Command::Decide) => {
            ProposalStatus::Decided { measure: measure.clone(), endorsed_by: by.clone(), decided_by: stamp }
        }
        (ProposalStatus::Endorsed { measure, .. }, Command::SendBack) => {
            ProposalStatus::Proposed { sent_back: Some(measure.clone()) }
        }
        _ => return Err(Refusal::WrongState),
    };
    Ok(MeasureProposal { status, ..before.clone() })
}

fn check_measure(
    before: &MeasureProposal,
    wanted: EndorsedMeasure,
    today: Date,
) -> Result<MeasureDecision, Refusal> {
    let effect = match wanted.measure {
        Measure::None => MeasureEffect::None,
        Measure::Reminder => MeasureEffect::Reminder,
        Measure::Suspend | Measure::Revoke => check_certificate_measure(before, &wanted, today)?,
    };
    // A measure other than the suggested one needs a reason.
    if wanted.measure != before.suggested && wanted.note.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(MeasureDecision { effect, number: wanted.decision, note: wanted.note })
}

fn check_certificate_measure(
    before: &MeasureProposal,
    wanted: &EndorsedMeasure,
    today: Date,
) -> Result<MeasureEffect, Refusal> {
    let certificate = before.certificate.ok_or(Refusal::NoCertificate)?;
    if wanted.decision.is_empty() {
        return Err(Refusal::DecisionMissing);
    }
    let measure = if wanted.measure == Measure::Revoke {
        CertificateMeasure::Revoke
    } else {
        CertificateMeasure::Suspend(wanted.until.filter(|day| *day > today).ok_or(Refusal::EndMissing)?)
    };
    Ok(MeasureEffect::OnCertificate(certificate, measure))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::accounts::samples::actor;
    use crate::ids::{CertificateId, InspectionId, ProposalId, VenueId};
    use crate::measures::ProposalState;

    /// 25 November in Vietnam, and still the 24th in UTC.
    const NOW: OffsetDateTime = datetime!(2026-11-24 18:00 UTC);
    const TODAY: Date = date!(2026 - 11 - 25);

    fn proposal() -> MeasureProposal {
        MeasureProposal {
            id: ProposalId(Uuid::nil()),
            inspection: InspectionId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            certificate: Some(CertificateId(Uuid::nil())),
            suggested: Measure::Suspend,
            grounds: vec!["ages".into()],
            status: ProposalStatus::Proposed { sent_back: None },
            created_at: NOW,
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

    fn endorsed() -> MeasureProposal {
        decide(&proposal(), Command::Endorse(suspend()), &actor(1), NOW).unwrap()
    }

    #[test]
    fn every_state_and_command() {
        let decided = decide(&endorsed(), Command::Decide, &actor(2), NOW).unwrap();
        let wrong = || Err(Refusal::WrongState);
        for (before, outcomes) in [
            (proposal(), [Ok(ProposalState::Endorsed), wrong(), wrong()]),
            (
                endorsed(),
                [Ok(ProposalState::Endorsed), Ok(ProposalState::Decided), Ok(ProposalState::Proposed)],
            ),
            (decided, [wrong(), wrong(), wrong()]),
        ] {
            let commands = [Command::Endorse(suspend()), Command::Decide, Command::SendBack];
            let after = commands.map(|c| decide(&before, c, &actor(3), NOW).map(|after| after.state()));
            assert_eq!(after, outcomes, "{:?}", before.state());
        }
    }

    #[test]
    fn nobody_decides_what_they_endorsed() {
        for command in [Command::Decide, Command::SendBack] {
            assert_eq!(decide(&endorsed(), command, &actor(1), NOW), Err(Refusal::SecondPerson));
        }
        assert!(decide(&endorsed(), Command::Decide, &actor(2), NOW).is_ok());
    }

    #[test]
    fn what_was_sent_back_is_kept_for_the_next_endorsement() {
        let back = decide(&endorsed(), Command::SendBack, &actor(2), NOW).unwrap();
        assert_eq!((back.endorsed_by(), back.measure()), (None, Measure::Suspend));
        assert_eq!(back.last_endorsed(), endorsed().last_endorsed());
    }

    #[test]
    fn a_measure_must_be_complete() {
        let endorse = |wanted: EndorsedMeasure| {
            decide(&proposal(), Command::Endorse(wanted), &actor(1), NOW).map(|after| after.measure())
        };
        assert_eq!(endorse(suspend()), Ok(Measure::Suspend));
        for until in [None, Some(TODAY)] {
            assert_eq!(endorse(EndorsedMeasure { until, ..suspend() }), Err(Refusal::EndMissing));
        }
        let without_number = EndorsedMeasure { decision: String::new(), ..suspend() };
        assert_eq!(endorse(without_number), Err(Refusal::DecisionMissing));
        let milder = EndorsedMeasure { measure: Measure::Reminder, until: None, ..suspend() };
        assert_eq!(endorse(milder.clone()), Err(Refusal::ReasonMissing));
        let explained = EndorsedMeasure { note: "Đã khắc phục ngay".into(), ..milder };
        assert_eq!(endorse(explained), Ok(Measure::Reminder));
        let without_certificate = MeasureProposal { certificate: None, ..proposal() };
        let refused = decide(&without_certificate, Command::Endorse(suspend()), &actor(1), NOW);
        assert_eq!(refused, Err(Refusal::NoCertificate));
    }

    #[test]
    fn only_a_suspension_keeps_a_last_day() {
        let revoke = EndorsedMeasure { measure: Measure::Revoke, note: "Tái phạm".into(), ..suspend() };
        let after = decide(&proposal(), Command::Endorse(revoke), &actor(1), NOW).unwrap();
        assert_eq!(after.last_endorsed().and_then(MeasureDecision::until), None);
        assert_eq!(endorsed().last_endorsed().and_then(MeasureDecision::until), suspend().until);
    }
}
