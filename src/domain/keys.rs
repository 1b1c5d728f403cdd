//! Signing keys as the registry keeps them: when one signs, and which one signs now.
//!
//! Belongs here: the record and the rules over it. Does not belong here: the key itself and what it signs
//! (credential), its row (store), and when one is made (app).

use time::{Duration, OffsetDateTime};

/// How long a key signs. It verifies for as long as it is published, which is for ever: papers outlive it.
pub const SIGNS_FOR: Duration = Duration::days(730);
/// A successor is made this long before the last key ends, so that readers hold it before it signs.
pub const SUCCESSOR: Duration = Duration::days(30);
/// The longest reason of a withdrawal, in characters.
pub const LONGEST_REASON: usize = 200;

/// A key pair in the database: its public part, and its private part sealed under the master secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyRecord {
    /// Its id, 1 to 4 bytes (RFC 9052 section 3.1 `kid`).
    pub kid: Vec<u8>,
    /// The point, uncompressed: 65 bytes.
    pub public: Vec<u8>,
    /// The sealed private part.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// It signs from here, in whole seconds.
    pub not_before: OffsetDateTime,
    /// It signs until here.
    pub not_after: OffsetDateTime,
    /// When and why it was withdrawn.
    pub withdrawn: Option<(OffsetDateTime, String)>,
}

impl KeyRecord {
    /// Whether it may sign at `now`.
    pub fn signs_at(&self, now: OffsetDateTime) -> bool {
        self.withdrawn.is_none() && self.not_before <= now && now < self.not_after
    }
}

/// The key that signs at `now`: of those that may, the one that began last.
pub fn signing(keys: &[KeyRecord], now: OffsetDateTime) -> Option<&KeyRecord> {
    keys.iter().filter(|key| key.signs_at(now)).max_by_key(|key| (key.not_before, key.created_at))
}

/// From when a key is missing: now if none signs; else from the end of the last, once that is near.
pub fn missing_from(keys: &[KeyRecord], now: OffsetDateTime) -> Option<OffsetDateTime> {
    if signing(keys, now).is_none() {
        return Some(now);
    }
    let last = keys.iter().filter(|key| key.withdrawn.is_none()).map(|key| key.not_after).max()?;
    (last - now < SUCCESSOR).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-25 00:00 UTC);

    fn key(kid: u8, from: OffsetDateTime, withdrawn: bool) -> KeyRecord {
        KeyRecord {
            kid: vec![kid],
            public: vec![],
            sealed: vec![],
            created_at: from,
            not_before: from,
            not_after: from + SIGNS_FOR,
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
        assert_eq!(signing(&keys, NOW).map(|key| key.kid[0]), Some(2));
        assert_eq!(signing(&keys, NOW + day).map(|key| key.kid[0]), Some(4));
        assert_eq!(signing(&keys, NOW - day * 101), None);
        assert_eq!(signing(&keys, NOW + day + SIGNS_FOR), None);
    }

    #[test]
    fn a_key_is_missing_at_once_or_when_the_last_ends() {
        assert_eq!(missing_from(&[], NOW), Some(NOW));
        assert_eq!(missing_from(&[key(1, NOW, true)], NOW), Some(NOW));
        assert_eq!(missing_from(&[key(1, NOW, false)], NOW), None);
        let old = key(1, NOW - SIGNS_FOR + Duration::days(29), false);
        assert_eq!(missing_from(std::slice::from_ref(&old), NOW), Some(old.not_after));
        assert_eq!(missing_from(&[old, key(2, NOW + Duration::days(20), false)], NOW), None);
    }
}
