//! Layout of a record.

use camket_domain::calendar::format_date;

use super::{InspectionRecordSheet, RecordCorrection, RecordMember};
use crate::canvas::Canvas;
use crate::dates;
use crate::flow::Flow;
use crate::galley::Galley;
use crate::paper::{self, INDENT};
use crate::qr::QrSymbol;
use crate::signature::SignatureBlock;
use crate::symbol;
use crate::table::{Column, Table};
use crate::text::{Paragraph, mm};

const BODY_SIZE: f32 = 13.0;
const GAP: f32 = 5.0;
/// Space between a name and the capacity below it.
const BETWEEN_ROWS: f32 = 8.0;
const ABOVE_SYMBOL: f32 = mm(3.0);
const SIGNATURE_ROOM: f32 = mm(16.0);
const MIN_SIZE: f32 = 9.0;
const AGENCY_WIDTH: f32 = mm(64.0);
const SYMBOL_SIDE: f32 = mm(24.0);
const SYMBOL_COLUMN: f32 = mm(36.0);

pub(super) fn build_pages(sheet: &InspectionRecordSheet, symbol: &QrSymbol) -> Vec<Canvas> {
    let mut flow = Flow::new();
    flow.add_unbroken(&build_head(sheet));
    flow.add_gap(mm(4.0));
    flow.add_unbroken(&build_title());
    flow.add_gap(mm(3.0));
    if let Some(correction) = &sheet.correction {
        flow.add_breakable(&build_text(&format_correction(correction)));
        flow.add_gap(mm(3.0));
    }
    flow.add_breakable(&build_opening(sheet));
    add_section(&mut flow, "I. THÀNH PHẦN THAM GIA");
    flow.add_breakable(&build_people(sheet));
    add_section(&mut flow, "II. NỘI DUNG KIỂM TRA");
    build_answer_table(sheet).add_to_flow(&mut flow);
    flow.add_gap(GAP);
    flow.add_unbroken(&build_text(&sheet.staff));
    add_section(&mut flow, "III. TỒN TẠI, VI PHẠM");
    add_list(&mut flow, &format_findings(sheet), "Không có.");
    add_section(&mut flow, "IV. YÊU CẦU KHẮC PHỤC");
    add_list(&mut flow, &format_demands(sheet), "Không có.");
    add_section(&mut flow, "V. Ý KIẾN CỦA CƠ SỞ");
    flow.add_breakable(&build_text(if sheet.remarks.is_empty() {
        "Không có ý kiến."
    } else {
        &sheet.remarks
    }));
    add_section(&mut flow, "VI. KẾT LUẬN");
    flow.add_unbroken(&build_text(&sheet.conclusion));
    flow.add_gap(GAP);
    add_signatures(&mut flow, sheet, &build_lookup(sheet, symbol));
    flow.finish()
}

fn build_head(sheet: &InspectionRecordSheet) -> Galley {
    let motto_width = paper::WIDTH - AGENCY_WIDTH;
    let mut left = paper::build_agency(&sheet.letterhead, AGENCY_WIDTH, MIN_SIZE);
    left.add_gap(3.0);
    let number = Paragraph::new(13.0).regular(format!("Số: {}", sheet.number)).centred();
    left.add_paragraph(&number.shrink_to_fit(AGENCY_WIDTH, 1, MIN_SIZE));
    let mut right = paper::build_motto(motto_width);
    right.add_gap(3.0);
    let dated = paper::build_place_and_date(&sheet.place, Some(sheet.dated)).centred();
    right.add_paragraph(&dated.shrink_to_fit(motto_width, 1, MIN_SIZE));
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_side_by_side(left, AGENCY_WIDTH, right);
    galley
}

fn build_title() -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(&Paragraph::new(14.0).bold("BIÊN BẢN KIỂM TRA").centred());
    let subject = Paragraph::new(13.0)
        .bold("Việc chấp hành cam kết và quy định về sử dụng lao động, phòng, chống tệ nạn xã hội")
        .centred();
    galley.add_paragraph(&subject);
    galley.add_gap(2.0);
    galley.add_centred_rule(galley.measure_reach(&subject) * 0.35);
    galley
}

