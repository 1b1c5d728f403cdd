//! What anyone may learn of a token or a short code, from the register in memory.

use camket_credential::parsed_code::{self, ParsedCode};
use camket_domain::calendar::local_date;
use camket_domain::certificates::claims::first_second_after;
use camket_domain::certificates::verdict::{
    DatedAnswer, Evidence, Proof, StatusAnswer, Verdict, judge_evidence,
};
use camket_domain::certificates::{
    CertificateClaims, CertificateStatus, PublicFacts, ShortCode, StatusIndex, StatusRecord,
};
use camket_store::certificates::register::{self, StatusOverride};
use time::OffsetDateTime;
use tokio::time::timeout;

use crate::error::BUSY_SECONDS;
use crate::register::ensure_current;
use crate::{App, AppError};

/// Time in which the database answers for a code that is not in memory; then it cannot be said.
const DATABASE_PATIENCE: std::time::Duration = std::time::Duration::from_millis(900);

/// The result of looking up a presented text.
#[derive(Clone, PartialEq, Debug)]
pub struct LookupResult {
    pub verdict: Verdict,
    /// The certificate, if the verdict is about one.
    pub certificate: Option<LookupCertificate>,
    /// The moment the answer is true for: now, unless the database has been out of reach for a while.
    pub checked_at: OffsetDateTime,
}

/// A certificate as the public may see it.
#[derive(Clone, PartialEq, Debug)]
pub struct LookupCertificate {
    pub facts: PublicFacts,
    pub status: StatusRecord,
    /// The short code of the certificate that replaced it.
    pub successor: Option<ShortCode>,
}

/// Looks up the last part of one of our addresses: a token or a short code. Any text gets a result.
///
/// # Errors
/// The database, which only a short code can need.
pub async fn verify(app: &App, given: &str) -> Result<LookupResult, AppError> {
    let scanned = parsed_code::parse_segment(given);
    if matches!(scanned, ParsedCode::Token(_) | ParsedCode::ShortCode(_)) {
        ensure_current(app).await?;
    }
    match (find_in_memory(app, &scanned), scanned) {
        (None, ParsedCode::ShortCode(code)) => find_in_time(app, code).await,
        (found, _) => Ok(found.unwrap_or_else(|| build_empty_result(app, Verdict::NotOurs))),
    }
}

/// Looks up without waiting; `None` unless the register in memory is followed and knows the answer.
pub fn verify_in_memory(app: &App, given: &str) -> Option<LookupResult> {
    if app.register().is_current() { find_in_memory(app, &parsed_code::parse_segment(given)) } else { None }
}

/// Looks up in memory only; `None` for a short code that is not in memory.
fn find_in_memory(app: &App, scanned: &ParsedCode) -> Option<LookupResult> {
    match scanned {
        ParsedCode::Token(bytes) => Some(judge_token(app, bytes)),
        ParsedCode::ShortCode(code) => find_by_code(app, code),
        ParsedCode::BrokenToken(_) => Some(build_empty_result(app, Verdict::Forged)),
        ParsedCode::MistypedCode => Some(build_empty_result(app, Verdict::Mistyped)),
        ParsedCode::NotOurs => Some(build_empty_result(app, Verdict::NotOurs)),
    }
}

fn build_empty_result(app: &App, verdict: Verdict) -> LookupResult {
    LookupResult { verdict, certificate: None, checked_at: app.now() }
}

/// Looks up a token in memory: the token holds the facts, the register the status.
fn judge_token(app: &App, bytes: &[u8]) -> LookupResult {
    let (now, register) = (app.now(), app.register());
    let as_of = register.as_of(now);
    let checked = register.tokens().check(bytes, &register.keyring());
    let proof = checked.proof();
    let claims = checked.claims().filter(|_| proof == Proof::Good);
    let (status, certificate) =
        claims.map_or((StatusAnswer::Unknown, None), |claims| judge_claims(app, claims, now));
    let expires_at = claims.map_or(now, |claims| claims.expires_at);
    build_result(app, proof, expires_at, DatedAnswer { status, as_of }, now, certificate)
}

/// What the register states about a certificate whose token is valid.
fn judge_claims(
    app: &App,
    claims: &CertificateClaims,
    now: OffsetDateTime,
) -> (StatusAnswer, Option<LookupCertificate>) {
    let certificate_index = app.register().index();
    let Some(certificate_index) = certificate_index.as_ref() else {
        return (StatusAnswer::NotAssigned, None);
    };
    if !certificate_index.is_assigned(claims.index) {
        return judge_lost(claims, certificate_index.find_lost(claims.index, claims.issued_at));
    }
    let details = certificate_index.certificates.find_details(claims.index, &claims.number);
    let certificate = build_certificate(
        PublicFacts { details, ..PublicFacts::from_claims(claims) },
        certificate_index.find_override(claims.index).cloned(),
    );
    (StatusAnswer::Known(certificate.status.status_on(local_date(now))), Some(certificate))
}

