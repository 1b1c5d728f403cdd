//! Facts to sheets to PDF. Drawing is CPU work and leaves the request threads.

use camket_documents::{
    CertificateSheet, CertifiedVenue, Clause, DocumentError, DrawnSignature, ElectronicSigning,
    LabourAccepted, Letterhead, Lookup, PledgeConfirmation, PledgeConfirmed, PledgeSheet, PledgingVenue,
    Signatory, WorkerPledgeSheet, certificate_pdf, pledge_pdf, printable, worker_pledges_pdf,
};
use camket_domain::agencies::{Function, responsible};
use camket_domain::applications::TrackState;
use camket_domain::areas;
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::labour::Worker;
use camket_domain::pledges::DRAWING_ASPECT;
use camket_domain::pledges::terms::{self, Terms};
use camket_domain::venues::{Place, Venue, VenueKind};
use camket_store::agencies;

use crate::pledges::{states_its_facts, terms_on};
use crate::venues::Dossier;
use crate::{App, AppError};

/// The A4 PDF of a certificate. `watermark` marks a preview, which has no code to look up.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be drawn.
pub async fn certificate_paper(
    app: &App,
    certificate: &Certificate,
    watermark: Option<String>,
) -> Result<Vec<u8>, AppError> {
    let sheet = certificate_sheet(app, certificate, watermark);
    drawn(move || certificate_pdf(&sheet)).await
}

fn certificate_sheet(app: &App, certificate: &Certificate, watermark: Option<String>) -> CertificateSheet {
    let facts = &certificate.facts;
    let bases = Terms::version(facts.terms_version).map(|_| legal_bases()).unwrap_or_default();
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
            kind: kind_label(facts.kind, &facts.kind_note),
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
        lookup: watermark.is_none().then(|| lookup(app, certificate)),
        signatory: Signatory {
            capacity: facts.issuer.approver_title.lines().map(str::to_owned).collect(),
            name: facts.issuer.approver_name.clone(),
        },
        recipients: vec![facts.name.clone(), facts.confirmed_by.clone(), "Lưu: VT".to_owned()],
        watermark,
    }
}

fn lookup(app: &App, certificate: &Certificate) -> Lookup {
    let code = certificate.code.to_string();
    let host = app.options().public_url.split_once("://").map_or("", |(_, host)| host).to_owned();
    let address = app.url(&format!("/v/{code}"));
    Lookup { qr_text: address.clone(), host, short_code: code, address }
}

/// What the registry rests on (domain notes 1.1).
fn legal_bases() -> Vec<String> {
    vec![
        "Pháp lệnh Phòng, chống mại dâm số 10/2003/PL-UBTVQH11 ngày 17 tháng 3 năm 2003, Điều 15".to_owned(),
        "Nghị định số 178/2004/NĐ-CP ngày 15 tháng 10 năm 2004 của Chính phủ, Điều 11".to_owned(),
    ]
}

fn kind_label(kind: VenueKind, note: &str) -> String {
    if note.is_empty() { kind.label_vi().to_owned() } else { format!("{} ({note})", kind.label_vi()) }
}

/// Across a pledge whose venue has changed since: nobody signed these facts.
const OUTDATED: &str = "ĐÃ THAY ĐỔI SAU KHI KÝ";

/// The venue's pledge: signed if it is, otherwise the form to sign by hand.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be drawn.
pub async fn pledge_paper(app: &App, dossier: &Dossier) -> Result<Vec<u8>, AppError> {
    let sheet = pledge_sheet(app, dossier).await?;
    drawn(move || pledge_pdf(&sheet)).await
}

