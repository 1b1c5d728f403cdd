//! What a browser does with a form that is sent without a network, refused, and left by the back button.

use serde_json::{Value, json};

use super::demo::DemoProcess;
use crate::support::chromium::{Chromium, commands};

/// Waits until the scripts of the form have arrived.
const UNTIL_BOUND: &str = "const done = arguments[arguments.length - 1];
    const bound = document.querySelector('main form[data-module]').dataset;
    const look = () => (bound.moduleBound === 'yes' ? done(true) : setTimeout(look, 20));
    look();";

/// Waits until the page knows whether there is a network.
const UNTIL_TOLD: &str = "const done = arguments[arguments.length - 1];
    const look = () => (navigator.onLine === arguments[0] ? done(true) : setTimeout(look, 20));
    look();";

#[tokio::test]
async fn what_was_typed_survives_a_lost_network_and_the_back_button() {
    let demo = DemoProcess::start().await;
    let desk = Chromium::desktop().await;
    demo.log_in(&desk, "phanrang@camket.example").await;
    desk.open(&format!("{}/activities/new", demo.url)).await;
    desk.fill("Địa điểm", "Nhà văn hóa thôn 1").await;
    assert_eq!(desk.run(UNTIL_BOUND, Vec::new()).await, true);

    set_offline(&desk, true).await;
    desk.click("Ghi nhận").await;
    desk.see("Máy đang không có mạng nên chưa gửi gì").await;
    assert_eq!(read_place(&desk).await, "Nhà văn hóa thôn 1");
    set_offline(&desk, false).await;

    desk.click("Ghi nhận").await;
    desk.see("chỗ cần sửa").await;
    assert_eq!(read_place(&desk).await, "Nhà văn hóa thôn 1");
    desk.select("Hình thức", "Họp thôn, khu phố").await;
    desk.choose("Phòng, chống ma túy").await;
    desk.fill("Số lượt người", "40").await;
    desk.click("Ghi nhận").await;
    desk.see("Đã ghi nhận hoạt động").await;

    desk.back().await;
    desk.see("Địa điểm").await;
    assert!(desk.address().await.ends_with("/activities/new"), "{}", desk.address().await);
    assert_eq!(desk.run(UNTIL_BOUND, Vec::new()).await, true);
    assert_eq!(read_place(&desk).await, "Nhà văn hóa thôn 1", "as what was chosen");

    desk.click("Đăng xuất").await;
    demo.log_in(&desk, "phanrang@camket.example").await;
    while !desk.address().await.ends_with("/activities/new") {
        desk.back().await;
    }
    assert_eq!(desk.run(UNTIL_BOUND, Vec::new()).await, true);
    assert_eq!(read_place(&desk).await, "", "who logged in anew may be another person");
    desk.close().await;
}

async fn set_offline(browser: &Chromium, offline: bool) {
    let speed = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    // Without it only navigations are cut off, not what scripts fetch.
    commands::developer_tools(browser.driver(), "Network.enable", json!({})).await;
    commands::developer_tools(browser.driver(), "Network.emulateNetworkConditions", speed).await;
    assert_eq!(browser.run(UNTIL_TOLD, vec![json!(!offline)]).await, true);
}

async fn read_place(browser: &Chromium) -> String {
    let script = "arguments[arguments.length - 1](document.getElementById('place').value)";
    match browser.run(script, Vec::new()).await {
        Value::String(text) => text,
        other => panic!("{other}"),
    }
}

/// How the field shows itself to a phone's keyboard, and the words of the button beside it; null for no shown button.
const READ_KEYBOARD: &str = "const box = document.querySelector('[data-module=keyboard]');
    const button = box.querySelector('button');
    const done = arguments[arguments.length - 1];
    const look = () => (box.dataset.moduleBound === 'yes'
      ? done([box.querySelector('input').inputMode, button.hidden ? null : button.textContent]) : setTimeout(look, 20));
    look();";

#[tokio::test]
async fn a_phone_begins_with_the_number_pad_and_remembers_the_letters() {
    let demo = DemoProcess::start().await;
    let page = format!("{}/log-in", demo.url);
    let digits = json!(["tel", "Nhập thư điện tử"]);
    let letters = json!(["email", "Nhập số điện thoại"]);
    let phone = Chromium::phone().await;
    phone.open(&page).await;
    assert_eq!(phone.run(READ_KEYBOARD, Vec::new()).await, digits);
    phone.fill("Thư điện tử hoặc số điện thoại di động", "0901").await;
    phone.click("Nhập thư điện tử").await;
    assert_eq!(phone.run(READ_KEYBOARD, Vec::new()).await, letters);
    let focused =
        "arguments[arguments.length - 1]([document.activeElement.id, document.activeElement.value]);";
    assert_eq!(phone.run(focused, Vec::new()).await, json!(["login", "0901"]), "typing goes on");
    phone.open(&page).await;
    assert_eq!(phone.run(READ_KEYBOARD, Vec::new()).await, letters, "as it was left");
    phone.click("Nhập số điện thoại").await;
    assert_eq!(phone.run(READ_KEYBOARD, Vec::new()).await, digits);
    // Storage may be refused: the button works, and the number pad comes first again.
    phone
        .before_pages(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });",
        )
        .await;
    phone.open(&page).await;
    phone.click("Nhập thư điện tử").await;
    assert_eq!(phone.run(READ_KEYBOARD, Vec::new()).await, letters);
    phone.open(&page).await;
    assert_eq!(phone.run(READ_KEYBOARD, Vec::new()).await, digits);
    phone.close().await;
    let desk = Chromium::desktop().await;
    desk.open(&page).await;
    assert_eq!(desk.run(READ_KEYBOARD, Vec::new()).await, json!(["email", null]));
    desk.close().await;
}
