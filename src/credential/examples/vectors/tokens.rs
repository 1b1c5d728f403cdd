//! `tokens.json`: texts, and the expected classification, proof and claims of each.

use camket_credential::keys::Kid;
use camket_credential::token::{sign, to_text};
use camket_domain::areas::AreaCode;
use camket_domain::certificates::claims::first_second_after;
use camket_domain::certificates::{CertificateClaims, CertificateNumber, StatusIndex};
use camket_domain::venues::VenueKind;
use coset::cbor::value::Value as Cbor;
use serde_json::{Value, json};
use time::macros::{date, datetime};

use crate::claims_json::claims_json;
use crate::keys::{UNKNOWN, VectorKeys, WITHDRAWN, kid};
use crate::raw::{ES256, ES384, EnvelopeParts, kid_value, negate_s};
use crate::texts::{CODES, NOT_OURS, PUBLIC_URL};

/// The case whose token is tested with each single bit flipped.
const FLIPPED: &str = "good: one byte of key id";

pub(crate) fn build_vectors(keys: &VectorKeys) -> Value {
    let sample = sign(&hotel(), &keys.signing_key("01")).expect("a token");
    let mut cases = good(keys, &sample);
    cases.extend(broken(keys, &sample));
    cases.extend(cut_off(&sample));
    let token = to_text(&sample);
    cases.extend(NOT_OURS.map(|(name, text)| {
        case(&format!("not ours: {name}"), &text.replace("TOKEN", &token), "not_ours", None)
    }));
    cases.extend(CODES.map(|(name, text, proof)| case(name, text, proof, None)));
    json!({
        "public_url": PUBLIC_URL,
        "keys": keys.set_json(),
        "flips": { "of": FLIPPED, "unknown_key_bits": kid_bits() },
        "cases": cases,
    })
}

fn case(name: &str, text: &str, proof: &str, claims: Option<&CertificateClaims>) -> Value {
    json!({ "name": name, "text": text, "proof": proof, "claims": claims.map(claims_json) })
}

fn address(bytes: &[u8]) -> String {
    format!("{PUBLIC_URL}/v/{}", to_text(bytes))
}

/// The bits of the id `01`, the ninth byte: d2 84 46, then a2 01 26 04 41, then the id.
fn kid_bits() -> Vec<usize> {
    (64..72).collect()
}

fn hotel() -> CertificateClaims {
    CertificateClaims {
        number: CertificateNumber::new("KH-SNV", 2026, 42),
        issued_at: datetime!(2026-01-05 03:00 UTC),
        expires_at: first_second_after(date!(2026 - 12 - 31)),
        index: StatusIndex(5),
        kind: VenueKind::Hotel,
        name: "Khách sạn Biển Xanh".into(),
        address: "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa".into(),
        area: AreaCode::new("22834").expect("a code"),
    }
}

fn long() -> CertificateClaims {
    CertificateClaims {
        number: CertificateNumber::new("KH-SNV", 2026, 999_999),
        index: StatusIndex(u32::MAX),
        kind: VenueKind::TouristApartment,
        name: "Khu nghỉ dưỡng và căn hộ du lịch Sóng Biển Vĩnh Hy".into(),
        address: "Thôn Mỹ Hiệp, đường ven biển, Xã Vĩnh Hải, tỉnh Khánh Hòa".into(),
        area: AreaCode::new("22852").expect("a code"),
        ..hotel()
    }
}

fn expired() -> CertificateClaims {
    CertificateClaims {
        number: CertificateNumber::new("KH-SNV", 2025, 1),
        issued_at: datetime!(2025-01-05 03:00 UTC),
        expires_at: first_second_after(date!(2025 - 12 - 31)),
        index: StatusIndex(0),
        kind: VenueKind::Karaoke,
        name: "Karaoke \"Đêm Trăng\" số 2".into(),
        ..hotel()
    }
}

fn good(keys: &VectorKeys, sample: &[u8]) -> Vec<Value> {
    let by = |id: &str, claims: &CertificateClaims| {
        address(&sign(claims, &keys.signing_key(id)).expect("a token"))
    };
    let (hotel, long, over) = (hotel(), long(), expired());
    let text = to_text(sample);
    let mixed: String = text
        .char_indices()
        .map(|(place, c)| if place % 2 == 0 { c.to_ascii_lowercase() } else { c })
        .collect();
    let good = |name: &str, text: &str, claims: &CertificateClaims| {
        case(&format!("good: {name}"), text, "good", Some(claims))
    };
    vec![
        case(FLIPPED, &address(sample), "good", Some(&hotel)),
        good("two bytes of key id, long Vietnamese name", &by("0203", &long), &long),
        good("four bytes of key id, expired", &by("0b0b0b0b", &over), &over),
        good("one byte of key id, long Vietnamese name", &by("01", &long), &long),
        good("token in lower case", &format!("{PUBLIC_URL}/v/{}", text.to_ascii_lowercase()), &hotel),
        good("token in mixed case", &format!("{PUBLIC_URL}/v/{mixed}"), &hotel),
        good(
            "s replaced by n - s: verifies, so only the number is an identity",
            &address(&negate_s(sample)),
            &hotel,
        ),
        case("withdrawn key", &by(WITHDRAWN, &hotel), "withdrawn_key", Some(&hotel)),
        case("unknown key", &by(UNKNOWN, &hotel), "unknown_key", None),
    ]
}

