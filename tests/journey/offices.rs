//! The steps of the offices, on a desktop.

use super::{JourneyContext, VENUE};
use crate::support::chromium::Chromium;

async fn log_in_on_desktop(stage: &JourneyContext, login: &str) -> Chromium {
    let browser = Chromium::desktop().await;
    stage.demo.log_in(&browser, login).await;
    browser
}

/// Finds the application by its venue's name, typed without accents, and claims it.
async fn claim_application(stage: &JourneyContext, browser: &Chromium) {
    browser.open(&format!("{}/review?view=waiting&q=hanh+trinh", stage.demo.url)).await;
    stage.checks.check_page(browser).await;
    browser.click(VENUE).await;
    browser.see("Diễn biến").await;
    stage.checks.check_page(browser).await;
    browser.click("Nhận xử lý").await;
    browser.see("Quý vị đã nhận xử lý hồ sơ này").await;
}

pub async fn confirm_the_pledge(stage: &JourneyContext) {
    let browser = log_in_on_desktop(stage, "phanrang@camket.example").await;
    claim_application(stage, &browser).await;
    stage.checks.check_page(&browser).await;
    browser.click("Xác nhận bản cam kết").await;
    browser.click("Xác nhận").await;
    browser.see("Đã xác nhận bản cam kết").await;
    browser.close().await;
}

pub async fn accept_the_register(stage: &JourneyContext) {
    let browser = log_in_on_desktop(stage, "laodong@camket.example").await;
    claim_application(stage, &browser).await;
    browser.click("Tiếp nhận đăng ký lao động").await;
    browser.click("Tiếp nhận").await;
    browser.see("Đã tiếp nhận đăng ký lao động").await;
    browser.close().await;
}

pub async fn issue_certificate(stage: &JourneyContext) {
    let browser = log_in_on_desktop(stage, "lanhdao@camket.example").await;
    browser.open(&format!("{}/issue", stage.demo.url)).await;
    stage.checks.check_page(&browser).await;
    browser.choose(VENUE).await;
    browser.click("Tiếp tục với hồ sơ đã chọn").await;
    browser.see("Kiểm tra trước khi cấp giấy").await;
    stage.checks.check_page(&browser).await;
    browser.click("Cấp 1 giấy xác nhận").await;
    browser.see("Đã cấp 1 giấy xác nhận").await;
    stage.checks.check_page(&browser).await;
    browser.close().await;
}
