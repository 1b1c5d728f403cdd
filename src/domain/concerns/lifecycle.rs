//! State machine of a concern: new, taken by one officer, closed with a note.

use time::OffsetDateTime;

use super::{Concern, ConcernClosure, ConcernHandler, ConcernOutcome, ConcernStatus};
use crate::accounts::{Actor, ActorStamp};
use crate::refusal::Refusal;

/// What an officer does with a concern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Takes a new concern.
    Take,
    /// Takes it over from a colleague.
    TakeOver,
    /// Returns it to the queue.
    Release,
    /// Closes it, with a note.
    Close(ConcernOutcome, String),
}

/// The concern after `command` by `actor`.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::NotClaimed`], [`Refusal::ClaimedByAnother`], [`Refusal::NoteMissing`].
pub fn decide(
    concern: &Concern,
    command: Command,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<Concern, Refusal> {
    let with_status = |status| Ok(Concern { status, ..concern.clone() });
    match (&concern.status, command) {
        (ConcernStatus::New, Command::Take) | (ConcernStatus::InHand(_), Command::TakeOver) => {
            with_status(take(actor))
        }
        (ConcernStatus::InHand(handler), command) => {
            let mine = handler.account == actor.account;
            match command {
                _ if !mine => Err(Refusal::ClaimedByAnother),
                Command::Take | Command::TakeOver => Ok(concern.clone()),
                Command::Release => with_status(ConcernStatus::New),
                Command::Close(outcome, note) => with_status(close(outcome, note, actor, now)?),
            }
        }
        (ConcernStatus::New, Command::Release | Command::Close(..)) => Err(Refusal::NotClaimed),
        (ConcernStatus::New, Command::TakeOver) | (ConcernStatus::Closed(_), _) => Err(Refusal::WrongState),
    }
}

fn take(actor: &Actor) -> ConcernStatus {
    ConcernStatus::InHand(ConcernHandler { account: actor.account, name: actor.name.clone() })
}

fn close(
    outcome: ConcernOutcome,
    note: String,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<ConcernStatus, Refusal> {
    if note.trim().is_empty() {
        return Err(Refusal::NoteMissing);
    }
    Ok(ConcernStatus::Closed(ConcernClosure { outcome, by: ActorStamp::new(actor, now), note }))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::accounts::Role;
    use crate::areas::AreaCode;
    use crate::certificates::ShortCode;
    use crate::concerns::{ConcernCategory, ConcernState};
    use crate::ids::{AccountId, ConcernId};

    const NOW: OffsetDateTime = datetime!(2026-11-25 01:00 UTC);

    fn officer(id: u128) -> Actor {
        let account = AccountId(Uuid::from_u128(id));
        Actor {
            account,
            role: Role::CommuneOfficer,
            name: format!("Cán bộ {id}"),
            agency: None,
            area: None,
            entered_by: None,
        }
    }

    fn closed(outcome: ConcernOutcome, by: u128) -> ConcernStatus {
        close(outcome, "Đã xem".into(), &officer(by), NOW).unwrap()
    }

    fn concern(status: ConcernStatus) -> Concern {
        Concern {
            id: ConcernId(Uuid::nil()),
            reference: ShortCode::parse("01234-56784").unwrap(),
            category: ConcernCategory::Forgery,
            text: "Giấy dán ở cửa không giống trang tra cứu".into(),
            place: String::new(),
            contact: None,
            certificate: None,
            venue: None,
            commune: AreaCode::new("22759").unwrap(),
            province: AreaCode::new("56").unwrap(),
            status,
            created_at: NOW,
            version: 3,
        }
    }

    /// Every state, taken by the actor or by a colleague, with every command.
    #[test]
    fn every_state_and_command() {
        let close = |outcome| Command::Close(outcome, "Đã đến nơi xem".into());
        let commands = || {
            let closes = ConcernOutcome::ALL.map(close);
            [vec![Command::Take, Command::TakeOver, Command::Release], closes.to_vec()].concat()
        };
        let outcomes = |before: &Concern| -> Vec<Result<ConcernState, Refusal>> {
            commands()
                .into_iter()
                .map(|c| decide(before, c, &officer(1), NOW).map(|after| after.state()))
                .collect()
        };
        let wrong = || Err(Refusal::WrongState);
        let (new, hand) = (Ok(ConcernState::New), Ok(ConcernState::InHand));
        let closes = [Ok(ConcernState::Founded), Ok(ConcernState::Unfounded), Ok(ConcernState::Forwarded)];
        let colleague = || Err(Refusal::ClaimedByAnother);
        let idle = || Err(Refusal::NotClaimed);
        let [founded, unfounded, forwarded] = closes;
        assert_eq!(
            outcomes(&concern(ConcernStatus::New)),
            [hand.clone(), wrong(), idle(), idle(), idle(), idle()]
        );
        assert_eq!(
            outcomes(&concern(take(&officer(1)))),
            [hand.clone(), hand.clone(), new, founded, unfounded, forwarded]
        );
        assert_eq!(
            outcomes(&concern(take(&officer(2)))),
            [colleague(), hand, colleague(), colleague(), colleague(), colleague()]
        );
        for outcome in ConcernOutcome::ALL {
            for handler in [1, 2] {
                let before = concern(closed(outcome, handler));
                assert_eq!(outcomes(&before), [(); 6].map(|()| wrong()), "{outcome:?}");
            }
        }
    }

    #[test]
    fn who_has_it_and_what_was_found_is_kept() {
        let taken = decide(&concern(ConcernStatus::New), Command::Take, &officer(1), NOW).unwrap();
        assert_eq!((taken.handler(), taken.handler_name()), (Some(officer(1).account), "Cán bộ 1"));
        let close = Command::Close(ConcernOutcome::Founded, "Giấy của cơ sở khác".into());
        let closed = decide(&taken, close, &officer(1), NOW).unwrap();
        let closure = closed.closure().unwrap();
        assert_eq!((closure.note.as_str(), closure.by.at), ("Giấy của cơ sở khác", NOW));
        let back = decide(&taken, Command::Release, &officer(1), NOW).unwrap();
        assert_eq!((back.handler(), back.handler_name()), (None, ""));
        let silent = Command::Close(ConcernOutcome::Unfounded, "  ".into());
        assert_eq!(decide(&taken, silent, &officer(1), NOW), Err(Refusal::NoteMissing));
    }

    #[test]
    fn codes_lead_back() {
        for outcome in ConcernOutcome::ALL {
            assert_eq!(ConcernOutcome::from_code(outcome.state().code()), Some(outcome));
        }
        assert_eq!(ConcernOutcome::from_code("new"), None);
        for category in ConcernCategory::ALL {
            assert_eq!(ConcernCategory::from_code(category.code()), Some(category));
        }
    }
}
