//! The links from the check page and from the pledge to the sections of a venue.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use camket_domain::venues::Section;

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, OwnedVenue};

#[test]
fn every_section_can_be_changed_from_the_check_page_and_completed_from_the_pledge() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let venue = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        let mut browser = venue.owner.browser().await;
        let empty = venue.empty_sections().await;
        for page in ["check", "pledge"] {
            let links = open_links(&mut browser, &venue, page).await;
            for section in &empty {
                assert!(links.contains(&build_address(&venue, *section)), "{page}: {links:?}");
            }
        }
        venue.fills_in_everything().await;
        let links = open_links(&mut browser, &venue, "check").await;
        for section in Section::ALL {
            assert!(links.contains(&build_address(&venue, section)), "{links:?}");
        }
    });
}

fn build_address(venue: &OwnedVenue, section: Section) -> String {
    format!("/venues/{}/sections/{}", venue.id, section.code())
}

/// Opens every link of a page of the venue to the venue's other pages, and returns them.
async fn open_links(browser: &mut SimulatedBrowser, venue: &OwnedVenue, page: &str) -> BTreeSet<String> {
    let shown = browser.opens(&format!("/venues/{}/{page}", venue.id)).await;
    let links = list_links(&shown, &format!("/venues/{}", venue.id));
    for link in &links {
        assert_eq!(browser.opens(link).await.status, StatusCode::OK, "{page}: {link}");
    }
    links
}

fn list_links(page: &BrowserResponse, below: &str) -> BTreeSet<String> {
    let text = page.text();
    let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.starts_with(below)).map(str::to_owned).collect()
}
