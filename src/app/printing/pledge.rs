//! The sheet of a pledge: as it was signed, or to sign by hand.

use camket_documents::{
    DrawnSignature, ElectronicSigning, PledgeConfirmation, PledgeCover, PledgeSheet, PledgingVenue,
    SheetClause, count_pledge_pages, render_pledge,
};
use camket_domain::applications::{Application, TrackStatus};
use camket_domain::areas;
use camket_domain::calendar::{format_date, local_date};
use camket_domain::paper_pledges::{PaperPledge, PrintedText};
use camket_domain::pledges::terms::{self, Terms};
use camket_domain::pledges::{HandSignature, Pledge, PledgedFacts, SIGNATURE_ASPECT};
use camket_domain::venues::Venue;
use camket_store::agencies;
use time::Date;

use super::run_drawing;
use crate::pledges::{find_signed_terms, find_terms_for_day, list_addressees};
use crate::venues::VenueDossier;
use crate::{App, AppError};

/// The venue's pledge: as it was signed, otherwise today's form to sign by hand.
///
/// # Errors
/// [`AppError::NotFound`] for a venue without a place, [`AppError::Internal`] if it cannot be drawn.
pub async fn render_pledge_pdf(app: &App, dossier: &VenueDossier) -> Result<Vec<u8>, AppError> {
    let sheet = match &dossier.pledge {
        Some(pledge) => build_signed_sheet(app, pledge, dossier.application.as_ref()).await?,
        None => build_unsigned_sheet(app, &dossier.venue, dossier.workers.len()).await?,
    };
    run_drawing(app, move || render_pledge(&sheet)).await
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
    let confirmed = track.and_then(|track| match &track.status {
        TrackStatus::Accepted(by) => Some((track.agency, by)),
        _ => None,
    });
    let drawn = pledge.drawing.as_ref();
    Ok(PledgeSheet {
        dated: Some(day),
        confirming_agency: match confirmed {
            Some((agency, _)) => {
                agencies::find(app.store(), agency).await?.map(|a| a.name).unwrap_or_default()
            }
            None => sheet.confirming_agency,
        },
        confirmation: confirmed.map(|(_, acceptance)| PledgeConfirmation {
            officer: acceptance.by.name.clone(),
            capacity: acceptance.title.lines().map(str::to_owned).collect(),
            confirmed_on: local_date(acceptance.by.at),
        }),
        evidence: pledge.by_hand.as_ref().map(describe_hand_signature).unwrap_or_default(),
        signing: pledge.by_hand.is_none().then(|| ElectronicSigning {
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

/// The evidence of a pledge that was signed by hand.
pub fn describe_hand_signature(signature: &HandSignature) -> String {
    let day = format_date(signature.scanned_on);
    format!("Ký tay, bản chụp ngày {day}, {} nhập.", signature.entered_by)
}

/// A pledge to be signed by hand, with its cover line on each page.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be drawn.
pub async fn render_paper_pledge_pdf(app: &App, paper: &PaperPledge) -> Result<Vec<u8>, AppError> {
    let sheet = PledgeSheet {
        cover: Some(PledgeCover { code: paper.code.clone(), printed_on: local_date(paper.made_at) }),
        ..build_paper_sheet(app, &paper.text, local_date(paper.made_at)).await?
    };
    run_drawing(app, move || render_pledge(&sheet)).await
}

/// Number of pages of a pledge to be signed by hand.
pub(crate) async fn count_paper_pages(app: &App, text: &PrintedText) -> Result<u8, AppError> {
    let pages = count_pledge_pages(&build_paper_sheet(app, text, app.today()).await?);
    u8::try_from(pages)
        .ok()
        .filter(|pages| *pages <= 9)
        .ok_or_else(|| AppError::internal("a pledge of ten pages"))
}

async fn build_paper_sheet(app: &App, text: &PrintedText, day: Date) -> Result<PledgeSheet, AppError> {
    let terms = Terms::find_version(text.terms_version).ok_or_else(|| AppError::internal("unknown terms"))?;
    build_pledge_sheet(app, terms, &text.clauses, &text.facts, day).await
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
        born_on: facts.born_on.filter(|_| !facts.born_year_only),
        born_in: facts.born_on.filter(|_| facts.born_year_only).map(time::Date::year),
        id_number: facts.number.clone(),
        ..PledgingVenue::default()
    }
}

pub(super) fn find_place_name(province: areas::AreaCode, today: Date) -> String {
    areas::all().find(province, today).map(|p| p.bare_name().to_owned()).unwrap_or_default()
}

pub(super) fn build_clause(clause: &terms::TermsClause) -> SheetClause {
    SheetClause {
        number: u32::from(clause.number),
        text: clause.text.clone(),
        basis: join_bases(&clause.bases),
    }
}

/// The bases as they stand in brackets: what a basis has in brackets itself follows a comma.
fn join_bases(bases: &[String]) -> String {
    bases.join("; ").replace(" (", ", ").replace(')', "")
}
