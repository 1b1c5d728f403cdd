//! The facts of a venue: each section as rows and in one line. Personal numbers show their last four characters only.

use camket_domain::areas::{self, AreaCode};
use camket_domain::venues::{Business, Place, Representative, Section, Security, Venue};
use time::Date;

use crate::codes;
use camket_shell::look::SummaryRow;
use camket_shell::page::Page;

/// The rows of a section; "not given" where it is missing.
pub(crate) fn build_rows(page: &Page, venue: &Venue, section: Section) -> Vec<SummaryRow> {
    match section {
        Section::Identity => vec![
            SummaryRow::new(
                page.t("venues-kind"),
                codes::format_venue_kind(page, venue.kind, &venue.kind_note),
            ),
            SummaryRow::new(page.t("venues-name"), venue.name.as_str()),
        ],
        Section::Place => build_place_rows(page, venue.place.as_ref()),
        Section::Business => build_business_rows(page, venue),
        Section::Security => build_security_rows(page, venue.security.as_ref()),
        Section::Representative => build_representative_rows(page, venue.representative.as_ref()),
    }
}

fn build_place_rows(page: &Page, place: Option<&Place>) -> Vec<SummaryRow> {
    let given = |pick: fn(&Place) -> String| place.map(pick).unwrap_or_default();
    let mut rows = vec![
        SummaryRow::new(page.t("venues-commune"), given(|p| find_commune_name(p.commune))),
        SummaryRow::new(page.t("venues-address"), given(|p| p.address.clone())),
    ];
    let former = given(|p| p.former_address.clone());
    if !former.is_empty() {
        rows.push(SummaryRow::new(page.t("venues-former"), former));
    }
    if let Some((latitude, longitude)) = place.and_then(|p| p.position) {
        rows.push(SummaryRow::new(page.t("shell-position"), format!("{latitude}, {longitude}")));
    }
    rows
}

fn build_business_rows(page: &Page, venue: &Venue) -> Vec<SummaryRow> {
    let business = venue.business.as_ref();
    let given = |pick: fn(&Business) -> String| business.map(pick).unwrap_or_default();
    let mut rows = vec![
        SummaryRow::new(page.t("venues-tax"), given(|b| b.tax.masked())),
        SummaryRow::new(page.t("venues-registration"), given(|b| b.registration.clone())),
        SummaryRow::new(page.t("venues-phone"), given(|b| b.phone.format_grouped())),
    ];
    if venue.kind.counts_rooms() {
        let rooms = business.and_then(|b| b.rooms).map(|rooms| page.number(rooms)).unwrap_or_default();
        rows.push(SummaryRow::new(page.t("venues-rooms"), rooms));
    }
    let opened = business.map(|b| page.date(&b.opened_on)).unwrap_or_default();
    rows.push(SummaryRow::new(page.t("venues-opened"), opened));
    rows
}

fn build_security_rows(page: &Page, security: Option<&Security>) -> Vec<SummaryRow> {
    let given = |pick: fn(&Security) -> String| security.map(pick).unwrap_or_default();
    let day = security.and_then(|s| s.certificate_on).map(|day| page.date(&day)).unwrap_or_default();
    vec![
        SummaryRow::new(page.t("venues-person"), given(|s| s.person.clone())),
        SummaryRow::new(page.t("venues-antt"), given(|s| s.certificate.clone())),
        SummaryRow::new(page.t("venues-antt-on"), day),
    ]
}

fn build_representative_rows(page: &Page, person: Option<&Representative>) -> Vec<SummaryRow> {
    let given = |pick: fn(&Representative) -> String| person.map(pick).unwrap_or_default();
    vec![
        SummaryRow::new(page.t("venues-representative"), given(|p| p.name.clone())),
        SummaryRow::new(page.t("venues-born"), given(|p| p.born_on.to_string())),
        SummaryRow::new(page.t("venues-number"), given(Representative::describe_number_vi)),
        SummaryRow::new(page.t("venues-representative-phone"), given(|p| p.phone.format_grouped())),
    ]
}

/// A section in one line, for the task list; empty where it is missing.
pub(super) fn format_line(page: &Page, venue: &Venue, section: Section) -> String {
    let parts = match section {
        Section::Identity => vec![codes::format_venue_kind(page, venue.kind, &venue.kind_note)],
        Section::Place => venue.place.as_ref().map(|p| vec![format_address(p)]).unwrap_or_default(),
        Section::Business => venue.business.as_ref().map(|b| format_business(page, b)).unwrap_or_default(),
        Section::Security => venue.security.as_ref().map(|s| vec![s.person.clone()]).unwrap_or_default(),
        Section::Representative => venue
            .representative
            .as_ref()
            .map(|r| vec![r.name.clone(), r.describe_number_vi()])
            .unwrap_or_default(),
    };
    parts.join(" · ")
}

fn format_business(page: &Page, business: &Business) -> Vec<String> {
    let tax = page.t1("venues-line-tax", "code", business.tax.masked());
    let rooms = business.rooms.map(|rooms| page.t1("venues-line-rooms", "count", rooms));
    std::iter::once(tax).chain(rooms).collect()
}

/// Street, commune and province.
pub(super) fn format_address(place: &Place) -> String {
    place.full_address()
}

/// A commune with its province. One that exists has no end and is found at `Date::MAX`; of a dissolved one only the name is
/// shown.
fn find_commune_name(code: AreaCode) -> String {
    let all = areas::all();
    let gone = || all.find_all(code).last().map(|area| area.name.clone());
    all.full_name(code, Date::MAX).or_else(gone).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes_are_named_with_their_province() {
        let name = |code| AreaCode::new(code).map(find_commune_name).unwrap_or_default();
        assert_eq!(name("22759"), "Phường Phan Rang, tỉnh Khánh Hòa");
        assert!(!name("22750").is_empty());
    }
}
