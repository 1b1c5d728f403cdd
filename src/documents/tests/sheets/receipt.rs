//! Text and layout of the receipt for an application.

use camket_documents::{ReceiptSheet, read_qr, render_receipt};

use crate::reader::{assert_in_order, assert_tidy, pages, render_first_page};
use crate::samples::receipt;

#[test]
fn a_receipt_states_number_deadlines_and_what_it_does_not_replace() {
    let pdf = render_receipt(&receipt()).unwrap();
    assert_tidy(&pdf);
    let pages = pages(&pdf);
    assert_eq!(pages.len(), 1);
    assert_in_order(&pages[0], &["ỦY BAN NHÂN DÂN", "Mã hồ sơ: HS-PR-UBND-2026-000042"]);
    assert_in_order(
        &pages[0],
        &[
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            "Tiếp nhận hồ sơ của: Nguyễn Thị Thanh Thủy",
            "Thành phần hồ sơ nộp gồm: 1. Bản cam kết của cơ sở",
            "05 ngày làm việc",
            "12/02/2026",
            "07 ngày làm việc",
            "Thời gian nhận hồ sơ: 14 giờ 05 phút, ngày 05/02/2026",
            "Thời gian hẹn trả kết quả: ngày 24 tháng 02 năm 2026.",
            "Không thay thế đăng ký lao động theo Luật Việc làm, báo cáo Mẫu 01/PLI, hồ sơ BHXH.",
            "https://camket.khanhhoa.gov.vn/track",
        ],
    );
    assert_eq!(read_qr(&render_first_page(&pdf, 150)), Some(receipt().qr_text));
}

#[test]
fn overlong_names_lose_nothing() {
    let long = "Nhà nghỉ Nguyễn Thị Thanh Thủy ".repeat(6);
    let mut sheet = ReceiptSheet { number: format!("HS-{}-2026-000042", "KH-BQLKKT-VANPHONG"), ..receipt() };
    sheet.applicant[1].1 = long.clone();
    sheet.letterhead.name = long.clone();
    let pdf = render_receipt(&sheet).unwrap();
    assert_tidy(&pdf);
    assert!(pages(&pdf).join(" ").contains(long.trim()));
}
