//! Scanning with the camera, from the code to the verdict on the screen.

use camket_domain::certificates::CertificateStatus;
use serde_json::json;
use time::Duration;

use super::camera_video;
use super::phone::{ScannerPhone, note_measurement};
use super::scanner_setup::ScannerSetup;
use crate::support::chromium::Chromium;

/// The status list index of the scanned certificate.
const INDEX: u32 = 17;

#[test]
fn a_certificate_is_scanned_revoked_and_scanned_again() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let film = camera_video::write_code_video(&setup.code(1, INDEX), "certificate");
        let phone = ScannerPhone::with_camera(setup, &film).await;
        phone.enrols().await;
        assert_eq!(phone.verdict().await, ("valid".into(), "phone".into()));
        note_measurement(&format!(
            "from a decoded code to its word: {} ms",
            phone.verdict_milliseconds().await
        ));
        phone.passes_screen_checks("camera-valid").await;
        // The certificate is revoked, the phone loads the new list, and then the network is cut.
        setup.publish_list(Duration::ZERO, 12, &[(INDEX, CertificateStatus::Revoked)]);
        phone.refreshes().await;
        setup.network.cut();
        phone.refreshes().await;
        phone.opens_tab("scan").await;
        assert_eq!(phone.verdict().await, ("revoked".into(), "phone".into()));
        phone.closes().await;
    });
}

#[test]
fn the_register_has_the_last_word_where_there_is_a_network() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        // Revoked after the phone loaded its list.
        let told = json!({ "verdict": "revoked", "number": "KH-SNV-2026-000001", "name": "Khách sạn Biển Xanh", "kind": "hotel",
            "address": "12 Yên Ninh, Phường Ninh Chử", "expires_at": "2027-01-31T23:59:59+07:00" });
        setup.fake_registry.with(|facts| facts.look_up = Some(told));
        assert_eq!(phone.types(&setup.code(1, INDEX)).await, ("revoked".into(), "register".into()));
        phone.passes_screen_checks("register-revoked").await;
        phone.refreshes().await;
        let scans = setup.fake_registry.with(|facts| facts.scans.values().cloned().collect::<Vec<_>>());
        assert_eq!(scans.len(), 1);
        assert_eq!((&scans[0]["shown"], &scans[0]["offline"]), (&json!("revoked"), &json!(false)));
        phone.closes().await;
    });
}

#[test]
fn a_foreign_code_before_the_camera_is_not_opened() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let film = camera_video::write_code_video("http://evil.example/v/2KCENIQBEYCECANALCDK", "foreign");
        let phone = ScannerPhone::with_camera(setup, &film).await;
        phone.enrols().await;
        assert_eq!(phone.verdict().await.0, "not_ours");
        phone.passes_screen_checks("camera-not-ours").await;
        assert!(!phone.browser.text().await.contains("evil"), "nothing of it is shown");
        let asked = "arguments[arguments.length - 1](performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin));";
        let origins = phone.browser.run(asked, vec![]).await;
        assert!(origins.as_array().expect("a list").iter().all(|origin| *origin == setup.url()), "{origins}");
        assert!(setup.fake_registry.with(|facts| facts.scans.is_empty()));
        phone.closes().await;
    });
}

#[test]
fn anyone_scans_on_the_public_page_which_keeps_nothing() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let film = camera_video::write_code_video(&format!("{}/v/01234-56784", setup.url()), "public");
        let browser = Chromium::phone_with_camera(&film).await;
        browser.open(&format!("{}/scan", setup.url())).await;
        browser.see("KHÔNG CÓ TRONG SỔ").await;
        assert!(browser.address().await.ends_with("/v/0123456784"), "{}", browser.address().await);
        let kept = browser.run(include_str!("stored_data.js"), vec![]).await;
        assert_eq!(kept.as_str().expect("a text").trim(), "{}\n{}", "{kept}");
        let workers = "navigator.serviceWorker.getRegistrations().then((all) => arguments[0](all.length));";
        assert_eq!(browser.run(workers, vec![]).await, 0);
        browser.close().await;
    });
}

#[test]
fn the_browsers_own_detector_is_used_where_there_is_one() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let browser = Chromium::phone().await;
        browser.open(&format!("{}/scan", setup.url())).await;
        let script = "const done = arguments[arguments.length - 1];
            globalThis.BarcodeDetector = class {
              static getSupportedFormats() { return Promise.resolve(['qr_code']); }
              detect() { return Promise.resolve([{ rawValue: 'seen' }, { rawValue: 'too' }]); }
            };
            import('/static/now/inspect/decoder.js').then(async ({ createDecoder }) => done(await (await createDecoder()).readFrame(null)));";
        assert_eq!(browser.run(script, vec![]).await, json!(["seen", "too"]));
        browser.close().await;
    });
}
