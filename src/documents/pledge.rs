//! The pledge of a venue ("bản cam kết"): signed in the register, or a form to be signed by hand. It may take several
//! pages.

mod composition;

use camket_domain::calendar::format_date;
use camket_domain::certificates::ShortCode;
use camket_domain::paper_pledges::format_page;
use time::{Date, OffsetDateTime};

use crate::DocumentError;
use crate::canvas::Canvas;
use crate::file::{self, FileDescription};
use crate::galley::{Galley, GalleyItem};
use crate::paper;
use crate::qr::{Correction, QrSymbol};
use crate::signature::DrawnSignature;
use crate::text::{Paragraph, mm};

pub(crate) use composition::build_clause;

/// Contents of a pledge. All text is in composed form (NFC). Empty fields become dotted lines for handwriting, so an empty
/// sheet is the blank form.
#[derive(Debug, Clone, Default)]
pub struct PledgeSheet {
    /// Title, in capitals: "BẢN CAM KẾT".
    pub title: String,
    /// Subject, below the title.
    pub subject: String,
    /// The sentence before the clauses.
    pub preamble: String,
    /// The sentence before the signatures.
    pub closing: String,
    /// Addressees: the commune's people's committee and the labour authority.
    pub addressees: Vec<String>,
    pub venue: PledgingVenue,
    /// Version of the terms, e.g. "1".
    pub terms_version: String,
    pub clauses: Vec<SheetClause>,
    /// Holders of a copy, e.g. "cơ sở", "Ủy ban nhân dân phường Phan Rang"; if empty, copies are not mentioned.
    pub copies: Vec<String>,
    /// Place of signing, e.g. "Phan Rang".
    pub place: String,
    /// Date of the document; `None`: to be filled in by hand.
    pub dated: Option<Date>,
    /// Agency that confirms, e.g. "Ủy ban nhân dân phường Phan Rang".
    pub confirming_agency: String,
    /// The electronic signing; `None` on a form for signing by hand.
    pub signing: Option<ElectronicSigning>,
    /// How it was signed, if that was by hand: printed in place of the record of an electronic signing.
    pub evidence: String,
    /// The confirmation in the register, once there is one.
    pub confirmation: Option<PledgeConfirmation>,
    /// The line by which the scan of a form signed by hand is matched; on every page.
    pub cover: Option<PledgeCover>,
}

/// The cover line of a form that is signed by hand and scanned.
#[derive(Debug, Clone)]
pub struct PledgeCover {
    pub code: ShortCode,
    pub printed_on: Date,
}

/// The venue on a pledge. If the name is given, empty facts are printed as not declared, so that nothing can be added
/// later. Phone, capacity and workers are only for forms to sign by hand.
#[derive(Debug, Clone, Default)]
pub struct PledgingVenue {
    pub name: String,
    /// Label of its kind.
    pub kind: String,
    /// Street, commune and province.
    pub address: String,
    /// Tax code, masked if it is personal.
    pub tax_code: String,
    /// Number of the business registration.
    pub registration: String,
    /// `None` if unknown or not applicable.
    pub rooms: Option<u32>,
    /// First day of business.
    pub opened_on: Option<Date>,
    /// Number of the security-and-order certificate.
    pub security_certificate: String,
    /// Its date.
    pub security_certificate_on: Option<Date>,
    /// Person responsible for security and order.
    pub security_person: String,
    pub representative: String,
    /// Birth date of the representative.
    pub born_on: Option<Date>,
    /// The year of birth, where the papers state only that.
    pub born_in: Option<i32>,
    /// ID number of the representative, masked.
    pub id_number: String,
    pub phone: String,
    /// Capacity of the representative, e.g. "Chủ cơ sở".
    pub capacity: String,
    /// Number of workers; `None` if not known yet.
    pub workers: Option<u32>,
}

/// One clause of a pledge.
#[derive(Debug, Clone)]
pub struct SheetClause {
    pub number: u32,
    pub text: String,
    /// Legal basis; omitted if empty.
    pub basis: String,
}

/// The record of an electronic signing.
#[derive(Debug, Clone)]
pub struct ElectronicSigning {
    /// Full name of the signer.
    pub name: String,
    /// Capacity of the signer, e.g. "Chủ cơ sở".
    pub capacity: String,
    /// In any offset; printed in Vietnamese time.
    pub signed_at: OffsetDateTime,
    /// Hash of the signed text.
    pub terms_hash: String,
    /// Reference of the signing in the register.
    pub reference: String,
    /// Drawn signature, if the device allowed one.
    pub drawn: Option<DrawnSignature>,
}

/// The commune's confirmation in the register.
#[derive(Debug, Clone)]
pub struct PledgeConfirmation {
    pub officer: String,
    /// Signing form and title, one line each: "KT. CHỦ TỊCH" and "PHÓ CHỦ TỊCH". Empty if the officer has none.
    pub capacity: Vec<String>,
    pub confirmed_on: Date,
}

/// Draws the pledge. The same sheet gives the same bytes.
///
/// # Errors
/// A character that cannot be printed.
pub fn render_pledge(sheet: &PledgeSheet) -> Result<Vec<u8>, DocumentError> {
    let mut pages = composition::build_pages(sheet);
    if let Some(cover) = &sheet.cover {
        draw_covers(&mut pages, cover)?;
    }
    file::write_pdf(pages, &build_description(sheet))
}

/// Number of pages that the sheet takes.
pub fn count_pledge_pages(sheet: &PledgeSheet) -> usize {
    composition::build_pages(sheet).len()
}

/// Side of the cover line's symbol, which stands in the top margin.
const COVER_SIDE: f32 = mm(13.0);
const COVER_TOP: f32 = mm(4.0);

fn draw_covers(pages: &mut [Canvas], cover: &PledgeCover) -> Result<(), DocumentError> {
    let count = u8::try_from(pages.len()).unwrap_or(u8::MAX);
    for (number, canvas) in (1..=count).zip(pages.iter_mut()) {
        // A short text, so that the modules are large.
        let symbol = QrSymbol::encode_with(&format_page(&cover.code, number, count), Correction::Q)?;
        let mut line = Galley::new(paper::WIDTH - COVER_SIDE);
        line.add_item(COVER_SIDE, GalleyItem::Symbol { x: line.width, side: COVER_SIDE, symbol });
        canvas.draw_galley(paper::LEFT, COVER_TOP, &line);
        let mut words = Galley::new(paper::WIDTH / 2.0 - mm(10.0));
        let day = format_date(cover.printed_on);
        let text = format!("Mã {}, in ngày {day}. Trang {number}/{count}", cover.code);
        words.add_paragraph(&Paragraph::new(8.5).leading(1.15).regular(text));
        canvas.draw_galley(paper::LEFT, COVER_TOP + mm(2.0), &words);
    }
    Ok(())
}

fn build_description(sheet: &PledgeSheet) -> FileDescription {
    FileDescription {
        title: format!("Bản cam kết {}", sheet.venue.name).trim_end().into(),
        subject: sheet.subject.clone(),
        author: sheet.venue.name.clone(),
        date: sheet.dated,
        attachment: None,
    }
}
