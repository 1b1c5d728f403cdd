//! Text, symbol and limits of the decal.

use camket_documents::{DocumentError, check_text, read_qr, render_decal};

use crate::reader::{assert_in_order, check_with_qpdf, pages, properties, render_first_page, text};
use crate::samples::decal;

#[test]
fn decal_states_venue_and_lookup() {
    let pdf = render_decal(&decal()).unwrap();
    check_with_qpdf(&pdf);
    assert_eq!(pages(&pdf).len(), 1);
    assert_in_order(
        &text(&pdf),
        &[
            "CƠ SỞ ĐÃ KÝ CAM KẾT VÀ ĐĂNG KÝ LAO ĐỘNG Pledge signed and staff registered",
            "7K3QF-9XW2M camket.khanhhoa.gov.vn",
            "KHÁCH SẠN BIỂN XANH NINH CHỬ",
            "Số giấy xác nhận: SNV-KH.2026.000005",
            "Quét mã, hoặc nhập mã tra cứu",
            "Scan to check the current status of this certificate.",
        ],
    );
    check_text(&pdf, &[("short code", "7K3QF-9XW2M")]).unwrap();
    let properties = properties(&pdf);
    assert!(properties.contains("Nhãn dán cửa SNV-KH.2026.000005"), "{properties}");
    assert!(properties.contains("297.6"), "{properties}");
}

#[test]
fn decal_symbol_contains_the_short_code() {
    let image = render_first_page(&render_decal(&decal()).unwrap(), 100);
    assert_eq!(read_qr(&image).unwrap(), decal().lookup.qr_text);
}

#[test]
fn decal_text_never_claims_validity() {
    let text = text(&render_decal(&decal()).unwrap()).to_lowercase();
    for phrase in ["nhạy cảm", "mại dâm", "hợp lệ", "còn hiệu lực", "valid", "licen", "được phép", "cấp phép"]
    {
        assert!(!text.contains(phrase), "{phrase}");
    }
}

#[test]
fn longest_accepted_name_fits_on_decal() {
    // 150 characters: in wide words, and as one word without a break.
    for name in ["ƯƠNG ".repeat(30), "W".repeat(150)] {
        let mut sheet = decal();
        sheet.venue = name;
        check_with_qpdf(&render_decal(&sheet).unwrap());
    }
}

#[test]
fn name_too_long_for_decal_is_refused() {
    let mut sheet = decal();
    sheet.venue = "Khách sạn ".repeat(200);
    assert!(matches!(render_decal(&sheet), Err(DocumentError::TooLong)));
    let mut sheet = decal();
    sheet.venue = "Nhà 旅".into();
    assert!(matches!(render_decal(&sheet), Err(DocumentError::UnprintableCharacter { character: '旅' })));
}
