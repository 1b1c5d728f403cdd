//! Text and layout of the pledge.

use camket_documents::{SheetClause, render_pledge};

use crate::reader::{assert_in_order, assert_tidy, check_with_qpdf, pages, properties, text, uncompress};
use crate::samples::{blank_pledge, signed_pledge, unsigned_pledge};

const PEN: &str = "0.05 0.15 0.6 RG";

#[test]
fn a_signed_and_confirmed_pledge_tells_the_whole_story() {
    let pdf = render_pledge(&signed_pledge()).unwrap();
    check_with_qpdf(&pdf);
    assert_tidy(&pdf);
    assert_in_order(
        &text(&pdf),
        &[
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
            "BẢN CAM KẾT",
            "Kính gửi: - Ủy ban nhân dân phường Phan Rang; - Sở Nội vụ tỉnh Khánh Hòa.",
            "Tên cơ sở: Khách sạn Biển Xanh Ninh Chử",
            "Mã số thuế: 4500612345 Số ĐKKD: 43A8-000123",
            "Ngày bắt đầu hoạt động: 30/04/2019 Số phòng: 42",
            "Giấy chứng nhận đủ điều kiện về an ninh, trật tự: 12/GCN-ANTT, ngày 01/02/2024",
            "Người chịu trách nhiệm về an ninh, trật tự: Phạm Văn Giữ",
            "Người đại diện: Nguyễn Thị Thanh Thủy Ngày sinh: 17/05/1990",
            "Số định danh: ••••••••0123",
            "1. Không để xảy ra mua dâm, bán dâm;",
            "(Luật Phòng, chống ma túy số 120/2025/QH15)",
            "13. Chịu trách nhiệm trước pháp luật",
            "Phan Rang, ngày 12 tháng 01 năm 2026",
            "ĐẠI DIỆN CƠ SỞ (Ký, ghi rõ họ tên, đóng dấu nếu có) Nguyễn Thị Thanh Thủy",
            "XÁC NHẬN CỦA ỦY BAN NHÂN DÂN PHƯỜNG PHAN RANG KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "Đã xác nhận trên hệ thống ngày 20 tháng 01 năm 2026 Lê Minh Quân",
            "THÔNG TIN KÝ ĐIỆN TỬ",
            "Thời điểm ký: 09 giờ 15 phút 42 giây, ngày 12/01/2026 (giờ Việt Nam)",
            "Nội dung cam kết: phiên bản 1",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "Mã tham chiếu: CK-019BB0A3-7C1E",
        ],
    );
    assert!(uncompress(&pdf).contains(PEN), "the signature is drawn in the blue of a pen");
}

/// Whatever the length of the text, the page with the signatures bears text, too.
#[test]
fn signatures_never_stand_alone_on_a_sheet() {
    for extra in 0..40 {
        let mut sheet = signed_pledge();
        let text = "Chấp hành quy định của pháp luật. ".repeat(extra);
        sheet.clauses[0].text.push_str(&text);
        let pages = pages(&render_pledge(&sheet).unwrap());
        let last = pages.last().unwrap();
        assert_in_order(last, &["13. Chịu trách nhiệm", "./.", "ĐẠI DIỆN CƠ SỞ", "THÔNG TIN KÝ ĐIỆN TỬ"]);
    }
}

#[test]
fn a_usual_pledge_takes_two_sheets() {
    assert_eq!(pages(&render_pledge(&signed_pledge()).unwrap()).len(), 2);
}

/// The personal number of a household is its tax code (TT 86/2024), so it is not printed twice.
#[test]
fn a_personal_tax_code_is_named_once() {
    let mut sheet = signed_pledge();
    sheet.venue.tax_code = sheet.venue.id_number.clone();
    let text = text(&render_pledge(&sheet).unwrap());
    assert_in_order(&text, &["Mã số thuế: ••••••••0123", "Số định danh: như mã số thuế"]);
}

