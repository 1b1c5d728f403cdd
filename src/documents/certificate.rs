//! The certificate ("giấy xác nhận"): what a venue hangs on its wall once both offices have accepted. One A4 page.
//!
//! It confirms two facts and licenses nothing; its words must never suggest otherwise.

mod composition;
mod wording;

use time::Date;

use crate::DocumentError;
use crate::attachment::Attachment;
use crate::canvas::Canvas;
use crate::file::{self, Description};
use crate::fonts::Shown;
use crate::paper::Letterhead;
use crate::qr::{Correction, QrSymbol};
use crate::reading::{self, Written};

use composition::Composition;

/// Everything that a certificate says. All text is in composed form (NFC); what may not be shown in full, such as a
/// personal tax code, comes masked.
#[derive(Debug, Clone)]
pub struct CertificateSheet {
    /// The issuing agency.
    pub issuer: Letterhead,
    /// The agency's own number of the document, e.g. "05/XN-SNV". Printed after "Số:".
    pub document_number: String,
    /// Where it is issued, e.g. "Khánh Hòa".
    pub place: String,
    /// The day of issue.
    pub issued_on: Date,
    /// The number in the register, unique there.
    pub certificate_number: String,
    /// The legal bases, e.g. "Pháp lệnh Phòng, chống mại dâm ngày 14 tháng 3 năm 2003", without "Căn cứ" and without
    /// a full stop. May be empty.
    pub legal_bases: Vec<String>,
    /// Whom it is about.
    pub venue: CertifiedVenue,
    /// The pledge and its confirmation.
    pub pledge: PledgeConfirmed,
    /// The labour registration and its acceptance.
    pub labour: LabourAccepted,
    /// The first day of its term.
    pub valid_from: Date,
    /// The last day of its term, still included.
    pub valid_until: Date,
    /// How it is looked up. None on a preview, which then shows an empty frame.
    pub lookup: Option<Lookup>,
    /// Who signs for the issuing agency.
    pub signatory: Signatory,
    /// The lines of "Nơi nhận", without dash and punctuation; the last is usually "Lưu: VT".
    pub recipients: Vec<String>,
    /// Words across the page, e.g. "BẢN XEM TRƯỚC" on a preview.
    pub watermark: Option<String>,
    /// The same facts for machines, with the token that signs them. None on a preview.
    pub attachment: Option<Attachment>,
}

/// The venue as the certificate shows it.
#[derive(Debug, Clone)]
pub struct CertifiedVenue {
    /// Its name.
    pub name: String,
    /// The neutral label of its kind, e.g. "Khách sạn".
    pub kind: String,
    /// Street, commune and province.
    pub address: String,
    /// As it may be shown: masked if it is a personal number. Empty leaves the line out.
    pub tax_code: String,
    /// Who represents it. Empty leaves the line out.
    pub representative: String,
}

/// That the venue has signed, and who confirmed it.
#[derive(Debug, Clone)]
pub struct PledgeConfirmed {
    /// The version of the terms that was signed, e.g. "1".
    pub terms_version: String,
    /// The day the venue signed.
    pub signed_on: Date,
    /// The agency that confirmed, e.g. "Ủy ban nhân dân phường Phan Rang".
    pub agency: String,
    /// The day it did.
    pub confirmed_on: Date,
}

/// That the venue has registered its labour, and who accepted it.
#[derive(Debug, Clone)]
pub struct LabourAccepted {
    /// How many workers; 0 says that the venue declares to employ none. Their names never stand here.
    pub workers: u32,
    /// The agency that accepted, e.g. "Sở Nội vụ tỉnh Khánh Hòa".
    pub agency: String,
    /// The day it did.
    pub accepted_on: Date,
}

/// How anyone finds the certificate's present state.
#[derive(Debug, Clone)]
pub struct Lookup {
    /// The text of the QR code.
    pub qr_text: String,
    /// The host under the code, e.g. "camket.khanhhoa.gov.vn".
    pub host: String,
    /// The short code as it is shown, "XXXXX-XXXXX".
    pub short_code: String,
    /// The full address that the short code answers, printed and linked.
    pub address: String,
}

