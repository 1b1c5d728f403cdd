//! The position of a scan and of a changed answer: only with consent, and what a rough one proves.

use serde_json::json;
use time::Duration;

use super::phone::ScannerPhone;
use super::scanner_setup::ScannerSetup;
use super::visit_samples::{begin_visit, venues};

/// The phone measures this position, with these accuracies in metres one after the other.
async fn stand_at(phone: &ScannerPhone<'_>, lat: f64, lng: f64, accuracies: &[u32]) {
    let stand = "const [latitude, longitude, accuracies, done] = arguments;
        navigator.geolocation.watchPosition = (found) => {
          for (const accuracy of accuracies) found({ coords: { latitude, longitude, accuracy } });
          return 1;
        };
        done(true);";
    phone.browser.run(stand, vec![json!(lat), json!(lng), json!(accuracies)]).await;
}

#[test]
fn a_rough_position_proves_no_distance_and_is_asked_for_again() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| facts.pack = setup.signer.pack(Duration::hours(2), &venues(setup)));
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu").await;
        phone.opens_tab("settings").await;
        phone.browser.choose("Đồng ý gửi vị trí").await;
        // 79 kilometres away, within 5 kilometres.
        stand_at(&phone, 12.25, 109.19, &[20_000, 5_000]).await;
        setup.network.cut();
        phone.refreshes().await;
        phone.types("01234-56784").await;
        phone.browser.see("chưa chính xác (sai số khoảng 5 km)").await;
        assert!(!phone.browser.text().await.contains("đem đi nơi khác"));
        phone.passes_screen_checks("verdict-rough-position").await;
        // The phone has found its satellites.
        stand_at(&phone, 12.25, 109.19, &[5_000, 20]).await;
        phone.browser.click("Đo lại vị trí").await;
        phone.browser.see("khoảng 79 km").await;
        setup.network.restore();
        phone.refreshes().await;
        let places = setup.fake_registry.with(|facts| {
            facts.scans.values().map(|scan| scan["position"]["accuracy_m"].clone()).collect::<Vec<_>>()
        });
        assert_eq!(places, [json!(5_000)], "what was known when it was scanned");
        phone.closes().await;
    });
}

#[test]
fn the_position_of_a_scan_is_sent_with_consent_only() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| facts.pack = setup.signer.pack(Duration::hours(2), &venues(setup)));
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu").await;
        // Nha Trang, 79 kilometres away.
        stand_at(&phone, 12.25, 109.19, &[20]).await;
        setup.network.cut();
        phone.refreshes().await;
        phone.types("01234-56784").await;
        assert!(!phone.browser.text().await.contains("đem đi nơi khác"), "nobody has agreed");
        phone.opens_tab("settings").await;
        phone.browser.choose("Đồng ý gửi vị trí").await;
        phone.types("01234-56784").await;
        phone.browser.see("khoảng 79 km").await;
        phone.passes_screen_checks("verdict-far").await;
        setup.network.restore();
        phone.refreshes().await;
        let places = setup
            .fake_registry
            .with(|facts| facts.scans.values().map(|scan| scan["position"].clone()).collect::<Vec<_>>());
        assert_eq!(places.iter().filter(|place| place.is_null()).count(), 1);
        assert!(places.contains(&json!({ "lat": 12.25, "lng": 109.19, "accuracy_m": 20 })), "{places:?}");
        phone.closes().await;
    });
}

/// The places of the changes of answers in the only visit, once there are as many as given.
const READS_PLACES: &str = "const visits = await module('visits');
    for (;;) {
      const places = ((await visits.list())[0].changes ?? []).map(({ position }) => position);
      if (places.length === given[0] && places.at(-1) !== null) return places;
      await new Promise(requestAnimationFrame);
    }";

#[test]
fn a_changed_answer_says_where_the_phone_was_then() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        begin_visit(setup, &phone).await;
        phone.browser.click("Tiếp tục").await;
        let question = "Người lao động có hợp đồng bằng văn bản";
        phone.browser.answer(question, "Đạt").await;
        phone.browser.answer(question, "Không đạt").await;
        phone.browser.see("Đạt → Không đạt").await;
        phone.opens_tab("settings").await;
        phone.browser.choose("Đồng ý gửi vị trí").await;
        stand_at(&phone, 11.5656, 108.9902, &[20]).await;
        phone.opens_tab("visits").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.browser.answer(question, "Đạt").await;
        let places = phone.runs(READS_PLACES, vec![json!(2)]).await;
        assert_eq!(places, json!([null, { "lat": 11.5656, "lng": 108.9902, "accuracy_m": 20 }]));
        phone.closes().await;
    });
}
