//! Text, symbol and limits of the decal.

use camket_documents::{DocumentError, decal_pdf, read, says};

use crate::reader::{assert_in_order, check, pages, properties, rendered, text};
use crate::samples::decal;

#[test]
fn it_says_whose_it_is_and_how_to_look_it_up() {
    let pdf = decal_pdf(&decal()).unwrap();
    check(&pdf);
    assert_eq!(pages(&pdf).len(), 1);
    assert_in_order(
        &text(&pdf),
        &[
            "CƠ SỞ ĐÃ KÝ CAM KẾT VÀ ĐĂNG KÝ LAO ĐỘNG",
            "7K3QF-9XW2M camket.khanhhoa.gov.vn",
            "KHÁCH SẠN BIỂN XANH NINH CHỬ",
            "Số đăng ký: SNV-KH.2026.000005",
            "Quét mã, hoặc nhập mã tra cứu",
        ],
    );
    says(&pdf, &[("short code", "7K3QF-9XW2M")]).unwrap();
    let properties = properties(&pdf);
    assert!(properties.contains("Nhãn dán cửa SNV-KH.2026.000005"), "{properties}");
    assert!(properties.contains("297.6"), "{properties}");
}

#[test]
fn its_symbol_leads_to_the_short_code() {
    let image = rendered(&decal_pdf(&decal()).unwrap(), 100);
    assert_eq!(read(&image).unwrap(), decal().lookup.qr_text);
}

#[test]
fn its_words_never_say_that_it_is_valid() {
    let text = text(&decal_pdf(&decal()).unwrap()).to_lowercase();
    for phrase in ["nhạy cảm", "mại dâm", "hợp lệ", "còn hiệu lực", "được phép", "cấp phép"]
    {
        assert!(!text.contains(phrase), "{phrase}");
    }
}

#[test]
fn the_longest_name_that_is_taken_fits() {
    // 150 characters: in wide words, and as one word without a break.
    for name in ["ƯƠNG ".repeat(30), "W".repeat(150)] {
        let mut sheet = decal();
        sheet.venue = name;
        check(&decal_pdf(&sheet).unwrap());
    }
}

#[test]
fn what_it_cannot_hold_is_refused() {
    let mut sheet = decal();
    sheet.venue = "Khách sạn ".repeat(200);
    assert!(matches!(decal_pdf(&sheet), Err(DocumentError::TooLong)));
    let mut sheet = decal();
    sheet.venue = "Nhà 旅".into();
    assert!(matches!(decal_pdf(&sheet), Err(DocumentError::UnprintableCharacter { character: '旅' })));
}
