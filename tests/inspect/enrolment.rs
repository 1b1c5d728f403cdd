//! A phone and its PIN: what a thief, a wrong hand or the administrator finds.

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
        // The right one resets the count; it takes ten in a row.
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
        phone.is_laid_down().await;
    });
}

/// So that the next refusal is a new one.
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
        // Nobody touches it: its next round within the minute tells it.
        let wiped = "const done = arguments[arguments.length - 1];
            const look = () => document.querySelector('[data-view=wiped]') ? done(true) : setTimeout(look, 200);
            look(); setTimeout(() => done(false), 60000);";
        phone.browser.driver().update_timeouts(timeouts()).await.expect("a longer wait");
        assert_eq!(phone.browser.run(wiped, vec![]).await, true);
        phone.browser.see("ngừng quyền").await;
        let kept = phone.keeps().await;
        assert!(!kept.contains("wrapped=") && !kept.contains("scan:"), "{kept}");
        phone.is_laid_down().await;
    });
}

fn timeouts() -> fantoccini::wd::TimeoutConfiguration {
    let wait = Some(Duration::from_secs(90));
    fantoccini::wd::TimeoutConfiguration::new(wait, wait, None)
}
