//! The verdict from the public files alone, without network and database.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use camket_credential::{
    keys::{KeySet, cose, jwk},
    parsed_code::{ParsedCode, parse},
    qr_size,
    status_list::{self, ExpectedList, StatusList},
    token::{self, CheckedToken},
};
use camket_domain::{
    calendar::format_rfc3339,
    certificates::{
        CertificateClaims,
        verdict::{Evidence, FreshnessLimits, Verdict, judge_evidence},
    },
    clock::Clock,
};
use camket_web::paths::StatusList as StatusListPath;
use time::{Duration, OffsetDateTime};

use super::{VerdictReport, VerifyArgs};
use crate::cli::clock::SystemClock;

/// # Errors
/// A file cannot be read, or its signature is not valid; its content must not be used then.
pub fn look_up(text: &str, verify: &VerifyArgs, url: Option<String>) -> Result<VerdictReport> {
    let keys = load_keys(verify.keys.as_deref().context("give the public keys with --keys FILE")?)?;
    let now = SystemClock.now();
    let list = verify
        .status_list
        .as_deref()
        .map(|file| load_status_list(file, &keys, url.as_deref(), now))
        .transpose()?;
    let url =
        url.or_else(|| list.as_ref().map(list_origin)).or_else(|| text_origin(text)).unwrap_or_default();
    Ok(match parse(&url, text) {
        ParsedCode::NotOurs => report_verdict(Verdict::NotOurs),
        ParsedCode::MistypedCode => report_verdict(Verdict::Mistyped),
        ParsedCode::BrokenToken(fault) => report_with_reason(Verdict::Forged, fault.code()),
        // Only a token contains the index in the status list.
        ParsedCode::ShortCode(_) => {
            report_with_reason(Verdict::CannotSay, "a short code is looked up online")
        }
        ParsedCode::Token(bytes) => judge_token(&bytes, &keys, list.as_ref(), now),
    })
}

fn judge_token(bytes: &[u8], keys: &KeySet, list: Option<&StatusList>, now: OffsetDateTime) -> VerdictReport {
    let checked = token::check(bytes, keys);
    let claims = checked.claims();
    let answer = claims.zip(list).map(|(claims, list)| list.answer_for(claims.index, claims.issued_at));
    let expires_at = claims.map_or(now, |claims| claims.expires_at);
    let verdict = judge_evidence(
        &Evidence { proof: checked.proof(), expires_at, answer, keys_as_of: None, now },
        &FreshnessLimits::default(),
    );
    let mut facts = match &checked {
        CheckedToken::Good(claims) => list_facts(claims),
        CheckedToken::WithdrawnKey(_) => vec![("why", "signed with a withdrawn key".to_owned())],
        CheckedToken::UnknownKey(kid) => {
            vec![("why", format!("signed with the key {kid}, which is not among those given"))]
        }
        CheckedToken::Broken(fault) => vec![("why", fault.code().to_owned())],
    };
    match list {
        Some(list) => facts.push(("list of", format_rfc3339(list.edition.issued_at))),
        None => facts.push(("list of", "no status list was given".to_owned())),
    }
    VerdictReport { verdict, facts }
}

fn list_facts(claims: &CertificateClaims) -> Vec<(&'static str, String)> {
    vec![
        ("number", claims.number.to_string()),
        ("name", claims.name.clone()),
        ("kind", claims.kind.code().to_owned()),
        ("address", claims.address.clone()),
        ("issued at", format_rfc3339(claims.issued_at)),
        ("expires at", format_rfc3339(claims.expires_at - Duration::SECOND)),
    ]
}

fn load_keys(file: &Path) -> Result<KeySet> {
    let bytes = read_bounded(file)?;
    let read = if bytes.first() == Some(&b'{') {
        std::str::from_utf8(&bytes).map_err(|_| anyhow!("no text")).and_then(|text| Ok(jwk::decode(text)?))
    } else {
        cose::decode(&bytes).map_err(Into::into)
    };
    read.with_context(|| format!("{} is no set of public keys", file.display()))
}

fn load_status_list(
    file: &Path,
    keys: &KeySet,
    url: Option<&str>,
    now: OffsetDateTime,
) -> Result<StatusList> {
    let bytes = read_bounded(file)?;
    // The list is signed by the given keys, so its own address can be trusted.
    let read = || {
        let address = match url {
            Some(url) => format!("{url}{StatusListPath}"),
            None => status_list::parse_address(&bytes)?,
        };
        status_list::verify(&bytes, &ExpectedList { keys, address: &address, min_sequence: 0, now })
    };
    read().with_context(|| format!("{} cannot be used as the status list", file.display()))
}

/// The public address of the registry, from the address in its status list.
fn list_origin(list: &StatusList) -> String {
    list.edition.address.strip_suffix(StatusListPath::PATTERN).unwrap_or_default().to_owned()
}

/// The address in the scanned text itself, used if no other source names one. The keys still decide.
fn text_origin(text: &str) -> Option<String> {
    text.split_once(qr_size::PATH).map(|(origin, _)| origin.to_owned())
}

/// Reads a file of at most 2 MiB: the public files are small.
fn read_bounded(file: &Path) -> Result<Vec<u8>> {
    const MOST: u64 = 2 * 1024 * 1024;
    let context = || format!("reading {}", file.display());
    let size = std::fs::metadata(file).with_context(context)?.len();
    anyhow::ensure!(size <= MOST, "{} is too large", file.display());
    std::fs::read(file).with_context(context)
}

fn report_verdict(verdict: Verdict) -> VerdictReport {
    VerdictReport { verdict, facts: Vec::new() }
}

fn report_with_reason(verdict: Verdict, why: &str) -> VerdictReport {
    VerdictReport { verdict, facts: vec![("why", why.to_owned())] }
}