fn broken(keys: &VectorKeys, sample: &[u8]) -> Vec<Value> {
    let mut cases = Vec::new();
    let mut add =
        |name: &str, text: String| cases.push(case(&format!("broken: {name}"), &text, "broken", None));
    for (name, parts) in headers(sample, &kid("01")) {
        add(name, address(&parts.sign(&keys.pkcs8("01"))));
    }
    for (name, payload) in payloads(sample) {
        let parts = EnvelopeParts { payload, ..EnvelopeParts::from_token(sample, &kid("01")) };
        add(name, address(&parts.sign(&keys.pkcs8("01"))));
    }
    let parts = || EnvelopeParts::from_token(sample, &kid("01"));
    add("signed by another key under this id", address(&parts().sign(&keys.pkcs8("0203"))));
    add(
        "signed by another key under a withdrawn id",
        address(&EnvelopeParts::from_token(sample, &kid(WITHDRAWN)).sign(&keys.pkcs8("01"))),
    );
    add("tag missing", address(&sample[1..]));
    add("tag 61 around it", address(&[&[0xd8, 61], sample].concat()));
    add("tag 18 in two bytes", address(&[&[0xd8, 18], &sample[1..]].concat()));
    add("tag 17", address(&[&[0xd1], &sample[1..]].concat()));
    add("byte after it", address(&[sample, &[0]].concat()));
    add("a second token after it", address(&[sample, sample].concat()));
    add("signature of zeros", address(&[&sample[..sample.len() - 64], &[0; 64]].concat()));
    for (name, text) in spoiled_texts(&to_text(sample)) {
        add(name, format!("{PUBLIC_URL}/v/{text}"));
    }
    cases
}

/// Beginnings of a token, as a cut-off address holds them.
fn cut_off(sample: &[u8]) -> Vec<Value> {
    let lengths = [sample.len() - 1, sample.len() - 32, sample.len() - 64, sample.len() / 2, 16];
    let cut = |left| case(&format!("cut to {left} bytes"), &address(&sample[..left]), "mistyped", None);
    let text = to_text(sample);
    let short = format!("{PUBLIC_URL}/v/{}", &text[..text.len() - 1]);
    let short = case("a token with a character too few", &short, "mistyped", None);
    lengths.into_iter().map(cut).chain([short]).collect()
}

/// Tokens with wrong headers and a good payload.
fn headers(sample: &[u8], kid: &Kid) -> Vec<(&'static str, EnvelopeParts)> {
    let with = |protected: Vec<(i64, Cbor)>, unprotected: Vec<(i64, Cbor)>| EnvelopeParts {
        protected,
        unprotected,
        ..EnvelopeParts::from_token(sample, kid)
    };
    let algorithm = |alg: i64| (1, Cbor::from(alg));
    let named = || (4, kid_value(kid));
    vec![
        ("ES384", with(vec![algorithm(ES384), named()], vec![])),
        ("no algorithm", with(vec![named()], vec![])),
        ("EdDSA", with(vec![algorithm(-8), named()], vec![])),
        ("HMAC", with(vec![algorithm(5), named()], vec![])),
        ("algorithm moved to the unprotected header", with(vec![named()], vec![algorithm(ES256)])),
        ("key id moved to the unprotected header", with(vec![algorithm(ES256)], vec![named()])),
        ("key id in both headers", with(vec![algorithm(ES256), named()], vec![named()])),
        ("no key id", with(vec![algorithm(ES256)], vec![])),
        ("key id of five bytes", with(vec![algorithm(ES256), (4, Cbor::Bytes(vec![1; 5]))], vec![])),
        (
            "another protected header",
            with(vec![algorithm(ES256), named(), (16, "application/cwt".into())], vec![]),
        ),
        (
            "another unprotected header",
            with(vec![algorithm(ES256), named()], vec![(33, Cbor::Bytes(vec![1]))]),
        ),
        ("headers in another order", with(vec![named(), algorithm(ES256)], vec![])),
        ("a header twice", with(vec![algorithm(ES256), algorithm(ES256), named()], vec![])),
    ]
}

/// Signed payloads in an encoding that is not accepted.
fn payloads(sample: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let good = EnvelopeParts::from_token(sample, &kid("01")).payload;
    // a4 02 72 ...: a map of four, claim 2, a text of 18 bytes.
    assert_eq!(good[..3], [0xa4, 2, 0x60 + 18]);
    vec![
        ("no claims", vec![0xa0]),
        ("empty payload", vec![]),
        ("payload is a list", vec![0x80]),
        ("a length in two bytes instead of one", [&[0xa4, 2, 0x78, 18], &good[3..]].concat()),
        ("a map without end", [&[0xbf], &good[1..], &[0xff]].concat()),
        ("byte after the claims", [&good[..], &[0]].concat()),
        ("claims cut", good[..good.len() - 1].to_vec()),
        ("five claims announced", [&[0xa5], &good[1..]].concat()),
    ]
}

/// Texts that are not valid base32 of a token.
fn spoiled_texts(text: &str) -> Vec<(&'static str, String)> {
    let (rest, last) = text.split_at(text.len() - 1);
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let place = alphabet.find(last).expect("a character of base32");
    let next = &alphabet[place + 1..place + 2];
    vec![
        ("trailing bits that are not zero", format!("{rest}{next}")),
        ("characters outside base32", format!("{}1{}", &text[..40], &text[41..])),
        ("a hyphen", format!("{}-{}", &text[..40], &text[40..])),
        ("zeros", "0".repeat(40)),
        ("letters only", "A".repeat(40)),
        ("a very long text", "A".repeat(5000)),
    ]
}
