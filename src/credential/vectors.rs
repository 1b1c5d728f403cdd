//! Tests with the shared test vectors; `vectors/README.md` describes them.

use std::collections::BTreeSet;

use camket_domain::certificates::verdict::{Answer, Evidence, Limits, Proof, Said, Verdict, weigh};
use camket_domain::certificates::{Claims, Status, StatusIndex};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde::Deserialize;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::keys::{KeySet, PublicKey};
use crate::scan::{Scan, scan};
use crate::status_list::{Expected, read};
use crate::token::{Checked, check};

#[derive(Deserialize)]
struct Key {
    kid: String,
    x: String,
    y: String,
    withdrawn: bool,
}

#[derive(Deserialize)]
struct Tokens {
    public_url: String,
    keys: Vec<Key>,
    flips: Flips,
    cases: Vec<Token>,
}

#[derive(Deserialize)]
struct Flips {
    of: String,
    unknown_key_bits: BTreeSet<usize>,
}

#[derive(Deserialize)]
struct Token {
    name: String,
    text: String,
    proof: String,
    claims: Value,
}

fn tokens() -> Tokens {
    serde_json::from_str(include_str!("vectors/tokens.json")).unwrap()
}

fn set(keys: &[Key]) -> KeySet {
    let half = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
    let public = |key: &Key| PublicKey {
        kid: key.kid.parse().unwrap(),
        point: [vec![4], half(&key.x), half(&key.y)].concat().try_into().unwrap(),
        not_before: moment(0),
        not_after: moment(1),
        withdrawn: key.withdrawn,
    };
    KeySet::new(keys.iter().map(public).collect()).unwrap()
}

fn moment(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap()
}

fn told(claims: Option<&Claims>) -> Value {
    let Some(claims) = claims else { return Value::Null };
    json!({
        "number": claims.number,
        "issued_at": claims.issued_at.unix_timestamp(),
        "expires_at": claims.expires_at.unix_timestamp(),
        "index": claims.index.0,
        "kind": claims.kind.code(),
        "name": claims.name,
        "address": claims.address,
        "area": claims.area,
    })
}

#[test]
fn every_text_is_what_its_vector_says() {
    let vectors = tokens();
    let keys = set(&vectors.keys);
    for case in &vectors.cases {
        let (found, claims) = match scan(&vectors.public_url, &case.text) {
            Scan::NotOurs => ("not_ours", Value::Null),
            Scan::Mistyped => ("mistyped", Value::Null),
            Scan::Code(_) => ("code", Value::Null),
            Scan::Damaged(_) => ("broken", Value::Null),
            Scan::Token(bytes) => {
                let checked = check(&bytes, &keys);
                (checked.proof().code(), told(checked.claims()))
            }
        };
        assert_eq!((found, &claims), (&*case.proof, &case.claims), "{}", case.name);
    }
    let kinds: BTreeSet<_> = vectors.cases.iter().map(|case| &*case.proof).collect();
    assert_eq!(kinds.len(), 7, "{kinds:?}");
}

#[test]
fn every_flipped_bit_is_what_the_vectors_say() {
    let vectors = tokens();
    let keys = set(&vectors.keys);
    let whole = vectors.cases.iter().find(|case| case.name == vectors.flips.of).unwrap();
    let Scan::Token(bytes) = scan(&vectors.public_url, &whole.text) else { panic!("no token") };
    for bit in 0..bytes.len() * 8 {
        let mut bent = bytes.clone();
        bent[bit / 8] ^= 1 << (bit % 8);
        let found = check(&bent, &keys);
        let expected =
            if vectors.flips.unknown_key_bits.contains(&bit) { Proof::UnknownKey } else { Proof::Broken };
        assert_eq!(found.proof(), expected, "bit {bit}: {found:?}");
        assert_eq!(found.claims(), None);
    }
    assert!(matches!(check(&bytes, &keys), Checked::Good(_)));
}

#[derive(Deserialize)]
struct Lists {
    address: String,
    places: usize,
    statuses: Vec<(u32, String)>,
    keys: Vec<Key>,
    cases: Vec<List>,
}

#[derive(Deserialize)]
struct List {
    name: String,
    list: String,
    now: i64,
    least: u64,
    fault: Option<String>,
}

#[test]
fn every_list_is_what_its_vector_says() {
    let vectors: Lists = serde_json::from_str(include_str!("vectors/lists.json")).unwrap();
    let keys = set(&vectors.keys);
    for case in &vectors.cases {
        let expected =
            Expected { keys: &keys, address: &vectors.address, least: case.least, now: moment(case.now) };
        let found = read(&BASE64.decode(case.list.as_bytes()).unwrap(), &expected);
        let fault = found.as_ref().err().map(|fault| fault.code());
        assert_eq!(fault, case.fault.as_deref(), "{}", case.name);
        let Ok(list) = found else { continue };
        assert_eq!(list.places(), vectors.places);
        for (place, status) in &vectors.statuses {
            let said = list.answer(StatusIndex(*place), list.edition.issued_at).said;
            assert_eq!(said, Said::Is(Status::from_code(status).unwrap()), "{} {place}", case.name);
        }
    }
}

#[derive(Deserialize)]
struct Verdicts {
    limits: Ages,
    now: i64,
    cases: Vec<Judged>,
}

#[derive(Deserialize)]
struct Ages {
    fresh: i64,
    stale: i64,
    skew: i64,
}

#[derive(Deserialize)]
struct Judged {
    proof: String,
    expires_at: i64,
    said: Option<String>,
    as_of: Option<i64>,
    verdict: String,
}

fn evidence(case: &Judged, now: i64) -> Evidence {
    let said = |code: &str| match code {
        "nothing" => Said::Nothing,
        "not_assigned" => Said::NotAssigned,
        other => Said::Is(Status::from_code(other).unwrap()),
    };
    Evidence {
        proof: Proof::ALL.into_iter().find(|proof| proof.code() == case.proof).unwrap(),
        expires_at: moment(case.expires_at),
        answer: case
            .said
            .as_deref()
            .map(|code| Answer { said: said(code), as_of: moment(case.as_of.unwrap()) }),
        now: moment(now),
    }
}

#[test]
fn every_verdict_is_what_its_vector_says() {
    let vectors: Verdicts = serde_json::from_str(include_str!("vectors/verdicts.json")).unwrap();
    let seconds = Duration::seconds;
    let Ages { fresh, stale, skew } = vectors.limits;
    let limits = Limits { fresh: seconds(fresh), stale: seconds(stale), skew: seconds(skew) };
    assert_eq!(limits, Limits::default());
    for case in &vectors.cases {
        let found = weigh(&evidence(case, vectors.now), &limits);
        assert_eq!(Some(found), Verdict::from_code(&case.verdict), "{} {:?}", case.proof, case.said);
    }
    assert_eq!(vectors.cases.len(), 4 * (1 + 6 * 9) * 3);
}
