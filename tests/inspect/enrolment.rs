//! Enrolment and PIN of a phone: wrong PINs, revocation by the administrator, offline limit, new releases.

use std::time::Duration;

use super::door::Door;
use super::phone::{PIN, Phone};

#[test]
fn only_inspectors_have_the_scanner() {
    Door::open_for(async |door: &Door| {
        let visitor = crate::support::chromium::Browser::phone().await;
        visitor.open(&format!("{}/inspect", door.url())).await;
        assert!(visitor.address().await.contains("/log-in?next=/inspect"));
        visitor.close().await;
    });
}

#[test]
fn a_wrong_pin_opens_nothing_and_ten_wipe_the_phone() {
    Door::open_for(async |door: &Door| {
        let phone = Phone::of(door).await;
        phone.opens().await;
        phone.is_fit("enrol").await;
        phone.enrols().await;
        phone.is_fit("scan-without-camera").await;
        phone.opens().await;
        phone.is_fit("unlock").await;
        for left in (1..10).rev() {
            phone.unlocks("999999").await;
            phone.browser.see(&format!("Còn {left} lần thử")).await;
        }
        phone.is_fit("unlock-wrong").await;
        // The right PIN resets the count: only ten wrong ones in a row wipe the phone.
        phone.unlocks(PIN).await;
        phone.view("scan").await;
        phone.opens().await;
        for _ in 0..9 {
            phone.unlocks("999999").await;
            phone.browser.see("Mã PIN không đúng").await;
            clear(&phone).await;
        }
        phone.unlocks("999999").await;
        phone.view("wiped").await;
        phone.is_fit("wiped").await;
        let kept = phone.keeps().await;
        assert!(!kept.contains("wrapped=") && !kept.contains("/inspect"), "{kept}");
        phone.lies_down().await;
    });
}

/// Clears the message, so that the next refusal can be told from this one.
async fn clear(phone: &Phone<'_>) {
    let script =
        "document.querySelector('.field-error').textContent = ''; arguments[arguments.length - 1](true);";
    phone.browser.run(script, vec![]).await;
}

#[test]
fn a_phone_that_is_cut_off_wipes_itself_also_while_it_is_locked() {
    Door::open_for(async |door: &Door| {
        let phone = Phone::of(door).await;
        phone.enrols().await;
        phone.types(&door.code(1, 1)).await;
        phone.opens().await;
        phone.view("unlock").await;
        door.desk.with(|facts| facts.cut_off = true);
        // Without any touch: its next synchronisation within a minute learns it.
        let wiped = "const done = arguments[arguments.length - 1];
            const look = () => document.querySelector('[data-view=wiped]') ? done(true) : setTimeout(look, 200);
            look(); setTimeout(() => done(false), 60000);";
        phone.browser.driver().update_timeouts(timeouts()).await.expect("a longer wait");
        assert_eq!(phone.browser.run(wiped, vec![]).await, true);
        phone.browser.see("ngừng quyền").await;
        let kept = phone.keeps().await;
        assert!(!kept.contains("wrapped=") && !kept.contains("scan:"), "{kept}");
        phone.lies_down().await;
    });
}

#[test]
fn without_the_register_the_phone_opens_for_some_days_only() {
    Door::open_for(async |door: &Door| {
        let phone = Phone::of(door).await;
        phone.enrols().await;
        door.line.cut();
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
        phone.is_fit("unlock-over").await;
        // After a log-in with a network it opens again.
        door.line.mend();
        phone.unlocks(PIN).await;
        phone.view("scan").await;
        phone.lies_down().await;
    });
}

#[test]
fn a_new_release_is_told_and_taken() {
    Door::open_for(async |door: &Door| {
        let phone = Phone::of(door).await;
        phone.enrols().await;
        door.releases();
        let ask = "navigator.serviceWorker.getRegistration('/').then((found) => found.update()).then(() => arguments[0](true));";
        phone.browser.run(ask, vec![]).await;
        phone.browser.see("Có phiên bản mới").await;
        phone.is_fit("update").await;
        phone.browser.click("Cập nhật ngay").await;
        phone.unlocks(PIN).await;
        phone.view("scan").await;

        phone.tab("settings").await;
        phone.browser.choose("Tương phản cao").await;
        phone.is_fit("settings-contrast").await;
        let contrast = "arguments[arguments.length - 1](document.body.classList.contains('door-contrast'));";
        assert_eq!(phone.browser.run(contrast, vec![]).await, true);
        assert_eq!(phone.types(&door.code(1, 1)).await.0, "valid");
        phone.is_fit("verdict-contrast").await;
        phone.tab("settings").await;
        phone.browser.click("English").await;
        phone.browser.see("Enter the PIN").await;
        phone.is_fit("unlock-english").await;
        phone.lies_down().await;
    });
}

fn timeouts() -> fantoccini::wd::TimeoutConfiguration {
    let wait = Some(Duration::from_secs(90));
    fantoccini::wd::TimeoutConfiguration::new(wait, wait, None)
}
