//! Text, layout and errors of the certificate.

use camket_documents::{
    CertificateSheet, DocumentError, QrSymbol, check_certificate_fits, check_text, read_qr,
    render_certificate, render_certificate_with, render_certificates, render_tested_certificate,
};

use crate::reader::{
    assert_in_order, assert_tidy, check_with_qpdf, pages, properties, render_first_page, rewrite_with_qpdf,
    run_tool, text,
};
use crate::samples::{certificate, overlong_certificate, preview, with_token};

#[test]
fn certificate_states_its_facts_in_reading_order() {
    let pdf = render_certificate(&certificate()).unwrap();
    assert_in_order(
        &text(&pdf),
        &[
            "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA SỞ NỘI VỤ",
            "Số: 05/XN-SNV",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
            "Khánh Hòa, ngày 05 tháng 02 năm 2026",
            "GIẤY XÁC NHẬN Về việc cơ sở đã ký cam kết phòng, chống mại dâm, ma túy, mua bán người và đã đăng ký \
             lao động",
            "Số giấy xác nhận: SNV-KH.2026.000005",
            "Căn cứ Pháp lệnh Phòng, chống mại dâm số 10/2003/PL-UBTVQH11",
            "Cơ sở: KHÁCH SẠN BIỂN XANH NINH CHỬ",
            "Loại hình: Khách sạn",
            "Địa chỉ: Số 128 đường Thống Nhất, khu phố 3, phường Phan Rang, tỉnh Khánh Hòa",
            "Mã số thuế: 4500 612 345",
            "Người đại diện: Bà Nguyễn Thị Thanh Thủy, Giám đốc",
            "(nội dung phiên bản 1)",
            "ngày 12 tháng 01 năm 2026; Ủy ban nhân dân phường Phan Rang xác nhận ngày 20 tháng 01 năm 2026.",
            "gồm 24 người lao động; Sở Nội vụ tỉnh Khánh Hòa tiếp nhận ngày 27 tháng 01 năm 2026.",
            "từ ngày 05 tháng 02 năm 2026 đến hết ngày 04 tháng 02 năm 2027.",
            "không thay thế giấy phép, giấy chứng nhận khác",
            "pháp luật về lao động, việc làm./.",
            "Nơi nhận: - Cơ sở có tên trên; - Ủy ban nhân dân phường Phan Rang; - Lưu: VT, LĐVL.",
            "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Trần Quốc Hưng",
            "camket.khanhhoa.gov.vn Số giấy xác nhận: SNV-KH.2026.000005 Mã tra cứu: 7K3QF-9XW2M",
            "Giấy này được in từ hệ thống.",
            "tại địa chỉ: https://camket.khanhhoa.gov.vn/v/7K3QF-9XW2M",
        ],
    );
}

/// Every paragraph is an element of the structure, in reading order, and the symbol has a text in its place.
#[test]
fn certificate_is_tagged_for_screen_readers() {
    let pdf = render_certificate(&certificate()).unwrap();
    let properties = properties(&pdf);
    assert!(properties.split_whitespace().collect::<String>().contains("Tagged:yes"), "{properties}");
    let structure = run_tool("pdfinfo", &["-struct-text"], &pdf, &[]);
    let structure = structure.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_in_order(
        &structure,
        &[
            "Document",
            "SỞ NỘI VỤ",
            "Số: 05/XN-SNV",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "GIẤY XÁC NHẬN",
            "1. Cam kết:",
            "Nơi nhận:",
            "Trần Quốc Hưng",
            "Figure",
            "Mã tra cứu: 7K3QF-9XW2M",
            "tại địa chỉ:",
        ],
    );
    let plain = rewrite_with_qpdf(&pdf, &["--qdf", "--object-streams=disable"]);
    let plain = String::from_utf8_lossy(&plain);
    assert!(plain.contains("/Lang (vi-VN)") && plain.contains("/Alt "));
}

