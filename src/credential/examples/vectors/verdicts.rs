//! `verdicts.json`: all combinations of evidence, and the expected verdict on each by the table of the design.

use serde_json::{Value, json};

const NOW: i64 = 1_795_593_600;
const SECOND: i64 = 1;
const MINUTE: i64 = 60;
const DAY: i64 = 86400;

/// The answer of the list or the register; null without either.
const ANSWERS: [Option<&str>; 7] = [
    None,
    Some("nothing"),
    Some("not_assigned"),
    Some("issued"),
    Some("suspended"),
    Some("revoked"),
    Some("superseded"),
];

/// Ages of a list in seconds around each limit; negative if the reader's clock is behind.
const AGES: [i64; 9] = [
    0,
    DAY - SECOND,
    DAY,
    DAY + SECOND,
    7 * DAY,
    7 * DAY + SECOND,
    14 * DAY,
    -2 * MINUTE,
    -2 * MINUTE - SECOND,
];

/// Ages of the reader's keys in seconds around the limit.
const KEY_AGES: [i64; 6] = [0, 2 * MINUTE, 2 * MINUTE + SECOND, -2 * MINUTE, -2 * MINUTE - SECOND, DAY];

pub(crate) fn build_vectors() -> Value {
    let mut cases = Vec::new();
    for proof in ["good", "broken", "unknown_key", "withdrawn_key"] {
        for said in ANSWERS {
            // Without a list, one age is enough: it has no effect.
            for age in AGES.into_iter().take(if said.is_some() { AGES.len() } else { 1 }) {
                cases.extend(ends(age).map(|(expires_at, over)| case(proof, expires_at, over, said, age)));
            }
        }
    }
    for proof in ["good", "broken", "unknown_key", "withdrawn_key"] {
        cases.extend(KEY_AGES.into_iter().map(|age| case_with_keys(proof, age)));
    }
    json!({
        "limits": { "fresh": DAY, "stale": 7 * DAY, "skew": 2 * MINUTE },
        "now": NOW,
        "cases": cases,
    })
}

/// Expiry of a certificate and whether it is past: far in the future, one second after the latest moment known, at it.
fn ends(age: i64) -> [(i64, bool); 3] {
    let latest = NOW + (-age).max(0);
    [(NOW + 300 * DAY, false), (latest + SECOND, false), (latest, true)]
}

fn case(proof: &str, expires_at: i64, over: bool, said: Option<&str>, age: i64) -> Value {
    let as_of = said.map(|_| NOW - age);
    let verdict = verdict(proof, over, said, age);
    json!({ "proof": proof, "expires_at": expires_at, "said": said, "as_of": as_of, "verdict": verdict })
}

/// A certificate in force, read with keys of this age.
fn case_with_keys(proof: &str, keys_age: i64) -> Value {
    let mut case = case(proof, NOW + 300 * DAY, false, Some("issued"), 0);
    case["keys_as_of"] = json!(NOW - keys_age);
    if proof == "unknown_key" && (-2 * MINUTE..=2 * MINUTE).contains(&keys_age) {
        case["verdict"] = json!("forged");
    }
    case
}

/// The table of the design, top down, for a reader that does not know how old its keys are.
fn verdict(proof: &str, over: bool, said: Option<&str>, age: i64) -> &'static str {
    match (proof, over, said) {
        ("broken", ..) => "forged",
        ("unknown_key" | "withdrawn_key", ..) => "cannot_say",
        (_, true, _) => "expired",
        (_, _, None | Some("nothing")) => "cannot_say",
        _ if age > 7 * DAY => "cannot_say",
        (_, _, Some("not_assigned")) => "not_in_register",
        (_, _, Some("suspended")) => "suspended",
        (_, _, Some("revoked")) => "revoked",
        (_, _, Some("superseded")) => "superseded",
        _ if (-2 * MINUTE..=DAY).contains(&age) => "valid",
        _ => "valid_as_of",
    }
}
