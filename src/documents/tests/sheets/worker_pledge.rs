//! Text and layout of the workers' pledges.

use camket_documents::{WorkerPledgeSheet, render_worker_pledges};

use crate::reader::{assert_in_order, assert_tidy, pages, properties, text};
use crate::samples::{blank_worker_pledge, worker_pledges};

#[test]
fn every_worker_gets_a_page() {
    let pdf = render_worker_pledges(&worker_pledges()).unwrap();
    assert_tidy(&pdf);
    let pages = pages(&pdf);
    assert_eq!(pages.len(), 2);
    assert_in_order(
        &pages[0],
        &[
            "BẢN CAM KẾT CỦA NGƯỜI LAO ĐỘNG",
            "Họ và tên: Đặng Thị Mỹ Duyên",
            "Ngày sinh: 08/03/2001",
            "Số định danh cá nhân (hoặc hộ chiếu): ••••••••0123",
            "Nơi cư trú: phường Phan Rang, tỉnh Khánh Hòa",
            "Vị trí việc làm: Lễ tân",
            "Làm việc tại cơ sở: Khách sạn Biển Xanh Ninh Chử",
            "1. Không để xảy ra mua dâm, bán dâm",
            "Điều 4 Pháp lệnh Phòng, chống mại dâm",
            "Phan Rang, ngày ...... tháng ...... năm",
            "ĐẠI DIỆN CƠ SỞ (Ký, ghi rõ họ tên)",
            "NGƯỜI CAM KẾT (Ký, ghi rõ họ tên) Đặng Thị Mỹ Duyên",
        ],
    );
    assert!(pages[1].contains("Phạm Văn Khởi"));
}

/// The document contains only the wording of the terms.
#[test]
fn the_form_says_the_terms_it_is_given() {
    let sheet = WorkerPledgeSheet {
        title: "GIẤY KHÁC".into(),
        subject: "Về việc khác".into(),
        preamble: "Lời mở khác:".into(),
        closing: "Lời kết khác.".into(),
        ..blank_worker_pledge()
    };
    let pdf = render_worker_pledges(&[sheet]).unwrap();
    let text = text(&pdf);
    assert_in_order(&text, &["GIẤY KHÁC", "Về việc khác", "Lời mở khác: 1.", "Lời kết khác./."]);
    assert!(!text.contains("cam kết:") && !text.contains("hiểu rõ"));
    assert!(properties(&pdf).contains("Về việc khác"));
}

#[test]
fn a_blank_form_and_overlong_names_stay_on_one_page() {
    let word = "Nguyễn".repeat(33);
    let overlong = WorkerPledgeSheet {
        worker: word.clone(),
        position: word.clone(),
        venue: word.clone(),
        venue_address: word.clone(),
        place: word,
        ..worker_pledges().remove(0)
    };
    let pdf = render_worker_pledges(&[overlong, blank_worker_pledge()]).unwrap();
    assert_tidy(&pdf);
    assert_eq!(pages(&pdf).len(), 2);
}
