//! Layout of a pledge.

use camket_domain::calendar::{format_date, local_date};
use time::Date;

use super::{ElectronicSigning, PledgeConfirmation, PledgeSheet, PledgingVenue, SheetClause};
use crate::canvas::Canvas;
use crate::dates;
use crate::flow::Flow;
use crate::galley::Galley;
use crate::paper::{self, INDENT};
use crate::signature::SignatureBlock;
use crate::text::{Paragraph, mm};

const BODY_SIZE: f32 = 13.0;
const GAP: f32 = 5.0;
const SIGNATURE_ROOM: f32 = mm(27.0);
/// Minimum type size of names of signers and agencies.
const MIN_SIZE: f32 = 9.0;
const PADDING: f32 = mm(3.0);
const ABOVE_RECORD: f32 = mm(4.0);
/// A clause of at most this many lines is not broken over two pages.
const MAX_UNBROKEN_LINES: usize = 5;
/// Line spacings of the text, as multiples of the type size. The first that needs the fewest pages is taken.
const LEADINGS: [f32; 3] = [1.3, 1.2, 1.1];
/// Printed for a fact that was not declared.
const NOT_GIVEN: &str = "chưa có";
/// Printed for a number that is the tax code: the form leaves it out then.
const AS_TAX_CODE: &str = "như mã số thuế";

pub(super) fn build_pages(sheet: &PledgeSheet) -> Vec<Canvas> {
    LEADINGS
        .into_iter()
        .map(|leading| build_pages_with(sheet, leading))
        .min_by_key(Vec::len)
        .unwrap_or_default()
}

fn build_pages_with(sheet: &PledgeSheet, leading: f32) -> Vec<Canvas> {
    let mut flow = Flow::new();
    flow.add_unbroken(&paper::build_private_head(&sheet.title, &sheet.subject, mm(5.0)));
    flow.add_gap(mm(3.0));
    flow.add_unbroken(&build_addressees(sheet));
    flow.add_gap(mm(2.0));
    flow.add_breakable(&build_venue(sheet));
    flow.add_gap(GAP);
    flow.add_unbroken(&build_body_text(&sheet.preamble, leading));
    let closing = ClosingPart::build(sheet, leading);
    for (index, clause) in sheet.clauses.iter().enumerate() {
        let is_last = index + 1 == sheet.clauses.len();
        flow.add_gap(GAP);
        add_clause(&mut flow, clause, leading, if is_last { GAP + closing.height() } else { 0.0 });
    }
    flow.add_gap(GAP);
    closing.add_to(&mut flow);
    flow.finish()
}

fn build_addressees(sheet: &PledgeSheet) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    let indent = mm(35.0);
    if let [only] = &sheet.addressees[..] {
        galley.add_paragraph(&Paragraph::new(BODY_SIZE).bold("Kính gửi: ").regular(only).centred());
        return galley;
    }
    galley.add_paragraph(&Paragraph::new(BODY_SIZE).bold("Kính gửi:").indented(mm(20.0)));
    let last = sheet.addressees.len().saturating_sub(1);
    for (index, addressee) in sheet.addressees.iter().enumerate() {
        let line = Paragraph::new(BODY_SIZE).indented(indent).hanging(indent + 8.0);
        let end = if index == last { "." } else { ";" };
        galley.add_paragraph(&line.regular(format!("-\u{A0}{addressee}{end}")));
    }
    if sheet.addressees.is_empty() {
        galley.add_fact(Paragraph::new(BODY_SIZE).regular("-").indented(indent), "");
        galley.add_fact(Paragraph::new(BODY_SIZE).regular("-").indented(indent), "");
    }
    galley
}

/// Facts about the venue; short ones are in pairs.
fn build_venue(sheet: &PledgeSheet) -> Galley {
    let venue = &sheet.venue;
    let given = |value: &str| {
        let missing = value.trim().is_empty() && !venue.name.trim().is_empty();
        if missing { NOT_GIVEN } else { value }.to_owned()
    };
    let day = |day: Option<Date>| given(&day.map(format_date).unwrap_or_default());
    let count = |number: Option<u32>| number.map(|n| format!("{n:02}")).unwrap_or_default();
    let mut galley = Galley::new(paper::WIDTH);
    add_fact(&mut galley, "Tên cơ sở", &venue.name);
    add_fact(&mut galley, "Loại hình", &given(&venue.kind));
    add_fact(&mut galley, "Địa chỉ", &given(&venue.address));
    add_fact_pair(
        &mut galley,
        [("Mã số thuế", &given(&venue.tax_code)), ("Số ĐKKD", &given(format_registration(venue)))],
    );
    add_fact_pair(
        &mut galley,
        [("Ngày bắt đầu hoạt động", &day(venue.opened_on)), ("Số phòng", &given(&count(venue.rooms)))],
    );
    add_fact(
        &mut galley,
        "Giấy chứng nhận đủ điều kiện về an ninh, trật tự",
        &given(&format_security_certificate(venue)),
    );
    add_fact(&mut galley, "Người chịu trách nhiệm về an ninh, trật tự", &given(&venue.security_person));
    let born = venue.born_in.map_or_else(|| day(venue.born_on), |year| year.to_string());
    add_fact_pair(&mut galley, [("Người đại diện", &given(&venue.representative)), ("Ngày sinh", &born)]);
    let number = given(format_id_number(venue));
    if sheet.signing.is_some() {
        add_fact(&mut galley, "Số định danh", &number);
        return galley;
    }
    add_fact_pair(&mut galley, [("Số định danh", &number), ("Chức danh", &venue.capacity)]);
    add_fact_pair(&mut galley, [("Điện thoại", &venue.phone), ("Số người lao động", &count(venue.workers))]);
    galley
}

