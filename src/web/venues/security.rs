//! The section "security": the person in charge, and the certificate of security and order (ANTT).

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::venues::Answer;
use camket_app::{App, venues};
use camket_domain::calendar::short;
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::venues::{Section, Security, Venue, VenueKind};
use time::Date;

use super::section::{self, Desk, Frame};
use super::typed;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

const CERTIFICATE: usize = 50;
const PERSON: usize = 100;

fn fill(venue: &Venue) -> Form {
    let Some(security) = &venue.security else { return Form::new() };
    Form::filled([
        ("person", security.person.clone()),
        ("certificate", security.certificate.clone()),
        ("certificate_on", security.certificate_on.map(short).unwrap_or_default()),
    ])
}

fn read(form: &mut Form, today: Date) -> Option<Answer> {
    let person = typed::required_line(form, "person", "venues-person-what", PERSON);
    let dated = form.optional("certificate_on").is_some();
    let certificate = if dated {
        typed::required_line(form, "certificate", "venues-antt-what", CERTIFICATE)
    } else {
        typed::optional_line(form, "certificate", "venues-antt-what", CERTIFICATE)
    };
    let certificate_on = if dated || certificate.as_ref().is_some_and(|number| !number.is_empty()) {
        typed::past_date(form, "certificate_on", "venues-antt-on-what", today).map(Some)
    } else {
        Some(None)
    };
    let (person, certificate, certificate_on) = (person?, certificate?, certificate_on?);
    Some(Answer::Security(Security { certificate, certificate_on, person }))
}

/// The police level that issues the certificate (Điều 24 of NĐ 96/2016 as amended by NĐ 58/2026).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Office {
    /// Công an cấp xã.
    Commune,
    /// Công an cấp tỉnh.
    Province,
    /// Depends on the rooms, which are not known yet.
    ByRooms,
    /// The decree does not cover this kind.
    None,
}

fn office(venue: &Venue) -> Office {
    let rooms = venue.business.as_ref().and_then(|b| b.rooms);
    match (venue.kind, rooms) {
        (VenueKind::Karaoke | VenueKind::Massage, _) => Office::Commune,
        (VenueKind::Disco, _) => Office::Province,
        (kind, Some(rooms)) if kind.is_lodging() && rooms <= 29 => Office::Commune,
        (kind, Some(_)) if kind.is_lodging() => Office::Province,
        (kind, None) if kind.is_lodging() => Office::ByRooms,
        _ => Office::None,
    }
}

#[derive(Template)]
#[template(path = "venues/security.html")]
struct Safety {
    page: Page,
    frame: Frame,
    form: Form,
}

impl Safety {
    fn antt_hint(&self) -> String {
        self.page.t(match office(&self.frame.venue) {
            Office::Commune => "venues-antt-hint-commune",
            Office::Province => "venues-antt-hint-province",
            Office::ByRooms => "venues-antt-hint-rooms",
            Office::None => "venues-antt-hint-none",
        })
    }
}

fn render(page: Page, frame: Frame, form: Form) -> Response {
    Html(Safety { page, frame, form }).into_response()
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
) -> Result<Response, Fault> {
    section::open(Desk { page, app, permit }, id, Section::Security, fill, render).await
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let venue = venues::find(&app, &permit, id).await?;
    let answer = read(&mut form, app.today());
    section::save(Desk { page, app, permit }, venue, Section::Security, form, answer, render).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;
    use crate::venues::typed::faults;
    use time::macros::date;

    fn answer(body: &str) -> (Option<Answer>, Vec<(String, String)>) {
        let mut form = Form::parse(body.as_bytes());
        let answer = read(&mut form, date!(2026 - 11 - 23));
        (answer, faults(&form))
    }

    #[test]
    fn number_and_date_come_together_or_not_at_all() {
        let security = |certificate: &str, certificate_on| {
            Some(Answer::Security(Security {
                certificate: certificate.into(),
                certificate_on,
                person: "A".into(),
            }))
        };
        assert_eq!(answer("person=A").0, security("", None));
        let day = date!(2025 - 03 - 01);
        assert_eq!(
            answer("person=A&certificate=12%2FGCN&certificate_on=1.3.2025").0,
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
            assert_eq!(answer(body), (None, vec![(field.to_owned(), key.to_owned())]), "{body}");
        }
    }

    #[test]
    fn the_office_follows_kind_and_rooms() {
        let of = |kind, venue: Venue| office(&Venue { kind, ..venue });
        assert_eq!(of(VenueKind::Hotel, samples::draft()), Office::ByRooms);
        assert_eq!(of(VenueKind::Hotel, samples::complete()), Office::Commune);
        assert_eq!(of(VenueKind::Motel, samples::with_rooms(30)), Office::Province);
        assert_eq!(of(VenueKind::Motel, samples::with_rooms(29)), Office::Commune);
        assert_eq!(of(VenueKind::Karaoke, samples::with_rooms(40)), Office::Commune);
        assert_eq!(of(VenueKind::Disco, samples::draft()), Office::Province);
        assert_eq!(of(VenueKind::Cafe, samples::draft()), Office::None);
    }
}
