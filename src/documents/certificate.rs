//! The certificate ("giấy xác nhận"), one A4 page: a venue displays it after both offices have accepted.
//!
//! It confirms two facts and licenses nothing; its text must not suggest otherwise.

mod composition;
mod wording;

use time::Date;

use crate::DocumentError;
use crate::attachment::Attachment;
use crate::canvas::Canvas;
use crate::file::{self, FileDescription};
use crate::fonts::UsedCharacters;
use crate::paper::Letterhead;
use crate::qr::{Correction, QrSymbol};
use crate::reading::{self, ParsedPdf};

use composition::Composition;

/// Contents of a certificate. All text is in composed form (NFC). Personal numbers must already be masked.
#[derive(Debug, Clone)]
pub struct CertificateSheet {
    pub issuer: Letterhead,
    /// Document number of the agency, e.g. "05/XN-SNV". Printed after "Số:".
    pub document_number: String,
    /// Place of issue, e.g. "Khánh Hòa".
    pub place: String,
    /// Day of issue (Vietnamese date).
    pub issued_on: Date,
    /// Number in the register.
    pub certificate_number: String,
    /// Legal bases, e.g. "Pháp lệnh Phòng, chống mại dâm ngày 17 tháng 3 năm 2003", without "Căn cứ" and without a full stop.
    /// May be empty.
    pub legal_bases: Vec<String>,
    pub venue: CertifiedVenue,
    pub pledge: PledgeConfirmed,
    pub labour: LabourAccepted,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force, inclusive.
    pub valid_until: Date,
    /// How to look it up; `None` on a preview, which shows an empty frame.
    pub lookup: Option<LookupNote>,
    pub signatory: Signatory,
    /// Lines of "Nơi nhận", without dash and punctuation; the last is usually "Lưu: VT".
    pub recipients: Vec<String>,
    /// Text across the page, e.g. "BẢN XEM TRƯỚC" on a preview.
    pub watermark: Option<String>,
    /// Machine-readable copy of the facts with the signed token; `None` on a preview.
    pub attachment: Option<Attachment>,
}

/// The venue on a certificate.
#[derive(Debug, Clone)]
pub struct CertifiedVenue {
    pub name: String,
    /// Neutral label of its kind, e.g. "Khách sạn".
    pub kind: String,
    /// Street, commune and province.
    pub address: String,
    /// Masked if it is a personal number. The line is omitted if it is empty.
    pub tax_code: String,
    /// The line is omitted if it is empty.
    pub representative: String,
}

/// The signed pledge and its confirmation.
#[derive(Debug, Clone)]
pub struct PledgeConfirmed {
    /// Version of the signed terms, e.g. "1".
    pub terms_version: String,
    /// Day on which the venue signed.
    pub signed_on: Date,
    /// Agency that confirmed, e.g. "Ủy ban nhân dân phường Phan Rang".
    pub agency: String,
    /// Day of the confirmation.
    pub confirmed_on: Date,
}

/// The labour registration and its acceptance.
#[derive(Debug, Clone)]
pub struct LabourAccepted {
    /// Number of workers; 0: the venue declared that it has no employees. Names are never printed.
    pub workers: u32,
    /// Agency that accepted, e.g. "Sở Nội vụ tỉnh Khánh Hòa".
    pub agency: String,
    /// Day of the acceptance.
    pub accepted_on: Date,
}

/// How to look up the present status of the certificate.
#[derive(Debug, Clone)]
pub struct LookupNote {
    /// Text of the QR code.
    pub qr_text: String,
    /// Host printed under the QR code, e.g. "camket.khanhhoa.gov.vn".
    pub host: String,
    /// Short code in printed form, "XXXXX-XXXXX".
    pub short_code: String,
    /// Full address of the short code, printed and linked.
    pub address: String,
}

/// Who signs for an agency.
#[derive(Debug, Clone)]
pub struct Signatory {
    /// One line each, e.g. "KT. GIÁM ĐỐC" and "PHÓ GIÁM ĐỐC".
    pub capacity: Vec<String>,
    /// Name without academic titles.
    pub name: String,
}