async fn pledge_sheet(app: &App, dossier: &Dossier) -> Result<PledgeSheet, AppError> {
    let Dossier { venue, pledge, workers, application, .. } = dossier;
    let today = app.today();
    let place = venue.place.as_ref().ok_or(AppError::NotFound)?;
    let offices = agencies::of_place(app.store(), &place.commune, &place.province).await?;
    let office = |function| {
        let found = responsible(&offices, function, &place.commune, &place.province, today);
        found.map(|agency| agency.name.clone()).unwrap_or_default()
    };
    let confirming = office(Function::ConfirmPledges);
    let confirmed = application.as_ref().filter(|a| Some(a.pledge) == pledge.as_ref().map(|p| p.id));
    let confirmed = confirmed.map(|a| &a.pledge_track).filter(|t| t.state == TrackState::Accepted);
    let outdated = pledge.as_ref().is_some_and(|p| !states_its_facts(p, venue));
    let clauses =
        pledge.as_ref().map_or_else(|| terms_on(today).clauses_for(venue.kind), |p| p.clauses.clone());
    Ok(PledgeSheet {
        addressees: vec![confirming.clone(), office(Function::AcceptLabour)],
        venue: pledging(venue, workers, pledge.as_ref().map(|p| p.signer_capacity.clone())),
        terms_version: pledge.as_ref().map_or(terms_on(today).version, |p| p.terms_version).to_string(),
        clauses: clauses.iter().map(clause).collect(),
        copies: Vec::new(),
        place: place_name(place.province, today),
        dated: pledge.as_ref().map(|p| local_date(p.signed_at)),
        confirming_agency: confirming,
        signing: pledge.as_ref().map(|p| ElectronicSigning {
            name: p.signer_name.clone(),
            capacity: p.signer_capacity.clone(),
            signed_at: p.signed_at,
            terms_hash: p.text_hash.clone(),
            reference: p.id.to_string(),
            drawn: p
                .drawing
                .as_ref()
                .map(|d| DrawnSignature { strokes: d.0.clone(), aspect_ratio: DRAWING_ASPECT }),
        }),
        confirmation: confirmed.and_then(|track| {
            let confirmed_on = local_date(track.decided_at?);
            Some(PledgeConfirmation {
                officer: track.reviewer_name.clone(),
                capacity: String::new(),
                confirmed_on,
            })
        }),
        watermark: outdated.then(|| OUTDATED.to_owned()),
    })
}

fn pledging(venue: &Venue, workers: &[Worker], capacity: Option<String>) -> PledgingVenue {
    let (business, person) = (venue.business.as_ref(), venue.representative.as_ref());
    PledgingVenue {
        name: venue.name.clone(),
        kind: kind_label(venue.kind, &venue.kind_note),
        address: address(venue),
        tax_code: business.map(|b| b.tax.shown()).unwrap_or_default(),
        phone: business.map(|b| b.phone.grouped()).unwrap_or_default(),
        representative: person.map(|r| r.name.clone()).unwrap_or_default(),
        capacity: capacity.unwrap_or_default(),
        rooms: business.and_then(|b| b.rooms).map(u32::from),
        workers: u32::try_from(workers.len()).ok(),
    }
}

fn address(venue: &Venue) -> String {
    venue.place.as_ref().map(Place::full_address).unwrap_or_default()
}

fn place_name(province: areas::AreaCode, today: time::Date) -> String {
    areas::all().find(province, today).map(|p| p.bare_name().to_owned()).unwrap_or_default()
}

fn clause(clause: &terms::Clause) -> Clause {
    Clause { number: u32::from(clause.number), text: clause.text.clone(), basis: clause.bases.join("; ") }
}

/// The workers' own pledges to be signed by hand, a page each (PL 10/2003 Điều 15.3).
///
/// # Errors
/// [`AppError::Internal`] if they cannot be drawn.
pub async fn worker_papers(app: &App, venue: &Venue, workers: &[Worker]) -> Result<Vec<u8>, AppError> {
    let today = app.today();
    let clauses: Vec<_> = terms_on(today).worker.clauses.iter().map(clause).collect();
    let place = venue.place.as_ref().map(|p| place_name(p.province, today)).unwrap_or_default();
    let sheet = |worker: &Worker| WorkerPledgeSheet {
        worker: worker.person.name.clone(),
        birth_year: Some(worker.person.born_on.year()),
        position: worker.job.position.clone(),
        venue: venue.name.clone(),
        venue_address: address(venue),
        place: place.clone(),
        clauses: clauses.clone(),
    };
    let sheets: Vec<_> = workers.iter().map(sheet).collect();
    drawn(move || worker_pledges_pdf(&sheets)).await
}

/// Whether typed texts can stand on a paper, by field: the paper must not be what finds out.
///
/// # Errors
/// [`AppError::Invalid`] for the first that cannot.
pub(crate) fn holds(texts: &[(&'static str, &str)]) -> Result<(), AppError> {
    match texts.iter().find(|(_, text)| printable(text).is_err()) {
        Some((field, _)) => Err(AppError::Invalid(field, "text-unprintable")),
        None => Ok(()),
    }
}

async fn drawn(
    draw: impl FnOnce() -> Result<Vec<u8>, DocumentError> + Send + 'static,
) -> Result<Vec<u8>, AppError> {
    let paper = tokio::task::spawn_blocking(draw).await.map_err(|e| AppError::Internal(e.to_string()))?;
    paper.map_err(|e| AppError::Internal(e.to_string()))
}
