//! Layout of the certificate, in the largest type that fits on one page.

use super::{CertificateSheet, Lookup, wording};
use crate::canvas::Canvas;
use crate::galley::{Galley, Item};
use crate::paper::{self, INDENT};
use crate::qr::QrSymbol;
use crate::signature::SignatureBlock;
use crate::symbol;
use crate::text::{Paragraph, mm};

const AGENCY_WIDTH: f32 = mm(64.0);
const MOTTO_WIDTH: f32 = paper::WIDTH - AGENCY_WIDTH;
const FOOT_LEFT: f32 = mm(74.0);
const FOOT_GUTTER: f32 = mm(4.0);
const FOOT_RIGHT: f32 = paper::WIDTH - FOOT_LEFT - FOOT_GUTTER;

/// Minimum side of the symbol without its quiet zone.
const SIDE: f32 = mm(36.0);

/// Type sizes of the body. NĐ 30/2020 requires 13 to 14; smaller sizes are for contents that would not fit.
const SIZES: [f32; 14] = [14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.0, 8.0, 7.0, 6.5, 6.0];
/// Minimum type size of head and foot for long names, if the body is larger.
const LEAST: f32 = 8.0;

/// The laid-out parts of the page.
#[derive(Debug)]
pub(super) struct Composition {
    agency: Galley,
    motto: Galley,
    title: Galley,
    body: Galley,
    foot: Foot,
}

#[derive(Debug)]
struct Foot {
    recipients: Galley,
    lookup: Galley,
    signature: Galley,
    note: Galley,
}

impl Composition {
    /// The layout in the largest type that fits; `None` if none does.
    pub(super) fn largest(sheet: &CertificateSheet, symbol: Option<&QrSymbol>) -> Option<Self> {
        let mut compositions = SIZES.into_iter().map(|size| Self::new(sheet, symbol, size));
        compositions.find(|composition| composition.height() <= paper::HEIGHT)
    }

    fn new(sheet: &CertificateSheet, symbol: Option<&QrSymbol>, size: f32) -> Self {
        let least = size.min(LEAST);
        let (agency, motto) = head(sheet, least);
        let foot = Foot::new(sheet, symbol, least);
        Self { agency, motto, title: title(sheet, least), body: body(sheet, size), foot }
    }

    fn head_height(&self) -> f32 {
        self.agency.height.max(self.motto.height)
    }

    fn height(&self) -> f32 {
        self.head_height() + self.title.height + self.body.height + self.foot.height() + 3.0 * mm(3.0)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas) {
        border(canvas);
        // Free space is distributed between the parts, up to a maximum.
        let gap = mm(3.0) + ((paper::HEIGHT - self.height()) / 3.0).min(mm(7.0));
        let mut y = paper::TOP;
        canvas.galley(paper::LEFT, y, &self.agency);
        canvas.galley(paper::LEFT + AGENCY_WIDTH, y, &self.motto);
        y += self.head_height() + gap;
        canvas.galley(paper::LEFT, y, &self.title);
        y += self.title.height + gap;
        canvas.galley(paper::LEFT, y, &self.body);
        y += self.body.height + gap;
        self.foot.draw(canvas, y);
    }
}

impl Foot {
    fn new(sheet: &CertificateSheet, symbol: Option<&QrSymbol>, least: f32) -> Self {
        let signature = SignatureBlock {
            capacity: &sheet.signatory.capacity,
            note: "",
            drawn: None,
            statement: &[],
            name: &sheet.signatory.name,
            room: mm(28.0),
            least,
        };
        Self {
            recipients: recipients(sheet, least),
            lookup: lookup(&sheet.certificate_number, symbol.zip(sheet.lookup.as_ref()), least),
            signature: signature.galley(FOOT_RIGHT),
            note: note(sheet.lookup.as_ref(), least),
        }
    }

    fn height(&self) -> f32 {
        let right = self.signature.height + mm(4.0) + self.note.height;
        (self.recipients.height + self.lookup.height).max(right)
    }

    /// Left: recipients above the QR code. Right: signature above the note.
    fn draw(&self, canvas: &mut Canvas, top: f32) {
        let right = paper::LEFT + FOOT_LEFT + FOOT_GUTTER;
        let bottom = top + self.height();
        canvas.galley(paper::LEFT, top, &self.recipients);
        canvas.galley(right, top, &self.signature);
        canvas.galley(paper::LEFT, bottom - self.lookup.height, &self.lookup);
        canvas.galley(right, bottom - self.note.height, &self.note);
    }
}

/// Two thin frames around the page; the left margin is wider for binding.
fn border(canvas: &mut Canvas) {
    let (x, y) = (mm(20.0), mm(10.0));
    let (width, height) = (mm(180.0), mm(277.0));
    canvas.frame(x, y, width, height, 1.2);
    canvas.frame(x + 3.0, y + 3.0, width - 6.0, height - 6.0, 0.4);
}

/// Left: agency and number. Right: motto and date. Number and date are on the same line.
fn head(sheet: &CertificateSheet, least: f32) -> (Galley, Galley) {
    let mut agency = paper::agency(&sheet.issuer, AGENCY_WIDTH, least);
    let mut motto = paper::motto(MOTTO_WIDTH);
    let row = agency.height.max(motto.height) + 5.0;
    agency.height = row;
    motto.height = row;
    let number = Paragraph::new(13.0).regular(format!("Số: {}", sheet.document_number)).centred();
    agency.paragraph(&number.shrunk(AGENCY_WIDTH, 1, least));
    let date = paper::place_and_date(&sheet.place, Some(sheet.issued_on)).centred();
    motto.paragraph(&date.shrunk(MOTTO_WIDTH, 1, least));
    (agency, motto)
}