fn format_correction(correction: &RecordCorrection) -> String {
    let RecordCorrection { count, written_at, reason } = correction;
    let written = dates::format_to_minute(*written_at);
    format!("BẢN ĐÍNH CHÍNH LẦN {count:02}, lập lúc {written}, thay bản đã lập trước đó. Lý do: {reason}")
}

fn build_opening(sheet: &InspectionRecordSheet) -> Galley {
    let began = dates::format_to_minute(sheet.started_at);
    let mut galley = build_text(&format!(
        "Bắt đầu lúc {began}, {} kiểm tra {} đối với cơ sở:",
        sheet.letterhead.name, sheet.kind
    ));
    for (label, value) in &sheet.venue {
        galley.append_galley(build_fact(label, value));
    }
    galley
}

fn build_fact(label: &str, value: &str) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    let line = Paragraph::new(BODY_SIZE).leading(1.3).indented(INDENT).hanging(INDENT);
    galley.add_fact(line.regular(format!("{label}:")), value);
    galley
}

fn build_text(words: &str) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    for line in words.lines() {
        galley.add_paragraph(
            &Paragraph::new(BODY_SIZE).leading(1.3).regular(line).justified().indented(INDENT),
        );
    }
    galley
}

/// Adds the title of a section, with space for at least one line below it on the same page.
fn add_section(flow: &mut Flow, title: &str) {
    flow.add_gap(GAP);
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(&Paragraph::new(BODY_SIZE).leading(1.3).bold(title));
    flow.require_height(galley.height + BODY_SIZE * 2.0);
    flow.add_unbroken(&galley);
}

fn build_people(sheet: &InspectionRecordSheet) -> Galley {
    let mut galley = build_text("1. Đội kiểm tra:");
    for member in &sheet.members {
        let RecordMember { name, rank, card, .. } = member;
        galley.append_galley(build_text(&format!("- {name}, {rank}, thẻ kiểm tra số {card};")));
    }
    let owner = if sheet.owner.is_empty() { "không có người đại diện" } else { &sheet.owner };
    galley.append_galley(build_text(&format!("2. Đại diện cơ sở: {owner}.")));
    galley
}

fn build_answer_table(sheet: &InspectionRecordSheet) -> Table {
    let column = |title: &str, share| Column { title: title.into(), share };
    let cell = |words: &str| Paragraph::new(11.5).leading(1.2).regular(words);
    let row = |(number, [question, answer, note]): (usize, &[String; 3])| {
        vec![cell(&number.to_string()).centred(), cell(question), cell(answer).centred(), cell(note)]
    };
    Table {
        columns: vec![
            column("TT", 0.07),
            column("Nội dung", 0.48),
            column("Kết quả", 0.15),
            column("Ghi chú", 0.3),
        ],
        rows: (1..).zip(&sheet.answers).map(row).collect(),
        size: 11.5,
    }
}

fn format_findings(sheet: &InspectionRecordSheet) -> Vec<String> {
    let line = |(found, basis): &(String, String)| {
        if basis.is_empty() { found.clone() } else { format!("{found} (căn cứ: {basis})") }
    };
    sheet.findings.iter().map(line).collect()
}

fn format_demands(sheet: &InspectionRecordSheet) -> Vec<String> {
    let line =
        |(demand, due): &(String, time::Date)| format!("{demand}, chậm nhất ngày {}", format_date(*due));
    sheet.demands.iter().map(line).collect()
}

fn add_list(flow: &mut Flow, lines: &[String], none: &str) {
    if lines.is_empty() {
        flow.add_unbroken(&build_text(none));
    }
    for (number, line) in (1..).zip(lines) {
        flow.add_breakable(&build_text(&format!("{number}. {line}.")));
    }
}

