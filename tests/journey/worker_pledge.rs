//! A worker signs her own pledge on her phone with the code that her employer's phone shows.

use serde_json::Value;

use super::demo::DemoProcess;
use crate::support::chromium::Chromium;

const FINISH: &str = "arguments[arguments.length - 1]";

#[tokio::test]
async fn a_worker_signs_what_the_phone_of_her_employer_shows() {
    let demo = DemoProcess::start().await;
    let owner = Chromium::phone().await;
    demo.log_in(&owner, "chucoso@camket.example").await;
    let worker = find_worker(&demo, &owner).await;
    let of = worker.trim_end_matches("/pledge");
    owner.open(&format!("{}{of}", demo.url)).await;
    let born = read(&owner, "document.querySelector('[name=born_on]').value").await;
    let ending = read(&owner, "document.querySelector('#number-hint').innerText.match(/•+(....)/)[1]").await;
    owner.open(&format!("{}{worker}", demo.url)).await;
    let open = read(&owner, "document.querySelector('.worker-link a')?.href ?? ''").await;
    if open.is_empty() {
        owner.click("Tạo mã mời ký").await;
        owner.see("Đưa mã này cho người lao động").await;
    }
    assert_eq!(owner.overflow().await, 0);
    let width = "String(document.querySelector('.worker-code svg').getBoundingClientRect().width)";
    assert!(read(&owner, width).await.parse::<f64>().unwrap() >= 240.0, "large enough for a camera");
    let address = read(&owner, "document.querySelector('.worker-link a').href").await;

    let phone = Chromium::phone().await;
    phone.open(&address).await;
    phone.see("bạn là ai").await;
    assert_eq!(phone.overflow().await, 0);
    phone.fill("Ngày sinh", &born).await;
    phone.fill("4 ký tự cuối", &ending).await;
    phone.click("Tiếp tục").await;
    phone.see("BẢN CAM KẾT CỦA NGƯỜI LAO ĐỘNG").await;
    phone.open(&format!("{}/w/pledge?text=en", demo.url)).await;
    phone.see("PLEDGE OF THE WORKER").await;
    assert_eq!(phone.overflow().await, 0);
    phone.choose("Tôi là người có tên trên").await;
    phone.click("Ký cam kết").await;
    phone.see("Bạn đã ký cam kết").await;
    assert_eq!(phone.overflow().await, 0);
    assert_eq!(phone.console_errors().await, Vec::<String>::new());
    phone.close().await;

    owner.open(&format!("{}{worker}", demo.url)).await;
    owner.see("Mã đã được dùng").await;
    owner.click("Chứng cứ của lần ký gần nhất").await;
    owner.see("Tự ký trên điện thoại").await;
    assert_eq!(owner.console_errors().await, Vec::<String>::new());
    owner.close().await;
}

/// The page of a worker who has not signed, at a venue whose register is not locked.
async fn find_worker(demo: &DemoProcess, owner: &Chromium) -> String {
    let venues =
        "[...document.querySelectorAll('main h2 a')].map((link) => link.getAttribute('href')).join(' ')";
    let gap = "document.querySelector('main .notice') ? '' : document.querySelector('main td a')?.getAttribute('href') ?? ''";
    for venue in read(owner, venues).await.split(' ') {
        owner.open(&format!("{}{venue}/workers/pledges", demo.url)).await;
        let worker = read(owner, gap).await;
        if !worker.is_empty() {
            return worker;
        }
    }
    panic!("every worker of the demo's owner has signed");
}

async fn read(browser: &Chromium, expression: &str) -> String {
    match browser.run(&format!("{FINISH}({expression});"), Vec::new()).await {
        Value::String(text) => text,
        other => panic!("{expression}: {other}"),
    }
}