fn title(sheet: &CertificateSheet, least: f32) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.paragraph(&Paragraph::new(16.0).bold("GIẤY XÁC NHẬN").centred());
    galley.gap(2.0);
    let mut reach: f32 = 0.0;
    for line in wording::SUBJECT {
        let line = Paragraph::new(13.0).bold(line).centred();
        reach = reach.max(galley.reach(&line));
        galley.paragraph(&line);
    }
    galley.gap(2.0);
    galley.centred_rule(reach * 0.4);
    galley.gap(4.0);
    let number = Paragraph::new(13.0).regular("Số đăng ký: ").bold(&sheet.certificate_number).centred();
    galley.paragraph(&number.shrunk(paper::WIDTH, 1, least));
    galley
}

fn body(sheet: &CertificateSheet, size: f32) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    let text = Paragraph::new(size).leading(1.2).justified().indented(INDENT);
    let gap = size * 0.3;
    let last = sheet.legal_bases.len().saturating_sub(1);
    for (index, basis) in sheet.legal_bases.iter().enumerate() {
        let end = if index == last { "." } else { ";" };
        galley.paragraph(&text.clone().italic(format!("Căn cứ {basis}{end}")));
        galley.gap(gap / 2.0);
    }
    galley.gap(gap);
    let issuer = sheet.issuer.name.to_uppercase();
    galley.paragraph(&Paragraph::new(size).bold(format!("{issuer} XÁC NHẬN")).centred());
    galley.gap(gap);
    venue(&mut galley, sheet, &text, gap);
    let sentences = [
        wording::pledged(sheet, text.clone()),
        wording::registered(sheet, text.clone()),
        wording::term(sheet, text.clone()),
        text.italic(wording::NO_LICENCE),
    ];
    for sentence in sentences {
        galley.gap(gap);
        galley.paragraph(&sentence);
    }
    galley
}

fn venue(galley: &mut Galley, sheet: &CertificateSheet, text: &Paragraph, gap: f32) {
    let venue = &sheet.venue;
    let name = text.clone().regular("Cơ sở: ").bold(venue.name.to_uppercase());
    galley.paragraph(&name);
    let facts = [
        ("Loại hình", &venue.kind),
        ("Địa chỉ", &venue.address),
        ("Mã số thuế", &venue.tax_code),
        ("Người đại diện", &venue.representative),
    ];
    for (label, value) in facts.into_iter().filter(|(_, value)| !value.trim().is_empty()) {
        galley.gap(gap / 2.0);
        galley.paragraph(&text.clone().regular(format!("{label}: ")).regular(value));
    }
    galley.gap(gap / 2.0);
    galley.paragraph(&text.clone().regular("Đã thực hiện các nội dung sau:"));
}

fn recipients(sheet: &CertificateSheet, least: f32) -> Galley {
    let mut galley = Galley::new(FOOT_LEFT);
    galley.paragraph(&Paragraph::new(12.0).bold_italic("Nơi nhận:"));
    let last = sheet.recipients.len().saturating_sub(1);
    for (index, recipient) in sheet.recipients.iter().enumerate() {
        let end = if index == last { "." } else { ";" };
        let line =
            Paragraph::new(11.0).leading(1.15).hanging(5.0).regular(format!("-\u{A0}{recipient}{end}"));
        galley.paragraph(&line.shrunk(FOOT_LEFT, 2, least));
    }
    galley
}

/// The symbol, and the data for a look-up by hand.
fn lookup(number: &str, lookup: Option<(&QrSymbol, &Lookup)>, least: f32) -> Galley {
    let mut galley = Galley::new(FOOT_LEFT);
    let Some((symbol, lookup)) = lookup else {
        galley.gap(mm(4.0));
        galley.add(SIDE, Item::EmptyFrame { x: 0.0, side: SIDE });
        galley.gap(mm(4.0));
        galley.paragraph(&Paragraph::new(11.0).italic("Mã QR được in khi cấp giấy xác nhận."));
        return galley;
    };
    galley.append(symbol::block(symbol, SIDE, FOOT_LEFT));
    let line = Paragraph::new(11.0).leading(1.2);
    galley.paragraph(&line.clone().regular(&lookup.host).shrunk(FOOT_LEFT, 1, least));
    galley.paragraph(&line.clone().regular("Số đăng ký: ").bold(number).shrunk(FOOT_LEFT, 1, least));
    galley.paragraph(&line.regular("Mã tra cứu: ").bold(&lookup.short_code));
    galley
}

fn note(lookup: Option<&Lookup>, least: f32) -> Galley {
    let mut galley = Galley::new(FOOT_RIGHT);
    let Some(lookup) = lookup else { return galley };
    let text = Paragraph::new(11.0).leading(1.2);
    galley.paragraph(&text.clone().italic(wording::LOOKUP).justified());
    let address = text.bold(&lookup.address).shrunk(FOOT_RIGHT, 1, least);
    let top = galley.height;
    galley.paragraph(&address);
    let covered = galley.height - top;
    galley.add(0.0, Item::Link { address: lookup.address.clone(), covered });
    galley
}
