//! Reporting a concern: without an account; no network address is stored, and a contact only sealed.

use camket_credential::digest::sha256_hex;
use camket_documents::photo;
use camket_domain::accounts::Role;
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::{Certificate, CertificateNumber, ShortCode};
use camket_domain::concerns::{Concern, ConcernCategory, ConcernStatus};
use camket_domain::ids::{AccountId, ConcernId};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_store::concerns::ConcernView;
use camket_store::{Tx, accounts, certificates, concerns};
use uuid::Uuid;

use super::seal_contact;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::input::find_province;
use crate::{App, AppError, InputProblem};

/// What a member of the public reports.
#[derive(Clone)]
pub struct SubmittedConcern {
    pub category: ConcernCategory,
    /// What the reporter saw.
    pub text: String,
    /// Where, in words; may be empty if `about` names a registered certificate.
    pub place: String,
    /// How to reach them.
    pub contact: Option<String>,
    /// A picture as it was sent, in any supported format.
    pub photo: Option<Vec<u8>>,
    /// The number of the certificate shown at the venue.
    pub about: Option<CertificateNumber>,
    /// The commune; needed only where `about` names no registered certificate.
    pub commune: Option<AreaCode>,
}

/// Reports must not appear in logs.
impl std::fmt::Debug for SubmittedConcern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report").field("category", &self.category).finish_non_exhaustive()
    }
}

/// Stores a report and returns its reference. The same form sent twice returns the same reference.
///
/// # Errors
/// [`AppError::Invalid`] for `photo` that cannot be read, or for `commune` if neither certificate nor reporter says
/// where.
pub async fn report(app: &App, key: Uuid, report: SubmittedConcern) -> Result<ShortCode, AppError> {
    let content = describe_report(&report);
    let photo = match report.photo.clone() {
        Some(sent) => Some(reencode_photo(app, sent).await?),
        None => None,
    };
    let run = match idempotency::begin(app, PUBLIC_ACCOUNT, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let certificate = match &report.about {
        Some(number) => certificates::find_by_number(tx, number).await?,
        None => None,
    };
    let concern = build_concern(app, report, certificate.as_ref())?;
    let scope = camket_domain::accounts::Scope::Area(concern.commune);
    let nothing_waits = concerns::list(tx, &scope, ConcernView::New, None).await?.items.is_empty();
    concerns::insert(tx, &concern).await?;
    if let Some(jpeg) = photo {
        concerns::photo::insert(tx, concern.id, jpeg).await?;
    }
    let event = app.build_event(None, AuditAction::ConcernReported, concern.id.0);
    app.audit(tx, event.with_note(concern.category.code())).await?;
    // One message until an officer looks at the queue, so that many reports do not send many messages.
    if nothing_waits || concern.category.is_urgent() {
        notify_officers(app, tx, &concern).await?;
    }
    run.finish(&concern.reference.as_str()).await?;
    Ok(concern.reference)
}

fn describe_report(report: &SubmittedConcern) -> CommandContent {
    CommandContent::new("concerns.report")
        .with(report.category.code())
        .with(&report.text)
        .with(&report.place)
        .with_debug(&report.contact)
        .with_debug(&report.photo.as_ref().map(|sent| sha256_hex(sent)))
        .with_debug(&(&report.about, report.commune))
}

/// The account under which the public's idempotency keys are stored.
const PUBLIC_ACCOUNT: AccountId = AccountId(Uuid::nil());

fn build_concern(
    app: &App,
    report: SubmittedConcern,
    certificate: Option<&Certificate>,
) -> Result<Concern, AppError> {
    let commune = certificate.map(|found| found.facts.commune).or(report.commune);
    let unknown = AppError::invalid("commune", InputProblem::CommuneUnknown);
    let Some((commune, province)) = commune.and_then(|c| Some((c, find_province(c, app.today())?))) else {
        return Err(unknown);
    };
    let now = app.now();
    Ok(Concern {
        id: ConcernId::new(now, app.entropy()),
        reference: ShortCode::new(app.entropy()),
        category: report.category,
        text: report.text,
        place: report.place,
        contact: report.contact.map(|contact| seal_contact(app, &contact)),
        certificate: certificate.map(|found| found.id),
        venue: certificate.map(|found| found.venue),
        commune,
        province,
        status: ConcernStatus::New,
        created_at: now,
        version: 1,
    })
}

/// Encodes the picture again, without the camera's metadata.
async fn reencode_photo(app: &App, sent: Vec<u8>) -> Result<Vec<u8>, AppError> {
    let made = app.costly().pictures.run(move || photo::reencode(&sent, photo::MAX_SIDE)).await?;
    made.map_err(|_| AppError::invalid("photo", InputProblem::PhotoUnreadable))
}

async fn notify_officers(app: &App, tx: &Tx, concern: &Concern) -> Result<(), AppError> {
    for officer in accounts::list_active_staff(tx, Role::CommuneOfficer, &concern.commune).await? {
        let notice = Notice::ConcernsWait { name: officer.name.clone(), link: LinkedPage::Concerns.into() };
        app.notify(tx, &officer, notice).await?;
    }
    Ok(())
}
