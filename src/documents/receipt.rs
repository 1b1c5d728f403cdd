//! The receipt for an application ("giấy tiếp nhận hồ sơ và hẹn trả kết quả") in the form of NĐ 30/2020. The register draws
//! it when the application is submitted, so it bears no signature.

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
use crate::table::{Column, Table};
use crate::text::{Paragraph, mm};

const BODY_SIZE: f32 = 13.0;
const TABLE_SIZE: f32 = 12.0;
const GAP: f32 = 5.0;
const MIN_SIZE: f32 = 9.0;
const AGENCY_WIDTH: f32 = mm(64.0);
const SYMBOL_SIDE: f32 = mm(26.0);
const SYMBOL_COLUMN: f32 = mm(38.0);

const TITLE: &str = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ";
/// Other duties use the same words; the receipt says that it is none of them.
const NOT_INSTEAD: &str =
    "Không thay thế đăng ký lao động theo Luật Việc làm, báo cáo Mẫu 01/PLI, hồ sơ BHXH.";
const UNSIGNED: &str = "Giấy này do hệ thống lập khi tiếp nhận hồ sơ, không có chữ ký và con dấu.";

/// Contents of a receipt. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct ReceiptSheet {
    /// The agency that receives the application.
    pub letterhead: Letterhead,
    /// File number: "HS-PR-2026-000042".
    pub number: String,
    /// Place in the date line, e.g. "Phan Rang".
    pub place: String,
    pub received_at: OffsetDateTime,
    /// Who submitted it, and for which venue: labels and values in order.
    pub applicant: Vec<(String, String)>,
    /// What is asked for.
    pub request: String,
    /// The papers that were submitted.
    pub papers: Vec<String>,
    /// The offices that decide.
    pub offices: Vec<ReceiptOffice>,
    /// Last day on which the result is due (Vietnamese date).
    pub due_on: Date,
    /// How the result is handed over.
    pub handover: String,
    /// Text of the QR code: the address where the state of the file is looked up.
    pub qr_text: String,
    /// The same address, to be typed.
    pub address: String,
    /// For an owner without a log-in: the code to take the venue over, and how it is used.
    pub claim: Option<ReceiptClaim>,
}

/// The code with which an owner takes the venue over on an account of their own.
#[derive(Debug, Clone)]
pub struct ReceiptClaim {
    /// As printed: "XXXXX-XXXXX".
    pub code: String,
    pub expires_on: Date,
    /// The address of the form.
    pub address: String,
}

/// An office that decides on a part of the application.
#[derive(Debug, Clone)]
pub struct ReceiptOffice {
    /// The part: "Xác nhận bản cam kết".
    pub part: String,
    pub name: String,
    /// Working days from the day after the submission.
    pub days: u32,
    pub due_on: Date,
}

/// Draws the receipt. The same sheet gives the same bytes.
///
/// # Errors
/// A character that cannot be printed, or a QR text that is too long.
pub fn render_receipt(sheet: &ReceiptSheet) -> Result<Vec<u8>, DocumentError> {
    let symbol = QrSymbol::encode(&sheet.qr_text)?;
    let description = FileDescription {
        title: format!("Giấy tiếp nhận hồ sơ {}", sheet.number),
        subject: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả".into(),
        author: sheet.letterhead.name.clone(),
        date: Some(camket_domain::calendar::local_date(sheet.received_at)),
        attachment: None,
    };
    file::write_pdf(build_pages(sheet, &symbol), &description)
}

fn build_pages(sheet: &ReceiptSheet, symbol: &QrSymbol) -> Vec<Canvas> {
    let mut flow = Flow::new();
    flow.add_unbroken(&build_head(sheet));
    flow.add_gap(mm(5.0));
    flow.add_unbroken(&build_title());
    flow.add_gap(mm(4.0));
    flow.add_breakable(&build_contents(sheet));
    flow.add_gap(GAP);
    build_office_table(sheet).add_to_flow(&mut flow);
    flow.add_gap(GAP);
    flow.add_breakable(&build_dates(sheet));
    flow.add_gap(GAP);
    flow.add_unbroken(&build_foot(sheet, symbol));
    flow.finish()
}

fn build_head(sheet: &ReceiptSheet) -> Galley {
    let motto_width = paper::WIDTH - AGENCY_WIDTH;
    let mut left = paper::build_agency(&sheet.letterhead, AGENCY_WIDTH, MIN_SIZE);
    left.add_gap(3.0);
    let number = Paragraph::new(12.0).regular("Mã hồ sơ: ").bold(&sheet.number).centred();
    left.add_paragraph(&number.shrink_to_fit(AGENCY_WIDTH, 2, MIN_SIZE));
    let mut right = paper::build_motto(motto_width);
    right.add_gap(3.0);
    let day = camket_domain::calendar::local_date(sheet.received_at);
    let dated = paper::build_place_and_date(&sheet.place, Some(day)).centred();
    right.add_paragraph(&dated.shrink_to_fit(motto_width, 1, MIN_SIZE));
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_side_by_side(left, AGENCY_WIDTH, right);
    galley
}

