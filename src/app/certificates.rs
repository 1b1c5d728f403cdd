//! Certificates: issued, shown, shared, and looked up by anyone.

mod backfill;
pub mod decisions;
mod issue;
mod numbering;
mod past;
pub mod reissue;
pub mod reminders;
pub(crate) mod succession;
mod verification;

use camket_credential::links::{LinkSigner, LinkUse};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::{Verdict, judge_status};
use camket_domain::ids::{ApplicationId, CertificateId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::venue_register::RegisterFilter;
use camket_store::venue_register::certificates as listed;
use camket_store::{certificates, settings};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::managers::load_kept_venue;
use crate::person_search::check_person_search;
use crate::venue_register::{load_day, with_fingerprint};
use crate::venues::load_own_venue;
use crate::{App, AppError};

pub use crate::printing::{
    COPY_FILE_NAME, MAX_ISSUED_AT_ONCE, build_verify_url, render_certificate_pdf, render_certificates_pdf,
    render_decal_pdf,
};
pub use backfill::{backfill_search_texts, backfill_tokens};
pub use issue::{IssueOutcome, issue, preview};
pub use numbering::sign_untested;
pub use past::verify_at;
pub use verification::{LookupCertificate, LookupResult, verify, verify_in_memory};

/// A page of the certificates within the officer's area that pass `filter`.
///
/// # Errors
/// [`Refusal`](camket_domain::refusal::Refusal) if the officer may not search by personal numbers.
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    filter: &RegisterFilter,
    after: Option<Cursor>,
) -> Result<Paged<Certificate>, AppError> {
    check_person_search(permit.actor(), &filter.words)?;
    let (filter, day) = (with_fingerprint(app, filter), load_day(app).await?);
    Ok(listed::list(app.store(), &permit.actor().scope(), &filter, day, after).await?)
}

/// The certificates issued for these applications.
pub async fn list_for_applications(
    app: &App,
    permit: &Permit<rights::IssueCertificates>,
    ids: &[ApplicationId],
) -> Result<Vec<Certificate>, AppError> {
    Ok(certificates::list_by_applications(app.store(), &permit.actor().scope(), ids).await?)
}

/// One certificate within the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: CertificateId,
) -> Result<Certificate, AppError> {
    certificates::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// These certificates in their order.
///
/// # Errors
/// [`AppError::NotFound`] if one of them is not within the officer's area.
pub async fn find_many(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    ids: &[CertificateId],
) -> Result<Vec<Certificate>, AppError> {
    let found = certificates::find_many(app.store(), &permit.actor().scope(), ids).await?;
    let take = |id: &CertificateId| found.iter().find(|one| one.id == *id).cloned();
    ids.iter().map(take).collect::<Option<_>>().ok_or(AppError::NotFound)
}

/// The latest certificate of a venue that the account owns or manages.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_for_own_venue(
    app: &App,
    permit: &Permit<rights::WorkAtVenues>,
    venue: VenueId,
) -> Result<Certificate, AppError> {
    let venue = load_kept_venue(app.store(), permit, venue).await?;
    certificates::find_latest(app.store(), venue.id).await?.ok_or(AppError::NotFound)
}

/// Creates a link to the PDF for someone without an account, such as a print shop, and returns it with the moment when
/// it expires.
///
/// # Errors
/// [`AppError::NotFound`], also if it is not in force.
pub async fn create_share_link(
    app: &App,
    permit: &Permit<rights::KeepVenues>,
    venue: VenueId,
) -> Result<(String, OffsetDateTime), AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?.id;
    let certificate = certificates::find_latest(app.store(), venue).await?.ok_or(AppError::NotFound)?;
    require_in_force(app, &certificate)?;
    let hours = settings::load(app.store()).await?.share_hours;
    let until = app.now() + Duration::hours(i64::from(hours));
    let tx = app.store().begin_write().await?;
    let event = app
        .build_event(Some(permit.actor()), AuditAction::CertificateShared, certificate.id.0)
        .with_venue(venue);
    app.audit(&tx, event).await?;
    tx.commit().await?;
    Ok((build_share_link(app, &certificate, until), until))
}

/// The signed link, which expires at `until`.
pub fn build_share_link(app: &App, certificate: &Certificate, until: OffsetDateTime) -> String {
    let token = app.links().sign(LinkUse::SharedCertificate, *certificate.id.0.as_bytes(), until, "");
    app.url(app.paths().shared_certificate(&token))
}

/// The certificate of a valid share link.
///
/// # Errors
/// [`AppError::NotFound`], also for a link that is invalid or expired, and while the certificate is not in force: the paper
/// says nothing of a suspension.
pub async fn load_shared(app: &App, token: &str) -> Result<Certificate, AppError> {
    if !app.links().is_valid(LinkUse::SharedCertificate, token, "", app.now()) {
        return Err(AppError::NotFound);
    }
    let id = LinkSigner::parse_id(token).map(Uuid::from_bytes).ok_or(AppError::NotFound)?;
    let found = certificates::find_by_id(app.store(), CertificateId(id)).await?.ok_or(AppError::NotFound)?;
    require_in_force(app, &found)?;
    Ok(found)
}

fn require_in_force(app: &App, certificate: &Certificate) -> Result<(), AppError> {
    let today = app.today();
    match judge_status(certificate.status_on(today), certificate.expires_on, today) {
        Verdict::Valid => Ok(()),
        _ => Err(AppError::NotFound),
    }
}
