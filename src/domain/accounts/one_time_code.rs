//! One-time codes: six digits that prove control of a mailbox or a phone.

use time::{Duration, OffsetDateTime};

use crate::accounts::PasswordHash;
use crate::clock::{Entropy, random_bytes};
use crate::codes::codes;
use crate::ids::{AccountId, CodeId};

/// How long a code is valid.
pub const LIFETIME: Duration = Duration::minutes(15);
/// Wrong attempts after which a code is no longer valid.
pub const MAX_ATTEMPTS: i32 = 5;

codes! {
    /// The action that a code confirms.
    CodePurpose {
        /// Confirm a new account's login.
        Confirm = "confirm",
        /// Set a new password.
        Reset = "reset",
        /// Sign a pledge.
        Sign = "sign",
    }
}

/// The request for a code by one browser: 128 random bits in a cookie of that browser. A code counts only together with
/// it, so that a person who types a code confirms what they entered, and not what a stranger entered elsewhere.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeAttempt(String);

impl CodeAttempt {
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self(format!("{:032x}", u128::from_le_bytes(random_bytes(entropy))))
    }

    /// Reads the cookie; `None` for any other text than [`Self::as_str`] gives.
    pub fn parse(text: &str) -> Option<Self> {
        let written = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        written.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for CodeAttempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeAttempt(***)")
    }
}

/// What a person entered to sign up. It becomes the account's when the code of the same attempt is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignUpDetails {
    pub name: String,
    pub password_hash: PasswordHash,
    /// "vi" or "en".
    pub language: String,
}

/// A code as stored: only its hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OneTimeCode {
    pub id: CodeId,
    pub account: AccountId,
    pub purpose: CodePurpose,
    /// Keyed hash of the [`CodeAttempt`].
    pub attempt: String,
    /// Keyed hash of account, purpose and digits.
    pub hash: String,
    /// Not valid from this time on (UTC).
    pub expires_at: OffsetDateTime,
    /// Wrong attempts so far.
    pub attempts: i32,
    /// Of [`CodePurpose::Confirm`] only.
    pub sign_up: Option<SignUpDetails>,
}

impl OneTimeCode {
    /// Whether the code may be tried at `now`.
    pub fn is_valid(&self, now: OffsetDateTime) -> bool {
        now < self.expires_at && self.attempts < MAX_ATTEMPTS
    }
}

/// Six random digits.
pub fn random_digits(entropy: &dyn Entropy) -> String {
    // 2^64 is far above 10^6: the bias of the remainder is negligible.
    format!("{:06}", u64::from_le_bytes(random_bytes(entropy)) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Fixed;
    impl Entropy for Fixed {
        fn fill(&self, out: &mut [u8]) {
            out.fill(0x0f);
        }
    }

    #[test]
    fn an_attempt_is_read_from_its_own_text_only() {
        let attempt = CodeAttempt::new(&Fixed);
        assert_eq!(CodeAttempt::parse(attempt.as_str()), Some(attempt.clone()));
        assert_eq!(attempt.as_str(), "0f".repeat(16));
        for text in ["", "0f", &"0F".repeat(16), &"0g".repeat(16), &"0f".repeat(17)] {
            assert_eq!(CodeAttempt::parse(text), None, "{text}");
        }
        assert!(!format!("{attempt:?}").contains("0f0f"));
    }
}
