//! The facts of a venue as rows by section: for the text of the pledge, and for the page where an owner checks them.

use camket_domain::pledges::PledgedFacts;
use camket_domain::venues::{Section, Venue};
use time::Date;

use crate::codes;
use camket_shell::look::SummaryRow;
use camket_shell::page::Page;

/// Name of a section in the page's language.
pub(crate) fn format_section(page: &Page, section: Section) -> String {
    codes::translate_code(page, "section", section.code())
}

/// The facts that a pledge states, of all sections. The kind keeps the text that was signed.
pub(crate) fn build_all_rows(page: &Page, facts: &PledgedFacts) -> Vec<SummaryRow> {
    Section::ALL.into_iter().flat_map(|section| build_rows(page, facts, section)).collect()
}

/// The facts of a section that the pledge states, in the page's language; missing ones are empty.
pub(crate) fn build_section_rows(page: &Page, venue: &Venue, section: Section) -> Vec<SummaryRow> {
    let kind = codes::format_venue_kind(page, venue.kind, &venue.kind_note);
    build_rows(page, &PledgedFacts { kind, ..PledgedFacts::from_venue(venue) }, section)
}

fn build_rows(page: &Page, facts: &PledgedFacts, section: Section) -> Vec<SummaryRow> {
    let row = |key: &str, value: &str| SummaryRow::new(page.t(key), value);
    match section {
        Section::Identity => {
            vec![row("pledges-fact-name", &facts.name), row("pledges-fact-kind", &facts.kind)]
        }
        Section::Place => vec![row("pledges-fact-address", &facts.address)],
        Section::Business => vec![
            row("pledges-fact-tax", &facts.tax_code),
            row("pledges-fact-registration", &facts.registration),
            row("pledges-fact-rooms", &facts.rooms.map(|rooms| page.number(rooms)).unwrap_or_default()),
            row("pledges-fact-opened", &format_day(page, facts.opened_on)),
        ],
        Section::Security => vec![
            row("pledges-fact-certificate", &format_certificate(page, facts)),
            row("pledges-fact-security-person", &facts.security_person),
        ],
        Section::Representative => vec![
            row("pledges-fact-representative", &facts.representative),
            row("pledges-fact-born", &facts.birth().map(|born| born.to_string()).unwrap_or_default()),
            row("pledges-fact-id", &facts.number),
        ],
    }
}

fn format_certificate(page: &Page, facts: &PledgedFacts) -> String {
    match &facts.certificate_on {
        Some(day) if !facts.certificate.is_empty() => {
            let (number, day) = (facts.certificate.as_str(), page.date(day));
            page.t2("pledges-fact-certificate-of", "number", number, "date", day)
        }
        Some(day) => page.date(day),
        None => facts.certificate.clone(),
    }
}

fn format_day(page: &Page, day: Option<Date>) -> String {
    day.map(|day| page.date(&day)).unwrap_or_default()
}

/// The other facts of a section: stored, but not stated in the pledge.
pub(crate) fn build_other_rows(page: &Page, venue: &Venue, section: Section) -> Vec<SummaryRow> {
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    match section {
        Section::Place => venue.place.as_ref().map_or_else(Vec::new, |place| {
            let former = Some(&place.former_address).filter(|text| !text.is_empty());
            let position = place.position.map(|(lat, lng)| format!("{lat:.5}, {lng:.5}"));
            let former = former.map(|text| row("pledges-fact-former-address", text.clone()));
            former.into_iter().chain(position.map(|text| row("pledges-fact-position", text))).collect()
        }),
        Section::Business => venue.business.as_ref().map_or_else(Vec::new, |business| {
            vec![row("pledges-fact-phone", business.phone.format_grouped())]
        }),
        Section::Representative => venue
            .representative
            .as_ref()
            .map_or_else(Vec::new, |person| vec![row("pledges-fact-phone", person.phone.format_grouped())]),
        Section::Identity | Section::Security => Vec::new(),
    }
}
