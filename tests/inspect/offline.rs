//! The scanner without a network: a cold start, and the verdicts that the phone gives by itself.

use std::time::Instant;

use camket_domain::certificates::CertificateStatus;
use serde_json::json;
use time::Duration;

use super::phone::{PIN, ScannerPhone, note_measurement};
use super::scanner_setup::ScannerSetup;
use super::storage::WITHOUT_STORAGE;
use crate::support::waiting::LONGEST_WAIT;

const REVOKED: u32 = 9;
const SUSPENDED: u32 = 10;

#[test]
fn after_one_visit_the_phone_works_alone() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.publish_list(
            Duration::minutes(20),
            11,
            &[(REVOKED, CertificateStatus::Revoked), (SUSPENDED, CertificateStatus::Suspended)],
        );
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        setup.network.cut();
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.waits_for_view("scan").await;
        is_minutes_old(setup, &phone).await;
        let told = |verdict: &str| (verdict.to_owned(), "phone".to_owned());
        assert_eq!(phone.types(&setup.code(1, 1)).await, told("valid"));
        phone.passes_screen_checks("verdict-valid").await;
        let mut waits = vec![phone.verdict_milliseconds().await];
        assert_eq!(phone.types(&setup.code(2, REVOKED)).await, told("revoked"));
        waits.push(phone.verdict_milliseconds().await);
        phone.passes_screen_checks("verdict-revoked").await;
        assert_eq!(phone.types(&setup.code(3, SUSPENDED)).await, told("suspended"));
        waits.push(phone.verdict_milliseconds().await);
        let forged = setup.code(4, 4).replacen("/v/2KCENI", "/v/2KCENA", 1);
        assert_eq!(phone.types(&forged).await, told("forged"));
        waits.push(phone.verdict_milliseconds().await);
        phone.passes_screen_checks("verdict-forged").await;
        // A wait depends on the machine and its other work too: a short one shows how long the page takes.
        let began = Instant::now();
        while waits.iter().all(|wait| *wait > 100) {
            assert!(began.elapsed() < LONGEST_WAIT, "{waits:?} ms");
            assert_eq!(phone.types(&forged).await, told("forged"));
            waits.push(phone.verdict_milliseconds().await);
        }
        note_measurement(&format!("from a typed code to its word: {waits:?} ms"));
        assert_eq!(phone.types("01234-5678z").await, told("mistyped"));
        assert_eq!(phone.types("01234-56784").await, told("cannot_say"));
        assert!(setup.fake_registry.with(|facts| facts.scans.is_empty()), "nothing could be sent");

        // With the network the scans of certificates arrive, signed and once each.
        setup.network.restore();
        phone.refreshes().await;
        let scans = setup.fake_registry.with(|facts| facts.scans.values().cloned().collect::<Vec<_>>());
        let mut shown: Vec<_> = scans.iter().map(|scan| scan["shown"].as_str().expect("a verdict")).collect();
        shown.sort_unstable();
        assert_eq!(shown, ["revoked", "suspended", "valid"]);
        assert!(scans.iter().all(|scan| scan["offline"] == true && scan["position"].is_null()));
        phone.refreshes().await;
        assert_eq!(setup.fake_registry.with(|facts| (facts.scans.len(), facts.unsigned)), (3, 0));
        phone.closes().await;
    });
}

/// The list was twenty minutes old when the test began, and is as many minutes older as the test took since.
async fn is_minutes_old(setup: &ScannerSetup, phone: &ScannerPhone<'_>) {
    phone.browser.see("phút trước").await;
    let shown = phone.browser.text().await;
    let most = 20 + setup.signer.age().whole_minutes();
    assert!((20..=most).any(|minutes| shown.contains(&format!("{minutes} phút trước"))), "{shown}");
}

#[test]
fn the_age_of_the_list_rules_the_verdict() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let code = setup.code(1, 1);
        for (age, verdict, tone, sequence) in [
            (Duration::hours(23), "valid", "good", 20),
            (Duration::hours(25), "valid_as_of", "amber", 21),
            (Duration::days(8), "cannot_say", "red", 22),
            (-Duration::hours(2), "valid_as_of", "amber", 23),
        ] {
            setup.publish_list(age, sequence, &[(REVOKED, CertificateStatus::Revoked)]);
            phone.refreshes().await;
            setup.network.cut();
            phone.refreshes().await;
            let before = setup.network.request_lines().len();
            assert_eq!(phone.types(&code).await.0, verdict, "{age}");
            phone.passes_screen_checks(&format!("age-{tone}-{sequence}")).await;
            assert_eq!(setup.network.request_lines().len(), before, "no request leaves");
            let shown = "arguments[arguments.length - 1](document.querySelector('.door-age').dataset.tone);";
            assert_eq!(phone.browser.run(shown, vec![]).await, tone, "{age}");
            setup.network.restore();
        }
        phone.closes().await;
    });
}

