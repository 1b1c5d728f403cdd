//! The steps of the owner, on a phone.

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use time::OffsetDateTime;

use super::{JourneyContext, VENUE};
use crate::support::chromium::Chromium;

const PASSWORD: &str = "biển xanh cát trắng";
const LOGIN: &str = "hanhtrinh@vidu.example";

pub async fn sign_up(stage: &JourneyContext, phone: &Chromium) {
    phone.open(&stage.demo.url).await;
    stage.checks.check_page(phone).await;
    phone.click("Tạo tài khoản cho cơ sở").await;
    phone.fill("Họ và tên", "Trần Thị Hành").await;
    phone.fill("Thư điện tử hoặc số điện thoại di động", LOGIN).await;
    phone.fill("Mật khẩu", PASSWORD).await;
    stage.checks.check_page(phone).await;
    press_submit(phone).await;
    phone.see("Nhập mã xác nhận").await;
    let code = read_code(stage).await;
    phone.fill("Mã xác nhận", &code).await;
    press_submit(phone).await;
    phone.see("Tài khoản đã sẵn sàng").await;
    stage.checks.check_page(phone).await;
}

/// The six-digit code that the demo's mailbox shows.
async fn read_code(stage: &JourneyContext) -> String {
    let mailbox = Chromium::desktop().await;
    mailbox.open(&format!("{}/demo/mailbox", stage.demo.url)).await;
    mailbox.see(LOGIN).await;
    let text = mailbox.text().await;
    mailbox.close().await;
    let digits = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    words.into_iter().find(digits).unwrap_or_else(|| panic!("no code in {text}")).to_owned()
}

/// Clicks the submit button of the page's form.
async fn press_submit(browser: &Chromium) {
    let form = Locator::Css("main form button[type=submit], main form button:not([type])");
    browser.driver().find(form).await.expect("a button").click().await.expect("pressed");
}

async fn change_language(browser: &Chromium) {
    let button = browser.driver().find(Locator::Css("form.lang button")).await.expect("the language switch");
    button.click().await.expect("pressed");
}

/// Registers a hotel. Returns the path of the venue.
pub async fn register_hotel(stage: &JourneyContext, phone: &Chromium) -> String {
    phone.click("Đăng ký cơ sở").await;
    phone.choose("Khách sạn").await;
    phone.fill("Tên cơ sở", VENUE).await;
    // What was typed goes along to the other language and back; the save below needs the kind and the name.
    change_language(phone).await;
    phone.see("What you typed is still in the fields").await;
    stage.checks.check_page(phone).await;
    change_language(phone).await;
    phone.see("Những gì đã nhập vẫn ở trong các ô").await;
    phone.click("Lưu và tiếp tục").await;

    phone.see("Địa điểm").await;
    phone.fill("Xã, phường, đặc khu", "phan rang").await;
    phone.click("Phường Phan Rang").await;
    phone.fill("Số nhà, đường, thôn, khu phố", "178 Thống Nhất").await;
    stage.checks.check_page(phone).await;
    phone.click("Lưu và tiếp tục").await;

    phone.fill("Mã số thuế", "4599123451").await;
    phone.fill("Điện thoại của cơ sở", "0900 111 222").await;
    phone.fill("Số phòng", "12").await;
    phone.fill("Ngày bắt đầu hoạt động", "01/03/2020").await;
    stage.checks.check_page(phone).await;
    phone.click("Lưu và tiếp tục").await;

    phone.fill("Người chịu trách nhiệm về an ninh, trật tự", "Trần Văn Giữ").await;
    phone.fill("Số giấy chứng nhận đủ điều kiện về an ninh, trật tự", "178/GCN-ANTT").await;
    phone.fill("Ngày cấp", "10/03/2020").await;
    phone.click("Lưu và tiếp tục").await;

    phone.fill("Họ và tên người đại diện", "Trần Thị Hành").await;
    phone.fill("Ngày sinh", "05/06/1980").await;
    phone.fill("Số định danh hoặc số hộ chiếu", "058180000178").await;
    phone.fill("Điện thoại của người đại diện", "0900111223").await;
    phone.click("Lưu").await;
    phone.see("Việc cần làm").await;
    stage.checks.check_page(phone).await;
    let address = phone.address().await;
    let path = address.strip_prefix(&stage.demo.url).expect("our address");
    path.split('/').take(3).collect::<Vec<_>>().join("/")
}

pub async fn sign_pledge(stage: &JourneyContext, phone: &Chromium, venue: &str) {
    phone.click("Bản cam kết").await;
    stage.checks.check_page(phone).await;
    phone.open(&format!("{}{venue}/pledge/sign", stage.demo.url)).await;
    phone.choose("Tôi đã đọc và hiểu toàn bộ bản cam kết").await;
    phone.fill("Họ và tên người ký", "Trần Thị Hành").await;
    phone.answer("Ký với tư cách", "Chủ cơ sở").await;
    draw_signature(phone).await;
    phone.answer("Xác nhận người ký", "Mật khẩu").await;
    let password = phone.driver().find(Locator::Css("input[name=current]")).await.expect("a field");
    password.send_keys(PASSWORD).await.expect("typed");
    stage.checks.check_page(phone).await;
    phone.click("Ký cam kết").await;
    phone.see("Đã ký bản cam kết").await;
    let drawn = phone.driver().find_all(Locator::Css("main svg path")).await.expect("a page");
    assert!(!drawn.is_empty(), "the drawn signature is shown");
}