/// Who signs a paper for an agency.
#[derive(Debug, Clone)]
pub struct Signatory {
    /// One line each, e.g. "KT. GIÁM ĐỐC" and "PHÓ GIÁM ĐỐC".
    pub capacity: Vec<String>,
    /// The name, without an academic title.
    pub name: String,
}

/// Draws the certificate. Same sheet, same bytes.
///
/// # Errors
/// A character that cannot be printed, a QR text that is too long, or contents too long for one page.
pub fn certificate_pdf(sheet: &CertificateSheet) -> Result<Vec<u8>, DocumentError> {
    let symbol = sheet.lookup.as_ref().map(|lookup| QrSymbol::encode(&lookup.qr_text)).transpose()?;
    written(sheet, symbol.as_ref())
}

/// Draws the certificate with its symbol already encoded.
///
/// # Errors
/// As [`certificate_pdf`], and [`DocumentError::OtherSymbol`] if the symbol does not say the sheet's own text.
pub fn certificate_pdf_with(sheet: &CertificateSheet, symbol: &QrSymbol) -> Result<Vec<u8>, DocumentError> {
    if sheet.lookup.as_ref().is_none_or(|lookup| lookup.qr_text != symbol.text()) {
        return Err(DocumentError::OtherSymbol);
    }
    written(sheet, Some(symbol))
}

/// Draws the certificate and lets nothing out that cannot be read again from the finished bytes: the symbol that they paint,
/// from a photocopy, and in their text the name, the number and the short code. `seed` makes the photocopy.
///
/// # Errors
/// As [`certificate_pdf`], and what did not hold.
pub fn certificate_pdf_tested(sheet: &CertificateSheet, seed: u64) -> Result<Vec<u8>, DocumentError> {
    let pdf = certificate_pdf(sheet)?;
    let Some(lookup) = &sheet.lookup else { return Ok(pdf) };
    let written = Written::load(&pdf)?;
    let (name, number) = (&sheet.venue.name, &sheet.certificate_number);
    written.says(&[("name", name), ("number", number), ("short code", &lookup.short_code)])?;
    reading::self_test(&written.symbol()?, &lookup.qr_text, seed)?;
    Ok(pdf)
}

/// Whether the certificate can be drawn, without drawing it: for every certificate, before it is issued.
///
/// # Errors
/// As [`certificate_pdf`].
pub fn fits(sheet: &CertificateSheet) -> Result<(), DocumentError> {
    let outline = |lookup: &Lookup| QrSymbol::outline(&lookup.qr_text, Correction::M);
    let symbol = sheet.lookup.as_ref().map(outline).transpose()?;
    page(sheet, symbol.as_ref())?.finish(&mut Shown::default()).map(|_| ())
}

fn written(sheet: &CertificateSheet, symbol: Option<&QrSymbol>) -> Result<Vec<u8>, DocumentError> {
    file::write(vec![page(sheet, symbol)?], &description(sheet))
}

fn page(sheet: &CertificateSheet, symbol: Option<&QrSymbol>) -> Result<Canvas, DocumentError> {
    let composition = Composition::largest(sheet, symbol).ok_or(DocumentError::TooLong)?;
    let mut canvas = Canvas::default();
    if let Some(words) = &sheet.watermark {
        canvas.watermark(words);
    }
    composition.draw(&mut canvas);
    Ok(canvas)
}

fn description(sheet: &CertificateSheet) -> Description {
    Description {
        title: format!("Giấy xác nhận {}", sheet.certificate_number),
        subject: format!("{} {}", wording::SUBJECT[0], wording::SUBJECT[1]),
        author: sheet.issuer.name.clone(),
        date: Some(sheet.issued_on),
        attachment: sheet.attachment.clone(),
    }
}
