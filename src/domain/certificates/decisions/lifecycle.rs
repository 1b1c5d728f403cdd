//! State machine of a decision: proposed by one person, then decided or declined by another, or withdrawn.

use time::OffsetDateTime;

use super::{Decision, DecisionStatus};
use crate::accounts::{Actor, ActorStamp};
use crate::ids::AccountId;
use crate::refusal::Refusal;

/// What is done to a proposed decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DecisionCommand {
    /// Decides it; the text is the number of the decision.
    Decide(String),
    /// Declines it, with a reason.
    Decline(String),
    Withdraw,
}

/// Who acts on a proposal, and whose venue it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProposalFacts<'a> {
    pub actor: &'a Actor,
    /// The venue's owner.
    pub owner: AccountId,
}

/// The decision after `command`.
///
/// # Errors
/// [`Refusal::WrongState`] if it is not in state proposed, [`Refusal::OwnVenue`], [`Refusal::SecondPerson`] if the
/// proposer decides or declines, [`Refusal::NotAllowed`] if someone other than the proposer withdraws.
pub fn decide(
    before: &Decision,
    command: DecisionCommand,
    facts: &ProposalFacts<'_>,
    now: OffsetDateTime,
) -> Result<Decision, Refusal> {
    check_person(before, &command, facts)?;
    let by = ActorStamp::new(facts.actor, now);
    let mut after = before.clone();
    after.status = match command {
        DecisionCommand::Decide(number) => {
            after.proposal.number = number;
            DecisionStatus::Decided(by)
        }
        DecisionCommand::Decline(note) => DecisionStatus::Declined { by, note },
        DecisionCommand::Withdraw => DecisionStatus::Withdrawn(by),
    };
    Ok(after)
}

fn check_person(
    before: &Decision,
    command: &DecisionCommand,
    facts: &ProposalFacts<'_>,
) -> Result<(), Refusal> {
    if before.status != DecisionStatus::Proposed {
        return Err(Refusal::WrongState);
    }
    if facts.actor.account == facts.owner {
        return Err(Refusal::OwnVenue);
    }
    let own = before.proposed.account == facts.actor.account;
    match command {
        DecisionCommand::Decide(_) | DecisionCommand::Decline(_) if own => Err(Refusal::SecondPerson),
        DecisionCommand::Withdraw if !own => Err(Refusal::NotAllowed),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::super::{DecisionKind, DecisionProposal, DecisionState};
    use super::*;
    use crate::accounts::samples::actor;
    use crate::ids::{CertificateId, DecisionId, VenueId};

    const NOW: OffsetDateTime = datetime!(2026-11-25 01:00 UTC);

    fn proposed_by(n: u128) -> Decision {
        Decision {
            id: DecisionId(Uuid::nil()),
            certificate: CertificateId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            proposal: DecisionProposal {
                kind: DecisionKind::Revoke,
                ground: DecisionKind::Revoke.grounds()[0],
                text: "Theo biên bản kiểm tra.".to_owned(),
                number: String::new(),
                until: None,
            },
            proposed: ActorStamp::new(&actor(n), NOW),
            status: DecisionStatus::Proposed,
            version: 1,
        }
    }

    fn commands() -> [DecisionCommand; 3] {
        let number = "15/QĐ-SNV".to_owned();
        [
            DecisionCommand::Decide(number),
            DecisionCommand::Decline("Chưa rõ".into()),
            DecisionCommand::Withdraw,
        ]
    }

    fn outcomes(before: &Decision, who: u128) -> [Result<DecisionState, Refusal>; 3] {
        let actor = actor(who);
        let facts = ProposalFacts { actor: &actor, owner: crate::accounts::samples::actor(9).account };
        commands().map(|command| decide(before, command, &facts, NOW).map(|after| after.state()))
    }

    #[test]
    fn every_state_and_command_by_the_proposer_another_and_the_owner() {
        let proposed = proposed_by(1);
        let second = || Err(Refusal::SecondPerson);
        assert_eq!(outcomes(&proposed, 1), [second(), second(), Ok(DecisionState::Withdrawn)]);
        assert_eq!(
            outcomes(&proposed, 2),
            [Ok(DecisionState::Decided), Ok(DecisionState::Declined), Err(Refusal::NotAllowed)]
        );
        assert_eq!(outcomes(&proposed, 9), [const { Err(Refusal::OwnVenue) }; 3]);
        let by = ActorStamp::new(&actor(2), NOW);
        for status in [
            DecisionStatus::Decided(by.clone()),
            DecisionStatus::Declined { by: by.clone(), note: String::new() },
            DecisionStatus::Withdrawn(by),
        ] {
            let settled = Decision { status, ..proposed.clone() };
            for who in [1, 2, 9] {
                assert_eq!(outcomes(&settled, who), [const { Err(Refusal::WrongState) }; 3]);
            }
        }
    }

    #[test]
    fn number_reason_and_person_are_kept() {
        let (proposed, second) = (proposed_by(1), actor(2));
        let facts = ProposalFacts { actor: &second, owner: actor(9).account };
        let [decided, declined] =
            [0, 1].map(|n| decide(&proposed, commands()[n].clone(), &facts, NOW).unwrap());
        assert_eq!(decided.proposal.number, "15/QĐ-SNV");
        assert_eq!(decided.settled(), Some(&ActorStamp::new(&second, NOW)));
        assert_eq!((declined.note(), declined.proposal.number.as_str()), ("Chưa rõ", ""));
    }
}