#[test]
fn certificates_of_a_batch_are_merged_in_their_order() {
    let mut second = certificate();
    second.certificate_number = "SNV-KH.2026.000006".into();
    let pdf = render_certificates(&[certificate(), second]).unwrap();
    check_with_qpdf(&pdf);
    let pages = pages(&pdf);
    assert_eq!(pages.len(), 2);
    assert!(pages[0].contains("SNV-KH.2026.000005") && pages[1].contains("SNV-KH.2026.000006"));
    assert!(matches!(render_certificates(&[]), Err(DocumentError::Empty)));
}

#[test]
fn certificate_text_is_neutral_and_not_that_of_a_licence() {
    let text = text(&render_certificate(&certificate()).unwrap()).to_lowercase();
    for phrase in ["nhạy cảm", "cơ sở mại dâm", "được phép", "cấp phép", "đủ điều kiện", "còn hiệu lực"]
    {
        assert!(!text.contains(phrase), "{phrase}");
    }
}

#[test]
fn certificate_is_one_tidy_page() {
    for sheet in [certificate(), with_token(certificate()), preview_without_watermark()] {
        let pdf = render_certificate(&sheet).unwrap();
        check_with_qpdf(&pdf);
        assert_eq!(pages(&pdf).len(), 1);
        assert_tidy(&pdf);
        assert!(pdf.len() <= 70_000, "{} bytes", pdf.len());
    }
}

fn preview_without_watermark() -> CertificateSheet {
    CertificateSheet { watermark: None, ..preview() }
}

#[test]
fn overlong_names_stay_on_the_page() {
    let spaced = "Khách sạn Nguyễn Thị Thanh Thủy ";
    let mut unbroken = certificate();
    unbroken.venue.name = "W".repeat(200);
    unbroken.venue.address = "ặ".repeat(200);
    unbroken.venue.representative = "M".repeat(200);
    for sheet in [overlong_certificate(spaced, 200), overlong_certificate("Ẵ", 40), unbroken] {
        let pdf = render_certificate(&sheet).unwrap();
        assert_eq!(pages(&pdf).len(), 1);
        assert_tidy(&pdf);
    }
}

#[test]
fn what_no_page_can_hold_is_refused() {
    let error = render_certificate(&overlong_certificate("Ẵ", 2000)).unwrap_err();
    assert!(matches!(error, DocumentError::TooLong), "{error}");
}

#[test]
fn a_preview_is_marked_and_bears_no_code() {
    let text = text(&render_certificate(&preview()).unwrap());
    // Poppler extracts rotated text letter by letter.
    assert!(text.replace(' ', "").contains("BẢNXEMTRƯỚC"));
    assert!(text.contains("Mã QR được in khi cấp giấy xác nhận."));
    assert!(!text.contains("Mã tra cứu"));
}

#[test]
fn a_venue_without_employees_says_so() {
    let mut sheet = certificate();
    sheet.labour.workers = 0;
    let text = text(&render_certificate(&sheet).unwrap());
    assert!(text.contains("đã khai báo không sử dụng người lao động; Sở Nội vụ tỉnh Khánh Hòa tiếp nhận"));
    sheet.labour.workers = 3;
    assert!(self::text(&render_certificate(&sheet).unwrap()).contains("gồm 03 người lao động"));
}

#[test]
fn what_may_not_be_shown_leaves_no_empty_line() {
    let mut sheet = certificate();
    sheet.venue.tax_code = String::new();
    sheet.venue.representative = String::new();
    let text = text(&render_certificate(&sheet).unwrap());
    assert!(!text.contains("Mã số thuế") && !text.contains("Người đại diện"));
}

