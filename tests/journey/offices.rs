//! The steps of the offices, on a desktop.

use super::{Stage, VENUE};
use crate::support::chromium::Browser;

async fn desk(stage: &Stage, login: &str) -> Browser {
    let browser = Browser::desktop().await;
    stage.demo.log_in(&browser, login).await;
    browser
}

/// Finds the application by its venue's name, typed without accents, and claims it.
async fn claims(stage: &Stage, browser: &Browser) {
    browser.open(&format!("{}/review?view=waiting&q=hanh+trinh", stage.demo.url)).await;
    stage.sights.are_fit(browser).await;
    browser.click(VENUE).await;
    browser.see("Diễn biến").await;
    stage.sights.are_fit(browser).await;
    browser.click("Nhận xử lý").await;
    browser.see("Quý vị đã nhận xử lý hồ sơ này").await;
}

pub async fn confirm_the_pledge(stage: &Stage) {
    let browser = desk(stage, "phanrang@camket.example").await;
    claims(stage, &browser).await;
    stage.sights.are_fit(&browser).await;
    browser.click("Xác nhận bản cam kết").await;
    browser.click("Xác nhận").await;
    browser.see("Đã ghi nhận kết luận duyệt").await;
    browser.close().await;
}

pub async fn accept_the_register(stage: &Stage) {
    let browser = desk(stage, "laodong@camket.example").await;
    claims(stage, &browser).await;
    browser.click("Tiếp nhận đăng ký lao động").await;
    browser.click("Tiếp nhận").await;
    browser.see("Đã ghi nhận kết luận duyệt").await;
    browser.close().await;
}

pub async fn issue(stage: &Stage) {
    let browser = desk(stage, "lanhdao@camket.example").await;
    browser.open(&format!("{}/issue", stage.demo.url)).await;
    stage.sights.are_fit(&browser).await;
    browser.choose(VENUE).await;
    browser.click("Tiếp tục với hồ sơ đã chọn").await;
    browser.see("Kiểm tra trước khi cấp giấy").await;
    stage.sights.are_fit(&browser).await;
    browser.click("Cấp 1 giấy xác nhận").await;
    browser.see("Đã cấp 1 giấy xác nhận").await;
    stage.sights.are_fit(&browser).await;
    browser.close().await;
}
