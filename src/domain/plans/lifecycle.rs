//! State machine of a plan: drawn by one person, approved by another, or dropped.

use time::OffsetDateTime;

use super::{Plan, PlanDecision, PlanState, PlanStatus, PlannedVisit, Seed};
use crate::accounts::Actor;
use crate::refusal::Refusal;

/// What is done to a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    Redraw(NewDraw),
    Approve,
    Drop,
}

/// The result of another draw.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewDraw {
    pub seed: Seed,
    /// Number of venues considered.
    pub candidates: u32,
    pub visits: Vec<PlannedVisit>,
}

/// The plan after `command` by `actor`. Who draws a plan again is its author; the author does not approve it.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::SecondPerson`].
pub fn decide(before: &Plan, command: Command, actor: &Actor, now: OffsetDateTime) -> Result<Plan, Refusal> {
    let decision = PlanDecision { by_name: actor.name.clone(), at: now };
    match (before.state(), command) {
        (PlanState::Draft, Command::Redraw(draw)) => Ok(redraw(before, draw, actor, now)),
        (PlanState::Draft, Command::Approve) if before.author == actor.account => Err(Refusal::SecondPerson),
        (PlanState::Draft, Command::Approve) => {
            Ok(Plan { status: PlanStatus::Approved(decision), ..before.clone() })
        }
        (PlanState::Draft | PlanState::Approved, Command::Drop) => {
            Ok(Plan { status: PlanStatus::Dropped(decision), ..before.clone() })
        }
        _ => Err(Refusal::WrongState),
    }
}

fn redraw(before: &Plan, draw: NewDraw, author: &Actor, now: OffsetDateTime) -> Plan {
    Plan {
        seed: draw.seed,
        candidates: draw.candidates,
        visits: draw.visits,
        author: author.account,
        author_name: author.name.clone(),
        created_at: now,
        ..before.clone()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::accounts::samples::actor;
    use crate::plans::tests::plan;

    const NOW: OffsetDateTime = datetime!(2026-01-07 02:00 UTC);

    fn new_draw() -> NewDraw {
        NewDraw { seed: Seed(2), candidates: 7, visits: vec![] }
    }

    #[test]
    fn every_state_and_command() {
        let commands = || [Command::Redraw(new_draw()), Command::Approve, Command::Drop];
        let no = || Err(Refusal::WrongState);
        for (state, outcomes) in [
            (PlanState::Draft, [Ok(PlanState::Draft), Ok(PlanState::Approved), Ok(PlanState::Dropped)]),
            (PlanState::Approved, [no(), no(), Ok(PlanState::Dropped)]),
            (PlanState::Dropped, [no(), no(), no()]),
        ] {
            let after =
                commands().map(|c| decide(&plan(state), c, &actor(2), NOW).map(|after| after.state()));
            assert_eq!(after, outcomes, "{state:?}");
        }
    }

    #[test]
    fn the_author_does_not_approve_and_who_decided_is_kept() {
        let draft = plan(PlanState::Draft);
        assert_eq!(decide(&draft, Command::Approve, &actor(1), NOW), Err(Refusal::SecondPerson));
        let approved = decide(&draft, Command::Approve, &actor(2), NOW).unwrap();
        assert_eq!(approved.decision(), Some(&PlanDecision { by_name: "Cán bộ 2".into(), at: NOW }));
    }

    #[test]
    fn a_new_draw_replaces_the_visits_and_the_author() {
        let again = decide(&plan(PlanState::Draft), Command::Redraw(new_draw()), &actor(2), NOW).unwrap();
        assert_eq!((again.seed, again.candidates, again.visits.len()), (Seed(2), 7, 0));
        assert_eq!((again.author, again.created_at), (actor(2).account, NOW));
        assert_eq!(decide(&again, Command::Approve, &actor(2), NOW), Err(Refusal::SecondPerson));
    }
}
