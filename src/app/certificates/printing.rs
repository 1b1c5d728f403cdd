//! Builds sheets from facts and draws them as PDF. Drawing is CPU work and runs outside the request threads.

use camket_credential::token;
use camket_documents::{
    Attachment, CertificateSheet, CertifiedVenue, DecalSheet, DocumentError, DrawnSignature,
    ElectronicSigning, LabourAccepted, Letterhead, LookupNote, PledgeConfirmation, PledgeConfirmed,
    PledgeSheet, PledgingVenue, SheetClause, Signatory, WorkerPledgeSheet, check_printable,
    render_certificate, render_decal, render_pledge, render_tested_certificate, render_worker_pledges,
};
use camket_domain::applications::{Application, TrackState};
use camket_domain::areas;
use camket_domain::calendar::{VIETNAM, local_date};
use camket_domain::certificates::{Certificate, CertificateClaims};
use camket_domain::labour::Worker;
use camket_domain::pledges::terms::{self, Terms};
use camket_domain::pledges::{Pledge, PledgedFacts, SIGNATURE_ASPECT};
use camket_domain::refusal::Refusal;
use camket_domain::venues::{Place, Venue};
use camket_store::agencies;
use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, OffsetDateTime};

use super::numbering::{generate_seed, map_to_flaw};
use crate::pledges::{find_signed_terms, find_terms_for_day, list_addressees};
use crate::venues::VenueDossier;
use crate::{App, AppError};

/// The A4 PDF of a certificate. `watermark` marks a preview, which has no code to look up. The first PDF of a
/// certificate that this node draws is tested: its QR is read from a simulated photocopy, and its text from the PDF.
///
/// # Errors
/// [`Refusal::SelfTest`] if the test fails, [`AppError::Internal`] if it cannot be drawn.
pub async fn render_certificate_pdf(
    app: &App,
    certificate: &Certificate,
    watermark: Option<String>,
) -> Result<Vec<u8>, AppError> {
    let sheet = build_certificate_sheet(app, certificate, watermark);
    if sheet.lookup.is_none() || app.is_tested(certificate.id) {
        return run_drawing(move || render_certificate(&sheet)).await;
    }
    let seed = generate_seed(app);
    let tested = tokio::task::spawn_blocking(move || render_tested_certificate(&sheet, seed)).await;
    let paper = tested.map_err(|e| AppError::Internal(e.to_string()))?.map_err(|error| {
        tracing::error!(number = %certificate.number, %error, "a paper did not pass its test and is not handed out");
        Refusal::SelfTest(map_to_flaw(&error))
    })?;
    app.mark_tested(certificate.id);
    Ok(paper)
}

pub(super) fn build_certificate_sheet(
    app: &App,
    certificate: &Certificate,
    watermark: Option<String>,
) -> CertificateSheet {
    let facts = &certificate.facts;
    let bases = Terms::find_version(facts.terms_version).map(|_| list_legal_bases()).unwrap_or_default();
    CertificateSheet {
        issuer: Letterhead { parent: facts.issuer.parent.clone(), name: facts.issuer.name.clone() },
        document_number: if watermark.is_some() {
            "…/XN-…".to_owned()
        } else {
            certificate.document.to_string()
        },
        place: facts.issuer.place.clone(),
        issued_on: local_date(certificate.issued_at),
        certificate_number: if watermark.is_some() {
            "—".to_owned()
        } else {
            certificate.number.to_string()
        },
        legal_bases: bases,
        venue: CertifiedVenue {
            name: facts.name.clone(),
            kind: facts.kind.describe_vi(&facts.kind_note),
            address: format!("{}, {}", facts.address, facts.commune_name),
            tax_code: facts.tax_code.clone(),
            representative: facts.representative.clone(),
        },
        pledge: PledgeConfirmed {
            terms_version: facts.terms_version.to_string(),
            signed_on: facts.signed_on,
            agency: facts.confirmed_by.clone(),
            confirmed_on: facts.confirmed_on,
        },
        labour: LabourAccepted {
            workers: facts.workers,
            agency: facts.accepted_by.clone(),
            accepted_on: facts.accepted_on,
        },
        valid_from: local_date(certificate.issued_at),
        valid_until: certificate.expires_on,
        lookup: watermark.is_none().then(|| build_lookup_note(app, certificate)),
        attachment: if watermark.is_none() { build_json_copy(app, certificate) } else { None },
        signatory: Signatory {
            capacity: facts.issuer.approver_title.lines().map(str::to_owned).collect(),
            name: facts.issuer.approver_name.clone(),
        },
        recipients: vec![facts.name.clone(), facts.confirmed_by.clone(), "Lưu: VT".to_owned()],
        watermark,
    }
}

fn build_lookup_note(app: &App, certificate: &Certificate) -> LookupNote {
    let code = certificate.code.to_string();
    let host = app.options().public_url.split_once("://").map_or("", |(_, host)| host).to_owned();
    let address = app.url(app.paths().look_up(&certificate.code));
    LookupNote { qr_text: build_qr_text(app, certificate), host, short_code: code, address }
}

