//! What was true of a certificate at an earlier moment. It is what the published status list of that time told anybody.

use camket_domain::calendar::local_date;
use camket_domain::certificates::claims::first_second_after;
use camket_domain::certificates::history::find_status_unless_lost;
use camket_domain::certificates::verdict::{
    DatedAnswer, Evidence, FreshnessLimits, Proof, StatusAnswer, Verdict, judge_evidence,
};
use camket_domain::certificates::{Certificate, StatusRecord};
use camket_store::certificates::{self, decisions};
use camket_store::restores;
use time::OffsetDateTime;

use super::verification::{LookupCertificate, LookupResult, verify};
use crate::{App, AppError, InputProblem};

/// Looks up what [`verify`] would have answered at `at`. Of a text that is no certificate of ours it is what it is now.
///
/// # Errors
/// [`AppError::Invalid`] for a moment to come; the database.
pub async fn verify_at(app: &App, given: &str, at: OffsetDateTime) -> Result<LookupResult, AppError> {
    if at > app.now() {
        return Err(AppError::invalid("at", InputProblem::DayInFuture));
    }
    let now = verify(app, given).await?;
    match &now.certificate {
        Some(found) => {
            let certificate = certificates::find_by_number(app.store(), &found.facts.number).await?;
            judge_past(app, found, &certificate.ok_or(AppError::NotFound)?, at).await
        }
        None => Ok(LookupResult { checked_at: at, ..now }),
    }
}

async fn judge_past(
    app: &App,
    found: &LookupCertificate,
    certificate: &Certificate,
    at: OffsetDateTime,
) -> Result<LookupResult, AppError> {
    let decisions = decisions::list_by_certificate(app.store(), certificate.id).await?;
    let lost = restores::list_lost_times(app.store()).await?;
    let record = if at < certificate.issued_at {
        None
    } else {
        let is_lost = lost.iter().any(|lost| lost.contains(at));
        find_status_unless_lost(&certificate.status_record, &decisions, is_lost, at)
    };
    let status = match &record {
        Some(record) => StatusAnswer::Known(record.status_on(local_date(at))),
        None if at < certificate.issued_at => StatusAnswer::NotAssigned,
        None => StatusAnswer::Unknown,
    };
    let verdict = judge_evidence(
        &Evidence {
            proof: Proof::Good,
            expires_at: first_second_after(certificate.expires_on),
            answer: Some(DatedAnswer { status, as_of: at }),
            keys_as_of: None,
            now: at,
        },
        &FreshnessLimits::default(),
    );
    let is_told = verdict.is_about_a_certificate() && verdict != Verdict::CannotSay;
    let certificate = is_told.then(|| LookupCertificate {
        facts: found.facts.clone(),
        status: record.unwrap_or_else(StatusRecord::issued),
        successor: None,
    });
    Ok(LookupResult { verdict, certificate, checked_at: at })
}