fn add_fact(galley: &mut Galley, label: &str, value: &str) {
    galley.append_galley(build_fact(label, value, paper::WIDTH));
}

/// The number of the business registration. The form asks for it only if it is not the tax code.
fn format_registration(venue: &PledgingVenue) -> &str {
    let is_tax_code = venue.registration.trim().is_empty() && !venue.tax_code.trim().is_empty();
    if is_tax_code { AS_TAX_CODE } else { &venue.registration }
}

/// The representative's ID number, which is the tax code of a business that is a person (TT 86/2024).
fn format_id_number(venue: &PledgingVenue) -> &str {
    let is_tax_code = !venue.id_number.trim().is_empty() && venue.id_number == venue.tax_code;
    if is_tax_code { AS_TAX_CODE } else { &venue.id_number }
}

/// Number and date of the security-and-order certificate.
fn format_security_certificate(venue: &PledgingVenue) -> String {
    let number = venue.security_certificate.trim();
    match venue.security_certificate_on {
        Some(day) if !number.is_empty() => format!("{number}, ngày\u{A0}{}", format_date(day)),
        Some(day) => format!("ngày {}", format_date(day)),
        None => number.to_owned(),
    }
}

fn add_fact_pair(galley: &mut Galley, [left, right]: [(&str, &str); 2]) {
    let split = paper::WIDTH * 0.6 - INDENT;
    let left = build_fact(left.0, left.1, split + INDENT - mm(4.0));
    galley.add_side_by_side(left, split, build_fact(right.0, right.1, paper::WIDTH - split));
}

fn build_fact(label: &str, value: &str, width: f32) -> Galley {
    let mut galley = Galley::new(width);
    let line = Paragraph::new(BODY_SIZE).leading(1.35).indented(INDENT).hanging(INDENT);
    galley.add_fact(line.regular(format!("{label}:")), value);
    galley
}

fn build_body_text(text: &str, leading: f32) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(
        &Paragraph::new(BODY_SIZE).leading(leading).regular(text).justified().indented(INDENT),
    );
    galley
}

/// Adds a clause; `below` is the height of what must stand on the same page below it.
fn add_clause(flow: &mut Flow, clause: &SheetClause, leading: f32, below: f32) {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(&build_clause(clause, BODY_SIZE, leading));
    if below > 0.0 && galley.height + below <= paper::HEIGHT {
        flow.require_height(galley.height + below);
    }
    if galley.items.len() <= MAX_UNBROKEN_LINES {
        flow.add_unbroken(&galley);
    } else {
        flow.add_breakable(&galley);
    }
}

/// A clause with its legal basis in italics.
pub(crate) fn build_clause(clause: &SheetClause, size: f32, leading: f32) -> Paragraph {
    let text = Paragraph::new(size).leading(leading).justified().indented(INDENT);
    let text = text.bold(format!("{}.\u{A0}", clause.number)).regular(&clause.text);
    if clause.basis.trim().is_empty() {
        return text;
    }
    text.italic(format!(" ({})", join_article_words(&clause.basis)))
}

/// Inserts no-break spaces, so that "Điều 15" and similar are not broken.
fn join_article_words(basis: &str) -> String {
    ["Điều ", "khoản ", "điểm "]
        .into_iter()
        .fold(basis.into(), |text: String, word| text.replace(word, &format!("{}\u{A0}", word.trim_end())))
}

/// The closing sentence, the signatures and the record of the signing. With the last clause they stay on one page, so that
/// no page bears signatures alone.
struct ClosingPart {
    signatures: Galley,
    record: Option<Galley>,
}

impl ClosingPart {
    fn build(sheet: &PledgeSheet, leading: f32) -> Self {
        let mut signatures = build_closing(sheet, leading);
        signatures.add_gap(GAP);
        signatures.append_galley(paper::build_date_on_right(&sheet.place, sheet.dated));
        signatures.append_galley(build_signature_blocks(sheet));
        let record = match &sheet.signing {
            Some(signing) => Some(build_signing_record(sheet, signing)),
            None if sheet.evidence.is_empty() => None,
            None => Some(build_evidence(&sheet.evidence)),
        };
        Self { signatures, record }
    }