#[test]
fn the_office_says_how_old_a_list_may_be() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let code = setup.code(1, 1);
        for (ages, age, verdict, sequence) in [
            (None, Duration::hours(30), "valid_as_of", 20),
            (Some((48, 72)), Duration::hours(30), "valid", 21),
            (Some((48, 72)), Duration::hours(49), "valid_as_of", 22),
            (Some((48, 72)), Duration::hours(73), "cannot_say", 23),
            (Some((2, 24)), Duration::hours(3), "valid_as_of", 24),
            // Implausible values are ignored.
            (Some((48, 24)), Duration::hours(23), "valid", 25),
        ] {
            setup.fake_registry.with(|facts| facts.ages = ages);
            setup.publish_list(age, sequence, &[]);
            phone.refreshes().await;
            setup.network.cut();
            phone.refreshes().await;
            assert_eq!(phone.types(&code).await.0, verdict, "{ages:?} {age}");
            setup.network.restore();
        }
        // The public scanner uses the same limits.
        setup.fake_registry.with(|facts| facts.ages = Some((48, 72)));
        setup.publish_list(Duration::hours(30), 26, &[]);
        phone.refreshes().await;
        setup.network.cut();
        phone.browser.open(&code).await;
        phone.browser.see("CÒN HIỆU LỰC").await;
        let shown =
            "arguments[arguments.length - 1](document.querySelector('.door-verdict').dataset.verdict);";
        assert_eq!(phone.browser.run(shown, vec![]).await, "valid");
        phone.closes().await;
    });
}

#[test]
fn a_list_that_was_changed_or_replaced_is_refused() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.publish_list(Duration::ZERO, 30, &[(REVOKED, CertificateStatus::Revoked)]);
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let code = setup.code(1, REVOKED);
        // A list from before the revocation, and a list that was changed.
        let replayed = setup.signer.list(&setup.url(), Duration::ZERO, 29, &[]);
        let mut changed = setup.signer.list(&setup.url(), Duration::ZERO, 31, &[]);
        let last = changed.len() - 1;
        changed[last] ^= 1;
        let foreign = super::test_signer::TestSigner::new().list(&setup.url(), Duration::ZERO, 32, &[]);
        for list in [replayed, changed, foreign, b"<html>a captive portal</html>".to_vec()] {
            setup.fake_registry.with(|facts| facts.list = list);
            phone.refreshes().await;
            setup.network.cut();
            phone.refreshes().await;
            assert_eq!(phone.types(&code).await.0, "revoked");
            setup.network.restore();
        }
        phone.closes().await;
    });
}

#[test]
fn the_public_address_answers_without_a_network_too() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.publish_list(Duration::hours(3), 11, &[(REVOKED, CertificateStatus::Revoked)]);
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        setup.network.cut();
        for (index, words) in [(1, "CÒN HIỆU LỰC"), (REVOKED, "ĐÃ THU HỒI")] {
            phone.browser.open(&setup.code(1, index)).await;
            phone.browser.see(words).await;
            phone.browser.see("3 giờ trước").await;
            phone.browser.see("Không có mạng").await;
            phone.passes_screen_checks(&format!("offline-{index}")).await;
        }
        phone.closes().await;
    });
}

#[test]
fn without_storage_the_public_address_asks_the_register_all_the_same() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let number = super::test_signer::certificate_number(1);
        setup.fake_registry.with(|facts| {
            facts.look_up = Some(json!({ "verdict": "suspended", "number": number.as_str() }));
        });
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.keeps_still().await;
        for missing in WITHOUT_STORAGE {
            phone.browser.before_pages(missing).await;
            setup.network.cut();
            phone.browser.open(&setup.code(1, 1)).await;
            phone.browser.see("Chưa có danh sách trạng thái").await;
            phone.browser.see("Không có mạng").await;
            phone.waits_for(".door-verdict[data-source=phone]:not([data-verdict=valid])").await;
            setup.network.restore();
            setup.network.hold_answers();
            phone.browser.open(&setup.code(1, 1)).await;
            phone.browser.see("Đang hỏi sổ đăng ký…").await;
            setup.network.release_answers();
            phone.waits_for(".door-verdict[data-verdict=suspended][data-source=register]").await;
        }
        phone.passes_screen_checks("offline-no-storage").await;
        phone.closes().await;
    });
}
