//! A passkey, in Chromium with its virtual authenticator (Web Authentication, section 11).

use std::time::Duration;

use super::demo::DemoProcess;
use crate::support::chromium::Chromium;
use crate::support::chromium::authenticator::add_authenticator;

const LOGIN: &str = "chucoso@camket.example";

#[tokio::test]
async fn a_passkey_logs_in() {
    let demo = DemoProcess::start().await;
    let phone = Chromium::phone().await;
    // An IP address has no passkeys: the page names the address that has.
    demo.log_in(&phone, LOGIN).await;
    begin_passkey(&demo, &phone, &demo.url).await;
    phone.see("Khóa truy cập chỉ dùng được ở địa chỉ http://localhost").await;

    let home = demo.url.replace("127.0.0.1", "localhost");
    demo.log_in_at(&phone, &home, LOGIN).await;
    add_authenticator(phone.driver()).await;
    begin_passkey(&demo, &phone, &home).await;
    phone.click("Tạo khóa").await;
    phone.see("Chỉ hiện lần này").await;

    log_out(&phone).await;
    demo.log_in_at(&phone, &home, LOGIN).await;
    phone.click("Dùng khóa truy cập").await;
    see_own_venues(&phone).await;

    phone.close().await;
}

/// Types name and password; the page with the button for the device is open then.
async fn begin_passkey(demo: &DemoProcess, browser: &Chromium, home: &str) {
    browser.open(&format!("{home}/account/factors/passkeys/new")).await;
    browser.fill("Tên của khóa", "Điện thoại của tôi").await;
    browser.fill("Mật khẩu hiện tại", &demo.password).await;
    browser.click("Tiếp tục").await;
    browser.see("Tạo khóa trên máy này").await;
}

/// Waits for the page on which an owner begins.
async fn see_own_venues(browser: &Chromium) {
    for _ in 0..200 {
        if browser.address().await.ends_with("/venues") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not logged in: {}", browser.text().await);
}

async fn log_out(browser: &Chromium) {
    browser.driver().delete_all_cookies().await.expect("the cookies go");
}