#[test]
fn a_character_without_a_sign_is_named_wherever_it_stands() {
    let mut sheet = certificate();
    sheet.signatory.name = "Trần 旅 Hưng".into();
    let error = render_certificate(&sheet).unwrap_err();
    assert!(matches!(error, DocumentError::UnprintableCharacter { character: '旅' }), "{error}");
    let mut sheet = certificate();
    sheet.venue.name = "Nhà nghỉ Hoa\u{0300}".into();
    let error = render_certificate(&sheet).unwrap_err();
    assert!(matches!(error, DocumentError::NotComposed { mark: '\u{0300}' }), "{error}");
}

#[test]
fn a_code_too_dense_for_the_paper_is_refused() {
    let mut sheet = certificate();
    sheet.lookup.as_mut().unwrap().qr_text = "A".repeat(800);
    let error = render_certificate(&sheet).unwrap_err();
    assert!(matches!(error, DocumentError::QrTooDense { most: 15, .. }), "{error}");
}

#[test]
fn pdf_properties_name_the_certificate() {
    let properties = properties(&render_certificate(&certificate()).unwrap());
    assert!(properties.contains("Giấy xác nhận SNV-KH.2026.000005"), "{properties}");
    assert!(properties.contains("Sở Nội vụ"), "{properties}");
    assert!(properties.contains("A4"), "{properties}");
}

#[test]
fn what_fits_is_drawn_and_what_does_not_is_not() {
    let mut foreign = certificate();
    foreign.recipients.push("旅".into());
    let mut dense = certificate();
    dense.lookup.as_mut().unwrap().qr_text = "A".repeat(800);
    let sheets = [
        certificate(),
        with_token(certificate()),
        preview(),
        overlong_certificate("Ẵ", 40),
        overlong_certificate("Ẵ", 2000),
        foreign,
        dense,
    ];
    for (index, sheet) in sheets.iter().enumerate() {
        let (fit, drawn) = (check_certificate_fits(sheet), render_certificate(sheet).map(|_| ()));
        assert_eq!(fit.is_ok(), index < 4, "{index}: {fit:?}");
        assert_eq!(fit.map_err(|e| e.code()), drawn.map_err(|e| e.code()), "{index}");
    }
}

#[test]
fn a_symbol_is_encoded_once_and_must_be_the_sheets_own() {
    let sheet = with_token(certificate());
    let symbol = QrSymbol::encode(&sheet.lookup.as_ref().unwrap().qr_text).unwrap();
    assert!(render_certificate_with(&sheet, &symbol).unwrap() == render_certificate(&sheet).unwrap());
    let error = render_certificate_with(&certificate(), &symbol).unwrap_err();
    assert!(matches!(error, DocumentError::WrongSymbol), "{error}");
    assert!(matches!(render_certificate_with(&preview(), &symbol), Err(DocumentError::WrongSymbol)));
}

#[test]
fn a_tested_certificate_is_the_same_certificate() {
    let sheet = with_token(certificate());
    for seed in 0..5 {
        assert!(render_tested_certificate(&sheet, seed).unwrap() == render_certificate(&sheet).unwrap());
    }
    assert!(render_tested_certificate(&preview(), 1).unwrap() == render_certificate(&preview()).unwrap());
}

#[test]
fn missing_text_is_reported_by_name() {
    let pdf = render_certificate(&certificate()).unwrap();
    check_text(&pdf, &[("name", "Khách sạn Biển Xanh Ninh Chử"), ("number", "SNV-KH.2026.000005")]).unwrap();
    let error =
        check_text(&pdf, &[("name", "Khách sạn Biển Xanh"), ("number", "SNV-KH.2026.000006")]).unwrap_err();
    assert_eq!(error.to_string(), "the text of the PDF lacks the number");
    assert!(matches!(check_text(b"%PDF-1.7", &[]), Err(DocumentError::Unreadable(_))));
}

#[test]
fn symbol_is_read_from_the_rendered_certificate() {
    let sheet = with_token(certificate());
    let image = render_first_page(&render_certificate(&sheet).unwrap(), 150);
    assert_eq!(read_qr(&image).unwrap(), sheet.lookup.unwrap().qr_text);
}
