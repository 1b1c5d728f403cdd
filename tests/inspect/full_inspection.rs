//! A whole inspection with the real service: the printed certificate, the scan, the visit, and the revocation by two
//! people.

use camket_app::certificates::{self, render_certificate_pdf};
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::DecisionKind;
use data_encoding::BASE64;

use super::camera_video;
use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;
use super::visit_samples::draw_signature;
use crate::world::{PHAN_RANG, proposal};

/// The first digits of the ID numbers of all women in these tests.
const NUMBER_PREFIX: &str = "056190";

#[test]
fn an_inspection_against_the_real_service() {
    ScannerSetup::open_with_real_service(async |setup: &ScannerSetup| {
        let certificate = certified_venue(setup).await;
        let pdf = render_certificate_pdf(&setup.office.app, &certificate, None).await.expect("a paper");
        let phone = ScannerPhone::with_camera(setup, &camera_video::write_page_video(&pdf, "paper")).await;
        phone.enrols().await;
        assert_eq!(phone.verdict().await, ("valid".into(), "register".into()));
        phone.browser.see("Thông tin dành cho kiểm tra").await;
        phone.browser.see("Số lao động đã khai").await;
        phone.passes_screen_checks("whole-online").await;
        phone.opens_tab("day").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu: 1 cơ sở").await;
        phone.passes_screen_checks("whole-pack").await;

        setup.network.cut();
        phone.refreshes().await;
        // The pack contains the typed code.
        assert_eq!(phone.types(certificate.code.as_str()).await, ("valid".into(), "phone".into()));
        phone.browser.see("Số lao động đã khai").await;
        phone.browser.click("Lập biên bản kiểm tra").await;
        record_visit(&phone).await;
        setup.network.restore();
        phone.refreshes().await;
        phone.opens_tab("visits").await;
        phone.browser.see("Đã gửi").await;
        phone.browser.see("Không có gì chờ gửi").await;
        phone.passes_screen_checks("whole-sent").await;

        // With a network the public address shows the registry's page, not the phone's own verdict.
        phone.browser.open(&certificates::build_verify_url(&setup.office.app, &certificate)).await;
        phone.browser.see("CÒN HIỆU LỰC").await;
        assert!(!phone.browser.text().await.contains("Không có mạng"));
        phone.opens().await;
        phone.unlocks(PIN).await;
        assert_eq!(phone.verdict().await, ("valid".into(), "register".into()));

        revoke_certificate(setup, &certificate).await;
        phone.refreshes().await;
        phone.opens_tab("scan").await;
        assert_eq!(phone.verdict().await, ("revoked".into(), "register".into()));
        phone.browser.see("15/QĐ-SNV").await;
        phone.passes_screen_checks("whole-revoked").await;
        setup.network.cut();
        phone.refreshes().await;
        phone.opens_tab("scan").await;
        assert_eq!(phone.verdict().await, ("revoked".into(), "phone".into()));
        check_no_number_was_sent_or_stored(setup, &phone.stored_data().await);
        phone.closes().await;
    });
}

async fn certified_venue(setup: &ScannerSetup) -> Certificate {
    let hotel = setup.office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    setup.office.team(PHAN_RANG, &[&setup.inspector]).await;
    setup.office.certifies(id, PHAN_RANG).await
}

/// Records a surprise visit without violations.
async fn record_visit(phone: &ScannerPhone<'_>) {
    let browser = &phone.browser;
    browser.choose("Đột xuất").await;
    browser.choose("Có đơn, tin báo").await;
    browser.fill("Nội dung căn cứ", "Đơn phản ánh ngày 20/11").await;
    for name in ["Ngô Hữu Tra", "Lê Văn Phó", "Phạm Thị Viên"] {
        browser.choose(name).await;
    }
    browser.click("Tiếp tục").await;
    browser.see("Số lao động có mặt").await;
    let yes = "const all = [...document.querySelectorAll('[data-item] input[value=yes]')];
        all.forEach((radio) => radio.click()); arguments[arguments.length - 1](all.length);";
    let asked = browser.run(yes, vec![]).await;
    assert!(asked.as_u64().is_some_and(|asked| asked >= 5), "the checklist of a hotel: {asked}");
    browser.fill("Số lao động có mặt", "1").await;
    phone.passes_screen_checks("whole-questions").await;
    browser.click("Tiếp tục").await;
    browser.choose("Đạt").await;
    browser.click("Tiếp tục").await;
    browser.see("Chữ ký của đại diện cơ sở").await;
    let places = "arguments[arguments.length - 1]([...document.querySelectorAll('[data-who]')].map(({ dataset }) => dataset.who));";
    let places = browser.run(places, vec![]).await;
    assert_eq!(places.as_array().map(Vec::len), Some(4), "the owner and three members: {places}");
    for who in places.as_array().expect("places") {
        draw_signature(phone, who.as_str().expect("a name")).await;
    }
    browser.click("Tiếp tục").await;
    browser.click("Ký và gửi biên bản").await;
    browser.see("Chờ gửi").await;
}

/// An officer proposes a revocation, and an approver decides it.
async fn revoke_certificate(setup: &ScannerSetup, certificate: &Certificate) {
    let officer = setup.office.commune_officer("Hoa", PHAN_RANG).await;
    let decision = officer.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    setup.office.approver("Ký", PHAN_RANG).await.decides(&decision).await;
}

/// Checks that no number was sent or is stored on the phone: plain, grouped, or in base64.
fn check_no_number_was_sent_or_stored(setup: &ScannerSetup, kept: &str) {
    let traffic = String::from_utf8_lossy(&setup.traffic()).into_owned();
    assert!(traffic.len() > 100_000 && kept.len() > 50_000, "there is something to search");
    assert!(traffic.contains("KH-SNV-2026-") && traffic.contains("Khách sạn Biển Xanh"), "in clear");
    let mut forms = vec![
        NUMBER_PREFIX.to_owned(),
        "056 190".into(),
        "0561 90".into(),
        "056.190".into(),
        "0 5 6 1 9 0".into(),
    ];
    // The base64 characters that do not depend on the neighbouring bytes, at each of the three offsets.
    forms.extend((0..3).map(|lead| {
        let text = BASE64.encode(format!("{}{NUMBER_PREFIX}", "x".repeat(lead)).as_bytes());
        let from = (lead * 8).div_ceil(6);
        let to = (lead + NUMBER_PREFIX.len()) * 8 / 6;
        text[from..to].to_owned()
    }));
    for form in forms {
        assert!(!traffic.contains(&form), "{form} passed over the line");
        assert!(!kept.contains(&form), "{form} stays on the phone");
    }
}
