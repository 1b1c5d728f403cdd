//! Enrolment and PIN of a phone: wrong PINs, revocation by the administrator, offline limit, new releases.

use serde_json::Value;

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;

#[test]
fn only_inspectors_have_the_scanner() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let visitor = crate::support::chromium::Chromium::phone().await;
        visitor.open(&format!("{}/inspect", setup.url())).await;
        assert!(visitor.address().await.contains("/log-in?next=/inspect"));
        visitor.close().await;
    });
}

#[test]
fn a_wrong_pin_opens_nothing_and_ten_wipe_a_phone_that_nobody_could_open() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| facts.keeps_no_secret = true);
        let phone = ScannerPhone::of(setup).await;
        phone.opens().await;
        phone.passes_screen_checks("enrol").await;
        phone.enrols().await;
        phone.passes_screen_checks("scan-without-camera").await;
        phone.opens().await;
        phone.passes_screen_checks("unlock").await;
        for left in (1..10).rev() {
            phone.unlocks("999999").await;
            phone.browser.see(&format!("Còn {left} lần thử")).await;
        }
        phone.passes_screen_checks("unlock-wrong").await;
        // The right PIN resets the count: only ten wrong ones in a row wipe the phone.
        phone.unlocks(PIN).await;
        phone.waits_for_view("scan").await;
        phone.opens().await;
        for _ in 0..9 {
            phone.unlocks("999999").await;
            phone.browser.see("Mã PIN không đúng").await;
            clear_message(&phone).await;
        }
        phone.unlocks("999999").await;
        phone.waits_for_view("wiped").await;
        phone.passes_screen_checks("wiped").await;
        let kept = phone.stored_data().await;
        assert!(!kept.contains("wrapped=") && !kept.contains("/inspect"), "{kept}");
        phone.closes().await;
    });
}

/// Clears the message, so that the next refusal can be distinguished from this one.
async fn clear_message(phone: &ScannerPhone<'_>) {
    let script =
        "document.querySelector('.field-error').textContent = ''; arguments[arguments.length - 1](true);";
    phone.browser.run(script, vec![]).await;
}

#[test]
fn a_phone_that_is_cut_off_wipes_itself_also_while_it_is_locked() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.types(&setup.code(1, 1)).await;
        phone.browser.before_pages(HOLDS_TIMERS).await;
        phone.opens().await;
        phone.waits_for_view("unlock").await;
        setup.cuts_off(|id| Some(setup.signer.wipe_order(id)));
        // Without input, its next round within the minute finds out. The test does not wait for the minute.
        let rounds = phone.browser.run("arguments[arguments.length - 1](window.repeated);", vec![]).await;
        let pauses: Vec<_> = rounds.as_array().expect("timers").iter().filter_map(Value::as_u64).collect();
        assert!(pauses.iter().any(|pause| *pause <= 60_000), "{rounds}");
        phone.browser.run("window.repeat(); arguments[arguments.length - 1](true);", vec![]).await;
        phone.waits_for_view("wiped").await;
        phone.browser.see("ngừng quyền").await;
        let kept = phone.stored_data().await;
        assert!(!kept.contains("wrapped=") && !kept.contains("scan:"), "{kept}");
        phone.closes().await;
    });
}

#[test]
fn nobody_but_the_register_wipes_a_phone() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let stranger = super::test_signer::TestSigner::new();
        let pack = setup.signer.pack(time::Duration::ZERO, &serde_json::json!([]));
        let pack = ["protected", "payload", "signature"]
            .map(|name| pack[name].as_str().unwrap_or_default())
            .join(".");
        setup.cuts_off(|_| None);
        phone.refreshes().await;
        setup.cuts_off(|id| Some(stranger.wipe_order(id)));
        phone.refreshes().await;
        for order in [setup.signer.wipe_order("another-phone"), pack, "a.b.c".to_owned()] {
            setup.cuts_off(|_| Some(order));
            phone.refreshes().await;
        }
        setup.fake_registry.with(|facts| facts.cut_off = false);
        for (status, kind, body) in [
            (410, "text/html", "<h1>Gone</h1>"),
            (410, "application/json", "{}"),
            (410, "application/json", r#"{"error":{"code":"device-revoked","message":"x"}}"#),
            (200, "text/html", "<h1>Wi-Fi</h1>"),
            (200, "application/json", "<h1>Wi-Fi</h1>"),
        ] {
            setup.fake_registry.with(|facts| facts.portal = Some((status, kind, body.to_owned())));
            phone.refreshes().await;
        }
        setup.fake_registry.with(|facts| facts.portal = None);
        phone.refreshes().await;
        assert_eq!(phone.types(&setup.code(1, 1)).await.0, "valid");
        assert!(phone.stored_data().await.contains("wrapped="), "nothing was erased");
        setup.cuts_off(|id| Some(setup.signer.wipe_order(id)));
        phone.refreshes().await;
        phone.waits_for_view("wiped").await;
        phone.closes().await;
    });
}

#[test]
fn without_the_register_the_phone_opens_for_some_days_only() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        setup.network.cut();
        let over = "const done = arguments[arguments.length - 1];
            const open = indexedDB.open('camket-inspect');
            open.onsuccess = () => {
              const rows = open.result.transaction('vault', 'readwrite').objectStore('vault');
              const read = rows.get('enrolment');
              read.onsuccess = () => { rows.put({ ...read.result, until: Date.now() - 1000 }, 'enrolment').onsuccess = () => done(true); };
            };";
        phone.browser.run(over, vec![]).await;
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.browser.see("Đã quá số ngày được dùng khi không có mạng").await;
        phone.passes_screen_checks("unlock-over").await;
        // After a log-in with a network it opens again.
        setup.network.restore();
        phone.unlocks(PIN).await;
        phone.waits_for_view("scan").await;
        phone.closes().await;
    });
}

#[test]
fn a_new_release_is_told_and_taken() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        setup.simulate_release();
        let ask = "navigator.serviceWorker.getRegistration('/').then((found) => found.update()).then(() => arguments[0](true));";
        phone.browser.run(ask, vec![]).await;
        phone.browser.see("Có phiên bản mới").await;
        phone.passes_screen_checks("update").await;
        phone.browser.click("Cập nhật ngay").await;
        phone.unlocks(PIN).await;
        phone.waits_for_view("scan").await;

        phone.opens_tab("settings").await;
        phone.browser.choose("Tương phản cao").await;
        phone.passes_screen_checks("settings-contrast").await;
        let contrast = "arguments[arguments.length - 1](document.body.classList.contains('door-contrast'));";
        assert_eq!(phone.browser.run(contrast, vec![]).await, true);
        assert_eq!(phone.types(&setup.code(1, 1)).await.0, "valid");
        phone.passes_screen_checks("verdict-contrast").await;
        phone.opens_tab("settings").await;
        phone.browser.click("English").await;
        phone.browser.see("Enter the PIN").await;
        phone.passes_screen_checks("unlock-english").await;
        phone.closes().await;
    });
}

/// What repeats on the page does so when the test calls `repeat`; `repeated` is the number of milliseconds after which it would.
const HOLDS_TIMERS: &str = "const held = [];
    window.setInterval = (work, pause) => held.push([work, pause]);
    window.repeat = () => held.forEach(([work]) => work());
    Object.defineProperty(window, 'repeated', { get: () => held.map(([, pause]) => pause) });";
