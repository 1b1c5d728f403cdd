//! Scanning with the camera, from the code to the verdict on the screen.

use camket_domain::certificates::Status;
use serde_json::json;
use time::Duration;

use super::door::Door;
use super::film;
use super::phone::{Phone, notes};
use crate::support::chromium::Browser;

/// The status list index of the scanned certificate.
const INDEX: u32 = 17;

#[test]
fn a_certificate_is_scanned_revoked_and_scanned_again() {
    Door::open_for(async |door: &Door| {
        let film = film::of_code(&door.code(1, INDEX), "certificate");
        let phone = Phone::with_camera(door, &film).await;
        phone.enrols().await;
        assert_eq!(phone.verdict().await, ("valid".into(), "phone".into()));
        notes(&format!("from a decoded code to its word: {} ms", phone.wait().await));
        phone.is_fit("camera-valid").await;
        // The certificate is revoked, the phone loads the new list, and then the network is cut.
        door.publishes(Duration::ZERO, 12, &[(INDEX, Status::Revoked)]);
        phone.refreshes().await;
        door.line.cut();
        phone.refreshes().await;
        phone.tab("scan").await;
        assert_eq!(phone.verdict().await, ("revoked".into(), "phone".into()));
        phone.lies_down().await;
    });
}

#[test]
fn the_register_has_the_last_word_where_there_is_a_network() {
    Door::open_for(async |door: &Door| {
        let phone = Phone::of(door).await;
        phone.enrols().await;
        // Revoked after the phone loaded its list.
        let told = json!({ "verdict": "revoked", "number": "KH-SNV-2026-000001", "name": "Khách sạn Biển Xanh", "kind": "hotel",
            "address": "12 Yên Ninh, Phường Ninh Chử", "expires_at": "2027-01-31T23:59:59+07:00" });
        door.desk.with(|facts| facts.look_up = Some(told));
        assert_eq!(phone.types(&door.code(1, INDEX)).await, ("revoked".into(), "register".into()));
        phone.is_fit("register-revoked").await;
        phone.refreshes().await;
        let scans = door.desk.with(|facts| facts.scans.values().cloned().collect::<Vec<_>>());
        assert_eq!(scans.len(), 1);
        assert_eq!((&scans[0]["shown"], &scans[0]["offline"]), (&json!("revoked"), &json!(false)));
        phone.lies_down().await;
    });
}

#[test]
fn a_foreign_code_before_the_camera_is_not_opened() {
    Door::open_for(async |door: &Door| {
        let film = film::of_code("http://evil.example/v/2KCENIQBEYCECANALCDK", "foreign");
        let phone = Phone::with_camera(door, &film).await;
        phone.enrols().await;
        assert_eq!(phone.verdict().await.0, "not_ours");
        phone.is_fit("camera-not-ours").await;
        assert!(!phone.browser.text().await.contains("evil"), "nothing of it is shown");
        let asked = "arguments[arguments.length - 1](performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin));";
        let origins = phone.browser.run(asked, vec![]).await;
        assert!(origins.as_array().expect("a list").iter().all(|origin| *origin == door.url()), "{origins}");
        assert!(door.desk.with(|facts| facts.scans.is_empty()));
        phone.lies_down().await;
    });
}

#[test]
fn anyone_scans_on_the_public_page_which_keeps_nothing() {
    Door::open_for(async |door: &Door| {
        let film = film::of_code(&format!("{}/v/01234-56784", door.url()), "public");
        let browser = Browser::phone_with_camera(&film).await;
        browser.open(&format!("{}/scan", door.url())).await;
        browser.see("KHÔNG CÓ TRONG SỔ").await;
        assert!(browser.address().await.ends_with("/v/0123456784"), "{}", browser.address().await);
        let kept = browser.run(include_str!("keeps.js"), vec![]).await;
        assert_eq!(kept.as_str().expect("a text").trim(), "{}\n{}", "{kept}");
        let workers = "navigator.serviceWorker.getRegistrations().then((all) => arguments[0](all.length));";
        assert_eq!(browser.run(workers, vec![]).await, 0);
        browser.close().await;
    });
}

#[test]
fn the_browsers_own_detector_is_used_where_there_is_one() {
    Door::open_for(async |door: &Door| {
        let browser = Browser::phone().await;
        browser.open(&format!("{}/scan", door.url())).await;
        let script = "const done = arguments[arguments.length - 1];
            globalThis.BarcodeDetector = class {
              static getSupportedFormats() { return Promise.resolve(['qr_code']); }
              detect() { return Promise.resolve([{ rawValue: 'seen' }]); }
            };
            import('/static/now/inspect/decoder.js').then(async ({ createDecoder }) => done(await (await createDecoder())(null)));";
        assert_eq!(browser.run(script, vec![]).await, "seen");
        browser.close().await;
    });
}
