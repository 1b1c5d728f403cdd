//! The decal for the door, A6: the short code as a large symbol with high error correction, which stays readable outdoors.
//! Like the certificate it licenses nothing, and it never states that a certificate is valid.

use crate::DocumentError;
use crate::canvas::{A6, Canvas};
use crate::certificate::LookupNote;
use crate::file::{self, FileDescription};
use crate::galley::Galley;
use crate::mark;
use crate::qr::{Correction, QrSymbol};
use crate::symbol;
use crate::text::{Paragraph, Tint, mm};

/// Contents of a decal. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct DecalSheet {
    pub venue: String,
    pub certificate_number: String,
    /// The issuing agency, for the document properties.
    pub issuer: String,
    /// How to look up the certificate; `qr_text` is the address of the short code.
    pub lookup: LookupNote,
}

const BAND_HEIGHT: f32 = mm(33.0);
const MARGIN: f32 = mm(8.0);
const WIDTH: f32 = A6.width - 2.0 * MARGIN;
/// Sides of the symbol, largest first: a long name leaves less space.
const SYMBOL_SIDES: [f32; 5] = [mm(54.0), mm(51.0), mm(48.0), mm(45.0), mm(43.0)];
/// Height between the band and the foot.
const BODY_HEIGHT: f32 = A6.height - BAND_HEIGHT - mm(20.0);

const NOTE: &str =
    "Quét mã, hoặc nhập mã tra cứu tại địa chỉ trên, để xem tình trạng hiện tại của giấy xác nhận.";
/// For guests who read no Vietnamese. Like the Vietnamese lines it states no validity.
const ENGLISH_TITLE: &str = "Pledge signed and staff registered";
const ENGLISH_NOTE: &str = "Scan to check the current status of this certificate.";

/// Draws the decal. The same sheet gives the same bytes.
///
/// # Errors
/// A character that cannot be printed, a QR text that is too long, or a name that is too long for the space.
pub fn render_decal(sheet: &DecalSheet) -> Result<Vec<u8>, DocumentError> {
    let symbol = QrSymbol::encode_with(&sheet.lookup.qr_text, Correction::Q)?;
    let mut bodies = SYMBOL_SIDES.into_iter().map(|side| build_body(sheet, &symbol, side));
    let body = bodies.find(|body| body.height <= BODY_HEIGHT).ok_or(DocumentError::TooLong)?;
    let mut canvas = Canvas::new(A6);
    draw_band(&mut canvas);
    canvas.draw_galley(MARGIN, BAND_HEIGHT + (BODY_HEIGHT - body.height) / 2.0, &body);
    draw_foot(&mut canvas);
    file::write_pdf(vec![canvas], &build_description(sheet))
}

/// The title in white on teal, beside the logo.
fn draw_band(canvas: &mut Canvas) {
    let (width, accent) = (A6.width, mm(1.2));
    let rectangle =
        |top: f32, height: f32| [(0.0, top), (width, top), (width, top + height), (0.0, top + height)];
    let side = mm(21.0);
    canvas.draw_artifact(|canvas| {
        canvas.with_tint(Tint::Teal, |canvas| canvas.draw_area(&rectangle(0.0, BAND_HEIGHT), None));
        canvas.with_tint(Tint::Accent, |canvas| canvas.draw_area(&rectangle(BAND_HEIGHT, accent), None));
        mark::draw_mark(canvas, (mm(6.0), (BAND_HEIGHT - side) / 2.0), side);
    });
    let left = mm(30.0);
    let mut title = Galley::new(width - left - mm(5.0));
    for line in ["CƠ SỞ ĐÃ KÝ CAM KẾT", "VÀ ĐĂNG KÝ LAO ĐỘNG"] {
        title.add_paragraph(&Paragraph::new(15.0).leading(1.3).bold(line).tinted(Tint::White));
    }
    title.add_gap(mm(1.0));
    title.add_paragraph(&Paragraph::new(10.5).regular(ENGLISH_TITLE).tinted(Tint::White));
    canvas.draw_galley(left, (BAND_HEIGHT - title.height) / 2.0, &title);
}

/// The symbol, the short code, host, venue and number.
fn build_body(sheet: &DecalSheet, symbol: &QrSymbol, side: f32) -> Galley {
    let mut galley = symbol::build_centred(symbol, side, WIDTH);
    let lookup = &sheet.lookup;
    galley.add_paragraph(
        &Paragraph::new(22.0).leading(1.15).bold(&lookup.short_code).centred().shrink_to_fit(WIDTH, 1, 12.0),
    );
    let host = Paragraph::new(12.0).regular(&lookup.host).centred().tinted(Tint::Teal);
    galley.add_paragraph(&host.shrink_to_fit(WIDTH, 1, 7.0));
    galley.add_gap(mm(2.5));
    let name = Paragraph::new(15.0).leading(1.15).bold(sheet.venue.to_uppercase()).centred();
    galley.add_paragraph(&name.shrink_to_fit(WIDTH, 2, 12.0).shrink_to_fit(WIDTH, 3, 6.5));
    galley.add_gap(mm(0.8));
    let number = Paragraph::new(11.0).regular("Số giấy xác nhận: ").bold(&sheet.certificate_number).centred();
    galley.add_paragraph(&number.shrink_to_fit(WIDTH, 1, 7.0));
    galley
}

fn draw_foot(canvas: &mut Canvas) {
    let mut foot = Galley::new(WIDTH);
    foot.add_paragraph(&Paragraph::new(9.0).leading(1.2).italic(NOTE).centred().tinted(Tint::Soft));
    foot.add_gap(1.5);
    foot.add_paragraph(&Paragraph::new(10.5).leading(1.2).bold(ENGLISH_NOTE).centred().tinted(Tint::Teal));
    canvas.draw_galley(MARGIN, A6.height - mm(5.0) - foot.height, &foot);
}

fn build_description(sheet: &DecalSheet) -> FileDescription {
    FileDescription {
        title: format!("Nhãn dán cửa {}", sheet.certificate_number),
        subject: "Cơ sở đã ký cam kết và đăng ký lao động".into(),
        author: sheet.issuer.clone(),
        date: None,
        attachment: None,
    }
}
