//! The section "kind and name". The form of a new venue has the same fields.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues::SectionInput;
use camket_domain::text::lengths::MAX_ORGANISATION_NAME_CHARS;
use camket_domain::venues::{Section, Venue, VenueKind};
use time::Date;

use super::section::{SectionFrame, SectionPage};
use crate::codes;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};

const MAX_NOTE_CHARS: usize = 100;

/// Kinds that belong together, under a heading.
#[derive(Debug)]
pub(super) struct KindGroup {
    pub(super) title: String,
    pub(super) kinds: Vec<Choice>,
}

impl KindGroup {
    /// The HTML id of a kind's control; the first has the id of the field, which the error summary links to.
    pub(super) fn id(&self, kind: &Choice) -> String {
        if kind.value == VenueKind::Hotel.code() { "kind".to_owned() } else { format!("kind-{}", kind.value) }
    }
}

/// All kinds in groups, each once.
const GROUPS: [(&str, &[VenueKind]); 4] = [
    (
        "venues-kinds-lodging",
        &[
            VenueKind::Hotel,
            VenueKind::GuestHouse,
            VenueKind::Motel,
            VenueKind::BoardingHouse,
            VenueKind::Homestay,
            VenueKind::Villa,
            VenueKind::TouristApartment,
            VenueKind::RentalApartment,
        ],
    ),
    (
        "venues-kinds-leisure",
        &[VenueKind::Restaurant, VenueKind::Cafe, VenueKind::Bar, VenueKind::Karaoke, VenueKind::Disco],
    ),
    ("venues-kinds-care", &[VenueKind::Massage, VenueKind::Sauna, VenueKind::Hairdresser]),
    ("venues-kinds-other", &[VenueKind::Other]),
];

/// The groups with their texts, to choose from.
pub(super) fn build_groups(page: &Page) -> Vec<KindGroup> {
    let choice =
        |kind: &VenueKind| Choice::new(kind.code(), codes::translate_code(page, "kind", kind.code()));
    let group = |(title, kinds): &(&str, &[VenueKind])| KindGroup {
        title: page.t(title),
        kinds: kinds.iter().map(choice).collect(),
    };
    GROUPS.iter().map(group).collect()
}

/// Parses kind, note on the kind, name.
pub(super) fn parse(form: &mut Form) -> Option<(VenueKind, String, String)> {
    let kind = VenueKind::from_code(form.text("kind"));
    if kind.is_none() {
        form.fail_about("kind", "errors-choose", "venues-kind-what", &[]);
    }
    let note = match kind.filter(|kind| kind.needs_description()) {
        Some(_) => form.require_line("kind_note", "venues-kind-note-what", MAX_NOTE_CHARS),
        // Ignored: typed before another kind was chosen.
        None => Some(String::new()),
    };
    let name = form.require_line("name", "venues-name-what", MAX_ORGANISATION_NAME_CHARS);
    Some((kind?, note?, name?))
}

#[derive(Template)]
#[template(path = "venues/identity.html")]
pub(super) struct IdentityPage {
    page: Page,
    frame: SectionFrame,
    form: Form,
    groups: Vec<KindGroup>,
}

impl SectionPage for IdentityPage {
    const SECTION: Section = Section::Identity;

    fn fill(venue: &Venue) -> Form {
        Form::from_fields([
            ("kind", venue.kind.code()),
            ("kind_note", &venue.kind_note),
            ("name", &venue.name),
        ])
    }

    fn parse(form: &mut Form, _: &Venue, _: Date) -> Option<SectionInput> {
        parse(form).map(|(kind, note, name)| SectionInput::Identity(kind, note, name))
    }

    fn render(page: Page, frame: SectionFrame, form: Form) -> Response {
        let groups = build_groups(&page);
        Html(Self { page, frame, form, groups }).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_in_one_group() {
        let mut kinds: Vec<VenueKind> = GROUPS.iter().flat_map(|(_, kinds)| kinds.iter().copied()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, VenueKind::ALL);
    }

    #[test]
    fn forms_are_parsed_and_invalid_fields_are_named() {
        let read = |body: &str| {
            let mut form = Form::parse(body.as_bytes());
            let read = parse(&mut form);
            (read, form.list_errors())
        };
        let (hotel, none) = read("kind=hotel&kind_note=x&name=+Kh%C3%A1ch+s%E1%BA%A1n++Sen+");
        assert_eq!((hotel, none.len()), (Some((VenueKind::Hotel, String::new(), "Khách sạn Sen".into())), 0));
        let (other, _) = read("kind=other&kind_note=Ph%C3%B2ng+tr%C3%A0&name=A");
        assert_eq!(other, Some((VenueKind::Other, "Phòng trà".into(), "A".into())));
        for (body, field, key) in [
            ("name=A", "kind", "errors-choose"),
            ("kind=casino&name=A", "kind", "errors-choose"),
            ("kind=other&name=A", "kind_note", "errors-required"),
            ("kind=hotel&name=+", "name", "errors-required"),
            ("kind=hotel&name=%07", "name", "codes-error-text-control-character"),
            (&format!("kind=hotel&name={}", "a".repeat(151)), "name", "errors-too-long"),
        ] {
            let (value, faults) = read(body);
            assert_eq!((value, faults), (None, vec![(field.to_owned(), key.to_owned())]), "{body}");
        }
    }
}
