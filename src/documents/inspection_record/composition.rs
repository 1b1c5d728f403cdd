//! Layout of a record.

use super::{InspectionRecordSheet, RecordMember};
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

const SIZE: f32 = 13.0;
const GAP: f32 = 5.0;
/// Space between a name and the capacity below it.
const BETWEEN_ROWS: f32 = 8.0;
const ABOVE_SYMBOL: f32 = mm(3.0);
const ROOM: f32 = mm(16.0);
const LEAST: f32 = 9.0;
const AGENCY_WIDTH: f32 = mm(64.0);
const SIDE: f32 = mm(24.0);
const SYMBOL_COLUMN: f32 = mm(36.0);

pub(super) fn pages(sheet: &InspectionRecordSheet, symbol: &QrSymbol) -> Vec<Canvas> {
    let mut flow = Flow::new();
    flow.whole(&head(sheet));
    flow.gap(mm(4.0));
    flow.whole(&title());
    flow.gap(mm(3.0));
    flow.lines(&opening(sheet));
    section(&mut flow, "I. THÀNH PHẦN THAM GIA");
    flow.lines(&people(sheet));
    section(&mut flow, "II. NỘI DUNG KIỂM TRA");
    answers(sheet).flow(&mut flow);
    flow.gap(GAP);
    flow.whole(&text(&sheet.staff));
    section(&mut flow, "III. TỒN TẠI, VI PHẠM");
    listed(&mut flow, &findings(sheet), "Không có.");
    section(&mut flow, "IV. YÊU CẦU KHẮC PHỤC");
    listed(&mut flow, &demands(sheet), "Không có.");
    section(&mut flow, "V. Ý KIẾN CỦA CƠ SỞ");
    flow.lines(&text(if sheet.remarks.is_empty() { "Không có ý kiến." } else { &sheet.remarks }));
    section(&mut flow, "VI. KẾT LUẬN");
    flow.whole(&text(&sheet.conclusion));
    flow.gap(GAP);
    signed(&mut flow, sheet, &lookup(sheet, symbol));
    flow.finish()
}

fn head(sheet: &InspectionRecordSheet) -> Galley {
    let motto_width = paper::WIDTH - AGENCY_WIDTH;
    let mut left = paper::agency(&sheet.letterhead, AGENCY_WIDTH, LEAST);
    left.gap(3.0);
    let number = Paragraph::new(13.0).regular(format!("Số: {}", sheet.number)).centred();
    left.paragraph(&number.shrunk(AGENCY_WIDTH, 1, LEAST));
    let mut right = paper::motto(motto_width);
    right.gap(3.0);
    let dated = paper::place_and_date(&sheet.place, Some(sheet.dated)).centred();
    right.paragraph(&dated.shrunk(motto_width, 1, LEAST));
    let mut galley = Galley::new(paper::WIDTH);
    galley.beside(left, AGENCY_WIDTH, right);
    galley
}

fn title() -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.paragraph(&Paragraph::new(14.0).bold("BIÊN BẢN KIỂM TRA").centred());
    let subject = Paragraph::new(13.0)
        .bold("Việc chấp hành cam kết và quy định về sử dụng lao động, phòng, chống tệ nạn xã hội")
        .centred();
    galley.paragraph(&subject);
    galley.gap(2.0);
    galley.centred_rule(galley.reach(&subject) * 0.35);
    galley
}

fn opening(sheet: &InspectionRecordSheet) -> Galley {
    let began = dates::to_the_minute(sheet.started_at);
    let mut galley = text(&format!(
        "Bắt đầu lúc {began}, {} kiểm tra {} đối với cơ sở:",
        sheet.letterhead.name, sheet.kind
    ));
    for (label, value) in &sheet.venue {
        galley.append(fact(label, value));
    }
    galley
}

fn fact(label: &str, value: &str) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    let line = Paragraph::new(SIZE).leading(1.3).indented(INDENT).hanging(INDENT);
    galley.fact(line.regular(format!("{label}:")), value);
    galley
}

fn text(words: &str) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    for line in words.lines() {
        galley.paragraph(&Paragraph::new(SIZE).leading(1.3).regular(line).justified().indented(INDENT));
    }
    galley
}

/// Adds the title of a section, with space for at least one line below it on the same page.
fn section(flow: &mut Flow, title: &str) {
    flow.gap(GAP);
    let mut galley = Galley::new(paper::WIDTH);
    galley.paragraph(&Paragraph::new(SIZE).leading(1.3).bold(title));
    flow.need(galley.height + SIZE * 2.0);
    flow.whole(&galley);
}

fn people(sheet: &InspectionRecordSheet) -> Galley {
    let mut galley = text("1. Đội kiểm tra:");
    for member in &sheet.members {
        let RecordMember { name, rank, card, .. } = member;
        galley.append(text(&format!("- {name}, {rank}, thẻ kiểm tra số {card};")));
    }
    let owner = if sheet.owner.is_empty() { "không có người đại diện" } else { &sheet.owner };
    galley.append(text(&format!("2. Đại diện cơ sở: {owner}.")));
    galley
}

