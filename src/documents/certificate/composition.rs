//! Layout of the certificate, in the largest type that fits on one page.

use super::{CertificateSheet, LookupNote, wording};
use crate::canvas::Canvas;
use crate::galley::{Galley, GalleyItem};
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
const SYMBOL_SIDE: f32 = mm(36.0);

/// Type sizes of the body. NĐ 30/2020 requires 13 to 14; smaller sizes are for contents that would not fit.
const SIZES: [f32; 14] = [14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.0, 8.0, 7.0, 6.5, 6.0];
/// Minimum type size of head and foot for long names, if the body is larger.
const MIN_SIZE: f32 = 8.0;

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
    pub(super) fn build_largest(sheet: &CertificateSheet, symbol: Option<&QrSymbol>) -> Option<Self> {
        let mut compositions = SIZES.into_iter().map(|size| Self::build(sheet, symbol, size));
        compositions.find(|composition| composition.height() <= paper::HEIGHT)
    }

    fn build(sheet: &CertificateSheet, symbol: Option<&QrSymbol>, size: f32) -> Self {
        let least = size.min(MIN_SIZE);
        let (agency, motto) = build_head(sheet, least);
        let foot = Foot::build(sheet, symbol, least);
        Self { agency, motto, title: build_title(sheet, least), body: build_body(sheet, size), foot }
    }

    fn head_height(&self) -> f32 {
        self.agency.height.max(self.motto.height)
    }

    fn height(&self) -> f32 {
        self.head_height() + self.title.height + self.body.height + self.foot.height() + 3.0 * mm(3.0)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas) {
        draw_border(canvas);
        // Free space is distributed between the parts, up to a maximum.
        let gap = mm(3.0) + ((paper::HEIGHT - self.height()) / 3.0).min(mm(7.0));
        let mut y = paper::TOP;
        canvas.draw_galley(paper::LEFT, y, &self.agency);
        canvas.draw_galley(paper::LEFT + AGENCY_WIDTH, y, &self.motto);
        y += self.head_height() + gap;
        canvas.draw_galley(paper::LEFT, y, &self.title);
        y += self.title.height + gap;
        canvas.draw_galley(paper::LEFT, y, &self.body);
        y += self.body.height + gap;
        self.foot.draw(canvas, y);
    }
}

impl Foot {
    fn build(sheet: &CertificateSheet, symbol: Option<&QrSymbol>, least: f32) -> Self {
        let signature = SignatureBlock {
            capacity: &sheet.signatory.capacity,
            note: "",
            drawing: None,
            statement: &[],
            name: &sheet.signatory.name,
            room: mm(28.0),
            min_size: least,
        };
        Self {
            recipients: build_recipients(sheet, least),
            lookup: build_lookup(&sheet.certificate_number, symbol.zip(sheet.lookup.as_ref()), least),
            signature: signature.build_galley(FOOT_RIGHT),
            note: build_note(sheet.lookup.as_ref(), least),
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
        canvas.draw_galley(paper::LEFT, top, &self.recipients);
        canvas.draw_galley(right, top, &self.signature);
        canvas.draw_galley(paper::LEFT, bottom - self.lookup.height, &self.lookup);
        canvas.draw_galley(right, bottom - self.note.height, &self.note);
    }
}

/// Two thin frames around the page; the left margin is wider for binding.
fn draw_border(canvas: &mut Canvas) {
    let (x, y) = (mm(20.0), mm(10.0));
    let (width, height) = (mm(180.0), mm(277.0));
    canvas.draw_frame(x, y, width, height, 1.2);
    canvas.draw_frame(x + 3.0, y + 3.0, width - 6.0, height - 6.0, 0.4);
}

/// Left: agency and number. Right: motto and date. Number and date are on the same line.
fn build_head(sheet: &CertificateSheet, least: f32) -> (Galley, Galley) {
    let mut agency = paper::build_agency(&sheet.issuer, AGENCY_WIDTH, least);
    let mut motto = paper::build_motto(MOTTO_WIDTH);
    let row = agency.height.max(motto.height) + 5.0;
    agency.height = row;
    motto.height = row;
    let number = Paragraph::new(13.0).regular(format!("Số: {}", sheet.document_number)).centred();
    agency.add_paragraph(&number.shrink_to_fit(AGENCY_WIDTH, 1, least));
    let date = paper::build_place_and_date(&sheet.place, Some(sheet.issued_on)).centred();
    motto.add_paragraph(&date.shrink_to_fit(MOTTO_WIDTH, 1, least));
    (agency, motto)
}

fn build_title(sheet: &CertificateSheet, least: f32) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(&Paragraph::new(16.0).bold("GIẤY XÁC NHẬN").centred());
    galley.add_gap(2.0);
    let mut reach: f32 = 0.0;
    for line in wording::SUBJECT {
        let line = Paragraph::new(13.0).bold(line).centred();
        reach = reach.max(galley.measure_reach(&line));
        galley.add_paragraph(&line);
    }
    galley.add_gap(2.0);
    galley.add_centred_rule(reach * 0.4);
    galley.add_gap(4.0);
    let number = Paragraph::new(13.0).regular("Số giấy xác nhận: ").bold(&sheet.certificate_number).centred();
    galley.add_paragraph(&number.shrink_to_fit(paper::WIDTH, 1, least));
    galley
}

