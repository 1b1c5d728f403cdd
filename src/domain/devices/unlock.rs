//! Help for an inspector who forgot the PIN: a secret of the phone that the register keeps, and a code by which a colleague
//! lets the phone have it.

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::Device;
use crate::clock::{Entropy, random_bytes};
use crate::ids::{AccountId, DeviceId};
use crate::refusal::Refusal;

/// How long a code is valid.
pub const CODE_LIFETIME: Duration = Duration::minutes(15);
/// Wrong tries after which a code is no longer valid.
pub const MAX_CODE_TRIES: i32 = 5;
/// Wrong tries of one phone in 24 hours, with all codes: eight digits are guessed with a probability of 1 in 5,000,000.
pub const MAX_TRIES_A_DAY: i32 = 20;
/// Bytes of a secret.
pub const SECRET_BYTES: usize = 32;

/// What the register keeps for a phone. There is at most one for each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeviceUnlock {
    pub device: DeviceId,
    /// Made by the phone: which of its wrapped keys the secret opens.
    pub secret_id: Uuid,
    /// The secret, sealed.
    pub sealed: String,
    pub kept_at: OffsetDateTime,
    /// When the phone got it; the phone replaces such a secret.
    pub handed_at: Option<OffsetDateTime>,
    /// The open code, if there is one.
    pub code: Option<UnlockCode>,
    pub version: i32,
}

/// A code as stored: only its hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnlockCode {
    /// Keyed hash of phone and digits.
    pub hash: String,
    pub expires_at: OffsetDateTime,
    pub wrong_tries: i32,
}

/// Eight random digits.
pub fn random_code(entropy: &dyn Entropy) -> String {
    // The remainder of 64 random bits prefers no code noticeably.
    format!("{:08}", u64::from_le_bytes(random_bytes(entropy)) % 100_000_000)
}

/// Checks that this person may help the inspector of an active phone: never the inspector themself.
///
/// # Errors
/// [`Refusal::WrongState`] if it is blocked, [`Refusal::SecondPerson`].
pub fn check_helper(device: &Device, helper: AccountId) -> Result<(), Refusal> {
    if !device.is_active() {
        Err(Refusal::WrongState)
    } else if device.account == helper {
        Err(Refusal::SecondPerson)
    } else {
        Ok(())
    }
}

impl DeviceUnlock {
    /// With a new code, in place of an open one.
    #[must_use]
    pub fn offer(&self, hash: String, now: OffsetDateTime) -> Self {
        let code = UnlockCode { hash, expires_at: now + CODE_LIFETIME, wrong_tries: 0 };
        Self { code: Some(code), ..self.clone() }
    }

    /// The code that may be typed at `now`.
    pub fn find_code(&self, now: OffsetDateTime) -> Option<&UnlockCode> {
        self.code.as_ref().filter(|code| now < code.expires_at && code.wrong_tries < MAX_CODE_TRIES)
    }

    /// After a wrong code was typed.
    #[must_use]
    pub fn count_wrong_try(&self) -> Self {
        let code = self.code.clone().map(|code| UnlockCode { wrong_tries: code.wrong_tries + 1, ..code });
        Self { code, ..self.clone() }
    }

    /// After the right code was typed: the code is used up.
    #[must_use]
    pub fn hand_over(&self, now: OffsetDateTime) -> Self {
        Self { code: None, handed_at: Some(now), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::devices::DeviceStatus;

    const NOW: OffsetDateTime = datetime!(2026-11-25 02:00 UTC);

    fn unlock() -> DeviceUnlock {
        DeviceUnlock {
            device: DeviceId(Uuid::nil()),
            secret_id: Uuid::nil(),
            sealed: String::new(),
            kept_at: NOW,
            handed_at: None,
            code: None,
            version: 1,
        }
    }

    #[test]
    fn a_code_is_valid_for_fifteen_minutes_five_tries_and_one_use() {
        assert_eq!(unlock().find_code(NOW), None);
        let mut offered = unlock().offer("hash".to_owned(), NOW);
        assert!(offered.find_code(NOW + CODE_LIFETIME - Duration::SECOND).is_some());
        assert!(offered.find_code(NOW + CODE_LIFETIME).is_none());
        assert!(offered.hand_over(NOW).find_code(NOW).is_none());
        for _ in 0..MAX_CODE_TRIES {
            assert!(offered.find_code(NOW).is_some());
            offered = offered.count_wrong_try();
        }
        assert!(offered.find_code(NOW).is_none());
        assert!(offered.offer("next".to_owned(), NOW).find_code(NOW).is_some());
    }

    #[test]
    fn the_inspector_does_not_help_themself_and_nobody_a_blocked_phone() {
        let (holder, helper) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let phone = |status| Device {
            id: DeviceId(Uuid::nil()),
            account: holder,
            name: String::new(),
            public_key: vec![],
            status,
            registered_at: NOW,
            seen_at: NOW,
            version: 1,
        };
        assert_eq!(check_helper(&phone(DeviceStatus::Active), helper), Ok(()));
        assert_eq!(check_helper(&phone(DeviceStatus::Active), holder), Err(Refusal::SecondPerson));
        for blocked in [DeviceStatus::CutOff(NOW), DeviceStatus::ToldToWipe(NOW)] {
            assert_eq!(check_helper(&phone(blocked), helper), Err(Refusal::WrongState));
        }
    }

    #[test]
    fn codes_have_eight_digits() {
        #[derive(Debug)]
        struct Fixed(u8);
        impl Entropy for Fixed {
            fn fill(&self, out: &mut [u8]) {
                out.fill(self.0);
            }
        }
        for byte in [0, 1, 255] {
            let code = random_code(&Fixed(byte));
            assert!(code.len() == 8 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
        }
    }
}
