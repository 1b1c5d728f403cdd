//! State machine of a demand: open, then closed once, as met or withdrawn.

use time::OffsetDateTime;

use super::{Demand, DemandClosure, DemandStatus};
use crate::accounts::{Actor, ActorStamp};
use crate::refusal::Refusal;

/// What is done to a demand. The text is the note of the person who closes it; a page requires one, a phone's report
/// does not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// An inspector confirms that it is met.
    Meet(String),
    /// The office withdraws it.
    Withdraw(String),
}

/// The demand after `command` by `actor`.
///
/// # Errors
/// [`Refusal::WrongState`] if it is closed already.
pub fn decide(
    before: &Demand,
    command: Command,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Demand, Refusal> {
    if before.status != DemandStatus::Open {
        return Err(Refusal::WrongState);
    }
    let closure = |note| DemandClosure { by: ActorStamp::new(actor, now), note };
    let status = match command {
        Command::Meet(note) => DemandStatus::Met(closure(note)),
        Command::Withdraw(note) => DemandStatus::Withdrawn(closure(note)),
    };
    Ok(Demand { status, ..before.clone() })
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::accounts::samples::actor;
    use crate::demands::DemandState;
    use crate::ids::{DemandId, InspectionId, VenueId};

    const NOW: OffsetDateTime = datetime!(2026-11-25 02:00 UTC);

    fn demand() -> Demand {
        Demand {
            id: DemandId(Uuid::nil()),
            inspection: InspectionId(Uuid::nil()),
            venue: VenueId(Uuid::nil()),
            item: None,
            text: "Bổ sung hợp đồng".into(),
            basis: String::new(),
            due_on: date!(2026 - 12 - 01),
            status: DemandStatus::Open,
            version: 1,
        }
    }

    #[test]
    fn every_state_and_command() {
        let commands = || [Command::Meet("Đã bổ sung".into()), Command::Withdraw("Ghi nhầm".into())];
        let [met, withdrawn] = commands().map(|c| decide(&demand(), c, &actor(1), NOW).unwrap());
        assert_eq!((met.state(), withdrawn.state()), (DemandState::Met, DemandState::Withdrawn));
        for closed in [&met, &withdrawn] {
            let after = commands().map(|c| decide(closed, c, &actor(2), NOW));
            assert_eq!(after, [const { Err(Refusal::WrongState) }; 2]);
        }
        let closure = met.closure().unwrap();
        assert_eq!(
            (closure.by.account, closure.by.at, closure.note.as_str()),
            (actor(1).account, NOW, "Đã bổ sung")
        );
        assert_eq!(demand().closure(), None);
    }
}