/// Draws a signature with the pointer.
async fn draw_signature(phone: &Chromium) {
    let pad = phone.driver().find(Locator::Css("canvas")).await.expect("a place to sign");
    phone
        .driver()
        .execute(
            "arguments[0].scrollIntoView({block: 'center'});",
            vec![serde_json::to_value(&pad).expect("an element")],
        )
        .await
        .expect("scrolled");
    let to = |x, y| PointerAction::MoveToElement { element: pad.clone(), duration: None, x, y };
    let stroke = MouseActions::new("pen".into())
        .then(to(-60, 10))
        .then(PointerAction::Down { button: 0 })
        .then(to(-20, -25))
        .then(to(10, 20))
        .then(to(60, -10))
        .then(PointerAction::Up { button: 0 });
    phone.driver().perform_actions(stroke).await.expect("drawn");
}

pub async fn declare_worker(stage: &JourneyContext, phone: &Chromium, venue: &str) {
    phone.open(&format!("{}{venue}/workers/new", stage.demo.url)).await;
    phone.fill("Họ và tên", "Lê Thị Lễ").await;
    phone.answer("Giới tính", "Nữ").await;
    phone.fill("Ngày sinh", "12/08/1995").await;
    phone.answer("Loại giấy tờ", "Căn cước").await;
    phone.fill("Số định danh hoặc hộ chiếu", "058195000178").await;
    phone.fill("Nơi cư trú", "Phường Phan Rang, Khánh Hòa").await;
    phone.fill("Vị trí việc làm", "Lễ tân").await;
    phone.answer("Công việc có tiếp xúc trực tiếp với khách không?", "Có").await;
    phone.select("Nhóm vị trí việc làm", "Khác").await;
    phone.answer("Loại hợp đồng lao động", "Không xác định thời hạn").await;
    phone.fill("Ngày bắt đầu làm việc theo hợp đồng", "01/02/2024").await;
    phone.fill("Ngày khám sức khỏe gần nhất", &last_week()).await;
    phone.fill("Ngày người lao động ký cam kết cá nhân", "01/02/2024").await;
    stage.checks.check_page(phone).await;
    phone.click("Lưu").await;
    phone.see("Lê Thị Lễ").await;
    stage.checks.check_page(phone).await;
}

#[expect(clippy::disallowed_methods, reason = "the demo runs on the real clock")]
fn last_week() -> String {
    camket_domain::calendar::format_date((OffsetDateTime::now_utc() - time::Duration::days(7)).date())
}

pub async fn submit_application(stage: &JourneyContext, phone: &Chromium, venue: &str) {
    // A draft remains after a log-out.
    phone.open(&format!("{}/account", stage.demo.url)).await;
    let out = phone.driver().find(Locator::Css("form[action='/log-out'] button")).await.expect("a way out");
    out.click().await.expect("pressed");
    phone.see("Đã đăng xuất").await;
    phone.open(&format!("{}{venue}/check", stage.demo.url)).await;
    phone.fill("Thư điện tử hoặc số điện thoại di động", LOGIN).await;
    phone.fill("Mật khẩu", PASSWORD).await;
    press_submit(phone).await;
    phone.see("Kiểm tra và nộp hồ sơ").await;
    phone.see("Lê Thị Lễ").await;
    stage.checks.check_page(phone).await;
    phone.click("Nộp hồ sơ").await;
    phone.see("Đã nộp hồ sơ").await;
    stage.checks.check_page(phone).await;
    // The back button and a second click create no second application.
    phone.back().await;
    phone.reload().await;
    assert!(!phone.text().await.contains("Nộp hồ sơ lần nữa"));
}

/// Shares the certificate. Returns the link for the print shop.
pub async fn share_certificate(stage: &JourneyContext, phone: &Chromium, venue: &str) -> String {
    phone.open(&format!("{}{venue}/certificate", stage.demo.url)).await;
    phone.see("Còn hiệu lực").await;
    stage.checks.check_page(phone).await;
    phone.click("Gửi cho nơi in").await;
    phone.see("Đường dẫn cho nơi in").await;
    stage.checks.check_page(phone).await;
    let source = phone.driver().source().await.expect("a page");
    let from =
        source.find(&format!("{}/shared/", stage.demo.url)).unwrap_or_else(|| panic!("no link in {source}"));
    source[from..].chars().take_while(|c| !matches!(c, '"' | '<' | ' ' | '\n')).collect()
}
