//! Layout of a pledge.

use time::Date;

use super::{Clause, ElectronicSigning, PledgeConfirmation, PledgeSheet, PledgingVenue};
use crate::canvas::Canvas;
use crate::dates;
use crate::flow::Flow;
use crate::galley::Galley;
use crate::paper::{self, INDENT};
use crate::signature::SignatureBlock;
use crate::text::{Paragraph, mm};

const SIZE: f32 = 13.0;
const GAP: f32 = 5.0;
const ROOM: f32 = mm(27.0);
/// Minimum type size of names of signers and agencies.
const LEAST: f32 = 9.0;
const PADDING: f32 = mm(3.0);
/// A clause of at most this many lines is not broken over two pages.
const KEPT_LINES: usize = 5;
/// Printed for a fact that was not declared.
const NOT_GIVEN: &str = "không khai";

pub(super) fn pages(sheet: &PledgeSheet) -> Vec<Canvas> {
    let mut flow = Flow::new();
    flow.whole(&head(sheet));
    flow.gap(mm(3.0));
    flow.whole(&addressees(sheet));
    flow.gap(mm(2.0));
    flow.lines(&venue(sheet));
    flow.gap(GAP);
    flow.whole(&body_text(&sheet.preamble));
    for clause in &sheet.clauses {
        flow.gap(GAP);
        place_clause(&mut flow, clause);
    }
    flow.gap(GAP);
    close(&mut flow, sheet);
    flow.finish()
}

/// Head of a private document: the motto, but no agency.
fn head(sheet: &PledgeSheet) -> Galley {
    let mut galley = paper::motto(paper::WIDTH);
    galley.gap(mm(5.0));
    galley.paragraph(&Paragraph::new(16.0).bold(&sheet.title).centred());
    galley.gap(1.0);
    let subject = Paragraph::new(13.0).bold(&sheet.subject).centred();
    galley.paragraph(&subject);
    galley.gap(2.0);
    galley.centred_rule(galley.reach(&subject) * 0.35);
    galley
}

fn addressees(sheet: &PledgeSheet) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    let indent = mm(35.0);
    if let [only] = &sheet.addressees[..] {
        galley.paragraph(&Paragraph::new(SIZE).bold("Kính gửi: ").regular(only).centred());
        return galley;
    }
    galley.paragraph(&Paragraph::new(SIZE).bold("Kính gửi:").indented(mm(20.0)));
    let last = sheet.addressees.len().saturating_sub(1);
    for (index, addressee) in sheet.addressees.iter().enumerate() {
        let line = Paragraph::new(SIZE).indented(indent).hanging(indent + 8.0);
        let end = if index == last { "." } else { ";" };
        galley.paragraph(&line.regular(format!("-\u{A0}{addressee}{end}")));
    }
    if sheet.addressees.is_empty() {
        galley.fact(Paragraph::new(SIZE).regular("-").indented(indent), "");
        galley.fact(Paragraph::new(SIZE).regular("-").indented(indent), "");
    }
    galley
}

/// Facts about the venue; short ones are in pairs.
fn venue(sheet: &PledgeSheet) -> Galley {
    let venue = &sheet.venue;
    let given = |value: &str| {
        let missing = value.trim().is_empty() && !venue.name.trim().is_empty();
        if missing { NOT_GIVEN } else { value }.to_owned()
    };
    let day = |day: Option<Date>| given(&day.map(dates::in_figures).unwrap_or_default());
    let count = |number: Option<u32>| number.map(|n| format!("{n:02}")).unwrap_or_default();
    let mut galley = Galley::new(paper::WIDTH);
    whole(&mut galley, "Tên cơ sở", &venue.name);
    whole(&mut galley, "Loại hình", &given(&venue.kind));
    whole(&mut galley, "Địa chỉ", &given(&venue.address));
    pair(&mut galley, [("Mã số thuế", &given(&venue.tax_code)), ("Số ĐKKD", &given(&venue.registration))]);
    pair(
        &mut galley,
        [("Ngày bắt đầu hoạt động", &day(venue.opened_on)), ("Số phòng", &given(&count(venue.rooms)))],
    );
    whole(&mut galley, "Giấy chứng nhận đủ điều kiện về an ninh, trật tự", &given(&security(venue)));
    whole(&mut galley, "Người chịu trách nhiệm về an ninh, trật tự", &given(&venue.security_person));
    pair(
        &mut galley,
        [("Người đại diện", &given(&venue.representative)), ("Ngày sinh", &day(venue.born_on))],
    );
    let number = given(&venue.id_number);
    if sheet.signing.is_some() {
        whole(&mut galley, "Số định danh", &number);
        return galley;
    }
    pair(&mut galley, [("Số định danh", &number), ("Chức danh", &venue.capacity)]);
    pair(&mut galley, [("Điện thoại", &venue.phone), ("Số người lao động", &count(venue.workers))]);
    galley
}

fn whole(galley: &mut Galley, label: &str, value: &str) {
    galley.append(fact(label, value, paper::WIDTH));
}

/// Number and date of the security-and-order certificate.
fn security(venue: &PledgingVenue) -> String {
    let number = venue.security_certificate.trim();
    match venue.security_certificate_on {
        Some(day) if !number.is_empty() => format!("{number}, ngày\u{A0}{}", dates::in_figures(day)),
        Some(day) => format!("ngày {}", dates::in_figures(day)),
        None => number.to_owned(),
    }
}

fn pair(galley: &mut Galley, [left, right]: [(&str, &str); 2]) {
    let split = paper::WIDTH * 0.6 - INDENT;
    let left = fact(left.0, left.1, split + INDENT - mm(4.0));
    galley.beside(left, split, fact(right.0, right.1, paper::WIDTH - split));
}