/// Draws the certificate. The same sheet gives the same bytes.
///
/// # Errors
/// A character that cannot be printed, a QR text that is too long, or contents too long for one page.
pub fn render_certificate(sheet: &CertificateSheet) -> Result<Vec<u8>, DocumentError> {
    file::write_pdf(vec![draw_with_symbol(sheet)?], &build_description(sheet))
}

/// Draws the certificate with an already encoded symbol.
///
/// # Errors
/// As [`render_certificate`], and [`DocumentError::WrongSymbol`] if the symbol does not contain the sheet's text.
pub fn render_certificate_with(
    sheet: &CertificateSheet,
    symbol: &QrSymbol,
) -> Result<Vec<u8>, DocumentError> {
    if sheet.lookup.as_ref().is_none_or(|lookup| lookup.qr_text != symbol.text()) {
        return Err(DocumentError::WrongSymbol);
    }
    file::write_pdf(vec![draw_page(sheet, Some(symbol))?], &build_description(sheet))
}

/// Draws several certificates as one PDF to print, one page each, in this order. It has no machine-readable copies: each
/// certificate's own PDF has its own.
///
/// # Errors
/// [`DocumentError::Empty`] without a certificate; as [`render_certificate`].
pub fn render_certificates(sheets: &[CertificateSheet]) -> Result<Vec<u8>, DocumentError> {
    let pages = sheets.iter().map(draw_with_symbol).collect::<Result<Vec<_>, _>>()?;
    let first = sheets.first().ok_or(DocumentError::Empty)?;
    let description = FileDescription {
        title: format!("{} giấy xác nhận", sheets.len()),
        attachment: None,
        ..build_description(first)
    };
    file::write_pdf(pages, &description)
}

fn draw_with_symbol(sheet: &CertificateSheet) -> Result<Canvas, DocumentError> {
    let symbol = sheet.lookup.as_ref().map(|lookup| QrSymbol::encode(&lookup.qr_text)).transpose()?;
    draw_page(sheet, symbol.as_ref())
}

/// Draws the certificate and checks the resulting bytes: the symbol must be readable from a simulated photocopy, and the
/// text must contain the name, the number and the short code. `seed` determines the photocopy.
///
/// # Errors
/// As [`render_certificate`], and the errors of the check: [`DocumentError::TextMissing`], [`DocumentError::SymbolUnreadable`],
/// [`DocumentError::SymbolMisread`].
pub fn render_tested_certificate(sheet: &CertificateSheet, seed: u64) -> Result<Vec<u8>, DocumentError> {
    let pdf = render_certificate(sheet)?;
    let Some(lookup) = &sheet.lookup else { return Ok(pdf) };
    let written = ParsedPdf::load(&pdf)?;
    let (name, number) = (&sheet.venue.name, &sheet.certificate_number);
    written.check_text(&[("name", name), ("number", number), ("short code", &lookup.short_code)])?;
    reading::check_readable(&written.read_symbol()?, &lookup.qr_text, seed)?;
    Ok(pdf)
}

/// Checks that the certificate can be drawn, without writing the PDF. Called before every issue.
///
/// # Errors
/// As [`render_certificate`].
pub fn check_certificate_fits(sheet: &CertificateSheet) -> Result<(), DocumentError> {
    let outline = |lookup: &LookupNote| QrSymbol::outline(&lookup.qr_text, Correction::M);
    let symbol = sheet.lookup.as_ref().map(outline).transpose()?;
    draw_page(sheet, symbol.as_ref())?.finish(&mut UsedCharacters::default()).map(|_| ())
}

fn draw_page(sheet: &CertificateSheet, symbol: Option<&QrSymbol>) -> Result<Canvas, DocumentError> {
    let composition = Composition::build_largest(sheet, symbol).ok_or(DocumentError::TooLong)?;
    let mut canvas = Canvas::default();
    if let Some(words) = &sheet.watermark {
        canvas.draw_watermark(words);
    }
    composition.draw(&mut canvas);
    Ok(canvas)
}

fn build_description(sheet: &CertificateSheet) -> FileDescription {
    FileDescription {
        title: format!("Giấy xác nhận {}", sheet.certificate_number),
        subject: format!("{} {}", wording::SUBJECT[0], wording::SUBJECT[1]),
        author: sheet.issuer.name.clone(),
        date: Some(sheet.issued_on),
        attachment: sheet.attachment.clone(),
    }
}
