//! The way through the views with the browser's back button, and after a reload.

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;
use super::visit_samples::begin_visit;

#[test]
fn the_back_button_leads_to_the_former_view() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.waits_for_view("scan").await;
        phone.types(&setup.code(1, 1)).await;
        phone.opens_tab("visits").await;
        for view in ["verdict", "typing", "scan"] {
            phone.browser.back().await;
            phone.waits_for_view(view).await;
        }
        phone.browser.driver().execute("history.forward();", vec![]).await.expect("asked");
        phone.waits_for_view("typing").await;
        // A scan that is shown again is not recorded again.
        phone.browser.driver().execute("history.forward();", vec![]).await.expect("asked");
        phone.waits_for_view("verdict").await;
        assert_eq!(phone.verdict().await.0, "valid");
        phone.refreshes().await;
        assert_eq!(setup.fake_registry.with(|facts| facts.scans.len()), 1);
        phone.closes().await;
    });
}

/// Script: the page is hidden for eleven minutes, which locks it.
const STAY_AWAY: &str = "const now = Date.now;
    const hide = (hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    hide(true);
    Date.now = () => now() + 11 * 60000;
    hide(false);
    Date.now = now;";

/// Goes back and forth before the PIN, gives it, and waits for the visit.
async fn back_shows_nothing_before_the_pin(phone: &ScannerPhone<'_>) {
    phone.waits_for_view("unlock").await;
    phone.browser.back().await;
    phone.waits_for_view("unlock").await;
    phone.browser.driver().execute("history.forward();", vec![]).await.expect("asked");
    phone.unlocks(PIN).await;
    phone.waits_for_view("visit").await;
    phone.browser.see("Thành viên có mặt").await;
}

#[test]
fn a_draft_is_left_and_found_again() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        begin_visit(setup, &phone).await;
        let browser = &phone.browser;
        browser.choose("Có dấu hiệu vi phạm rõ ràng").await;
        browser.fill("Nội dung căn cứ", "Tin báo ngày 20/11").await;
        browser.back().await;
        phone.waits_for_view("venue").await;
        browser.driver().execute("history.forward();", vec![]).await.expect("asked");
        browser.see("Thành viên có mặt").await;
        let note = "arguments[0](document.querySelector('textarea').value);";
        assert_eq!(browser.run(note, vec![]).await, "Tin báo ngày 20/11");
        // Each step of a visit is an entry of its own.
        browser.click("Tiếp tục").await;
        browser.see("Số lao động có mặt").await;
        browser.back().await;
        browser.see("Thành viên có mặt").await;
        browser.driver().execute("history.forward();", vec![]).await.expect("asked");
        browser.see("Số lao động có mặt").await;
        browser.back().await;
        browser.see("Thành viên có mặt").await;
        // After a reload and after a lock the inspector is where he was; before the PIN nothing is shown.
        browser.reload().await;
        back_shows_nothing_before_the_pin(&phone).await;
        assert_eq!(browser.run(note, vec![]).await, "Tin báo ngày 20/11");
        browser.driver().execute(STAY_AWAY, vec![]).await.expect("away");
        back_shows_nothing_before_the_pin(&phone).await;
        assert_eq!(browser.run(note, vec![]).await, "Tin báo ngày 20/11");
        phone.opens_tab("visits").await;
        let drafts = "arguments[0](document.querySelectorAll('[data-state=draft]').length);";
        browser.see("Bản nháp").await;
        assert_eq!(browser.run(drafts, vec![]).await, 1);
        phone.closes().await;
    });
}
