//! Two windows of one browser: one writes, and none overwrites what the other wrote.

use serde_json::json;

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;

/// As a browser without Web Locks.
const NO_LOCKS: &str = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });";

pub(super) const BEGINS_DRAFT: &str = "const visits = await module('visits');
    const venue = { id: '0193aaaa-0000-7000-8000-0000000000ff', name: 'Karaoke Sao Mai', kind: 'karaoke', address: '', planned: true };
    const visit = visits.createDraft(venue, { certificate: null, checklist: 1 });
    await visits.save({ ...visit, step: 1 });";

pub(super) const READS_VISIT: &str = "const visits = await module('visits');
    const [visit] = await visits.list();
    return visit ? [visit.state, visit.found] : null;";

/// Opens a second window, and returns the first and the second.
async fn opens_second(phone: &ScannerPhone<'_>) -> [fantoccini::wd::WindowHandle; 2] {
    let driver = phone.browser.driver();
    let first = driver.window().await.expect("a window");
    let second = driver.new_window(true).await.expect("a window").handle;
    driver.switch_to_window(second.clone()).await.expect("switched");
    [first, second]
}

async fn goes_to(phone: &ScannerPhone<'_>, window: &fantoccini::wd::WindowHandle) {
    phone.browser.driver().switch_to_window(window.clone()).await.expect("switched");
}

#[test]
fn one_window_holds_the_pen_and_the_other_says_so() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.runs(BEGINS_DRAFT, vec![]).await;
        phone.opens_tab("visits").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.browser.fill("Số lao động có mặt", "3").await;
        phone.browser.see("Đã lưu trên điện thoại này").await;
        let [first, second] = opens_second(&phone).await;
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.browser.see("Cửa sổ này chỉ để xem").await;
        phone.opens_tab("visits").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.waits_for_view("reader").await;
        phone.passes_screen_checks("window-reader").await;
        phone.browser.click("Ghi ở cửa sổ này").await;
        phone.waits_for_view("visits").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.browser.fill("Số lao động có mặt", "4").await;
        phone.browser.see("Đã lưu trên điện thoại này").await;
        // The first window has given the pen away, and its form with it.
        goes_to(&phone, &first).await;
        phone.waits_for_view("reader").await;
        goes_to(&phone, &second).await;
        assert_eq!(phone.runs(READS_VISIT, vec![]).await, json!(["draft", "4"]));
        phone.closes().await;
    });
}

#[test]
fn without_locks_the_same_draft_in_two_windows_loses_no_words() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.browser.before_pages(NO_LOCKS).await;
        phone.enrols().await;
        phone.runs(BEGINS_DRAFT, vec![]).await;
        let open_draft = async || {
            phone.opens_tab("visits").await;
            phone.browser.click("Karaoke Sao Mai").await;
            phone.browser.see("Số lao động có mặt").await;
        };
        open_draft().await;
        let [first, second] = opens_second(&phone).await;
        phone.browser.before_pages(NO_LOCKS).await;
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.waits_for_view("scan").await;
        open_draft().await;
        phone.browser.fill("Số lao động có mặt", "12").await;
        phone.browser.see("Đã lưu trên điện thoại này").await;
        goes_to(&phone, &first).await;
        phone.browser.fill("Số lao động có mặt", "7").await;
        phone.browser.see("vừa được lưu ở cửa sổ khác").await;
        phone.passes_screen_checks("window-changed").await;
        assert_eq!(phone.runs(READS_VISIT, vec![]).await, json!(["draft", "12"]));
        // Closed and sent in one window, it does not become a draft again in the other.
        goes_to(&phone, &second).await;
        let close = "const visits = await module('visits'); await visits.finish((await visits.list())[0]);";
        phone.runs(close, vec![]).await;
        phone.refreshes().await;
        assert_eq!(phone.runs(READS_VISIT, vec![]).await, json!(["sent", "12"]));
        goes_to(&phone, &first).await;
        phone.browser.fill("Số lao động có mặt", "8").await;
        phone.browser.see("vừa được lưu ở cửa sổ khác").await;
        assert_eq!(phone.runs(READS_VISIT, vec![]).await, json!(["sent", "12"]));
        phone.closes().await;
    });
}

#[test]
fn a_window_from_before_leaves_nothing_that_no_key_opens() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.browser.before_pages(NO_LOCKS).await;
        phone.opens().await;
        phone.waits_for_view("enrol").await;
        let [first, second] = opens_second(&phone).await;
        phone.browser.before_pages(NO_LOCKS).await;
        phone.enrols().await;
        phone.runs(BEGINS_DRAFT, vec![]).await;
        // The first window still shows the form of enrolment.
        goes_to(&phone, &first).await;
        phone.browser.fill("Mã PIN", "314159").await;
        phone.browser.fill("Nhập lại mã PIN", "314159").await;
        phone.browser.click("Đăng ký điện thoại này").await;
        phone.browser.see("vừa được đăng ký ở cửa sổ khác").await;
        goes_to(&phone, &second).await;
        assert_eq!(phone.runs(READS_VISIT, vec![]).await, json!(["draft", ""]));
        phone.opens_tab("visits").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.browser.see("Số lao động có mặt").await;
        // Erased in the first window while the draft is open in the second.
        goes_to(&phone, &first).await;
        phone.opens().await;
        phone.waits_for_view("unlock").await;
        phone.browser.click("Quên mã PIN").await;
        phone.browser.click("Xóa dữ liệu trên máy").await;
        phone.browser.see("1 biên bản (kể cả bản nháp), 0 lượt quét, 0 ảnh").await;
        phone.browser.click("Xóa tất cả").await;
        phone.waits_for_view("wiped").await;
        goes_to(&phone, &second).await;
        phone.waits_for_view("enrol").await;
        let write = "const vault = await module('vault');
            return vault.keep('visit:1', {}).then(() => 'written', ({ reason }) => reason);";
        assert_eq!(phone.runs(write, vec![]).await, "locked");
        assert!(!phone.stored_data().await.contains("visit:"), "nothing is left behind");
        phone.closes().await;
    });
}