fn build_body(sheet: &CertificateSheet, size: f32) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    let text = Paragraph::new(size).leading(1.2).justified().indented(INDENT);
    let gap = size * 0.3;
    let last = sheet.legal_bases.len().saturating_sub(1);
    for (index, basis) in sheet.legal_bases.iter().enumerate() {
        let end = if index == last { "." } else { ";" };
        galley.add_paragraph(&text.clone().italic(format!("Căn cứ {basis}{end}")));
        galley.add_gap(gap / 2.0);
    }
    galley.add_gap(gap);
    let issuer = sheet.issuer.name.to_uppercase();
    galley.add_paragraph(&Paragraph::new(size).bold(format!("{issuer} XÁC NHẬN")).centred());
    galley.add_gap(gap);
    add_venue(&mut galley, sheet, &text, gap);
    let sentences = [
        wording::add_pledge_sentence(sheet, text.clone()),
        wording::add_labour_sentence(sheet, text.clone()),
        wording::add_term_sentence(sheet, text.clone()),
        text.italic(wording::NO_LICENCE),
    ];
    for sentence in sentences {
        galley.add_gap(gap);
        galley.add_paragraph(&sentence);
    }
    galley
}

fn add_venue(galley: &mut Galley, sheet: &CertificateSheet, text: &Paragraph, gap: f32) {
    let venue = &sheet.venue;
    let name = text.clone().regular("Cơ sở: ").bold(venue.name.to_uppercase());
    galley.add_paragraph(&name);
    let facts = [
        ("Loại hình", &venue.kind),
        ("Địa chỉ", &venue.address),
        ("Mã số thuế", &venue.tax_code),
        ("Người đại diện", &venue.representative),
    ];
    for (label, value) in facts.into_iter().filter(|(_, value)| !value.trim().is_empty()) {
        galley.add_gap(gap / 2.0);
        galley.add_paragraph(&text.clone().regular(format!("{label}: ")).regular(value));
    }
    galley.add_gap(gap / 2.0);
    galley.add_paragraph(&text.clone().regular("Đã thực hiện các nội dung sau:"));
}

fn build_recipients(sheet: &CertificateSheet, least: f32) -> Galley {
    let mut galley = Galley::new(FOOT_LEFT);
    galley.add_paragraph(&Paragraph::new(12.0).bold_italic("Nơi nhận:"));
    let last = sheet.recipients.len().saturating_sub(1);
    for (index, recipient) in sheet.recipients.iter().enumerate() {
        let end = if index == last { "." } else { ";" };
        let line =
            Paragraph::new(11.0).leading(1.15).hanging(5.0).regular(format!("-\u{A0}{recipient}{end}"));
        galley.add_paragraph(&line.shrink_to_fit(FOOT_LEFT, 2, least));
    }
    galley
}

/// The symbol, and the data for a look-up by hand.
fn build_lookup(number: &str, lookup: Option<(&QrSymbol, &LookupNote)>, least: f32) -> Galley {
    let mut galley = Galley::new(FOOT_LEFT);
    let Some((symbol, lookup)) = lookup else {
        galley.add_gap(mm(4.0));
        galley.add_item(SYMBOL_SIDE, GalleyItem::EmptyFrame { x: 0.0, side: SYMBOL_SIDE });
        galley.add_gap(mm(4.0));
        galley.add_paragraph(&Paragraph::new(11.0).italic("Mã QR được in khi cấp giấy xác nhận."));
        return galley;
    };
    galley.append_galley(symbol::build_block(symbol, SYMBOL_SIDE, FOOT_LEFT));
    let line = Paragraph::new(11.0).leading(1.2);
    galley.add_paragraph(&line.clone().regular(&lookup.host).shrink_to_fit(FOOT_LEFT, 1, least));
    galley.add_paragraph(
        &line.clone().regular("Số giấy xác nhận: ").bold(number).shrink_to_fit(FOOT_LEFT, 1, least),
    );
    galley.add_paragraph(&line.regular("Mã tra cứu: ").bold(&lookup.short_code));
    galley
}

fn build_note(lookup: Option<&LookupNote>, least: f32) -> Galley {
    let mut galley = Galley::new(FOOT_RIGHT);
    let Some(lookup) = lookup else { return galley };
    let text = Paragraph::new(11.0).leading(1.2);
    galley.add_paragraph(&text.clone().italic(wording::LOOKUP_NOTICE).justified());
    let address = text.bold(&lookup.address).shrink_to_fit(FOOT_RIGHT, 1, least);
    let top = galley.height;
    galley.add_paragraph(&address);
    let covered = galley.height - top;
    galley.add_item(0.0, GalleyItem::Link { address: lookup.address.clone(), covered });
    galley
}