/// The document contains only the wording of the terms and the facts covered by the hash.
#[test]
fn a_signed_pledge_says_what_was_signed_and_nothing_else() {
    let mut sheet = signed_pledge();
    sheet.title = "GIẤY KHÁC".into();
    sheet.subject = "Về việc khác".into();
    sheet.preamble = "Lời mở khác:".into();
    sheet.closing = "Lời kết khác.".into();
    sheet.venue.rooms = None;
    sheet.venue.registration = String::new();
    let pdf = render_pledge(&sheet).unwrap();
    let text = text(&pdf);
    let said = ["GIẤY KHÁC Về việc khác", "Số ĐKKD: như mã số thuế", "Số phòng: chưa có"];
    assert_in_order(&text, &said);
    assert_in_order(&text, &["Lời mở khác: 1.", "13.", "Lời kết khác./. Phan Rang,"]);
    for unsigned in ["BẢN CAM KẾT", "chúng tôi", "hiểu rõ", "Điện thoại", "Chức danh", "Số người lao động"]
    {
        assert!(!text.contains(unsigned), "{unsigned}");
    }
    assert!(properties(&pdf).contains("Về việc khác"));
}

#[test]
fn a_signature_that_was_not_drawn_is_stated() {
    let mut sheet = signed_pledge();
    sheet.signing.as_mut().unwrap().drawn = None;
    let pdf = render_pledge(&sheet).unwrap();
    assert!(text(&pdf).contains("Đã ký điện tử ngày 12 tháng 01 năm 2026 Nguyễn Thị Thanh Thủy"));
    assert!(!uncompress(&pdf).contains(PEN));
}

#[test]
fn an_unsigned_pledge_leaves_room_for_the_pen() {
    let pdf = render_pledge(&unsigned_pledge()).unwrap();
    assert_tidy(&pdf);
    let text = text(&pdf);
    assert_in_order(
        &text,
        &[
            "Số định danh: ••••••••0123 Chức danh: Giám đốc",
            "Điện thoại: 0259 3 888 999 Số người lao động: 24",
            "lập thành 03 bản có nội dung như nhau: cơ sở giữ 01 bản, Ủy ban nhân dân phường Phan Rang giữ 01 bản",
            "Phan Rang, ngày ...... tháng ...... năm ......",
            "(Ký, ghi rõ họ tên, đóng dấu)",
        ],
    );
    assert!(!text.contains("KÝ ĐIỆN TỬ") && !text.contains("Đã xác nhận"));
}

#[test]
fn the_blank_form_asks_for_everything() {
    let pdf = render_pledge(&blank_pledge()).unwrap();
    assert_tidy(&pdf);
    let text = text(&pdf);
    for label in
        ["Tên cơ sở:", "Địa chỉ:", "Mã số thuế:", "Người đại diện:", "Số phòng:", "ỦY BAN NHÂN DÂN XÃ/PHƯỜNG"]
    {
        assert!(text.contains(label), "{label}");
    }
}

#[test]
fn pages_are_numbered_from_the_second_on() {
    let mut sheet = signed_pledge();
    let text = "Chấp hành quy định của pháp luật. ".repeat(30);
    sheet.clauses =
        (1..=20).map(|number| SheetClause { number, text: text.clone(), basis: String::new() }).collect();
    let pdf = render_pledge(&sheet).unwrap();
    assert_tidy(&pdf);
    let pages = pages(&pdf);
    assert!(pages.len() > 3);
    assert!(pages[0].starts_with("CỘNG HÒA"));
    for (number, page) in (1..).zip(&pages).skip(1) {
        assert!(page.starts_with(&format!("{number} ")), "{page}");
    }
}

#[test]
fn overlong_names_stay_on_the_page() {
    for word in ["W".repeat(200), "Khách sạn ".repeat(20)] {
        let mut sheet = signed_pledge();
        sheet.venue.name = word.clone();
        sheet.venue.address = word.clone();
        sheet.venue.registration = word.clone();
        sheet.venue.security_certificate = word.clone();
        sheet.venue.representative = word.clone();
        sheet.addressees = vec![word.clone(), word.clone()];
        sheet.confirming_agency = word.clone();
        let signing = sheet.signing.as_mut().unwrap();
        signing.name = word.clone();
        signing.terms_hash = word.clone();
        sheet.confirmation.as_mut().unwrap().officer = word;
        assert_tidy(&render_pledge(&sheet).unwrap());
    }
}
