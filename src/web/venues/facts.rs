//! The facts of a venue: each section as rows and in one line. Personal numbers show their last four characters only.

use camket_domain::areas::{self, AreaCode};
use camket_domain::venues::{Business, Place, Representative, Section, Security, Venue};
use time::Date;

use super::business::counts_rooms;
use crate::codes;
use crate::look::Row;
use crate::page::Page;

/// The rows of a section; "not given" where it is missing.
pub(crate) fn rows(page: &Page, venue: &Venue, section: Section) -> Vec<Row> {
    match section {
        Section::Identity => vec![
            Row::new(page.t("venues-kind"), codes::kind(page, venue.kind, &venue.kind_note)),
            Row::new(page.t("venues-name"), venue.name.as_str()),
        ],
        Section::Place => place(page, venue.place.as_ref()),
        Section::Business => business(page, venue),
        Section::Security => security(page, venue.security.as_ref()),
        Section::Representative => representative(page, venue.representative.as_ref()),
    }
}

fn place(page: &Page, place: Option<&Place>) -> Vec<Row> {
    let given = |pick: fn(&Place) -> String| place.map(pick).unwrap_or_default();
    let mut rows = vec![
        Row::new(page.t("venues-commune"), given(|p| commune_name(p.commune))),
        Row::new(page.t("venues-address"), given(|p| p.address.clone())),
    ];
    let former = given(|p| p.former_address.clone());
    if !former.is_empty() {
        rows.push(Row::new(page.t("venues-former"), former));
    }
    if let Some((latitude, longitude)) = place.and_then(|p| p.position) {
        rows.push(Row::new(page.t("shell-position"), format!("{latitude}, {longitude}")));
    }
    rows
}

fn business(page: &Page, venue: &Venue) -> Vec<Row> {
    let business = venue.business.as_ref();
    let given = |pick: fn(&Business) -> String| business.map(pick).unwrap_or_default();
    let mut rows = vec![
        Row::new(page.t("venues-tax"), given(|b| b.tax.shown())),
        Row::new(page.t("venues-registration"), given(|b| b.registration.clone())),
        Row::new(page.t("venues-phone"), given(|b| b.phone.grouped())),
    ];
    if counts_rooms(venue.kind) {
        let rooms = business.and_then(|b| b.rooms).map(|rooms| page.number(rooms)).unwrap_or_default();
        rows.push(Row::new(page.t("venues-rooms"), rooms));
    }
    let opened = business.map(|b| page.date(&b.opened_on)).unwrap_or_default();
    rows.push(Row::new(page.t("venues-opened"), opened));
    rows
}

fn security(page: &Page, security: Option<&Security>) -> Vec<Row> {
    let given = |pick: fn(&Security) -> String| security.map(pick).unwrap_or_default();
    let day = security.and_then(|s| s.certificate_on).map(|day| page.date(&day)).unwrap_or_default();
    vec![
        Row::new(page.t("venues-person"), given(|s| s.person.clone())),
        Row::new(page.t("venues-antt"), given(|s| s.certificate.clone())),
        Row::new(page.t("venues-antt-on"), day),
    ]
}

fn representative(page: &Page, person: Option<&Representative>) -> Vec<Row> {
    let given = |pick: fn(&Representative) -> String| person.map(pick).unwrap_or_default();
    vec![
        Row::new(page.t("venues-representative"), given(|p| p.name.clone())),
        Row::new(page.t("venues-born"), person.map(|p| page.date(&p.born_on)).unwrap_or_default()),
        Row::new(page.t("venues-number"), given(|p| p.number.masked())),
        Row::new(page.t("venues-representative-phone"), given(|p| p.phone.grouped())),
    ]
}

/// A section in one line, for the task list; empty where it is missing.
pub(super) fn line(page: &Page, venue: &Venue, section: Section) -> String {
    let parts = match section {
        Section::Identity => vec![codes::kind(page, venue.kind, &venue.kind_note)],
        Section::Place => venue.place.as_ref().map(|p| vec![where_it_is(p)]).unwrap_or_default(),
        Section::Business => venue.business.as_ref().map(|b| business_line(page, b)).unwrap_or_default(),
        Section::Security => venue.security.as_ref().map(|s| vec![s.person.clone()]).unwrap_or_default(),
        Section::Representative => {
            venue.representative.as_ref().map(|r| vec![r.name.clone(), r.number.masked()]).unwrap_or_default()
        }
    };
    parts.join(" · ")
}

fn business_line(page: &Page, business: &Business) -> Vec<String> {
    let tax = page.t1("venues-line-tax", "code", business.tax.shown());
    let rooms = business.rooms.map(|rooms| page.t1("venues-line-rooms", "count", rooms));
    std::iter::once(tax).chain(rooms).collect()
}

/// Street, commune and province.
pub(super) fn where_it_is(place: &Place) -> String {
    format!("{}, {}", place.address, commune_name(place.commune))
}

/// A commune with its province. One that exists has no end and is found at `Date::MAX`; of a dissolved one only the name is
/// shown.
fn commune_name(code: AreaCode) -> String {
    let all = areas::all();
    let gone = || all.of_code(code).last().map(|area| area.name.clone());
    all.full_name(code, Date::MAX).or_else(gone).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes_are_named_with_their_province() {
        let name = |code| AreaCode::new(code).map(commune_name).unwrap_or_default();
        assert_eq!(name("22759"), "Phường Phan Rang, tỉnh Khánh Hòa");
        assert!(!name("22750").is_empty());
    }
}