    fn height(&self) -> f32 {
        let record = self.record.as_ref().map_or(0.0, |record| ABOVE_RECORD + record.height + 2.0 * PADDING);
        self.signatures.height + record
    }

    fn add_to(&self, flow: &mut Flow) {
        flow.add_unbroken(&self.signatures);
        if let Some(record) = &self.record {
            flow.add_gap(ABOVE_RECORD);
            flow.add_framed(record, PADDING);
        }
    }
}

fn build_closing(sheet: &PledgeSheet, leading: f32) -> Galley {
    if sheet.copies.is_empty() {
        return build_body_text(&paper::close_text(&sheet.closing), leading);
    }
    let mut galley = build_body_text(&sheet.closing, leading);
    let holders: Vec<_> = sheet.copies.iter().map(|holder| format!("{holder} giữ 01\u{A0}bản")).collect();
    let sentence = format!(
        "Bản cam kết này được lập thành {:02} bản có nội dung như nhau: {}.",
        holders.len(),
        holders.join(", ")
    );
    galley.add_gap(GAP);
    galley.append_galley(build_body_text(&paper::close_text(&sentence), leading));
    galley
}

fn build_signature_blocks(sheet: &PledgeSheet) -> Galley {
    let signing = sheet.signing.as_ref();
    let confirmation = sheet.confirmation.as_ref();
    let venue = SignatureBlock {
        capacity: &["ĐẠI DIỆN CƠ SỞ".into()],
        note: "(Ký, ghi rõ họ tên, đóng dấu nếu có)",
        drawing: signing.and_then(|signing| signing.drawn.as_ref()),
        statement: &signing.map(format_electronic_signature).unwrap_or_default(),
        name: signing.map_or("", |signing| &signing.name),
        room: SIGNATURE_ROOM,
        min_size: MIN_SIZE,
    };
    let mut capacity = vec!["XÁC NHẬN CỦA".into(), confirming_agency(sheet).into()];
    capacity.extend(confirmation.iter().flat_map(|confirmation| confirmation.capacity.clone()));
    let commune = SignatureBlock {
        capacity: &capacity,
        note: if confirmation.is_none() { "(Ký, ghi rõ họ tên, đóng dấu)" } else { "" },
        drawing: None,
        statement: &confirmation.map(format_confirmation).unwrap_or_default(),
        name: confirmation.map_or("", |confirmation| &confirmation.officer),
        room: SIGNATURE_ROOM,
        min_size: MIN_SIZE,
    };
    venue.build_pair(&commune, paper::WIDTH)
}

/// Text in the signature field if the signature was not drawn.
fn format_electronic_signature(signing: &ElectronicSigning) -> Vec<String> {
    if signing.drawn.is_some() {
        return Vec::new();
    }
    vec!["Đã ký điện tử".into(), dates::format_in_words(local_date(signing.signed_at))]
}

fn format_confirmation(confirmation: &PledgeConfirmation) -> Vec<String> {
    let day = dates::format_in_words(confirmation.confirmed_on);
    vec!["Đã xác nhận trên hệ thống".into(), day]
}

fn confirming_agency(sheet: &PledgeSheet) -> &str {
    match sheet.confirming_agency.trim() {
        "" => "ỦY BAN NHÂN DÂN XÃ/PHƯỜNG ........................",
        agency => agency,
    }
}

/// How the pledge was signed by hand.
fn build_evidence(evidence: &str) -> Galley {
    let mut galley = Galley::new(paper::WIDTH - 2.0 * PADDING);
    galley.add_paragraph(&Paragraph::new(10.5).leading(1.25).regular(evidence));
    galley
}

/// Data of the electronic signing, to compare the document with the register.
fn build_signing_record(sheet: &PledgeSheet, signing: &ElectronicSigning) -> Galley {
    let mut galley = Galley::new(paper::WIDTH - 2.0 * PADDING);
    let line = Paragraph::new(10.5).leading(1.25);
    galley.add_paragraph(&line.clone().bold("THÔNG TIN KÝ ĐIỆN TỬ"));
    let facts = [
        ("Người ký", format!("{}, {}", signing.name, signing.capacity)),
        ("Thời điểm ký", format!("{} (giờ Việt Nam)", dates::format_with_seconds(signing.signed_at))),
        ("Nội dung cam kết", format!("phiên bản {}", sheet.terms_version)),
        ("Mã băm nội dung", signing.terms_hash.clone()),
        ("Mã tham chiếu", signing.reference.clone()),
    ];
    for (label, value) in facts {
        galley.add_fact(line.clone().regular(format!("{label}:")).hanging(INDENT), &value);
    }
    galley
}
