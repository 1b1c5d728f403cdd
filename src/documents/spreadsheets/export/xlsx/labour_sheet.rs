//! The sheet of Mẫu 01/PLI.

use time::Date;

use super::super::form::ListValue;
use super::super::labour_form::{LabourForm, LabourFormContract, LabourFormGroup, LabourFormWorker};
use super::sheet::{SheetXml, ValueStyles};
use super::styles::CellStyle;
use crate::paper::{MOTTO, NATIONAL_NAME, format_place_and_date};

const COLUMNS: usize = 27;
/// In digits, from A to AA.
const WIDTHS: [u8; COLUMNS] =
    [6, 26, 14, 13, 9, 17, 24, 8, 10, 10, 8, 14, 10, 10, 10, 12, 12, 12, 12, 13, 13, 13, 13, 13, 12, 12, 18];
const STYLES: ValueStyles =
    ValueStyles { text: CellStyle::Text, number: CellStyle::Number, date: CellStyle::Date };

/// Column and row.
type Place = (usize, u32);
/// Text, first and last cell.
type MergedHeading = (&'static str, Place, Place);

/// The headings that reach over columns or rows: text, first column and row (of the three), last column and row.
const HEADINGS: [MergedHeading; 33] = [
    ("STT", (0, 0), (0, 2)),
    ("Họ tên", (1, 0), (1, 2)),
    ("Mã số bảo hiểm xã hội", (2, 0), (2, 2)),
    ("Ngày tháng năm sinh", (3, 0), (3, 2)),
    ("Giới tính", (4, 0), (4, 2)),
    ("Số CCCD/CMND/Hộ chiếu", (5, 0), (5, 2)),
    ("Cấp bậc, chức vụ, chức danh nghề, nơi làm việc", (6, 0), (6, 2)),
    ("Vị trí việc làm (2)", (7, 0), (10, 0)),
    ("Nhà quản lý", (7, 1), (7, 2)),
    ("Chuyên môn kỹ thuật bậc cao", (8, 1), (8, 2)),
    ("Chuyên môn kỹ thuật bậc trung", (9, 1), (9, 2)),
    ("Khác", (10, 1), (10, 2)),
    ("Tiền lương", (11, 0), (16, 0)),
    ("Hệ số/Mức lương", (11, 1), (11, 2)),
    ("Phụ cấp", (12, 1), (16, 1)),
    ("Chức vụ", (12, 2), (12, 2)),
    ("Thâm niên VK (%)", (13, 2), (13, 2)),
    ("Thâm niên nghề (%)", (14, 2), (14, 2)),
    ("Phụ cấp lương", (15, 2), (15, 2)),
    ("Các khoản bổ sung", (16, 2), (16, 2)),
    ("Ngành/nghề nặng nhọc, độc hại", (17, 0), (18, 0)),
    ("Ngày bắt đầu", (17, 1), (17, 2)),
    ("Ngày kết thúc", (18, 1), (18, 2)),
    ("Loại và hiệu lực hợp đồng lao động", (19, 0), (23, 0)),
    ("Ngày bắt đầu HĐLĐ không xác định thời hạn", (19, 1), (19, 2)),
    ("Hiệu lực HĐLĐ xác định thời hạn", (20, 1), (21, 1)),
    ("Ngày bắt đầu", (20, 2), (20, 2)),
    ("Ngày kết thúc", (21, 2), (21, 2)),
    ("Hiệu lực HĐLĐ khác (dưới 1 tháng, thử việc)", (22, 1), (23, 1)),
    ("Ngày bắt đầu", (22, 2), (22, 2)),
    ("Ngày kết thúc", (23, 2), (23, 2)),
    ("Thời điểm đơn vị bắt đầu đóng BHXH", (24, 0), (24, 2)),
    ("Thời điểm đơn vị kết thúc đóng BHXH", (25, 0), (25, 2)),
];
const NOTE_HEADING: MergedHeading = ("Ghi chú", (26, 0), (26, 2));
/// The column in which the right half of the page begins.
const MIDDLE: usize = 14;

/// The XML of the sheet and the rows of its headings, first and last.
pub(super) fn build_sheet(form: &LabourForm) -> (String, (u32, u32)) {
    let mut sheet = Sheet { xml: SheetXml::new(COLUMNS), merged: Vec::new() };
    sheet.xml.push(r#"<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>"#);
    sheet.xml.push_widths(&WIDTHS);
    sheet.xml.push("<sheetData>");
    sheet.add_top(form);
    let first = sheet.xml.row() + 1;
    sheet.add_headings();
    let last = sheet.xml.row();
    for (number, worker) in (1..).zip(&form.workers) {
        sheet.add_worker(number, worker);
    }
    sheet.add_bottom(form);
    (sheet.finish(), (first, last))
}

struct Sheet {
    xml: SheetXml,
    merged: Vec<String>,
}

impl Sheet {
    fn add_top(&mut self, form: &LabourForm) {
        self.add_halves((CellStyle::Line, ""), (CellStyle::Capacity, "Mẫu số 01/PLI"));
        self.add_halves(
            (CellStyle::AgencyName, &form.employer.to_uppercase()),
            (CellStyle::Capacity, NATIONAL_NAME),
        );
        self.add_halves((CellStyle::Agency, "Số: ......../........"), (CellStyle::Motto, MOTTO));
        let place = format_place_and_date(&form.place, None);
        self.add_halves((CellStyle::Line, ""), (CellStyle::PlaceAndDate, &place));
        self.add_line(CellStyle::Line, "");
        self.add_line(CellStyle::Title, "BÁO CÁO");
        self.add_line(CellStyle::Title, "TÌNH HÌNH SỬ DỤNG LAO ĐỘNG");
        self.add_line(CellStyle::About, &format!("Kính gửi: {} (1)", form.recipients));
        for line in [
            "1. Thông tin chung về doanh nghiệp, cơ quan, tổ chức:".to_owned(),
            format!("Tên doanh nghiệp, cơ quan, tổ chức: {}", form.employer),
            format!("Địa chỉ: {}", form.address),
            format!("Điện thoại, Fax, Email: {}", form.contact),
            format!("Mã số giấy chứng nhận đăng ký doanh nghiệp/Giấy phép thành lập: {}", form.registration),
            format!("Lĩnh vực hoạt động, ngành, nghề kinh doanh chính: {}", form.trade),
            "2. Thông tin tình hình sử dụng lao động của đơn vị:".to_owned(),
        ] {
            self.add_line(CellStyle::Line, &line);
        }
    }

    /// Three rows with merged cells, and the numbers 1 to 27.
    fn add_headings(&mut self) {
        let all: Vec<_> = HEADINGS.into_iter().chain([NOTE_HEADING]).collect();
        for down in 0..3 {
            self.xml.start_row(Some(36));
            let row = self.xml.row();
            for column in 0..COLUMNS {
                let begins = all.iter().find(|(_, first, _)| *first == (column, down));
                match begins {
                    Some((text, _, last)) => {
                        self.xml.push_text(column, CellStyle::Heading, text);
                        if *last != (column, down) {
                            let area = self.xml.format_area((column, row), (last.0, row + last.1 - down));
                            self.merged.push(area);
                        }
                    }
                    None => self.xml.push_empty(column, CellStyle::Heading),
                }
            }
            self.xml.end_row();
        }
        self.xml.start_row(None);
        for column in 0..COLUMNS {
            self.xml.push_text(column, CellStyle::ColumnNumber, &(column + 1).to_string());
        }
        self.xml.end_row();
    }

    fn add_worker(&mut self, number: u32, worker: &LabourFormWorker) {
        self.xml.start_row(None);
        self.xml.push_number(0, CellStyle::Order, number.into());
        let values = describe(worker);
        for (column, value) in (1..).zip(&values) {
            match value {
                ListValue::Empty => self.xml.push_empty(column, CellStyle::Text),
                value => self.xml.push_value(column, STYLES, value),
            }
        }
        self.xml.end_row();
    }

    fn add_bottom(&mut self, form: &LabourForm) {
        for line in [
            "Ghi chú:",
            "(1) Sở Nội vụ; cơ quan bảo hiểm xã hội nơi đặt trụ sở, chi nhánh, văn phòng đại diện.",
            "(2) Vị trí việc làm phân loại theo: nhà quản lý; chuyên môn kỹ thuật bậc cao (đại học trở lên); chuyên môn kỹ thuật bậc trung (cao đẳng, trung cấp); khác.",
        ] {
            self.add_line(CellStyle::Line, line);
        }
        let place = format_place_and_date(&form.place, None);
        self.add_halves((CellStyle::Line, ""), (CellStyle::PlaceAndDate, &place));
        let signer = "ĐẠI DIỆN DOANH NGHIỆP, CƠ QUAN, TỔ CHỨC";
        self.add_halves((CellStyle::Line, ""), (CellStyle::Capacity, signer));
        self.add_halves((CellStyle::Line, ""), (CellStyle::About, "(Chữ ký, dấu)"));
    }

    fn add_halves(&mut self, left: (CellStyle, &str), right: (CellStyle, &str)) {
        self.xml.start_row(None);
        let row = self.xml.row();
        for (at, (style, text)) in [(0, left), (MIDDLE, right)] {
            if !text.is_empty() {
                self.xml.push_text(at, style, text);
            }
        }
        self.xml.end_row();
        for (first, last) in [(0, MIDDLE - 1), (MIDDLE, COLUMNS - 1)] {
            let area = self.xml.format_area((first, row), (last, row));
            self.merged.push(area);
        }
    }

    fn add_line(&mut self, style: CellStyle, text: &str) {
        self.xml.start_row(None);
        let row = self.xml.row();
        if !text.is_empty() {
            self.xml.push_text(0, style, text);
        }
        self.xml.end_row();
        let area = self.xml.format_area((0, row), (COLUMNS - 1, row));
        self.merged.push(area);
    }

    fn finish(mut self) -> String {
        self.xml.push("</sheetData>");
        let areas: String = self.merged.iter().map(|area| format!(r#"<mergeCell ref="{area}"/>"#)).collect();
        self.xml.push(&format!("<mergeCells>{areas}</mergeCells>"));
        self.xml.push(concat!(
            r#"<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>"#,
            r#"<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>"#,
        ));
        self.xml.take_xml()
    }
}

/// The values of the columns 2 to 27.
fn describe(worker: &LabourFormWorker) -> Vec<ListValue<'_>> {
    let text = |text: &str| if text.is_empty() { ListValue::Empty } else { ListValue::from(text.to_owned()) };
    let mark = |group| if worker.group == group { ListValue::from("x") } else { ListValue::Empty };
    let date = |date: Option<Date>| ListValue::from(date);
    let (indefinite, fixed, other) = match worker.contract {
        LabourFormContract::Indefinite { from } => (Some(from), (None, None), (None, None)),
        LabourFormContract::Fixed { from, to } => (None, (Some(from), to), (None, None)),
        LabourFormContract::Other { from, to } => (None, (None, None), (Some(from), to)),
    };
    let mut values = vec![
        text(&worker.name),
        text(&worker.insurance),
        text(&worker.born),
        text(&worker.sex),
        text(&worker.number),
        text(&worker.position),
        mark(LabourFormGroup::Manager),
        mark(LabourFormGroup::Professional),
        mark(LabourFormGroup::Technician),
        mark(LabourFormGroup::Other),
        text(&worker.wage),
    ];
    // Allowances, and dangerous work.
    values.extend(std::iter::repeat_n(ListValue::Empty, 7));
    values.extend([date(indefinite), date(fixed.0), date(fixed.1), date(other.0), date(other.1)]);
    // Months of the social insurance.
    values.extend([ListValue::Empty, ListValue::Empty, text(&worker.note)]);
    values
}
