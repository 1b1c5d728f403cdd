//! The slip with a claim code, which an office hands over: who it is for, the code, and how it is used.

use time::{Date, OffsetDateTime};

use crate::DocumentError;
use crate::canvas::Canvas;
use crate::dates;
use crate::file::{self, FileDescription};
use crate::flow::Flow;
use crate::galley::Galley;
use crate::paper::{self, INDENT, Letterhead};
use crate::qr::QrSymbol;
use crate::symbol;
use crate::text::{Paragraph, mm};

const BODY_SIZE: f32 = 13.0;
const MIN_SIZE: f32 = 9.0;
const AGENCY_WIDTH: f32 = mm(64.0);
const SYMBOL_SIDE: f32 = mm(32.0);
const SYMBOL_COLUMN: f32 = mm(46.0);

const SECRET: &str =
    "Mã chỉ dùng được một lần. Không đưa mã cho người khác: ai có mã thì nhận được tài khoản hoặc cơ sở này.";

/// Contents of a slip. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct ClaimSlipSheet {
    /// The office that hands it over.
    pub letterhead: Letterhead,
    /// Place in the date line, e.g. "Phan Rang".
    pub place: String,
    pub dated: Date,
    /// Whom or what the code is bound to: labels and values in order.
    pub bound_to: Vec<(String, String)>,
    /// As printed: "XXXXX-XXXXX".
    pub code: String,
    pub expires_at: OffsetDateTime,
    /// Text of the QR code: the address of the form with the code.
    pub qr_text: String,
    /// The address of the form, to be typed.
    pub address: String,
}

/// Draws the slip. The same sheet gives the same bytes.
///
/// # Errors
/// A character that cannot be printed, or a QR text that is too long.
pub fn render_claim_slip(sheet: &ClaimSlipSheet) -> Result<Vec<u8>, DocumentError> {
    let symbol = QrSymbol::encode(&sheet.qr_text)?;
    let description = FileDescription {
        title: "Phiếu cấp mã đăng ký".into(),
        subject: "Mã để cơ sở đăng ký tài khoản".into(),
        author: sheet.letterhead.name.clone(),
        date: Some(sheet.dated),
        attachment: None,
    };
    file::write_pdf(build_pages(sheet, &symbol), &description)
}

fn build_pages(sheet: &ClaimSlipSheet, symbol: &QrSymbol) -> Vec<Canvas> {
    let mut flow = Flow::new();
    flow.add_unbroken(&build_head(sheet));
    flow.add_gap(mm(5.0));
    flow.add_unbroken(&build_body(sheet));
    flow.add_gap(mm(2.0));
    flow.add_unbroken(&build_code(sheet, symbol));
    flow.finish()
}

fn build_head(sheet: &ClaimSlipSheet) -> Galley {
    let motto_width = paper::WIDTH - AGENCY_WIDTH;
    let mut right = paper::build_motto(motto_width);
    right.add_gap(3.0);
    let dated = paper::build_place_and_date(&sheet.place, Some(sheet.dated)).centred();
    right.add_paragraph(&dated.shrink_to_fit(motto_width, 1, MIN_SIZE));
    let mut galley = Galley::new(paper::WIDTH);
    let left = paper::build_agency(&sheet.letterhead, AGENCY_WIDTH, MIN_SIZE);
    galley.add_side_by_side(left, AGENCY_WIDTH, right);
    galley
}

fn build_body(sheet: &ClaimSlipSheet) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(&Paragraph::new(14.0).bold("PHIẾU CẤP MÃ ĐĂNG KÝ").centred());
    galley.add_gap(mm(4.0));
    for (label, value) in &sheet.bound_to {
        let line = Paragraph::new(BODY_SIZE).leading(1.3).indented(INDENT).hanging(INDENT);
        galley.add_fact(line.regular(format!("{label}:")), value);
    }
    galley
}

fn build_code(sheet: &ClaimSlipSheet, symbol: &QrSymbol) -> Galley {
    let mut words = Galley::new(paper::WIDTH - SYMBOL_COLUMN);
    words.add_gap(mm(4.0));
    let line = Paragraph::new(12.0).leading(1.25);
    words.add_paragraph(&line.clone().regular("Mã đăng ký:"));
    words.add_paragraph(&Paragraph::new(26.0).leading(1.2).bold(&sheet.code));
    words.add_paragraph(
        &line.clone().regular(format!("Dùng đến {}.", dates::format_to_minute(sheet.expires_at))),
    );
    words.add_gap(4.0);
    words.add_paragraph(&line.clone().regular("Quét mã bên cạnh, hoặc mở địa chỉ sau rồi nhập mã:"));
    words.add_paragraph(&line.clone().bold(&sheet.address).shrink_to_fit(words.width, 1, MIN_SIZE));
    words.add_gap(4.0);
    words.add_paragraph(&line.italic(SECRET));
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_side_by_side(symbol::build_block(symbol, SYMBOL_SIDE, SYMBOL_COLUMN), SYMBOL_COLUMN, words);
    galley
}
