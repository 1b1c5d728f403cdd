//! Sessions: an opaque cookie, stored as a hash, with an idle and an absolute limit.

use time::{Duration, OffsetDateTime};

use crate::ids::AccountId;

/// How long a session lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SessionLimits {
    /// Time without a request.
    pub idle: Duration,
    /// Time since log-in.
    pub absolute: Duration,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle: Duration::hours(8), absolute: Duration::days(7) }
    }
}

/// A session as stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// SHA-256 of the cookie's value, hexadecimal.
    pub hash: String,
    pub account: AccountId,
    /// The owner for whom the officer enters at the counter.
    pub counter_for: Option<AccountId>,
    /// Time of log-in.
    pub created_at: OffsetDateTime,
    /// Time of the last request, to the minute.
    pub seen_at: OffsetDateTime,
}

impl Session {
    /// Whether the session is valid at `now`.
    pub fn is_valid(&self, now: OffsetDateTime, limits: SessionLimits) -> bool {
        now < self.seen_at + limits.idle && now < self.created_at + limits.absolute
    }

    /// Whether `seen_at` must be updated: at most once a minute.
    pub fn needs_touch(&self, now: OffsetDateTime) -> bool {
        now - self.seen_at >= Duration::minutes(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn both_limits_end_a_session() {
        let start = datetime!(2026-11-23 08:00 UTC);
        let session = Session {
            hash: String::new(),
            account: AccountId(uuid::Uuid::nil()),
            counter_for: None,
            created_at: start,
            seen_at: start,
        };
        let limits = SessionLimits { idle: Duration::hours(1), absolute: Duration::hours(10) };
        assert!(session.is_valid(start + Duration::minutes(59), limits));
        assert!(!session.is_valid(start + Duration::minutes(60), limits));
        let busy = Session { seen_at: start + Duration::hours(10), ..session };
        assert!(!busy.is_valid(start + Duration::hours(10), limits));
    }
}
