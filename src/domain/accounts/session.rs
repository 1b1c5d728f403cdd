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
    /// The browser at log-in: "Chrome, Android". Empty where it is not known.
    pub agent: String,
    /// When a second factor was typed last in it; `None` if the account has none.
    pub confirmed_at: Option<OffsetDateTime>,
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

/// Browser and system of a `User-Agent` header, as far as most people know them: "Chrome, Android". Its versions and models
/// are left out.
pub fn name_agent(header: &str) -> String {
    // The order matters: each of these names itself and those below it.
    let browsers = [
        ("Edg", "Edge"),
        ("coc_coc_browser", "Cốc Cốc"),
        ("SamsungBrowser", "Samsung Internet"),
        ("OPR/", "Opera"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];
    let find = |names: &[(&str, &str)]| {
        names.iter().find(|(mark, _)| header.contains(mark)).map(|(_, name)| (*name).to_owned())
    };
    let known: Vec<String> = find(&browsers).into_iter().chain(find(&systems)).collect();
    known.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_browser_is_named_without_its_version() {
        let android = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
        for (header, name) in [
            (android, "Chrome, Android"),
            (iphone, "Safari, iPhone"),
            (edge, "Edge, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
            ("curl/8.5.0", ""),
            ("", ""),
        ] {
            assert_eq!(name_agent(header), name);
        }
    }

    #[test]
    fn both_limits_end_a_session() {
        let start = datetime!(2026-11-23 08:00 UTC);
        let session = Session {
            hash: String::new(),
            account: AccountId(uuid::Uuid::nil()),
            counter_for: None,
            agent: String::new(),
            confirmed_at: None,
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
