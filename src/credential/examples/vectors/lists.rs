//! `lists.json`: signed status lists, and the expected result of reading each.

use camket_credential::status_list::{Edition, PackedStatuses, sign};
use camket_domain::certificates::{CertificateStatus, StatusIndex};
use data_encoding::BASE64;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::keys::{UNKNOWN, VectorKeys, WITHDRAWN};
use crate::texts::PUBLIC_URL;

const ISSUED: OffsetDateTime = datetime!(2026-11-25 08:00 UTC);
const PLACES: usize = 4096;
const STATUSES: [(u32, CertificateStatus); 6] = [
    (0, CertificateStatus::Revoked),
    (5, CertificateStatus::Issued),
    (6, CertificateStatus::Suspended),
    (7, CertificateStatus::Superseded),
    (1000, CertificateStatus::Revoked),
    (4095, CertificateStatus::Suspended),
];

pub(crate) fn build_vectors(keys: &VectorKeys) -> Value {
    json!({
        "address": address(),
        "places": PLACES,
        "statuses": STATUSES.map(|(place, status)| json!([place, status.code()])),
        "keys": keys.set_json(),
        "cases": cases(keys),
    })
}

fn address() -> String {
    format!("{PUBLIC_URL}/.well-known/camket/status-list")
}

fn packed() -> PackedStatuses {
    let mut packed = PackedStatuses::new(PLACES);
    for (place, status) in STATUSES {
        packed.set(StatusIndex(place), status);
    }
    packed
}

fn sign_list(keys: &VectorKeys, id: &str, sequence: u64, at: &str) -> Vec<u8> {
    let edition = Edition { address: at.to_owned(), issued_at: ISSUED, sequence };
    sign(&packed(), &edition, &keys.signing_key(id)).expect("a list")
}

/// A list read `after` seconds after it was signed, by a reader that has read sequence number 7.
fn case(name: &str, bytes: &[u8], after: i64, fault: Option<&str>) -> Value {
    let now = ISSUED.unix_timestamp() + after;
    json!({ "name": name, "list": BASE64.encode(bytes), "now": now, "least": 7, "fault": fault })
}

fn cases(keys: &VectorKeys) -> Vec<Value> {
    let good = sign_list(keys, "01", 7, &address());
    let bent = |place: usize| {
        let mut bytes = good.clone();
        bytes[place] ^= 1;
        bytes
    };
    let (hour, day, end) = (3600, 86400, good.len());
    vec![
        case("good", &good, hour, None),
        case("good, of another key", &sign_list(keys, "0203", 7, &address()), 0, None),
        case("good, of a higher sequence number", &sign_list(keys, "01", 8, &address()), hour, None),
        case("good, eight days old: to be read, and too old to judge by", &good, 8 * day, None),
        case("good, the reader's clock is an hour behind", &good, -hour, None),
        case("good, in its last second", &good, 14 * day - 1, None),
        case("expired", &good, 14 * day, Some("list-expired")),
        case("an older sequence number", &sign_list(keys, "01", 6, &address()), hour, Some("list-replayed")),
        case(
            "another address",
            &sign_list(keys, "01", 7, "https://evil.example/status-list"),
            0,
            Some("list-address"),
        ),
        case("an unknown key", &sign_list(keys, UNKNOWN, 7, &address()), 0, Some("list-unknown-key")),
        case("a withdrawn key", &sign_list(keys, WITHDRAWN, 7, &address()), 0, Some("list-withdrawn-key")),
        case("a bit of the signature changed", &bent(end - 1), 0, Some("token-signature")),
        case("a bit of the statuses changed", &bent(end / 2), 0, Some("token-signature")),
        case("a byte after it", &[&good[..], &[0]].concat(), 0, Some("token-cbor")),
        case("cut by a byte", &good[..end - 1], 0, Some("token-cbor")),
        case("cut to half", &good[..end / 2], 0, Some("token-cbor")),
        case("its tag missing", &good[1..], 0, Some("token-tag")),
        case("empty", &[], 0, Some("token-tag")),
    ]
}
