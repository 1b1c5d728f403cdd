//! One-time codes: six digits that prove control of a mailbox or a phone.

use time::{Duration, OffsetDateTime};

use crate::clock::{Entropy, random_bytes};
use crate::ids::{AccountId, CodeId};

/// How long a code is valid.
pub const LIFETIME: Duration = Duration::minutes(15);
/// Wrong attempts after which a code is no longer valid.
pub const MAX_ATTEMPTS: i32 = 5;

/// The action that a code confirms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodePurpose {
    /// Confirm a new account's login.
    Confirm,
    /// Set a new password.
    Reset,
    /// Sign a pledge.
    Sign,
}

impl CodePurpose {
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
            Self::Sign => "sign",
        }
    }
}

/// A code as stored: only its hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OneTimeCode {
    pub id: CodeId,
    pub account: AccountId,
    pub purpose: CodePurpose,
    /// Keyed hash of account, purpose and digits.
    pub hash: String,
    /// Not valid from this time on (UTC).
    pub expires_at: OffsetDateTime,
    /// Wrong attempts so far.
    pub attempts: i32,
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