fn fact(label: &str, value: &str, width: f32) -> Galley {
    let mut galley = Galley::new(width);
    let line = Paragraph::new(SIZE).leading(1.35).indented(INDENT).hanging(INDENT);
    galley.fact(line.regular(format!("{label}:")), value);
    galley
}

fn body_text(text: &str) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.paragraph(&Paragraph::new(SIZE).leading(1.3).regular(text).justified().indented(INDENT));
    galley
}

fn place_clause(flow: &mut Flow, clause: &Clause) {
    let mut galley = Galley::new(paper::WIDTH);
    galley.paragraph(&clause_text(clause, SIZE));
    if galley.items.len() <= KEPT_LINES { flow.whole(&galley) } else { flow.lines(&galley) }
}

/// A clause with its legal basis in italics.
pub(crate) fn clause_text(clause: &Clause, size: f32) -> Paragraph {
    let text = Paragraph::new(size).leading(1.3).justified().indented(INDENT);
    let text = text.bold(format!("{}.\u{A0}", clause.number)).regular(&clause.text);
    if clause.basis.trim().is_empty() {
        return text;
    }
    text.italic(format!(" ({})", glued(&clause.basis)))
}

/// Inserts no-break spaces, so that "Điều 15" and similar are not broken.
fn glued(basis: &str) -> String {
    ["Điều ", "khoản ", "điểm "]
        .into_iter()
        .fold(basis.into(), |text: String, word| text.replace(word, &format!("{}\u{A0}", word.trim_end())))
}

/// Keeps the closing part together, so that no signature is alone on a page.
fn close(flow: &mut Flow, sheet: &PledgeSheet) {
    let mut end = closing(sheet);
    end.gap(GAP);
    end.append(paper::date_over_right_half(&sheet.place, sheet.dated));
    end.append(blocks(sheet));
    flow.whole(&end);
    if let Some(signing) = &sheet.signing {
        flow.gap(mm(6.0));
        flow.framed(&record(sheet, signing), PADDING);
    }
}

fn closing(sheet: &PledgeSheet) -> Galley {
    let mut galley = body_text(&sheet.closing);
    if !sheet.copies.is_empty() {
        let holders: Vec<_> = sheet.copies.iter().map(|holder| format!("{holder} giữ 01\u{A0}bản")).collect();
        let sentence = format!(
            "Bản cam kết này được lập thành {:02} bản có nội dung như nhau: {}.",
            holders.len(),
            holders.join(", ")
        );
        galley.gap(GAP);
        galley.append(body_text(&sentence));
    }
    galley
}

fn blocks(sheet: &PledgeSheet) -> Galley {
    let signing = sheet.signing.as_ref();
    let confirmation = sheet.confirmation.as_ref();
    let venue = SignatureBlock {
        capacity: &["ĐẠI DIỆN CƠ SỞ".into()],
        note: "(Ký, ghi rõ họ tên, đóng dấu nếu có)",
        drawn: signing.and_then(|signing| signing.drawn.as_ref()),
        statement: &signing.map(typed).unwrap_or_default(),
        name: signing.map_or("", |signing| &signing.name),
        room: ROOM,
        least: LEAST,
    };
    let commune = SignatureBlock {
        capacity: &["XÁC NHẬN CỦA".into(), confirming_agency(sheet).into()],
        note: if confirmation.is_none() { "(Ký, ghi rõ họ tên, đóng dấu)" } else { "" },
        drawn: None,
        statement: &confirmation.map(confirmed).unwrap_or_default(),
        name: confirmation.map_or("", |confirmation| &confirmation.officer),
        room: ROOM,
        least: LEAST,
    };
    venue.pair(&commune, paper::WIDTH)
}

/// Text in the signature field if the signature was not drawn.
fn typed(signing: &ElectronicSigning) -> Vec<String> {
    if signing.drawn.is_some() {
        return Vec::new();
    }
    vec!["Đã ký điện tử".into(), dates::in_words(dates::day(signing.signed_at))]
}

fn confirmed(confirmation: &PledgeConfirmation) -> Vec<String> {
    let day = dates::in_words(confirmation.confirmed_on);
    vec!["Đã xác nhận trên hệ thống".into(), day, confirmation.capacity.clone()]
}

fn confirming_agency(sheet: &PledgeSheet) -> &str {
    match sheet.confirming_agency.trim() {
        "" => "ỦY BAN NHÂN DÂN XÃ/PHƯỜNG ........................",
        agency => agency,
    }
}

/// Data of the electronic signing, to compare the document with the register.
fn record(sheet: &PledgeSheet, signing: &ElectronicSigning) -> Galley {
    let mut galley = Galley::new(paper::WIDTH - 2.0 * PADDING);
    let line = Paragraph::new(10.5).leading(1.25);
    galley.paragraph(&line.clone().bold("THÔNG TIN KÝ ĐIỆN TỬ"));
    let facts = [
        ("Người ký", format!("{}, {}", signing.name, signing.capacity)),
        ("Thời điểm ký", format!("{} (giờ Việt Nam)", dates::moment(signing.signed_at))),
        ("Nội dung cam kết", format!("phiên bản {}", sheet.terms_version)),
        ("Mã băm nội dung", signing.terms_hash.clone()),
        ("Mã tham chiếu", signing.reference.clone()),
    ];
    for (label, value) in facts {
        galley.fact(line.clone().regular(format!("{label}:")).hanging(INDENT), &value);
    }
    galley
}
