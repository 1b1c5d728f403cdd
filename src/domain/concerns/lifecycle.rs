//! State machine of a concern: new, taken by one officer, closed with a note.

use time::OffsetDateTime;

use super::{Concern, ConcernState};
use crate::accounts::Actor;
use crate::refusal::Refusal;

/// Result of a concern.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ConcernOutcome {
    /// Confirmed.
    Founded,
    /// Not confirmed.
    Unfounded,
    /// Forwarded to another authority.
    Forwarded,
}

impl ConcernOutcome {
    /// All outcomes, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Founded, Self::Unfounded, Self::Forwarded];

    pub fn state(self) -> ConcernState {
        match self {
            Self::Founded => ConcernState::Founded,
            Self::Unfounded => ConcernState::Unfounded,
            Self::Forwarded => ConcernState::Forwarded,
        }
    }

    /// The outcome whose state has this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.state().code() == code)
    }
}

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
    let mine = concern.handler == Some(actor.account);
    match (concern.state, command) {
        (ConcernState::New, Command::Take) | (ConcernState::InHand, Command::TakeOver) => {
            Ok(take(concern, actor))
        }
        (ConcernState::InHand, Command::Take) if mine => Ok(concern.clone()),
        (ConcernState::InHand, _) if !mine => Err(Refusal::ClaimedByAnother),
        (ConcernState::InHand, Command::Release) => Ok(release(concern)),
        (ConcernState::InHand, Command::Close(outcome, note)) => close(concern, outcome, note, now),
        (ConcernState::New, Command::Release | Command::Close(..)) => Err(Refusal::NotClaimed),
        _ => Err(Refusal::WrongState),
    }
}

fn take(concern: &Concern, actor: &Actor) -> Concern {
    Concern {
        state: ConcernState::InHand,
        handler: Some(actor.account),
        handler_name: actor.name.clone(),
        ..concern.clone()
    }
}

fn release(concern: &Concern) -> Concern {
    Concern { state: ConcernState::New, handler: None, handler_name: String::new(), ..concern.clone() }
}

fn close(
    concern: &Concern,
    outcome: ConcernOutcome,
    note: String,
    now: OffsetDateTime,
) -> Result<Concern, Refusal> {
    if note.trim().is_empty() {
        return Err(Refusal::NoteMissing);
    }
    Ok(Concern { state: outcome.state(), note, closed_at: Some(now), ..concern.clone() })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::accounts::Role;
    use crate::areas::AreaCode;
    use crate::certificates::ShortCode;
    use crate::concerns::ConcernCategory;
    use crate::ids::{AccountId, ConcernId};

    const NOW: OffsetDateTime = datetime!(2026-11-25 01:00 UTC);

    fn officer(id: u128) -> Actor {
        let account = AccountId(Uuid::from_u128(id));
        Actor {
            account, role: Role::CommuneOfficer, name: format!("Cán bộ {id}"), agency: None, area: None
        }
    }

    fn concern(state: ConcernState, handler: Option<u128>) -> Concern {
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
            state,
            handler: handler.map(|id| AccountId(Uuid::from_u128(id))),
            handler_name: String::new(),
            note: String::new(),
            created_at: NOW,
            closed_at: None,
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
                .map(|c| decide(before, c, &officer(1), NOW).map(|after| after.state))
                .collect()
        };
        let wrong = || Err(Refusal::WrongState);
        let (new, hand) = (Ok(ConcernState::New), Ok(ConcernState::InHand));
        let closes = [Ok(ConcernState::Founded), Ok(ConcernState::Unfounded), Ok(ConcernState::Forwarded)];
        let colleague = || Err(Refusal::ClaimedByAnother);
        let idle = || Err(Refusal::NotClaimed);
        let [founded, unfounded, forwarded] = closes;
        assert_eq!(
            outcomes(&concern(ConcernState::New, None)),
            [hand.clone(), wrong(), idle(), idle(), idle(), idle()]
        );
        assert_eq!(
            outcomes(&concern(ConcernState::InHand, Some(1))),
            [hand.clone(), hand.clone(), new, founded, unfounded, forwarded]
        );
        assert_eq!(
            outcomes(&concern(ConcernState::InHand, Some(2))),
            [colleague(), hand, colleague(), colleague(), colleague(), colleague()]
        );
        for state in ConcernState::ALL.iter().copied().filter(|state| state.is_closed()) {
            for handler in [1, 2] {
                assert_eq!(outcomes(&concern(state, Some(handler))), [(); 6].map(|()| wrong()), "{state:?}");
            }
        }
    }

    #[test]
    fn who_has_it_and_what_was_found_is_kept() {
        let taken = decide(&concern(ConcernState::New, None), Command::Take, &officer(1), NOW).unwrap();
        assert_eq!((taken.handler, taken.handler_name.as_str()), (Some(officer(1).account), "Cán bộ 1"));
        let close = Command::Close(ConcernOutcome::Founded, "Giấy của cơ sở khác".into());
        let closed = decide(&taken, close, &officer(1), NOW).unwrap();
        assert_eq!((closed.note.as_str(), closed.closed_at), ("Giấy của cơ sở khác", Some(NOW)));
        let back = decide(&taken, Command::Release, &officer(1), NOW).unwrap();
        assert_eq!((back.handler, back.handler_name.as_str()), (None, ""));
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
            assert_eq!(ConcernCategory::from_code(category.code()), Some(*category));
        }
    }
}
