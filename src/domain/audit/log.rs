//! The log of audit events: each event is a leaf of a Merkle tree, so that nobody can change, remove or insert one unseen.
//!
//! **What is hashed.** A leaf is the text of [`LogEntry::encode`]: an object in canonical JSON (RFC 8785: keys in order, no spaces,
//! texts with the shortest escapes), in UTF-8, without a newline. Its fields, of version 1, in their order:
//!
//! | key | value |
//! |---|---|
//! | `action` | code of what was done |
//! | `actor` | id of the account that did it; `null`: the program itself |
//! | `at` | when, in microseconds since 1970-01-01 UTC |
//! | `id` | id of the event |
//! | `name` | name of the actor at that time; empty for the program |
//! | `note` | a note or a code; never a personal number |
//! | `number` | number of the leaf, from 0 |
//! | `role` | code of the actor's role at that time, or `null` |
//! | `target` | id of the row that the event is about |
//! | `v` | version of this table: 1 |
//! | `venue` | id of the venue in whose timeline it appears, or `null` |
//!
//! An event that changes its place changes its bytes, because its number is one of them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use time::Duration;
use uuid::Uuid;

use super::AuditAction;

/// Version of the fields of a leaf.
const VERSION: u8 = 1;

/// While the log grows, two checkpoints are at most so far apart.
pub const MAX_CHECKPOINT_AGE: Duration = Duration::days(1);

/// An event with its place in the log. It keeps codes as texts: a row that was changed may have any.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LogEntry {
    // The fields stand in the order of their keys, which RFC 8785 asks for.
    pub action: String,
    pub actor: Option<Uuid>,
    /// Microseconds since 1970-01-01 UTC.
    pub at: i64,
    pub id: Uuid,
    pub name: String,
    pub note: String,
    /// From 0.
    pub number: u64,
    pub role: Option<String>,
    pub target: Uuid,
    v: u8,
    pub venue: Option<Uuid>,
}

/// The columns of an event, as they are stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredEvent {
    pub id: Uuid,
    pub at: i64,
    pub actor: Option<Uuid>,
    pub role: Option<String>,
    pub name: String,
    pub action: String,
    pub target: Uuid,
    pub venue: Option<Uuid>,
    pub note: String,
}

/// That a restore put the log back to an earlier end, from which it went on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LogContinuation {
    /// The epoch of the register that the restore began.
    pub epoch: i64,
    /// Leaves that were left.
    pub kept: u64,
}

impl LogEntry {
    pub fn new(number: u64, event: StoredEvent) -> Self {
        let StoredEvent { id, at, actor, role, name, action, target, venue, note } = event;
        Self { action, actor, at, id, name, note, number, role, target, v: VERSION, venue }
    }

    /// The same event at another place.
    #[must_use]
    pub fn with_number(&self, number: u64) -> Self {
        Self { number, ..self.clone() }
    }

    /// The bytes of the leaf, as the table above says.
    pub fn encode(&self) -> String {
        // serde_json escapes as RFC 8785 does, and writes no number that is not whole.
        serde_json::to_string(self).expect("texts and numbers are always JSON")
    }

    /// Reads the text of a leaf; `None` for any other text.
    pub fn decode(text: &str) -> Option<Self> {
        let entry: Self = serde_json::from_str(text).ok()?;
        (entry.v == VERSION && entry.encode() == text).then_some(entry)
    }

    /// What the entry says of a restore of the log.
    pub fn continuation(&self) -> Option<LogContinuation> {
        (self.action == AuditAction::AuditLogContinued.code()).then(|| LogContinuation::parse(&self.note))?
    }
}

impl LogContinuation {
    /// The note of its event.
    pub fn format(self) -> String {
        format!("{} {}", self.epoch, self.kept)
    }

    fn parse(note: &str) -> Option<Self> {
        let (epoch, kept) = note.split_once(' ')?;
        Some(Self { epoch: epoch.parse().ok()?, kept: kept.parse().ok()? })
    }
}

/// The number that a leaf states and what it says of a restore, without reading the rest of it.
pub fn read_leaf_head(text: &str) -> Option<(u64, Option<LogContinuation>)> {
    #[derive(Deserialize)]
    struct Head<'a> {
        number: u64,
        #[serde(borrow)]
        action: Cow<'a, str>,
    }
    let head: Head<'_> = serde_json::from_str(text).ok()?;
    let is_continuation = head.action == AuditAction::AuditLogContinued.code();
    let continuation = if is_continuation { LogEntry::decode(text)?.continuation() } else { None };
    Some((head.number, continuation))
}

