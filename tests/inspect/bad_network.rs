//! Networks that answer late, or answer in the registry's place. What the phone knows stays until the registry says otherwise.

use camket_domain::certificates::CertificateStatus;
use serde_json::json;
use time::Duration;

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;
use super::visit_samples::venues;

const REVOKED: u32 = 9;

/// Answers that are not the registry's: of portals, of gateways, about another certificate.
const FOREIGN_ANSWERS: [(&str, &str); 7] = [
    ("200 OK\r\nContent-Type: text/html", "<html>Wi-Fi: hãy đăng nhập</html>"),
    ("302 Found\r\nLocation: http://portal.example/log-in", ""),
    ("502 Bad Gateway\r\nContent-Type: text/html", "<html>502</html>"),
    ("404 Not Found\r\nContent-Type: text/html", "<html>404</html>"),
    ("200 OK\r\nContent-Type: application/json", r#"{"verdict":"welcome"}"#),
    ("200 OK\r\nContent-Type: application/json", r#"{"verdict":"valid","number":"KH-SNV-2026-000099"}"#),
    ("404 Not Found\r\nContent-Type: application/json", r#"{"verdict":"cannot_say"}"#),
];

#[test]
fn what_is_not_the_registers_answer_does_not_replace_the_phones_verdict() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.publish_list(Duration::hours(3), 11, &[(REVOKED, CertificateStatus::Revoked)]);
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.keeps_still().await;
        for (head, body) in FOREIGN_ANSWERS {
            setup.network.answer_in_its_place(head, body);
            assert_eq!(
                phone.types(&setup.code(1, REVOKED)).await,
                ("revoked".into(), "phone".into()),
                "{head}"
            );
            phone.browser.see("Sổ đăng ký không trả lời").await;
        }
        phone.passes_screen_checks("verdict-no-answer").await;
        // The public address, too.
        for (head, body) in FOREIGN_ANSWERS {
            setup.network.answer_in_its_place(head, body);
            phone.browser.open(&setup.code(1, REVOKED)).await;
            phone.browser.see("ĐÃ THU HỒI").await;
            phone.browser.see("mạng ở đây không tới được sổ đăng ký").await;
        }
        phone.closes().await;
    });
}

#[test]
fn a_late_answer_replaces_the_phones_verdict_at_the_public_address() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let number = super::test_signer::certificate_number(1);
        setup.fake_registry.with(|facts| {
            facts.look_up = Some(json!({ "verdict": "suspended", "number": number.as_str() }));
            facts.pack = setup.signer.pack(Duration::hours(2), &venues(setup));
        });
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu").await;
        phone.keeps_still().await;
        setup.network.hold_answers();
        phone.browser.open(&setup.code(1, 1)).await;
        phone.browser.see("CÒN HIỆU LỰC").await;
        phone.browser.see("Đang hỏi sổ đăng ký…").await;
        phone.passes_screen_checks("offline-asking").await;
        setup.network.release_answers();
        phone.waits_for(".door-verdict[data-verdict=suspended][data-source=register]").await;
        phone.browser.see("Sổ đăng ký vừa trả lời").await;
        // A typed code holds no facts, but the day's pack does, which the PIN opens.
        setup.network.cut();
        phone.browser.open(&format!("{}/v/01234-56784", setup.url())).await;
        phone.browser.click("Mở trong ứng dụng kiểm tra").await;
        phone.unlocks(PIN).await;
        assert_eq!(phone.verdict().await, ("valid".into(), "phone".into()));
        phone.browser.see("Nguyễn Thị Bé").await;
        phone.closes().await;
    });
}

#[test]
fn what_the_phone_knows_is_shown_before_a_slow_register_answers() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let venues = venues(setup);
        let mut changed = venues[0].clone();
        changed["representative"] = json!("Trần Thị Mới");
        setup.fake_registry.with(|facts| {
            facts.pack = setup.signer.pack(Duration::hours(2), &venues);
            facts.look_up = Some(json!({ "verdict": "suspended", "number": "KH-SNV-2026-000001" }));
            facts.venue = Some(changed);
        });
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu").await;
        phone.keeps_still().await;
        // However long this machine takes, the phone goes on waiting.
        let patient = "AbortSignal.timeout = () => new AbortController().signal; arguments[0](true);";
        phone.browser.run(patient, vec![]).await;
        setup.network.hold_answers();
        phone.enters(&setup.code(1, 1)).await;
        phone.browser.see("CÒN HIỆU LỰC").await;
        phone.browser.see("Nguyễn Thị Bé").await;
        phone.browser.see("Đang hỏi sổ đăng ký…").await;
        phone.passes_screen_checks("verdict-asking").await;
        setup.network.release_answers();
        assert_eq!(phone.verdict().await, ("suspended".into(), "register".into()));
        phone.browser.see("Trần Thị Mới").await;
        assert!(!phone.browser.text().await.contains("Đang hỏi"));
        phone.closes().await;
    });
}
