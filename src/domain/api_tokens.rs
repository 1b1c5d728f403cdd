//! API tokens: a program that presents one acts for an account on `/api/`, with that account's role and scope.
//!
//! Belongs here: lifetime and validity of a token. Does not belong here: its text and digest (app), the header
//! that carries it (web).

use time::{Duration, OffsetDateTime};

use crate::accounts::Actor;
use crate::ids::{AccountId, ApiTokenId};
use crate::refusal::Refusal;
use crate::settings::Settings;

/// Prefix of every token, by which people and secret scanners recognise one.
pub const PREFIX: &str = "camket_";

/// Maximum number of valid tokens of one account.
pub const MAX_TOKENS: usize = 20;

/// Maximum length of a token's name, in characters.
pub const MAX_NAME_LENGTH: usize = 60;

/// A token as stored. The token itself cannot be derived from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub account: AccountId,
    /// Name given by its owner.
    pub name: String,
    /// Keyed digest of the token, hexadecimal.
    pub digest: String,
    pub created_at: OffsetDateTime,
    /// Not valid from this time on (UTC).
    pub expires_at: OffsetDateTime,
    /// Last use, to the minute (UTC).
    pub used_at: Option<OffsetDateTime>,
    /// When its owner revoked it.
    pub revoked_at: Option<OffsetDateTime>,
}

impl ApiToken {
    /// Whether it is valid at `now`.
    pub fn is_valid(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }

    /// Whether `used_at` must be updated: at most once a minute.
    pub fn needs_touch(&self, now: OffsetDateTime) -> bool {
        self.used_at.is_none_or(|used| now - used >= Duration::minutes(1))
    }
}

/// Request for a new token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApiTokenRequest {
    pub name: String,
    /// Lifetime in days, 1 to [`Settings::token_days`].
    pub days: u16,
}

/// Creates a token of `actor`, who has `held` valid tokens already.
///
/// # Errors
/// [`Refusal::TooManyTokens`]; [`Refusal::WrongState`] for a lifetime that the settings do not allow.
pub fn create(
    actor: &Actor,
    wanted: ApiTokenRequest,
    held: usize,
    settings: &Settings,
    (id, digest): (ApiTokenId, String),
    now: OffsetDateTime,
) -> Result<ApiToken, Refusal> {
    if held >= MAX_TOKENS {
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
        expires_at: now + Duration::days(i64::from(wanted.days)),
        used_at: None,
        revoked_at: None,
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::accounts::Role;

    const NOW: OffsetDateTime = datetime!(2026-11-25 01:00 UTC);

    fn create_token(days: u16, held: usize) -> Result<ApiToken, Refusal> {
        let account = AccountId(Uuid::from_u128(1));
        let actor = Actor {
            account,
            role: Role::Inspector,
            name: String::new(),
            agency: None,
            area: None,
            entered_by: None,
        };
        let wanted = ApiTokenRequest { name: "Máy quét".into(), days };
        let id = ApiTokenId(Uuid::from_u128(2));
        create(&actor, wanted, held, &Settings::default(), (id, String::new()), NOW)
    }

    #[test]
    fn its_life_is_bounded_and_so_is_their_number() {
        for (days, held, refused) in [
            (0, 0, Some(Refusal::WrongState)),
            (1, 0, None),
            (90, MAX_TOKENS - 1, None),
            (91, 0, Some(Refusal::WrongState)),
            (1, MAX_TOKENS, Some(Refusal::TooManyTokens)),
        ] {
            assert_eq!(create_token(days, held).err(), refused, "{days} days, {held} held");
        }
    }

    #[test]
    fn it_counts_until_it_is_over_or_ended() {
        let token = create_token(1, 0).unwrap();
        assert!(token.is_valid(NOW) && token.is_valid(NOW + Duration::hours(23)));
        assert!(!token.is_valid(NOW + Duration::days(1)));
        assert!(!ApiToken { revoked_at: Some(NOW), ..token.clone() }.is_valid(NOW));
        let used = ApiToken { used_at: Some(NOW), ..token.clone() };
        assert!(token.needs_touch(NOW) && !used.needs_touch(NOW + Duration::seconds(59)));
        assert!(used.needs_touch(NOW + Duration::seconds(60)));
    }
}
