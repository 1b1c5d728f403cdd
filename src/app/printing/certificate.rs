//! The sheet of a certificate, and the decal of its venue.

use camket_credential::token;
use camket_documents::{
    Attachment, CertificateSheet, CertifiedVenue, DecalSheet, DocumentError, LabourAccepted, Letterhead,
    LookupNote, PledgeConfirmed, Signatory, render_certificate, render_certificates, render_decal,
    render_tested_certificate,
};
use camket_domain::calendar::{format_local_rfc3339, local_date};
use camket_domain::certificates::{Certificate, CertificateClaims, LEGAL_BASES};
use camket_domain::clock::random_bytes;
use camket_domain::pledges::terms::Terms;
use camket_domain::refusal::{Refusal, SelfTestFlaw};
use time::Duration;

use super::run_drawing;
use crate::{App, AppError};

/// Most certificates that one page issues, and one PDF prints, at a time.
pub const MAX_ISSUED_AT_ONCE: usize = 100;

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
        return run_drawing(app, move || render_certificate(&sheet)).await;
    }
    let seed = generate_seed(app);
    let tested = app.costly().documents.run(move || render_tested_certificate(&sheet, seed)).await?;
    let pdf = tested.map_err(|error| {
        tracing::error!(number = %certificate.number, %error, "a certificate PDF did not pass its test and is not shown");
        Refusal::SelfTest(map_to_flaw(&error))
    })?;
    app.mark_tested(certificate.id);
    Ok(pdf)
}

/// One PDF with these certificates, one page each, to print a batch at once; at most [`MAX_ISSUED_AT_ONCE`]. Those that this
/// node has not drawn yet are tested as in [`render_certificate_pdf`].
///
/// # Errors
/// [`AppError::NotFound`] for none or too many; as [`render_certificate_pdf`].
pub async fn render_certificates_pdf(app: &App, certificates: &[Certificate]) -> Result<Vec<u8>, AppError> {
    if certificates.is_empty() || certificates.len() > MAX_ISSUED_AT_ONCE {
        return Err(AppError::NotFound);
    }
    for untested in certificates.iter().filter(|certificate| !app.is_tested(certificate.id)) {
        render_certificate_pdf(app, untested, None).await?;
    }
    let sheets: Vec<_> = certificates.iter().map(|one| build_certificate_sheet(app, one, None)).collect();
    run_drawing(app, move || render_certificates(&sheets)).await
}

pub(crate) fn build_certificate_sheet(
    app: &App,
    certificate: &Certificate,
    watermark: Option<String>,
) -> CertificateSheet {
    let facts = &certificate.facts;
    let known = Terms::find_version(facts.terms_version).is_some();
    let bases = if known { LEGAL_BASES.map(str::to_owned).into() } else { Vec::new() };
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
    run_drawing(app, move || render_decal(&sheet)).await
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
    let copy = serde_json::json!({
        "qr_text": build_qr_text(app, certificate),
        "number": claims.number.as_str(),
        "document_number": certificate.document.to_string(),
        "code": certificate.code.to_string(),
        "name": claims.name,
        "kind": claims.kind.code(),
        "address": claims.address,
        "area": claims.area.as_str(),
        "issuer": facts.issuer.name,
        "issued_at": format_local_rfc3339(claims.issued_at),
        "expires_at": format_local_rfc3339(claims.expires_at - Duration::SECOND),
    });
    Some(Attachment {
        name: COPY_FILE_NAME.to_owned(),
        media_type: "application/json".to_owned(),
        bytes: copy.to_string().into_bytes(),
    })
}

/// The flaw that a drawing error stands for.
pub(crate) fn map_to_flaw(error: &DocumentError) -> SelfTestFlaw {
    match error {
        DocumentError::QrTooDense { .. } | DocumentError::Qr(_) => SelfTestFlaw::Size,
        DocumentError::SymbolUnreadable | DocumentError::SymbolMisread => SelfTestFlaw::Picture,
        DocumentError::TooLong => SelfTestFlaw::Layout,
        DocumentError::UnprintableCharacter { .. } | DocumentError::NotComposed { .. } => {
            SelfTestFlaw::Letter
        }
        DocumentError::TextMissing { .. } => SelfTestFlaw::Text,
        _ => SelfTestFlaw::Drawing,
    }
}

pub(crate) fn generate_seed(app: &App) -> u64 {
    u64::from_le_bytes(random_bytes(app.entropy()))
}
