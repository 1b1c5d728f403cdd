//! The whole process in a real browser, as in the first section of the README: an owner on a phone, three offices on
//! desktops, and at the end a member of the public who scans the printed certificate.

mod demo;
mod offices;
mod owner;
mod paper;
mod sights;

use crate::support::chromium::Browser;
use demo::Demo;
use sights::Sights;

/// The state that the steps of the journey share.
#[derive(Debug)]
pub struct Stage {
    pub demo: Demo,
    pub sights: Sights,
}

const VENUE: &str = "Khách sạn Hành Trình";

#[tokio::test]
async fn from_registration_to_a_scanned_paper() {
    let stage = Stage { demo: Demo::start().await, sights: Sights::new() };
    let phone = Browser::phone().await;
    owner::signs_up(&stage, &phone).await;
    let venue = owner::registers_a_hotel(&stage, &phone).await;
    owner::signs_the_pledge(&stage, &phone, &venue).await;
    owner::declares_a_worker(&stage, &phone, &venue).await;
    owner::submits(&stage, &phone, &venue).await;

    offices::confirm_the_pledge(&stage).await;
    offices::accept_the_register(&stage).await;
    offices::issue(&stage).await;

    let link = owner::shares_the_paper(&stage, &phone, &venue).await;
    let scanned = paper::scan(&link);
    assert!(scanned.starts_with(&format!("{}/v/", stage.demo.url)), "{scanned}");
    let stranger = Browser::phone_without_scripts().await;
    stranger.open(&scanned).await;
    stranger.see("CÒN HIỆU LỰC").await;
    stranger.see(VENUE).await;
    stranger.close().await;
    phone.close().await;
}

/// Checks every page that the demo's accounts reach from their first pages, at both widths.
#[tokio::test]
async fn every_page_is_fit_to_be_seen() {
    let stage = Stage { demo: Demo::start().await, sights: Sights::new() };
    for width in ["phone", "desktop"] {
        for login in sights::PEOPLE {
            let browser = if width == "phone" { Browser::phone().await } else { Browser::desktop().await };
            if let Some(login) = login {
                stage.demo.log_in(&browser, login).await;
            }
            for path in sights::pages(&browser, &stage.demo.url, login).await {
                browser.open(&format!("{}{path}", stage.demo.url)).await;
                stage.sights.are_fit(&browser).await;
            }
            browser.close().await;
        }
    }
}