fn answers(sheet: &InspectionRecordSheet) -> Table {
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

fn findings(sheet: &InspectionRecordSheet) -> Vec<String> {
    let line = |(found, basis): &(String, String)| {
        if basis.is_empty() { found.clone() } else { format!("{found} (căn cứ: {basis})") }
    };
    sheet.findings.iter().map(line).collect()
}

fn demands(sheet: &InspectionRecordSheet) -> Vec<String> {
    let line = |(demand, due): &(String, time::Date)| {
        format!("{demand}, chậm nhất ngày {}", dates::in_figures(*due))
    };
    sheet.demands.iter().map(line).collect()
}

fn listed(flow: &mut Flow, lines: &[String], none: &str) {
    if lines.is_empty() {
        flow.whole(&text(none));
    }
    for (number, line) in (1..).zip(lines) {
        flow.lines(&text(&format!("{number}. {line}.")));
    }
}

fn closing(sheet: &InspectionRecordSheet) -> String {
    let refused = if sheet.refused { " Đại diện cơ sở từ chối ký biên bản." } else { "" };
    format!(
        "Biên bản được lập xong lúc {}, đã đọc cho những người tham gia cùng nghe và ký điện tử trên thiết bị của đội kiểm tra.{refused}",
        dates::to_the_minute(sheet.ended_at)
    )
}

/// Adds the closing sentence, the signatures and the symbol. A page break leaves neither a single signature nor the symbol
/// alone on a page.
fn signed(flow: &mut Flow, sheet: &InspectionRecordSheet, lookup: &Galley) {
    let (closing, rows) = (text(&closing(sheet)), signatures(sheet));
    let first = rows.first().map_or(0.0, |row| row.height);
    flow.need(closing.height + GAP + first);
    flow.whole(&closing);
    flow.gap(GAP);
    for (number, row) in (1..).zip(&rows) {
        if number > 1 {
            flow.gap(BETWEEN_ROWS);
        }
        let below = if number == rows.len() { ABOVE_SYMBOL + lookup.height } else { 0.0 };
        flow.need(row.height + below);
        flow.whole(row);
    }
    flow.gap(ABOVE_SYMBOL);
    flow.whole(lookup);
}

/// The venue's representative beside the first member, then the other members in pairs.
fn signatures(sheet: &InspectionRecordSheet) -> Vec<Galley> {
    let mut rows = Vec::new();
    let owner_capacity = ["ĐẠI DIỆN CƠ SỞ".to_owned()];
    let refused = if sheet.refused { vec!["Từ chối ký".to_owned()] } else { Vec::new() };
    let owner = SignatureBlock {
        capacity: &owner_capacity,
        note: "",
        drawn: sheet.owner_signature.as_ref(),
        statement: &refused,
        name: &sheet.owner,
        room: ROOM,
        least: LEAST,
    };
    let mut rest = sheet.members.iter();
    if let Some(first) = rest.next() {
        let capacity = [first.rank.to_uppercase()];
        rows.push(owner.pair(&member(first, &capacity), paper::WIDTH));
    }
    let rest: Vec<_> = rest.collect();
    for two in rest.chunks(2) {
        let left = [two[0].rank.to_uppercase()];
        let left = member(two[0], &left);
        match two.get(1) {
            Some(other) => {
                let right = [other.rank.to_uppercase()];
                rows.push(left.pair(&member(other, &right), paper::WIDTH));
            }
            None => {
                let mut galley = Galley::new(paper::WIDTH);
                let half = paper::WIDTH / 2.0;
                galley.beside(left.galley(half), half, Galley::new(half));
                rows.push(galley);
            }
        }
    }
    rows
}

fn member<'a>(member: &'a RecordMember, capacity: &'a [String]) -> SignatureBlock<'a> {
    SignatureBlock {
        capacity,
        note: "",
        drawn: member.signature.as_ref(),
        statement: &[],
        name: &member.name,
        room: ROOM,
        least: LEAST,
    }
}

/// The symbol to verify the record, with host and code beside it.
fn lookup(sheet: &InspectionRecordSheet, symbol: &QrSymbol) -> Galley {
    let (host, code) = &sheet.lookup;
    let mut right = Galley::new(paper::WIDTH - SYMBOL_COLUMN);
    right.gap(mm(8.0));
    right.paragraph(&Paragraph::new(11.5).leading(1.3).bold("Kiểm tra biên bản này"));
    right.paragraph(&Paragraph::new(11.5).leading(1.3).regular(format!("tại {host}")));
    right.paragraph(&Paragraph::new(13.0).leading(1.3).regular("Mã tra cứu: ").bold(code));
    let mut galley = Galley::new(paper::WIDTH);
    galley.beside(symbol::block(symbol, SIDE, SYMBOL_COLUMN), SYMBOL_COLUMN, right);
    galley
}
