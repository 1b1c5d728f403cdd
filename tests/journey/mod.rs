//! The whole process in a real browser, as in the first section of the README: an owner on a phone, three offices on
//! desktops, and at the end a member of the public who scans the printed certificate.

mod demo;
mod forms;
mod help_pictures;
mod id_card;
mod offices;
mod owner;
mod page_checks;
mod passkeys;
mod printed_certificate;
mod worker_pledge;

use std::collections::BTreeSet;

use crate::support::chromium::Chromium;
use demo::DemoProcess;
use page_checks::PageChecks;

/// The state that the steps of the journey share.
#[derive(Debug)]
pub struct JourneyContext {
    pub demo: DemoProcess,
    pub checks: PageChecks,
}

const VENUE: &str = "Khách sạn Hành Trình";

#[tokio::test]
async fn from_registration_to_a_scanned_paper() {
    let stage = JourneyContext { demo: DemoProcess::start().await, checks: PageChecks::new() };
    let phone = Chromium::phone().await;
    owner::sign_up(&stage, &phone).await;
    let venue = owner::register_hotel(&stage, &phone).await;
    owner::sign_pledge(&stage, &phone, &venue).await;
    owner::declare_worker(&stage, &phone, &venue).await;
    owner::submit_application(&stage, &phone, &venue).await;

    offices::confirm_the_pledge(&stage).await;
    offices::accept_the_register(&stage).await;
    offices::issue_certificate(&stage).await;

    let link = owner::share_certificate(&stage, &phone, &venue).await;
    let scanned = printed_certificate::scan_pdf(&link);
    assert!(scanned.starts_with(&format!("{}/v/", stage.demo.url)), "{scanned}");
    let stranger = Chromium::phone_without_scripts().await;
    stranger.open(&scanned).await;
    stranger.see("CÒN HIỆU LỰC").await;
    stranger.see(VENUE).await;
    stranger.close().await;
    phone.close().await;
}

/// Checks every page that the demo's accounts reach from their first pages, at both widths.
#[tokio::test]
async fn every_page_passes_the_page_checks() {
    let stage = JourneyContext { demo: DemoProcess::start().await, checks: PageChecks::new() };
    let mut analysed = BTreeSet::new();
    for login in page_checks::LOGINS {
        let browser = Chromium::desktop().await;
        if let Some(login) = login {
            stage.demo.log_in(&browser, login).await;
        }
        page_checks::look_around(&stage.checks, &browser, &stage.demo.url, login, &mut analysed).await;
        browser.close().await;
    }
}
