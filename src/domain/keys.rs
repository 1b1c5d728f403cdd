//! Signing keys: when a key signs, and which key signs now.
//!
//! Belongs here: the record of a key and its rules. Does not belong here: the key itself and signing
//! (credential), its row (store), and the creation of keys (app).

use time::{Duration, OffsetDateTime};

/// How long a key signs. It verifies without limit, because certificates outlive it.
pub const SIGNING_PERIOD: Duration = Duration::days(730);
/// A successor is created this long before the last key ends, so that readers have it before it signs.
pub const SUCCESSOR_LEAD_TIME: Duration = Duration::days(30);
/// Maximum length of the reason of a withdrawal, in characters.
pub const MAX_REASON_LENGTH: usize = 200;

/// A key pair in the database: the public part, and the private part encrypted under the master secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyRecord {
    /// Key id, 1 to 4 bytes (RFC 9052 section 3.1 `kid`).
    pub kid: Vec<u8>,
    /// The uncompressed point: 65 bytes (SEC 1, 2.3.3).
    pub public_key: Vec<u8>,
    /// The encrypted private part.
    pub sealed_private_key: Vec<u8>,
    pub created_at: OffsetDateTime,
    /// It signs from this time on (UTC, whole seconds).
    pub not_before: OffsetDateTime,
    /// It signs until this time, exclusive.
    pub not_after: OffsetDateTime,
    /// Time and reason of its withdrawal.
    pub withdrawn: Option<(OffsetDateTime, String)>,
}

impl KeyRecord {
    pub fn signs_at(&self, now: OffsetDateTime) -> bool {
        self.withdrawn.is_none() && self.not_before <= now && now < self.not_after
    }
}

/// The key that signs at `now`: of those that may sign, the one with the latest start.
pub fn find_signing_key(keys: &[KeyRecord], now: OffsetDateTime) -> Option<&KeyRecord> {
    keys.iter().filter(|key| key.signs_at(now)).max_by_key(|key| (key.not_before, key.created_at))
}

/// Start of the next key that must be created: now if no key signs; the end of the last key if that is nearer than
/// [`SUCCESSOR_LEAD_TIME`]; `None` otherwise.
pub fn find_next_key_start(keys: &[KeyRecord], now: OffsetDateTime) -> Option<OffsetDateTime> {
    if find_signing_key(keys, now).is_none() {
        return Some(now);
    }
    let last = keys.iter().filter(|key| key.withdrawn.is_none()).map(|key| key.not_after).max()?;
    (last - now < SUCCESSOR_LEAD_TIME).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-25 00:00 UTC);

    fn key(kid: u8, from: OffsetDateTime, withdrawn: bool) -> KeyRecord {
        KeyRecord {
            kid: vec![kid],
            public_key: vec![],
            sealed_private_key: vec![],
            created_at: from,
            not_before: from,
            not_after: from + SIGNING_PERIOD,
            withdrawn: withdrawn.then(|| (NOW, "lost".into())),
        }
    }

    #[test]
    fn the_last_that_began_signs() {
        let day = Duration::DAY;
        let keys = [
            key(1, NOW - day * 100, false),
            key(2, NOW - day, false),
            key(3, NOW - day, true),
            key(4, NOW + day, false),
        ];
        assert_eq!(find_signing_key(&keys, NOW).map(|key| key.kid[0]), Some(2));
        assert_eq!(find_signing_key(&keys, NOW + day).map(|key| key.kid[0]), Some(4));
        assert_eq!(find_signing_key(&keys, NOW - day * 101), None);
        assert_eq!(find_signing_key(&keys, NOW + day + SIGNING_PERIOD), None);
    }

    #[test]
    fn a_key_is_missing_at_once_or_when_the_last_ends() {
        assert_eq!(find_next_key_start(&[], NOW), Some(NOW));
        assert_eq!(find_next_key_start(&[key(1, NOW, true)], NOW), Some(NOW));
        assert_eq!(find_next_key_start(&[key(1, NOW, false)], NOW), None);
        let old = key(1, NOW - SIGNING_PERIOD + Duration::days(29), false);
        assert_eq!(find_next_key_start(std::slice::from_ref(&old), NOW), Some(old.not_after));
        assert_eq!(find_next_key_start(&[old, key(2, NOW + Duration::days(20), false)], NOW), None);
    }
}
