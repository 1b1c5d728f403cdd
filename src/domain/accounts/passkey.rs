//! Passkeys as a second factor: a key in a phone or computer that signs a challenge of this program after the device has asked
//! for finger, face or PIN (Web Authentication Level 3, W3C). Only the public key is known here. No law asks for it.

use time::{Duration, OffsetDateTime};

use super::factor::FactorFault;
use crate::ids::{AccountId, PasskeyId};
use crate::refusal::Refusal;

/// Passkeys of an account.
pub const MAX_PASSKEYS: usize = 10;
/// Characters of the name that a person gives a passkey.
pub const MAX_NAME_LENGTH: usize = 60;
/// How long a challenge can be answered.
pub const CHALLENGE_LIFETIME: Duration = Duration::minutes(5);
/// Bytes of a challenge (section 13.4.3: at least 16).
pub const CHALLENGE_BYTES: usize = 32;

/// A passkey, as stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passkey {
    pub id: PasskeyId,
    pub account: AccountId,
    /// The id that its authenticator gave it; at most 1023 bytes.
    pub credential: Vec<u8>,
    /// As the authenticator encoded it (`COSE_Key`, RFC 9052 section 7).
    pub public_key: Vec<u8>,
    /// Signatures that the authenticator had made with it by the last one; 0 if it counts none.
    pub counter: u32,
    /// What its owner calls it.
    pub name: String,
    pub created_at: OffsetDateTime,
    pub used_at: Option<OffsetDateTime>,
    pub version: i32,
}

impl Passkey {
    /// The passkey after a signature with this counter.
    ///
    /// # Errors
    /// [`FactorFault::PasskeyCounter`] if the counter did not grow (section 6.1.1): two devices may hold the same key.
    pub fn accept(&self, counter: u32, now: OffsetDateTime) -> Result<Self, FactorFault> {
        let counts = counter != 0 || self.counter != 0;
        if counts && counter <= self.counter {
            return Err(FactorFault::PasskeyCounter);
        }
        Ok(Self { counter, used_at: Some(now), ..self.clone() })
    }
}

/// Whether an account with so many passkeys may have another one.
///
/// # Errors
/// [`Refusal::TooManyPasskeys`]
pub fn check_room(present: usize) -> Result<(), Refusal> {
    if present < MAX_PASSKEYS { Ok(()) } else { Err(Refusal::TooManyPasskeys) }
}

/// Whether a passkey may be removed.
///
/// # Errors
/// [`Refusal::LastFactor`] if the account would have no second factor, and needs one.
pub fn check_removal(has_other_factor: bool, is_required: bool) -> Result<(), Refusal> {
    if has_other_factor || !is_required { Ok(()) } else { Err(Refusal::LastFactor) }
}

/// What a challenge is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChallengePurpose {
    /// A new passkey, which will have this name.
    Registration { name: String },
    /// A second factor, at the log-in or in a session.
    Confirmation,
}

impl ChallengePurpose {
    pub const REGISTRATION: &'static str = "registration";
    pub const CONFIRMATION: &'static str = "confirmation";

    pub fn code(&self) -> &'static str {
        match self {
            Self::Registration { .. } => Self::REGISTRATION,
            Self::Confirmation => Self::CONFIRMATION,
        }
    }
}

/// Random bytes that one browser has an authenticator sign, once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasskeyChallenge {
    /// SHA-256 of the cookie of the session or of the log-in that asked, hexadecimal.
    pub held_by: String,
    pub account: AccountId,
    pub purpose: ChallengePurpose,
    /// The bytes, base64url.
    pub challenge: String,
    /// Void from this time on (UTC).
    pub expires_at: OffsetDateTime,
}

impl PasskeyChallenge {
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-12-01 01:00 UTC);

    fn passkey(counter: u32) -> Passkey {
        Passkey {
            id: PasskeyId(Uuid::nil()),
            account: AccountId(Uuid::nil()),
            credential: vec![1],
            public_key: vec![2],
            counter,
            name: "Điện thoại của tôi".to_owned(),
            created_at: NOW,
            used_at: None,
            version: 1,
        }
    }

    #[test]
    fn a_counter_grows_or_stays_at_zero() {
        for (before, after, is_accepted) in [
            (0, 0, true),
            (0, 1, true),
            (7, 8, true),
            (7, 900, true),
            (7, 7, false),
            (7, 6, false),
            (7, 0, false),
            (u32::MAX, 0, false),
        ] {
            let outcome = passkey(before).accept(after, NOW);
            assert_eq!(outcome.is_ok(), is_accepted, "{before} {after}");
            match outcome {
                Ok(used) => assert_eq!((used.counter, used.used_at), (after, Some(NOW))),
                Err(fault) => assert_eq!(fault, FactorFault::PasskeyCounter),
            }
        }
    }

    #[test]
    fn an_account_has_ten_at_most_and_keeps_the_last_where_one_is_needed() {
        assert_eq!(check_room(MAX_PASSKEYS - 1), Ok(()));
        assert_eq!(check_room(MAX_PASSKEYS), Err(Refusal::TooManyPasskeys));
        for (has_other, is_required, expected) in [
            (true, true, Ok(())),
            (true, false, Ok(())),
            (false, false, Ok(())),
            (false, true, Err(Refusal::LastFactor)),
        ] {
            assert_eq!(check_removal(has_other, is_required), expected);
        }
    }

    #[test]
    fn a_challenge_is_open_for_five_minutes() {
        let challenge = PasskeyChallenge {
            held_by: String::new(),
            account: AccountId(Uuid::nil()),
            purpose: ChallengePurpose::Confirmation,
            challenge: String::new(),
            expires_at: NOW + CHALLENGE_LIFETIME,
        };
        assert!(challenge.is_open(NOW + CHALLENGE_LIFETIME - Duration::SECOND));
        assert!(!challenge.is_open(NOW + CHALLENGE_LIFETIME));
    }
}
