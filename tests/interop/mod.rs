//! Interoperability: independent software (PyPI `cwt`, zlib) reads our token and status list, in `read.py` of this folder.

mod exported_lists;

use std::fs;
use std::path::Path;
use std::process::Command;

use camket_credential::keys::{KeySet, Kid, PublicKey, cose, jwk};
use camket_credential::signing::{SigningKey, generate};
use camket_credential::status_list::{self, Edition, PackedStatuses};
use camket_credential::token;
use camket_domain::areas::AreaCode;
use camket_domain::certificates::{CertificateClaims, CertificateNumber, CertificateStatus, StatusIndex};
use camket_domain::venues::VenueKind;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

const ADDRESS: &str = "https://camket.example.vn/.well-known/camket/status-list";

/// The real time, because the independent reader checks the token against the system clock.
#[expect(clippy::disallowed_methods, reason = "the other reader judges by the system's clock")]
fn current_time() -> OffsetDateTime {
    OffsetDateTime::now_utc().replace_nanosecond(0).unwrap()
}

fn claims(now: OffsetDateTime) -> CertificateClaims {
    CertificateClaims {
        number: CertificateNumber::new("KH-SNV", 2026, 42),
        issued_at: now,
        expires_at: now + Duration::days(365),
        index: StatusIndex(123_456),
        kind: VenueKind::Hotel,
        name: "Khách sạn Biển Xanh".into(),
        address: "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa".into(),
        area: AreaCode::new("22834").unwrap(),
    }
}

fn build_key(kid: &[u8]) -> SigningKey {
    SigningKey::new(Kid::new(kid).unwrap(), &generate().unwrap()).unwrap()
}

/// The published key set: the signing key and a withdrawn one.
fn build_key_set(key_used: &SigningKey, now: OffsetDateTime) -> KeySet {
    let public = |key: &SigningKey, withdrawn| PublicKey {
        kid: key.kid().clone(),
        point: key.point(),
        not_before: now,
        not_after: now + Duration::days(365),
        withdrawn,
    };
    KeySet::new(vec![public(key_used, false), public(&build_key(&[9]), true)]).unwrap()
}

fn build_statuses() -> PackedStatuses {
    let mut packed = PackedStatuses::new(1000);
    for (place, status) in [
        (0, CertificateStatus::Revoked),
        (5, CertificateStatus::Suspended),
        (999, CertificateStatus::Superseded),
    ] {
        packed.set(StatusIndex(place), status);
    }
    packed
}

/// Writes the files that the registry publishes.
fn write_published_files(folder: &Path, now: OffsetDateTime) {
    let key = build_key(&[1, 2]);
    let edition = Edition { address: ADDRESS.into(), issued_at: now, sequence: 7 };
    let write = |name, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("keys.cbor", &cose::encode(&build_key_set(&key, now)));
    write("keys.json", jwk::encode(&build_key_set(&key, now)).as_bytes());
    write("token.txt", token::to_text(&token::sign(&claims(now), &key).unwrap()).as_bytes());
    write("list.cwt", &status_list::sign(&build_statuses(), &edition, &key).unwrap());
}

#[expect(clippy::disallowed_methods, reason = "test.sh tells the tests where the Python is")]
fn python_path() -> String {
    std::env::var("CAMKET_TEST_PYTHON")
        .expect("CAMKET_TEST_PYTHON is not set: run ./test.sh, which makes a Python with packages")
}

fn run_python_reader(folder: &Path) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/read.py");
    let answer = Command::new(python_path()).arg(script).arg(folder).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    serde_json::from_slice(&answer.stdout).unwrap()
}

#[test]
fn others_read_our_token_and_our_status_list() {
    let now = current_time();
    let folder = tempfile::tempdir().unwrap();
    write_published_files(folder.path(), now);
    let found = run_python_reader(folder.path());
    let (claims, iat) = (claims(now), now.unix_timestamp());
    let token = json!({
        "2": claims.number,
        "4": claims.expires_at.unix_timestamp(),
        "6": iat,
        "-65537": [123_456, "hotel", claims.name, claims.address, "22834"],
    });
    let list = json!({ "2": ADDRESS, "4": iat + 14 * 86400, "6": iat, "65534": 15 * 60, "-65538": 7 });
    let statuses = json!({ "bits": 2, "places": 1000, "statuses": [[0, 1], [5, 2], [999, 3]] });
    let expected = json!({ "token": token, "list": list, "statuses": statuses, "refused": true });
    assert_eq!(found["cose"], expected);
    assert_eq!(found["jwk"], expected);
    assert_eq!(found["typ"], status_list::MEDIA_TYPE);
}