/// What is said of a genuine certificate that the register does not have.
fn judge_lost(
    claims: &CertificateClaims,
    found: Option<StatusAnswer>,
) -> (StatusAnswer, Option<LookupCertificate>) {
    match found {
        None => (StatusAnswer::NotAssigned, None),
        Some(StatusAnswer::Known(decided_status)) => {
            let status = StatusRecord { decided_status, ..StatusRecord::issued() };
            let facts = PublicFacts::from_claims(claims);
            (StatusAnswer::Known(decided_status), Some(LookupCertificate { facts, status, successor: None }))
        }
        Some(unknown) => (unknown, None),
    }
}

fn find_by_code(app: &App, code: &ShortCode) -> Option<LookupResult> {
    let now = app.now();
    Some(judge_certificate(app, find_certificate(app, code)?, app.register().as_of(now), now))
}

/// As [`find_in_database`], within a second. The query goes on in its own task: one that is cancelled would break its
/// connection.
async fn find_in_time(app: &App, code: ShortCode) -> Result<LookupResult, AppError> {
    let own = app.clone();
    let search = tokio::spawn(async move { find_in_database(&own, &code).await });
    match timeout(DATABASE_PATIENCE, search).await {
        Ok(found) => found.map_err(AppError::internal)?,
        Err(_) => Err(AppError::Busy(BUSY_SECONDS)),
    }
}

/// Looks up a short code in the database: its facts are not in memory yet, or it does not exist.
async fn find_in_database(app: &App, code: &ShortCode) -> Result<LookupResult, AppError> {
    let now = app.now();
    Ok(match register::find_by_code(app.store(), code).await? {
        Some(entry) => {
            judge_certificate(app, build_certificate(entry.facts, Some(entry.status_override)), now, now)
        }
        // The database that was put back may have had it.
        None if app.register().setback().is_some() => build_empty_result(app, Verdict::CannotSay),
        None => build_empty_result(app, Verdict::NotInRegister),
    })
}

fn judge_certificate(
    app: &App,
    certificate: LookupCertificate,
    as_of: OffsetDateTime,
    now: OffsetDateTime,
) -> LookupResult {
    let status = StatusAnswer::Known(certificate.status.status_on(local_date(now)));
    let expires_at = first_second_after(certificate.facts.expires_on);
    build_result(app, Proof::Good, expires_at, DatedAnswer { status, as_of }, now, Some(certificate))
}

fn find_certificate(app: &App, code: &ShortCode) -> Option<LookupCertificate> {
    let certificate_index = app.register().index();
    let certificate_index = certificate_index.as_ref()?;
    let (facts, index): (PublicFacts, StatusIndex) = certificate_index.certificates.find_by_code(code)?;
    Some(build_certificate(facts, certificate_index.find_override(index).cloned()))
}

fn build_certificate(facts: PublicFacts, status_override: Option<StatusOverride>) -> LookupCertificate {
    match status_override {
        Some(StatusOverride { standing, successor }) => {
            LookupCertificate { facts, status: standing, successor }
        }
        None => LookupCertificate { facts, status: StatusRecord::issued(), successor: None },
    }
}

fn build_result(
    app: &App,
    proof: Proof,
    expires_at: OffsetDateTime,
    answer: DatedAnswer,
    now: OffsetDateTime,
    certificate: Option<LookupCertificate>,
) -> LookupResult {
    let set_back = app.register().setback().is_some();
    // The keys in memory are as old as the rest of the register there; a database that was put back may lack some.
    let keys_as_of = Some(answer.as_of).filter(|_| !set_back);
    let answer = if set_back { DatedAnswer { status: doubt(answer.status), ..answer } } else { answer };
    let evidence = Evidence { proof, expires_at, answer: Some(answer), keys_as_of, now };
    let verdict = judge_evidence(&evidence, &app.register().limits());
    let certificate =
        certificate.filter(|_| verdict != Verdict::CannotSay && verdict.is_about_a_certificate());
    LookupResult { verdict, certificate, checked_at: answer.as_of }
}

/// What remains of an answer when the database was put back: a decision was taken, but nothing tells that none was.
fn doubt(status: StatusAnswer) -> StatusAnswer {
    match status {
        StatusAnswer::Known(CertificateStatus::Issued) | StatusAnswer::NotAssigned => StatusAnswer::Unknown,
        decided => decided,
    }
}

impl LookupCertificate {
    /// The decision in effect on the certificate; `None` while it is simply in force.
    pub fn decision(&self, verdict: Verdict) -> Option<&StatusRecord> {
        let decided = matches!(verdict, Verdict::Suspended | Verdict::Revoked | Verdict::Superseded);
        (decided && self.status.decided_status != CertificateStatus::Issued).then_some(&self.status)
    }
}
