//! Storage that is full, short or missing: said in words, and nothing pretended.

use fantoccini::Locator;
use serde_json::json;

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;
use super::windows::BEGINS_DRAFT;

/// The phone's storage takes nothing more until `window.makeRoom()`.
const FILLS_STORAGE: &str = "const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };
    window.makeRoom = () => { IDBObjectStore.prototype.put = put; };";

/// Scripts: a browser that refuses storage, as in a private window, and one that has none. Later pages run both, so the one
/// without comes last.
pub const WITHOUT_STORAGE: [&str; 2] = [
    "indexedDB.open = () => { const request = {}; setTimeout(() => request.onerror?.()); return request; };",
    "Object.defineProperty(window, 'indexedDB', { value: undefined });",
];

const FULL: &str = "Bộ nhớ của điện thoại đã đầy";

#[test]
fn full_storage_is_said_and_nothing_counts_as_saved() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let begin = "const visits = await module('visits');
            const venue = { id: '0193aaaa-0000-7000-8000-0000000000ff', name: 'Karaoke Sao Mai', kind: 'karaoke', address: '', planned: true };
            const visit = visits.createDraft(venue, { certificate: null, checklist: 1 });
            await visits.save({ ...visit, step: 1 });";
        phone.runs(begin, vec![]).await;
        phone.opens_tab("visits").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.browser.fill("Số lao động có mặt", "3").await;
        phone.browser.see("Đã lưu trên điện thoại này").await;
        phone.runs(FILLS_STORAGE, vec![]).await;
        phone.browser.fill("Số lao động có mặt", "4").await;
        phone.browser.see(FULL).await;
        phone.passes_screen_checks("storage-full").await;
        assert!(!phone.browser.text().await.contains("Đã lưu trên điện thoại này"));
        // It is not taken for a missing network.
        phone.refreshes().await;
        assert!(!phone.browser.text().await.contains("Không có mạng"));
        phone.runs("window.makeRoom();", vec![]).await;
        phone.browser.fill("Số lao động có mặt", "5").await;
        phone.browser.see("Đã lưu trên điện thoại này").await;
        let kept = "const visits = await module('visits'); return (await visits.list())[0].found;";
        assert_eq!(phone.runs(kept, vec![]).await, json!("5"));

        // The right PIN: the reason is said, and the button works again.
        phone.browser.before_pages(FILLS_STORAGE).await;
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.browser.see(FULL).await;
        phone.passes_screen_checks("unlock-full").await;
        phone.runs("window.makeRoom();", vec![]).await;
        let button =
            phone.browser.driver().find(Locator::Css("main form [type=submit]")).await.expect("a button");
        assert!(button.is_enabled().await.expect("asked"), "the button is alive");
        phone.unlocks(PIN).await;
        phone.waits_for_view("visit").await;
        phone.closes().await;
    });
}

#[test]
fn words_that_found_no_room_stay_in_the_window_until_there_is_some() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.runs(BEGINS_DRAFT, vec![]).await;
        phone.opens_tab("visits").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.browser.fill("Số lao động có mặt", "3").await;
        phone.browser.see("Đã lưu trên điện thoại này").await;
        phone.runs(FILLS_STORAGE, vec![]).await;
        phone.browser.fill("Số lao động có mặt", "4").await;
        phone.browser.see(FULL).await;
        // Another view, and back.
        phone.opens_tab("visits").await;
        phone.browser.see("Chưa lưu được").await;
        phone.passes_screen_checks("visits-unsaved").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.browser.see(FULL).await;
        let shown = "return [...document.querySelectorAll('main input')].some(({ value }) => value === '4');";
        assert_eq!(phone.runs(shown, vec![]).await, json!(true));
        // The vault is closed, and there is room before it is opened.
        phone.opens_tab("settings").await;
        phone.browser.click("Khóa ngay").await;
        phone.waits_for_view("unlock").await;
        phone.runs("window.makeRoom();", vec![]).await;
        phone.unlocks(PIN).await;
        phone.waits_for("[data-view=visit], [data-view=settings]").await;
        phone.refreshes().await;
        // What is stored, as another window reads it.
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.waits_for("[data-view=visit], [data-view=settings]").await;
        let kept = "const visits = await module('visits'); return (await visits.list())[0].found;";
        assert_eq!(phone.runs(kept, vec![]).await, json!("4"));
        phone.closes().await;
    });
}

#[test]
fn the_browser_is_asked_not_to_delete_by_itself() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        let count = "window.asked = 0;
            StorageManager.prototype.persisted = async () => false;
            StorageManager.prototype.persist = async () => { window.asked += 1; return false; };";
        phone.browser.before_pages(count).await;
        phone.opens().await;
        phone.waits_for_view("enrol").await;
        assert_eq!(phone.runs("return window.asked;", vec![]).await, json!(0), "nothing is stored yet");
        phone.enrols().await;
        assert_eq!(phone.runs("return window.asked > 0;", vec![]).await, json!(true));
        phone.opens_tab("settings").await;
        phone.browser.see("trình duyệt có thể tự xóa dữ liệu chưa gửi").await;
        phone.closes().await;
    });
}

#[test]
fn little_room_is_told_before_it_is_needed() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let little = "navigator.storage.estimate = async () => ({ usage: 90 << 20, quota: 98 << 20 });";
        phone.runs(little, vec![]).await;
        phone.opens_tab("day").await;
        phone.browser.see("Bộ nhớ sắp hết, chỉ còn 8,0 MB").await;
        phone.passes_screen_checks("day-little-room").await;
        phone.opens_tab("settings").await;
        phone.browser.see("đã dùng 90,0 MB, còn 8,0 MB").await;
        phone.passes_screen_checks("settings-little-room").await;
        phone.closes().await;
    });
}

#[test]
fn without_storage_the_page_says_why_it_does_not_open() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        for missing in WITHOUT_STORAGE {
            phone.browser.before_pages(missing).await;
            phone.opens().await;
            phone.browser.see("Trình duyệt không cho ứng dụng lưu dữ liệu").await;
        }
        phone.passes_screen_checks("no-storage").await;
        phone.closes().await;
    });
}