/// The A6 decal for the door. Its QR opens the verdict page by short code, whatever the certificate's status.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be drawn.
pub async fn render_decal_pdf(app: &App, certificate: &Certificate) -> Result<Vec<u8>, AppError> {
    let printed = build_lookup_note(app, certificate);
    let sheet = DecalSheet {
        venue: certificate.facts.name.clone(),
        certificate_number: certificate.number.to_string(),
        issuer: certificate.facts.issuer.name.clone(),
        lookup: LookupNote { qr_text: printed.address.clone(), ..printed },
    };
    run_drawing(move || render_decal(&sheet)).await
}

/// The text of the QR: the address of the token. A certificate of the first version may have no token that fits.
fn build_qr_text(app: &App, certificate: &Certificate) -> String {
    match &certificate.issued_token {
        Some(signed) => app.url(app.paths().token(&token::to_text(&signed.token))),
        None => app.url(app.paths().look_up(&certificate.code)),
    }
}

/// The address that the QR of a certificate opens.
pub fn build_verify_url(app: &App, certificate: &Certificate) -> String {
    build_qr_text(app, certificate)
}

/// File name of the machine-readable copy inside the PDF.
pub const COPY_FILE_NAME: &str = "camket.json";

/// The certificate's facts as JSON, with the text of its QR.
fn build_json_copy(app: &App, certificate: &Certificate) -> Option<Attachment> {
    let (signed, facts) = (certificate.issued_token.as_ref()?, &certificate.facts);
    let claims = CertificateClaims::from_certificate(certificate, signed.index);
    let at = |moment: OffsetDateTime| moment.to_offset(VIETNAM).format(&Rfc3339).unwrap_or_default();
    let told = serde_json::json!({
        "qr_text": build_qr_text(app, certificate),
        "number": claims.number.as_str(),
        "document_number": certificate.document.to_string(),
        "code": certificate.code.to_string(),
        "name": claims.name,
        "kind": claims.kind.code(),
        "address": claims.address,
        "area": claims.area.as_str(),
        "issuer": facts.issuer.name,
        "issued_at": at(claims.issued_at),
        "expires_at": at(claims.expires_at - Duration::SECOND),
    });
    Some(Attachment {
        name: COPY_FILE_NAME.to_owned(),
        media_type: "application/json".to_owned(),
        bytes: told.to_string().into_bytes(),
    })
}

/// The legal bases of the registry (`docs/law.md`).
fn list_legal_bases() -> Vec<String> {
    vec![
        "Pháp lệnh Phòng, chống mại dâm số 10/2003/PL-UBTVQH11 ngày 17 tháng 3 năm 2003, Điều 15".to_owned(),
        "Nghị định số 178/2004/NĐ-CP ngày 15 tháng 10 năm 2004 của Chính phủ, Điều 11".to_owned(),
    ]
}

/// The venue's pledge: as it was signed, otherwise today's form to sign by hand.
///
/// # Errors
/// [`AppError::NotFound`] for a venue without a place, [`AppError::Internal`] if it cannot be drawn.
pub async fn render_pledge_pdf(app: &App, dossier: &VenueDossier) -> Result<Vec<u8>, AppError> {
    let sheet = match &dossier.pledge {
        Some(pledge) => build_signed_sheet(app, pledge, dossier.application.as_ref()).await?,
        None => build_unsigned_sheet(app, &dossier.venue, dossier.workers.len()).await?,
    };
    run_drawing(move || render_pledge(&sheet)).await
}

/// The sheet of a signed pledge, from the pledge alone: the venue may have changed since.
async fn build_signed_sheet(
    app: &App,
    pledge: &Pledge,
    application: Option<&Application>,
) -> Result<PledgeSheet, AppError> {
    let terms = find_signed_terms(pledge)?;
    let day = local_date(pledge.signed_at);
    let sheet = build_pledge_sheet(app, terms, &pledge.clauses, &pledge.facts, day).await?;
    let track = application.filter(|a| a.pledge == pledge.id).map(|a| &a.pledge_track);
    let confirmed = track.filter(|track| track.state == TrackState::Accepted);
    let drawn = pledge.drawing.as_ref();
    Ok(PledgeSheet {
        dated: Some(day),
        confirming_agency: match confirmed {
            Some(track) => {
                agencies::find(app.store(), track.agency).await?.map(|a| a.name).unwrap_or_default()
            }
            None => sheet.confirming_agency,
        },
        confirmation: confirmed.and_then(|track| {
            Some(PledgeConfirmation {
                officer: track.reviewer_name.clone(),
                capacity: String::new(),
                confirmed_on: local_date(track.decided_at?),
            })
        }),
        signing: Some(ElectronicSigning {
            name: pledge.signer_name.clone(),
            capacity: pledge.signer_capacity.clone(),
            signed_at: pledge.signed_at,
            terms_hash: pledge.text_hash.clone(),
            reference: pledge.id.to_string(),
            drawn: drawn.map(|d| DrawnSignature { strokes: d.0.clone(), aspect_ratio: SIGNATURE_ASPECT }),
        }),
        ..sheet
    })
}

