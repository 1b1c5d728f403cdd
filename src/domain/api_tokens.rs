//! API tokens: with one, a program acts for an account on `/api/`, with that account's role and scope.
//!
//! Belongs here: how long a token lives and when it counts. Does not belong here: its text and digest (app), the header
//! it comes in (web).

use time::{Duration, OffsetDateTime};

use crate::accounts::Actor;
use crate::ids::{AccountId, ApiTokenId};
use crate::refusal::Refusal;
use crate::settings::Settings;

/// How every token begins, so that people and scanners for leaked secrets recognise one.
pub const PREFIX: &str = "camket_";

/// How many tokens in force one account may hold.
pub const MOST: usize = 20;

/// Most characters of a token's name.
pub const NAME: usize = 60;

/// A token as the registry keeps it: nobody can read the token itself from this.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// Keyed digest of the token, hexadecimal.
    pub digest: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// The moment from which it counts no more.
    pub ends_at: OffsetDateTime,
    /// When it was last used, to the minute.
    pub used_at: Option<OffsetDateTime>,
    /// When its owner ended it.
    pub ended_at: Option<OffsetDateTime>,
}

impl ApiToken {
    /// Whether it counts at `now`.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        self.ended_at.is_none() && now < self.ends_at
    }

    /// Whether `now` is worth writing down: once a minute tells enough.
    pub fn wants_touch(&self, now: OffsetDateTime) -> bool {
        self.used_at.is_none_or(|used| now - used >= Duration::minutes(1))
    }
}

/// What an owner asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// What to call it.
    pub name: String,
    /// Days it is to live.
    pub days: u16,
}

/// A new token of `actor`, who holds `held` in force already.
///
/// # Errors
/// [`Refusal::TooManyTokens`]; [`Refusal::WrongState`] for a life that the settings do not allow.
pub fn make(
    actor: &Actor,
    wanted: Wanted,
    held: usize,
    settings: &Settings,
    (id, digest): (ApiTokenId, String),
    now: OffsetDateTime,
) -> Result<ApiToken, Refusal> {
    if held >= MOST {
        return Err(Refusal::TooManyTokens);
    }
    if !(1..=settings.token_days).contains(&wanted.days) {
        return Err(Refusal::WrongState);
    }
    Ok(ApiToken {
        id,
        account: actor.account,
        name: wanted.name,
        digest,
        created_at: now,
        ends_at: now + Duration::days(i64::from(wanted.days)),
        used_at: None,
        ended_at: None,
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::accounts::Role;

    const NOW: OffsetDateTime = datetime!(2026-11-25 01:00 UTC);

    fn made(days: u16, held: usize) -> Result<ApiToken, Refusal> {
        let account = AccountId(Uuid::from_u128(1));
        let actor = Actor { account, role: Role::Inspector, name: String::new(), agency: None, area: None };
        let wanted = Wanted { name: "Máy quét".into(), days };
        let id = ApiTokenId(Uuid::from_u128(2));
        make(&actor, wanted, held, &Settings::default(), (id, String::new()), NOW)
    }

    #[test]
    fn its_life_is_bounded_and_so_is_their_number() {
        for (days, held, refused) in [
            (0, 0, Some(Refusal::WrongState)),
            (1, 0, None),
            (90, MOST - 1, None),
            (91, 0, Some(Refusal::WrongState)),
            (1, MOST, Some(Refusal::TooManyTokens)),
        ] {
            assert_eq!(made(days, held).err(), refused, "{days} days, {held} held");
        }
    }

    #[test]
    fn it_counts_until_it_is_over_or_ended() {
        let token = made(1, 0).unwrap();
        assert!(token.is_open(NOW) && token.is_open(NOW + Duration::hours(23)));
        assert!(!token.is_open(NOW + Duration::days(1)));
        assert!(!ApiToken { ended_at: Some(NOW), ..token.clone() }.is_open(NOW));
        let used = ApiToken { used_at: Some(NOW), ..token.clone() };
        assert!(token.wants_touch(NOW) && !used.wants_touch(NOW + Duration::seconds(59)));
        assert!(used.wants_touch(NOW + Duration::seconds(60)));
    }
}
