//! The section "security": the person in charge, and the certificate of security and order (ANTT).

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::venues::SectionInput;
use camket_app::{App, venues};
use camket_domain::calendar::format_date;
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::venues::{Section, Security, Venue, VenueKind};
use time::Date;

use super::section::{self, SectionFrame, SectionRequest};
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::May;

const MAX_CERTIFICATE_CHARS: usize = 50;
const MAX_PERSON_CHARS: usize = 100;

fn build_form(venue: &Venue) -> Form {
    let Some(security) = &venue.security else { return Form::new() };
    Form::from_fields([
        ("person", security.person.clone()),
        ("certificate", security.certificate.clone()),
        ("certificate_on", security.certificate_on.map(format_date).unwrap_or_default()),
    ])
}

fn parse_answer(form: &mut Form, today: Date) -> Option<SectionInput> {
    let person = form.require_line("person", "venues-person-what", MAX_PERSON_CHARS);
    let dated = form.optional("certificate_on").is_some();
    let certificate = if dated {
        form.require_line("certificate", "venues-antt-what", MAX_CERTIFICATE_CHARS)
    } else {
        form.parse_line("certificate", "venues-antt-what", MAX_CERTIFICATE_CHARS)
    };
    let certificate_on = if dated || certificate.as_ref().is_some_and(|number| !number.is_empty()) {
        form.require_past_date("certificate_on", "venues-antt-on-what", today).map(Some)
    } else {
        Some(None)
    };
    let (person, certificate, certificate_on) = (person?, certificate?, certificate_on?);
    Some(SectionInput::Security(Security { certificate, certificate_on, person }))
}

/// The police level that issues the certificate (Điều 24 of NĐ 96/2016 as amended by NĐ 58/2026).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PoliceLevel {
    /// Công an cấp xã.
    Commune,
    /// Công an cấp tỉnh.
    Province,
    /// Depends on the rooms, which are not known yet.
    ByRooms,
    /// The decree does not cover this kind.
    None,
}

fn find_police_level(venue: &Venue) -> PoliceLevel {
    let rooms = venue.business.as_ref().and_then(|b| b.rooms);
    match (venue.kind, rooms) {
        (VenueKind::Karaoke | VenueKind::Massage, _) => PoliceLevel::Commune,
        (VenueKind::Disco, _) => PoliceLevel::Province,
        (kind, Some(rooms)) if kind.is_lodging() && rooms <= 29 => PoliceLevel::Commune,
        (kind, Some(_)) if kind.is_lodging() => PoliceLevel::Province,
        (kind, None) if kind.is_lodging() => PoliceLevel::ByRooms,
        _ => PoliceLevel::None,
    }
}

#[derive(Template)]
#[template(path = "venues/security.html")]
struct SecurityPage {
    page: Page,
    frame: SectionFrame,
    form: Form,
}

impl SecurityPage {
    fn antt_hint(&self) -> String {
        self.page.t(match find_police_level(&self.frame.venue) {
            PoliceLevel::Commune => "venues-antt-hint-commune",
            PoliceLevel::Province => "venues-antt-hint-province",
            PoliceLevel::ByRooms => "venues-antt-hint-rooms",
            PoliceLevel::None => "venues-antt-hint-none",
        })
    }
}

fn render(page: Page, frame: SectionFrame, form: Form) -> Response {
    Html(SecurityPage { page, frame, form }).into_response()
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
) -> Result<Response, PageError> {
    section::show(SectionRequest { page, app, permit }, id, Section::Security, build_form, render).await
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let venue = venues::find(&app, &permit, id).await?;
    let answer = parse_answer(&mut form, app.today());
    section::save(SectionRequest { page, app, permit }, venue, Section::Security, form, answer, render).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;
    use time::macros::date;

    fn parse_body(body: &str) -> (Option<SectionInput>, Vec<(String, String)>) {
        let mut form = Form::parse(body.as_bytes());
        let answer = parse_answer(&mut form, date!(2026 - 11 - 23));
        (answer, form.list_errors())
    }

    #[test]
    fn number_and_date_come_together_or_not_at_all() {
        let security = |certificate: &str, certificate_on| {
            Some(SectionInput::Security(Security {
                certificate: certificate.into(),
                certificate_on,
                person: "A".into(),
            }))
        };
        assert_eq!(parse_body("person=A").0, security("", None));
        let day = date!(2025 - 03 - 01);
        assert_eq!(
            parse_body("person=A&certificate=12%2FGCN&certificate_on=1.3.2025").0,
            security("12/GCN", Some(day))
        );
        for (body, field, key) in [
            ("certificate=", "person", "errors-required"),
            ("person=A&certificate=12", "certificate_on", "errors-required"),
            ("person=A&certificate_on=1.3.2025", "certificate", "errors-required"),
            ("person=A&certificate=12&certificate_on=x", "certificate_on", "errors-date"),
            ("person=A&certificate=12&certificate_on=24.11.2026", "certificate_on", "errors-date-future"),
            (&format!("person={}", "a".repeat(101)), "person", "errors-too-long"),
        ] {
            assert_eq!(parse_body(body), (None, vec![(field.to_owned(), key.to_owned())]), "{body}");
        }
    }

    #[test]
    fn the_office_follows_kind_and_rooms() {
        let of = |kind, venue: Venue| find_police_level(&Venue { kind, ..venue });
        assert_eq!(of(VenueKind::Hotel, samples::draft()), PoliceLevel::ByRooms);
        assert_eq!(of(VenueKind::Hotel, samples::complete()), PoliceLevel::Commune);
        assert_eq!(of(VenueKind::Motel, samples::with_rooms(30)), PoliceLevel::Province);
        assert_eq!(of(VenueKind::Motel, samples::with_rooms(29)), PoliceLevel::Commune);
        assert_eq!(of(VenueKind::Karaoke, samples::with_rooms(40)), PoliceLevel::Commune);
        assert_eq!(of(VenueKind::Disco, samples::draft()), PoliceLevel::Province);
        assert_eq!(of(VenueKind::Cafe, samples::draft()), PoliceLevel::None);
    }
}