/// Name of the log: the public address without its scheme, and the register's epoch. A restore takes published leaves back, so
/// the log that goes on is another one (c2sp.org/tlog-checkpoint: no log contradicts what it signed).
pub fn build_origin(public_url: &str, epoch: i64) -> String {
    let address = public_url.split_once("://").map_or(public_url, |(_, address)| address);
    format!("{address}/audit/{epoch}")
}

/// The epoch in the name of a log; `None` if it is no name of a log of ours.
pub fn parse_origin_epoch(origin: &str) -> Option<i64> {
    let (address, epoch) = origin.rsplit_once('/')?;
    address.ends_with("/audit").then(|| epoch.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> StoredEvent {
        StoredEvent {
            id: Uuid::from_u128(0x0193_6f00_0000_7000_8000_0000_0000_0001),
            at: 1_796_000_000_123_456,
            actor: Some(Uuid::nil()),
            role: Some("commune_officer".to_owned()),
            name: "Nguyễn \"Hoa\"\n".to_owned(),
            action: "certificate-revoked".to_owned(),
            target: Uuid::max(),
            venue: None,
            note: "12/QĐ-SNV \\ \u{1}".to_owned(),
        }
    }

    #[test]
    fn a_leaf_is_canonical_json() {
        let text = LogEntry::new(17, event()).encode();
        let expected = r#"{"action":"certificate-revoked","actor":"00000000-0000-0000-0000-000000000000","at":1796000000123456,"id":"01936f00-0000-7000-8000-000000000001","name":"Nguyễn \"Hoa\"\n","note":"12/QĐ-SNV \\ \u0001","number":17,"role":"commune_officer","target":"ffffffff-ffff-ffff-ffff-ffffffffffff","v":1,"venue":null}"#;
        assert_eq!(text, expected);
        let keys: Vec<&str> =
            text.split('"').filter(|part| part.chars().all(|c| c.is_ascii_lowercase())).collect();
        let ordered: Vec<&str> =
            ["action", "actor", "at", "id", "name", "note", "number", "role", "target", "v", "venue"].into();
        assert_eq!(keys.iter().filter(|key| ordered.contains(key)).copied().collect::<Vec<_>>(), ordered);
    }

    #[test]
    fn a_leaf_is_read_back_and_no_other_text() {
        let entry = LogEntry::new(17, event());
        let text = entry.encode();
        assert_eq!(LogEntry::decode(&text), Some(entry.clone()));
        assert_eq!(read_leaf_head(&text), Some((17, None)));
        assert_ne!(entry.with_number(18).encode(), text);
        let spaced = text.replace("\"v\":1", "\"v\": 1");
        let newer = text.replace("\"v\":1", "\"v\":2");
        for other in ["", "{}", &spaced, &newer, &format!("{text}\n")] {
            assert_eq!(LogEntry::decode(other), None, "{other}");
        }
    }

    #[test]
    fn a_restore_is_read_of_its_event_alone() {
        let continuation = LogContinuation { epoch: 2, kept: 1234 };
        let action = AuditAction::AuditLogContinued.code().to_owned();
        let entry = LogEntry::new(3, StoredEvent { action, note: continuation.format(), ..event() });
        assert_eq!(entry.continuation(), Some(continuation));
        assert_eq!(read_leaf_head(&entry.encode()), Some((3, Some(continuation))));
        let other = LogEntry::new(3, StoredEvent { note: continuation.format(), ..event() });
        assert_eq!(other.continuation(), None);
    }

    #[test]
    fn a_log_is_named_after_address_and_epoch() {
        assert_eq!(build_origin("https://camket.example.vn", 1), "camket.example.vn/audit/1");
        assert_eq!(build_origin("http://127.0.0.1:8080", 2), "127.0.0.1:8080/audit/2");
        assert_eq!(parse_origin_epoch("127.0.0.1:8080/audit/2"), Some(2));
        for other in ["", "camket.example.vn", "camket.example.vn/audit/x", "camket.example.vn/2"] {
            assert_eq!(parse_origin_epoch(other), None, "{other}");
        }
    }
}
