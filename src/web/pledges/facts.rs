//! What is known of a venue, section by section: in the pledge's text and where an owner checks the answers.

use camket_domain::venues::{Place, Section, Venue};

use crate::codes;
use crate::look::Row;
use crate::page::Page;

/// Name of a section.
pub(crate) fn section(page: &Page, section: Section) -> String {
    codes::words(page, "section", section.code())
}

/// Where a section is filled in.
pub(crate) fn section_href(venue: &Venue, section: Section) -> String {
    format!("/venues/{}/{}", venue.id, section.code())
}

/// The facts of a section that the pledge is signed over; what is missing is empty.
pub(crate) fn signed(page: &Page, venue: &Venue, section: Section) -> Vec<Row> {
    let row = |key: &str, value: String| Row::new(page.t(key), value);
    match section {
        Section::Identity => vec![
            row("pledges-fact-name", venue.name.clone()),
            row("pledges-fact-kind", codes::kind(page, venue.kind, &venue.kind_note)),
        ],
        Section::Place => {
            let address = venue.place.as_ref().map(Place::full_address);
            vec![row("pledges-fact-address", address.unwrap_or_default())]
        }
        Section::Business => business(page, venue),
        Section::Security => security(page, venue),
        Section::Representative => representative(page, venue),
    }
}

/// The other facts of a section: kept, but not part of what is signed.
pub(crate) fn beside(page: &Page, venue: &Venue, section: Section) -> Vec<Row> {
    let row = |key: &str, value: String| Row::new(page.t(key), value);
    match section {
        Section::Place => venue.place.as_ref().map_or_else(Vec::new, |place| {
            let former = Some(&place.former_address).filter(|text| !text.is_empty());
            let position = place.position.map(|(lat, lng)| format!("{lat:.5}, {lng:.5}"));
            let former = former.map(|text| row("pledges-fact-former-address", text.clone()));
            former.into_iter().chain(position.map(|text| row("pledges-fact-position", text))).collect()
        }),
        Section::Business => venue
            .business
            .as_ref()
            .map_or_else(Vec::new, |business| vec![row("pledges-fact-phone", business.phone.grouped())]),
        Section::Representative => venue
            .representative
            .as_ref()
            .map_or_else(Vec::new, |person| vec![row("pledges-fact-phone", person.phone.grouped())]),
        Section::Identity | Section::Security => Vec::new(),
    }
}

fn business(page: &Page, venue: &Venue) -> Vec<Row> {
    let business = venue.business.as_ref();
    let row = |key: &str, value: Option<String>| Row::new(page.t(key), value.unwrap_or_default());
    vec![
        row("pledges-fact-tax", business.map(|b| b.tax.shown())),
        row("pledges-fact-registration", business.map(|b| b.registration.clone())),
        row("pledges-fact-rooms", business.and_then(|b| b.rooms).map(|rooms| page.number(rooms))),
        row("pledges-fact-opened", business.map(|b| page.date(&b.opened_on))),
    ]
}

fn security(page: &Page, venue: &Venue) -> Vec<Row> {
    let security = venue.security.as_ref();
    let row = |key: &str, value: Option<String>| Row::new(page.t(key), value.unwrap_or_default());
    let certificate = security.filter(|s| !s.certificate.is_empty()).map(|s| match &s.certificate_on {
        Some(day) => {
            page.t2("pledges-fact-certificate-of", "number", s.certificate.as_str(), "date", page.date(day))
        }
        None => s.certificate.clone(),
    });
    vec![
        row("pledges-fact-certificate", certificate),
        row("pledges-fact-security-person", security.map(|s| s.person.clone())),
    ]
}

fn representative(page: &Page, venue: &Venue) -> Vec<Row> {
    let person = venue.representative.as_ref();
    let row = |key: &str, value: Option<String>| Row::new(page.t(key), value.unwrap_or_default());
    vec![
        row("pledges-fact-representative", person.map(|p| p.name.clone())),
        row("pledges-fact-born", person.map(|p| page.date(&p.born_on))),
        row("pledges-fact-id", person.map(|p| p.number.masked())),
    ]
}
