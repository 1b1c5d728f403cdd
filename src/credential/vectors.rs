//! Tests with the shared test vectors; `vectors/README.md` describes them.

mod claims_json;

use std::collections::BTreeSet;

use camket_domain::certificates::verdict::{
    DatedAnswer, Evidence, FreshnessLimits, Proof, StatusAnswer, Verdict, judge_evidence,
};
use camket_domain::certificates::{CertificateStatus, StatusIndex};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde::Deserialize;
use serde_json::Value;
use time::{Duration, OffsetDateTime};

use self::claims_json::claims_json;
use crate::keys::{KeySet, PublicKey};
use crate::parsed_code::{ParsedCode, parse};
use crate::status_list::{ExpectedList, verify};
use crate::token::{CheckedToken, check};

#[derive(Deserialize)]
struct KeyVector {
    kid: String,
    x: String,
    y: String,
    withdrawn: bool,
}

#[derive(Deserialize)]
struct TokenVectors {
    public_url: String,
    keys: Vec<KeyVector>,
    flips: FlipVectors,
    cases: Vec<TokenVector>,
}

#[derive(Deserialize)]
struct FlipVectors {
    of: String,
    unknown_key_bits: BTreeSet<usize>,
}

#[derive(Deserialize)]
struct TokenVector {
    name: String,
    text: String,
    proof: String,
    claims: Value,
}

fn tokens() -> TokenVectors {
    serde_json::from_str(include_str!("vectors/tokens.json")).unwrap()
}

fn set(keys: &[KeyVector]) -> KeySet {
    let half = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
    let public = |key: &KeyVector| PublicKey {
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

#[test]
fn texts_match_the_vectors() {
    let vectors = tokens();
    let keys = set(&vectors.keys);
    for case in &vectors.cases {
        let (found, claims) = match parse(&vectors.public_url, &case.text) {
            ParsedCode::NotOurs => ("not_ours", Value::Null),
            ParsedCode::MistypedCode => ("mistyped", Value::Null),
            ParsedCode::ShortCode(_) => ("code", Value::Null),
            ParsedCode::BrokenToken(_) => ("broken", Value::Null),
            ParsedCode::Token(bytes) => {
                let checked = check(&bytes, &keys);
                (checked.proof().code(), checked.claims().map_or(Value::Null, claims_json))
            }
        };
        assert_eq!((found, &claims), (&*case.proof, &case.claims), "{}", case.name);
    }
    let kinds: BTreeSet<_> = vectors.cases.iter().map(|case| &*case.proof).collect();
    assert_eq!(kinds.len(), 7, "{kinds:?}");
}

#[test]
fn flipped_bits_match_the_vectors() {
    let vectors = tokens();
    let keys = set(&vectors.keys);
    let whole = vectors.cases.iter().find(|case| case.name == vectors.flips.of).unwrap();
    let ParsedCode::Token(bytes) = parse(&vectors.public_url, &whole.text) else { panic!("no token") };
    for bit in 0..bytes.len() * 8 {
        let mut bent = bytes.clone();
        bent[bit / 8] ^= 1 << (bit % 8);
        let found = check(&bent, &keys);
        let expected =
            if vectors.flips.unknown_key_bits.contains(&bit) { Proof::UnknownKey } else { Proof::Broken };
        assert_eq!(found.proof(), expected, "bit {bit}: {found:?}");
        assert_eq!(found.claims(), None);
    }
    assert!(matches!(check(&bytes, &keys), CheckedToken::Good(_)));
}

#[derive(Deserialize)]
struct ListVectors {
    address: String,
    places: usize,
    statuses: Vec<(u32, String)>,
    keys: Vec<KeyVector>,
    cases: Vec<ListVector>,
}

#[derive(Deserialize)]
struct ListVector {
    name: String,
    list: String,
    now: i64,
    least: u64,
    fault: Option<String>,
}

#[test]
fn status_lists_match_the_vectors() {
    let vectors: ListVectors = serde_json::from_str(include_str!("vectors/lists.json")).unwrap();
    let keys = set(&vectors.keys);
    for case in &vectors.cases {
        let expected = ExpectedList {
            keys: &keys,
            address: &vectors.address,
            min_sequence: case.least,
            now: moment(case.now),
        };
        let found = verify(&BASE64.decode(case.list.as_bytes()).unwrap(), &expected);
        let fault = found.as_ref().err().map(|fault| fault.code());
        assert_eq!(fault, case.fault.as_deref(), "{}", case.name);
        let Ok(list) = found else { continue };
        assert_eq!(list.places(), vectors.places);
        for (place, status) in &vectors.statuses {
            let said = list.answer_for(StatusIndex(*place), list.edition.issued_at).status;
            assert_eq!(
                said,
                StatusAnswer::Known(CertificateStatus::from_code(status).unwrap()),
                "{} {place}",
                case.name
            );
        }
    }
}

#[derive(Deserialize)]
struct VerdictVectors {
    limits: AgeLimits,
    now: i64,
    cases: Vec<VerdictVector>,
}

#[derive(Deserialize)]
struct AgeLimits {
    fresh: i64,
    stale: i64,
    skew: i64,
}

#[derive(Deserialize)]
struct VerdictVector {
    proof: String,
    expires_at: i64,
    said: Option<String>,
    as_of: Option<i64>,
    #[serde(default)]
    keys_as_of: Option<i64>,
    verdict: String,
}

fn evidence(case: &VerdictVector, now: i64) -> Evidence {
    let said = |code: &str| match code {
        "nothing" => StatusAnswer::Unknown,
        "not_assigned" => StatusAnswer::NotAssigned,
        other => StatusAnswer::Known(CertificateStatus::from_code(other).unwrap()),
    };
    Evidence {
        proof: Proof::from_code(&case.proof).unwrap(),
        expires_at: moment(case.expires_at),
        answer: case
            .said
            .as_deref()
            .map(|code| DatedAnswer { status: said(code), as_of: moment(case.as_of.unwrap()) }),
        keys_as_of: case.keys_as_of.map(moment),
        now: moment(now),
    }
}

#[test]
fn verdicts_match_the_vectors() {
    let vectors: VerdictVectors = serde_json::from_str(include_str!("vectors/verdicts.json")).unwrap();
    let seconds = Duration::seconds;
    let AgeLimits { fresh, stale, skew } = vectors.limits;
    let limits = FreshnessLimits { fresh: seconds(fresh), stale: seconds(stale), skew: seconds(skew) };
    assert_eq!(limits, FreshnessLimits::default());
    for case in &vectors.cases {
        let found = judge_evidence(&evidence(case, vectors.now), &limits);
        assert_eq!(Some(found), Verdict::from_code(&case.verdict), "{} {:?}", case.proof, case.said);
    }
    assert_eq!(vectors.cases.len(), 4 * (1 + 6 * 9) * 3 + 4 * 6);
}
