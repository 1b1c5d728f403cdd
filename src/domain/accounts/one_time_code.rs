//! One-time codes: six digits that prove who reads a mailbox or a phone.

use time::{Duration, OffsetDateTime};

use crate::clock::{Entropy, random};
use crate::ids::{AccountId, CodeId};

/// How long a code is good for.
pub const LIFETIME: Duration = Duration::minutes(15);
/// How often a wrong code may be typed before the code is void.
pub const ATTEMPTS: i32 = 5;

/// What a code is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To confirm a new account's login.
    Confirm,
    /// To set a new password.
    Reset,
    /// To sign a pledge.
    Sign,
}

impl Purpose {
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
            Self::Sign => "sign",
        }
    }
}

/// A code as it is kept: its hash only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OneTimeCode {
    pub id: CodeId,
    pub account: AccountId,
    /// What for.
    pub purpose: Purpose,
    /// Keyed hash of account, purpose and digits.
    pub hash: String,
    /// Void after this.
    pub expires_at: OffsetDateTime,
    /// Wrong tries so far.
    pub attempts: i32,
}

impl OneTimeCode {
    /// Whether the code may still be tried at `now`.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        now < self.expires_at && self.attempts < ATTEMPTS
    }
}

/// Six random digits.
pub fn digits(entropy: &dyn Entropy) -> String {
    // 2^64 is so far above 10^6 that the bias of the remainder cannot be seen.
    format!("{:06}", u64::from_le_bytes(random(entropy)) % 1_000_000)
}