fn format_closing(sheet: &InspectionRecordSheet) -> String {
    let refused = if sheet.refused { " Đại diện cơ sở từ chối ký biên bản." } else { "" };
    paper::close_text(&format!(
        "Biên bản được lập xong lúc {}, đã đọc cho những người tham gia cùng nghe và ký điện tử trên thiết bị của đội kiểm tra.{refused}",
        dates::format_to_minute(sheet.ended_at)
    ))
}

/// Adds the closing sentence, the signatures and the symbol. A page break leaves neither a single signature nor the symbol
/// alone on a page.
fn add_signatures(flow: &mut Flow, sheet: &InspectionRecordSheet, lookup: &Galley) {
    let (closing, rows) = (build_text(&format_closing(sheet)), build_signature_rows(sheet));
    let first = rows.first().map_or(0.0, |row| row.height);
    flow.require_height(closing.height + GAP + first);
    flow.add_unbroken(&closing);
    flow.add_gap(GAP);
    for (number, row) in (1..).zip(&rows) {
        if number > 1 {
            flow.add_gap(BETWEEN_ROWS);
        }
        let below = if number == rows.len() { ABOVE_SYMBOL + lookup.height } else { 0.0 };
        flow.require_height(row.height + below);
        flow.add_unbroken(row);
    }
    flow.add_gap(ABOVE_SYMBOL);
    flow.add_unbroken(lookup);
}

/// The venue's representative beside the first member, then the other members in pairs.
fn build_signature_rows(sheet: &InspectionRecordSheet) -> Vec<Galley> {
    let mut rows = Vec::new();
    let owner_capacity = ["ĐẠI DIỆN CƠ SỞ".to_owned()];
    let refused = if sheet.refused { vec!["Từ chối ký".to_owned()] } else { Vec::new() };
    let owner = SignatureBlock {
        capacity: &owner_capacity,
        note: "",
        drawing: sheet.owner_signature.as_ref(),
        statement: &refused,
        name: &sheet.owner,
        room: SIGNATURE_ROOM,
        min_size: MIN_SIZE,
    };
    let mut rest = sheet.members.iter();
    if let Some(first) = rest.next() {
        let capacity = [first.rank.to_uppercase()];
        rows.push(owner.build_pair(&build_member_block(first, &capacity), paper::WIDTH));
    }
    let rest: Vec<_> = rest.collect();
    for two in rest.chunks(2) {
        let left = [two[0].rank.to_uppercase()];
        let left = build_member_block(two[0], &left);
        match two.get(1) {
            Some(other) => {
                let right = [other.rank.to_uppercase()];
                rows.push(left.build_pair(&build_member_block(other, &right), paper::WIDTH));
            }
            None => {
                let mut galley = Galley::new(paper::WIDTH);
                let half = paper::WIDTH / 2.0;
                galley.add_side_by_side(left.build_galley(half), half, Galley::new(half));
                rows.push(galley);
            }
        }
    }
    rows
}

fn build_member_block<'a>(member: &'a RecordMember, capacity: &'a [String]) -> SignatureBlock<'a> {
    SignatureBlock {
        capacity,
        note: "",
        drawing: member.signature.as_ref(),
        statement: &[],
        name: &member.name,
        room: SIGNATURE_ROOM,
        min_size: MIN_SIZE,
    }
}

/// The symbol to verify the record, with host and code beside it.
fn build_lookup(sheet: &InspectionRecordSheet, symbol: &QrSymbol) -> Galley {
    let (host, code) = &sheet.lookup;
    let mut right = Galley::new(paper::WIDTH - SYMBOL_COLUMN);
    right.add_gap(mm(8.0));
    right.add_paragraph(&Paragraph::new(11.5).leading(1.3).bold("Kiểm tra biên bản này"));
    right.add_paragraph(&Paragraph::new(11.5).leading(1.3).regular(format!("tại {host}")));
    right.add_paragraph(&Paragraph::new(13.0).leading(1.3).regular("Mã tra cứu: ").bold(code));
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_side_by_side(symbol::build_block(symbol, SYMBOL_SIDE, SYMBOL_COLUMN), SYMBOL_COLUMN, right);
    galley
}
