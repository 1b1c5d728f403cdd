//! A passkey and the codes of an app, in Chromium with its virtual authenticator (Web Authentication, section 11).

use std::time::Duration;

use camket_credential::totp::TotpSecret;
use time::OffsetDateTime;

use super::demo::DemoProcess;
use crate::support::chromium::Chromium;
use crate::support::chromium::authenticator::add_authenticator;

const LOGIN: &str = "chucoso@camket.example";

#[tokio::test]
async fn a_passkey_and_an_app_log_in() {
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

    let secret = set_up_app(&demo, &phone, &home).await;
    log_out(&phone).await;
    demo.log_in_at(&phone, &home, LOGIN).await;
    // That of the set-up is used; the next one counts a step early.
    phone.fill("Mã của ứng dụng", &generate_code(&secret, 30)).await;
    DemoProcess::send_form(&phone).await;
    see_own_venues(&phone).await;

    assert_eq!(phone.console_errors().await, Vec::<String>::new());
    phone.close().await;

    // Without scripts the page says why there is no button, and the code is typed.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let plain = Chromium::phone_without_scripts().await;
    demo.log_in_at(&plain, &home, LOGIN).await;
    plain.see("trình duyệt không chạy JavaScript").await;
    plain.see("Mã của ứng dụng").await;
    plain.close().await;
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

/// Sets the app up; returns its secret.
async fn set_up_app(demo: &DemoProcess, browser: &Chromium, home: &str) -> TotpSecret {
    browser.open(&format!("{home}/account/factors")).await;
    browser.fill("Mật khẩu hiện tại", &demo.password).await;
    browser.click("Bắt đầu").await;
    browser.see("Ghi mã sáu chữ số mà ứng dụng đang hiện").await;
    let script = "arguments[arguments.length - 1](document.querySelector('.token-text code').textContent)";
    let shown = browser.run(script, Vec::new()).await;
    let secret = TotpSecret::parse(&shown.as_str().expect("a text").replace(' ', "")).expect("a secret");
    browser.fill("Mã của ứng dụng", &generate_code(&secret, 0)).await;
    DemoProcess::send_form(browser).await;
    browser.see("Chỉ hiện lần này").await;
    secret
}

#[expect(clippy::disallowed_methods, reason = "the demo runs on the real clock")]
fn generate_code(secret: &TotpSecret, later: i64) -> String {
    secret.generate_code(OffsetDateTime::now_utc() + time::Duration::seconds(later))
}