/// The sheet that the venue would sign today, with blanks to fill in by hand.
async fn build_unsigned_sheet(app: &App, venue: &Venue, workers: usize) -> Result<PledgeSheet, AppError> {
    venue.place.as_ref().ok_or(AppError::NotFound)?;
    let (today, facts) = (app.today(), PledgedFacts::from_venue(venue));
    let terms = find_terms_for_day(today);
    let mut sheet = build_pledge_sheet(app, terms, &terms.clauses_for(venue.kind), &facts, today).await?;
    sheet.venue.phone = venue.business.as_ref().map(|b| b.phone.format_grouped()).unwrap_or_default();
    sheet.venue.workers = u32::try_from(workers).ok();
    Ok(sheet)
}

/// The terms, the venue and the agencies as of one day.
async fn build_pledge_sheet(
    app: &App,
    terms: &Terms,
    clauses: &[terms::TermsClause],
    facts: &PledgedFacts,
    day: Date,
) -> Result<PledgeSheet, AppError> {
    let offices = list_addressees(app, facts, day).await?;
    Ok(PledgeSheet {
        title: terms.title.clone(),
        subject: terms.subject.clone(),
        preamble: terms.preamble.clone(),
        closing: terms.closing.clone(),
        terms_version: terms.version.to_string(),
        clauses: clauses.iter().map(build_clause).collect(),
        venue: build_pledging_venue(facts),
        place: facts.province.map(|province| find_place_name(province, day)).unwrap_or_default(),
        confirming_agency: offices[0].clone().unwrap_or_default(),
        addressees: offices.into_iter().flatten().collect(),
        ..PledgeSheet::default()
    })
}

fn build_pledging_venue(facts: &PledgedFacts) -> PledgingVenue {
    PledgingVenue {
        name: facts.name.clone(),
        kind: facts.kind.clone(),
        address: facts.address.clone(),
        tax_code: facts.tax_code.clone(),
        registration: facts.registration.clone(),
        rooms: facts.rooms.map(u32::from),
        opened_on: facts.opened_on,
        security_certificate: facts.certificate.clone(),
        security_certificate_on: facts.certificate_on,
        security_person: facts.security_person.clone(),
        representative: facts.representative.clone(),
        born_on: facts.born_on,
        id_number: facts.number.clone(),
        ..PledgingVenue::default()
    }
}

fn format_address(venue: &Venue) -> String {
    venue.place.as_ref().map(Place::full_address).unwrap_or_default()
}

fn find_place_name(province: areas::AreaCode, today: Date) -> String {
    areas::all().find(province, today).map(|p| p.bare_name().to_owned()).unwrap_or_default()
}

fn build_clause(clause: &terms::TermsClause) -> SheetClause {
    SheetClause {
        number: u32::from(clause.number),
        text: clause.text.clone(),
        basis: clause.bases.join("; "),
    }
}

/// The workers' own pledges to sign by hand, one page each (Ordinance 10/2003/PL-UBTVQH11, Điều 15.3).
///
/// # Errors
/// [`AppError::Internal`] if they cannot be drawn.
pub async fn render_worker_pledges_pdf(
    app: &App,
    venue: &Venue,
    workers: &[Worker],
) -> Result<Vec<u8>, AppError> {
    let today = app.today();
    let terms = &find_terms_for_day(today).worker;
    let clauses: Vec<_> = terms.clauses.iter().map(build_clause).collect();
    let place = venue.place.as_ref().map(|p| find_place_name(p.province, today)).unwrap_or_default();
    let sheet = |worker: &Worker| WorkerPledgeSheet {
        title: terms.title.clone(),
        subject: terms.subject.clone(),
        preamble: terms.preamble.clone(),
        closing: terms.closing.clone(),
        worker: worker.person.name.clone(),
        birth_year: Some(worker.person.born_on.year()),
        position: worker.job.position.clone(),
        venue: venue.name.clone(),
        venue_address: format_address(venue),
        place: place.clone(),
        clauses: clauses.clone(),
    };
    let sheets: Vec<_> = workers.iter().map(sheet).collect();
    run_drawing(move || render_worker_pledges(&sheets)).await
}

/// Checks that the fonts can print these texts, given by field, so that it is not first found out when the PDF is
/// drawn.
///
/// # Errors
/// [`AppError::Invalid`] for the first field that cannot be printed.
pub(crate) fn require_printable(texts: &[(&'static str, &str)]) -> Result<(), AppError> {
    match texts.iter().find(|(_, text)| check_printable(text).is_err()) {
        Some((field, _)) => Err(AppError::Invalid(field, "text-unprintable")),
        None => Ok(()),
    }
}

async fn run_drawing(
    draw: impl FnOnce() -> Result<Vec<u8>, DocumentError> + Send + 'static,
) -> Result<Vec<u8>, AppError> {
    let paper = tokio::task::spawn_blocking(draw).await.map_err(|e| AppError::Internal(e.to_string()))?;
    paper.map_err(|e| AppError::Internal(e.to_string()))
}
