//! What anyone may learn of a token or a short code, from the register in memory.

use camket_credential::scan::{self, Scan};
use camket_domain::calendar::local_date;
use camket_domain::certificates::claims::end_of;
use camket_domain::certificates::verdict::{Answer, Evidence, Proof, Said, Verdict, weigh};
use camket_domain::certificates::{Claims, PublicFacts, ShortCode, Standing, Status, StatusIndex};
use camket_store::certificates::register::{self, Fall};
use time::OffsetDateTime;

use crate::register::current;
use crate::{App, AppError};

/// The result of looking up a presented text.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    pub verdict: Verdict,
    /// The certificate, if the verdict is about one.
    pub paper: Option<Paper>,
    /// The moment the answer is true for: now, unless the database has been out of reach for a while.
    pub checked_at: OffsetDateTime,
}

/// A certificate as the public may see it.
#[derive(Clone, PartialEq, Debug)]
pub struct Paper {
    pub facts: PublicFacts,
    pub standing: Standing,
    /// The short code of the certificate that replaced it.
    pub successor: Option<ShortCode>,
}

/// Looks up the last part of one of our addresses: a token or a short code. Any text gets a result.
///
/// # Errors
/// The database, which only a short code can need.
pub async fn verify(app: &App, given: &str) -> Result<Finding, AppError> {
    let scanned = scan::read(given);
    if matches!(scanned, Scan::Token(_) | Scan::Code(_)) {
        current(app).await?;
    }
    match (out_of_memory(app, &scanned), scanned) {
        (None, Scan::Code(code)) => in_database(app, &code).await,
        (found, _) => Ok(found.unwrap_or_else(|| nothing(app, Verdict::NotOurs))),
    }
}

/// Looks up without waiting; `None` unless the register in memory is followed and knows the answer.
pub fn verify_at_once(app: &App, given: &str) -> Option<Finding> {
    if app.register().is_current() { out_of_memory(app, &scan::read(given)) } else { None }
}

/// Looks up in memory only; `None` for a short code that is not in memory.
fn out_of_memory(app: &App, scanned: &Scan) -> Option<Finding> {
    match scanned {
        Scan::Token(bytes) => Some(by_token(app, bytes)),
        Scan::Code(code) => by_code(app, code),
        Scan::Damaged(_) => Some(nothing(app, Verdict::Forged)),
        Scan::Mistyped => Some(nothing(app, Verdict::Mistyped)),
        Scan::NotOurs => Some(nothing(app, Verdict::NotOurs)),
    }
}

fn nothing(app: &App, verdict: Verdict) -> Finding {
    Finding { verdict, paper: None, checked_at: app.now() }
}

/// Looks up a token in memory: the token holds the facts, the register the status.
fn by_token(app: &App, bytes: &[u8]) -> Finding {
    let (now, register) = (app.now(), app.register());
    let as_of = register.as_of(now);
    let checked = register.tokens().check(bytes, &register.keyring());
    let proof = checked.proof();
    let claims = checked.claims().filter(|_| proof == Proof::Good);
    let (said, paper) = claims.map_or((Said::Nothing, None), |claims| asked(app, claims, now));
    let expires_at = claims.map_or(now, |claims| claims.expires_at);
    finding(app, proof, expires_at, Answer { said, as_of }, now, paper)
}

/// What the register states about a certificate whose token is valid.
fn asked(app: &App, claims: &Claims, now: OffsetDateTime) -> (Said, Option<Paper>) {
    let book = app.register().book();
    let Some(book) = book.as_ref().filter(|book| book.knows(claims.index)) else {
        return (Said::NotAssigned, None);
    };
    let details = book.papers.details(claims.index, &claims.number);
    let paper =
        paper(PublicFacts { details, ..PublicFacts::of_claims(claims) }, book.fall(claims.index).cloned());
    (Said::Is(paper.standing.status_on(local_date(now))), Some(paper))
}

fn by_code(app: &App, code: &ShortCode) -> Option<Finding> {
    let now = app.now();
    Some(of_paper(app, kept(app, code)?, app.register().as_of(now), now))
}

/// Looks up a short code in the database: its facts are not in memory yet, or it does not exist.
async fn in_database(app: &App, code: &ShortCode) -> Result<Finding, AppError> {
    let now = app.now();
    Ok(match register::by_code(app.store(), code).await? {
        Some(entry) => of_paper(app, paper(entry.facts, Some(entry.fall)), now, now),
        None => nothing(app, Verdict::NotInRegister),
    })
}

fn of_paper(app: &App, paper: Paper, as_of: OffsetDateTime, now: OffsetDateTime) -> Finding {
    let said = Said::Is(paper.standing.status_on(local_date(now)));
    let expires_at = end_of(paper.facts.expires_on);
    finding(app, Proof::Good, expires_at, Answer { said, as_of }, now, Some(paper))
}

fn kept(app: &App, code: &ShortCode) -> Option<Paper> {
    let book = app.register().book();
    let book = book.as_ref()?;
    let (facts, index): (PublicFacts, StatusIndex) = book.papers.by_code(code)?;
    Some(paper(facts, book.fall(index).cloned()))
}

fn paper(facts: PublicFacts, fall: Option<Fall>) -> Paper {
    match fall {
        Some(Fall { standing, successor }) => Paper { facts, standing, successor },
        None => Paper { facts, standing: Standing::issued(), successor: None },
    }
}

fn finding(
    app: &App,
    proof: Proof,
    expires_at: OffsetDateTime,
    answer: Answer,
    now: OffsetDateTime,
    paper: Option<Paper>,
) -> Finding {
    let evidence = Evidence { proof, expires_at, answer: Some(answer), now };
    let verdict = weigh(&evidence, &app.register().limits());
    let paper = paper.filter(|_| verdict != Verdict::CannotSay && verdict.is_about_a_certificate());
    Finding { verdict, paper, checked_at: answer.as_of }
}

impl Paper {
    /// The decision in effect on the certificate; `None` while it is simply in force.
    pub fn decision(&self, verdict: Verdict) -> Option<&Standing> {
        let decided = matches!(verdict, Verdict::Suspended | Verdict::Revoked | Verdict::Superseded);
        (decided && self.standing.decided != Status::Issued).then_some(&self.standing)
    }
}