fn build_title() -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    let title = Paragraph::new(14.0).bold(TITLE).centred();
    galley.add_paragraph(&title);
    galley.add_gap(2.0);
    galley.add_centred_rule(galley.measure_reach(&title) * 0.35);
    galley
}

fn build_contents(sheet: &ReceiptSheet) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    for (label, value) in &sheet.applicant {
        add_fact(&mut galley, label, value);
    }
    add_fact(&mut galley, "Nội dung yêu cầu giải quyết", &sheet.request);
    galley.append_galley(build_text("Thành phần hồ sơ nộp gồm:"));
    for (index, paper) in sheet.papers.iter().enumerate() {
        galley.append_galley(build_text(&format!("{}.\u{A0}{paper}", index + 1)));
    }
    add_fact(&mut galley, "Số lượng hồ sơ", "01 bộ");
    galley.append_galley(build_text("Cơ quan giải quyết và thời hạn:"));
    galley
}

fn build_office_table(sheet: &ReceiptSheet) -> Table {
    let column = |title: &str, share| Column { title: title.into(), share };
    let cell = |text: &str| Paragraph::new(TABLE_SIZE).regular(text);
    let row = |office: &ReceiptOffice| {
        vec![
            cell(&office.part),
            cell(&office.name),
            cell(&format!("{:02} ngày làm việc", office.days)).centred(),
            cell(&camket_domain::calendar::format_date(office.due_on)).centred(),
        ]
    };
    Table {
        columns: vec![
            column("Nội dung", 0.28),
            column("Cơ quan", 0.34),
            column("Thời gian", 0.2),
            column("Hạn", 0.18),
        ],
        rows: sheet.offices.iter().map(row).collect(),
        size: TABLE_SIZE,
    }
}

fn build_dates(sheet: &ReceiptSheet) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    add_fact(&mut galley, "Thời gian nhận hồ sơ", &dates::format_to_minute(sheet.received_at));
    let line = Paragraph::new(BODY_SIZE).leading(1.3).indented(INDENT).hanging(INDENT);
    let due = dates::format_in_words(sheet.due_on);
    galley.add_paragraph(&line.regular("Thời gian hẹn trả kết quả: ").bold(due).regular("."));
    add_fact(&mut galley, "Nhận kết quả", &sheet.handover);
    galley
}

/// The note that other duties remain, and the symbol beside the words that explain it.
fn build_foot(sheet: &ReceiptSheet, symbol: &QrSymbol) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(
        &Paragraph::new(BODY_SIZE).leading(1.3).bold(NOT_INSTEAD).justified().indented(INDENT),
    );
    if let Some(claim) = &sheet.claim {
        galley.add_gap(GAP);
        galley.append_galley(build_claim(claim));
    }
    galley.add_gap(GAP);
    let mut words = Galley::new(paper::WIDTH - SYMBOL_COLUMN);
    words.add_gap(mm(4.0));
    let line = Paragraph::new(12.0).leading(1.25);
    words.add_paragraph(&line.clone().regular("Theo dõi hồ sơ: quét mã bên cạnh, hoặc mở "));
    words.add_paragraph(&line.clone().bold(&sheet.address).shrink_to_fit(words.width, 1, MIN_SIZE));
    words.add_paragraph(&line.clone().regular("rồi nhập mã hồ sơ và số điện thoại đã khai."));
    words.add_gap(GAP);
    words.add_paragraph(&line.italic(UNSIGNED));
    galley.add_side_by_side(symbol::build_block(symbol, SYMBOL_SIDE, SYMBOL_COLUMN), SYMBOL_COLUMN, words);
    galley
}

fn build_claim(claim: &ReceiptClaim) -> Galley {
    let day = camket_domain::calendar::format_date(claim.expires_on);
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(
        &Paragraph::new(BODY_SIZE)
            .leading(1.3)
            .regular("Mã để nhận cơ sở về tài khoản riêng: ")
            .bold(&claim.code)
            .regular(format!(
                ". Mở {} rồi nhập mã; dùng một lần, đến ngày\u{A0}{day}. Không đưa mã cho người khác.",
                claim.address
            ))
            .justified()
            .indented(INDENT),
    );
    galley
}

fn add_fact(galley: &mut Galley, label: &str, value: &str) {
    let line = Paragraph::new(BODY_SIZE).leading(1.3).indented(INDENT).hanging(INDENT);
    galley.add_fact(line.regular(format!("{label}:")), value);
}

fn build_text(text: &str) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(&Paragraph::new(BODY_SIZE).leading(1.3).regular(text).justified().indented(INDENT));
    galley
}
