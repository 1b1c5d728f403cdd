//! The verdict from the public files alone, without network and database.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use camket_credential::{
    keys::{KeySet, cose, jwk},
    scan::{Scan, scan},
    status_list::{self, Expected, StatusList},
    token::{self, Checked},
};
use camket_domain::{
    certificates::{
        Claims,
        verdict::{Evidence, Limits, Verdict, weigh},
    },
    clock::Clock,
};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Told, Verify};
use crate::cli::clock::SystemClock;

/// # Errors
/// A file cannot be read, or its signature is not valid; its content must not be used then.
pub fn told(text: &str, verify: &Verify, url: Option<String>) -> Result<Told> {
    let keys = keys(verify.keys.as_deref().context("give the public keys with --keys FILE")?)?;
    let now = SystemClock.now();
    let list =
        verify.status_list.as_deref().map(|file| list(file, &keys, url.as_deref(), now)).transpose()?;
    let url = url.or_else(|| list.as_ref().map(origin)).or_else(|| origin_of(text)).unwrap_or_default();
    Ok(match scan(&url, text) {
        Scan::NotOurs => nothing(Verdict::NotOurs),
        Scan::Mistyped => nothing(Verdict::Mistyped),
        Scan::Damaged(fault) => told_why(Verdict::Forged, fault.code()),
        // Only a token contains the index in the status list.
        Scan::Code(_) => told_why(Verdict::CannotSay, "a short code is looked up online"),
        Scan::Token(bytes) => of_token(&bytes, &keys, list.as_ref(), now),
    })
}

fn of_token(bytes: &[u8], keys: &KeySet, list: Option<&StatusList>, now: OffsetDateTime) -> Told {
    let checked = token::check(bytes, keys);
    let claims = checked.claims();
    let answer = claims.zip(list).map(|(claims, list)| list.answer(claims.index, claims.issued_at));
    let expires_at = claims.map_or(now, |claims| claims.expires_at);
    let verdict = weigh(&Evidence { proof: checked.proof(), expires_at, answer, now }, &Limits::default());
    let mut facts = match &checked {
        Checked::Good(claims) => facts(claims),
        Checked::WithdrawnKey(_) => vec![("why", "signed with a withdrawn key".to_owned())],
        Checked::UnknownKey(kid) => {
            vec![("why", format!("signed with the key {kid}, which is not among those given"))]
        }
        Checked::Broken(fault) => vec![("why", fault.code().to_owned())],
    };
    match list {
        Some(list) => facts.push(("list of", written(list.edition.issued_at))),
        None => facts.push(("list of", "no status list was given".to_owned())),
    }
    Told { verdict, facts }
}

fn facts(claims: &Claims) -> Vec<(&'static str, String)> {
    vec![
        ("number", claims.number.to_string()),
        ("name", claims.name.clone()),
        ("kind", claims.kind.code().to_owned()),
        ("address", claims.address.clone()),
        ("issued at", written(claims.issued_at)),
        ("expires at", written(claims.expires_at - Duration::SECOND)),
    ]
}

fn keys(file: &Path) -> Result<KeySet> {
    let bytes = bounded(file)?;
    let read = if bytes.first() == Some(&b'{') {
        std::str::from_utf8(&bytes).map_err(|_| anyhow!("no text")).and_then(|text| Ok(jwk::read(text)?))
    } else {
        cose::read(&bytes).map_err(Into::into)
    };
    read.with_context(|| format!("{} is no set of public keys", file.display()))
}

fn list(file: &Path, keys: &KeySet, url: Option<&str>, now: OffsetDateTime) -> Result<StatusList> {
    let bytes = bounded(file)?;
    // The list is signed by the given keys, so its own address can be trusted.
    let read = || {
        let address = match url {
            Some(url) => format!("{url}{}", camket_app::register::PATH),
            None => status_list::address(&bytes)?,
        };
        status_list::read(&bytes, &Expected { keys, address: &address, least: 0, now })
    };
    read().with_context(|| format!("{} cannot be used as the status list", file.display()))
}

/// The public address of the registry, from the address in its status list.
fn origin(list: &StatusList) -> String {
    list.edition.address.strip_suffix(camket_app::register::PATH).unwrap_or_default().to_owned()
}

/// The address in the scanned text itself, used if no other source names one. The keys still decide.
fn origin_of(text: &str) -> Option<String> {
    text.split_once("/v/").map(|(origin, _)| origin.to_owned())
}

/// Reads a file of at most 2 MiB: the public files are small.
fn bounded(file: &Path) -> Result<Vec<u8>> {
    const MOST: u64 = 2 * 1024 * 1024;
    let told = || format!("reading {}", file.display());
    let size = std::fs::metadata(file).with_context(told)?.len();
    anyhow::ensure!(size <= MOST, "{} is too large", file.display());
    std::fs::read(file).with_context(told)
}

fn written(moment: OffsetDateTime) -> String {
    moment.format(&Rfc3339).unwrap_or_default()
}

fn nothing(verdict: Verdict) -> Told {
    Told { verdict, facts: Vec::new() }
}

fn told_why(verdict: Verdict, why: &str) -> Told {
    Told { verdict, facts: vec![("why", why.to_owned())] }
}
