//! The section "security": the person in charge, and the certificate of security and order (ANTT).

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues::SectionInput;
use camket_domain::calendar::format_date;
use camket_domain::census::EntryDetails;
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;
use camket_domain::venues::{PoliceLevel, Section, Security, Venue};
use time::Date;

use super::section::{SectionFrame, SectionPage};
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};

const MAX_CERTIFICATE_CHARS: usize = 50;
#[derive(Template)]
#[template(path = "venues/security.html")]
pub(super) struct SecurityPage {
    page: Page,
    frame: SectionFrame,
    form: Form,
}

impl SectionPage for SecurityPage {
    const SECTION: Section = Section::Security;

    fn fill(venue: &Venue) -> Form {
        let Some(security) = &venue.security else { return Form::new() };
        Form::from_fields([
            ("person", security.person.clone()),
            ("certificate", security.certificate.clone()),
            ("certificate_on", security.certificate_on.map(format_date).unwrap_or_default()),
        ])
    }

    fn suggest(mut form: Form, listed: &EntryDetails, _: Date) -> Form {
        form.set("certificate", listed.security_number.as_str());
        form.set("certificate_on", listed.security_on.map(format_date).unwrap_or_default());
        form
    }

    fn parse(form: &mut Form, _: &Venue, today: Date) -> Option<SectionInput> {
        let person = form.require_line("person", "venues-person-what", MAX_PERSON_NAME_CHARS);
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

    fn render(page: Page, frame: SectionFrame, form: Form) -> Response {
        Html(Self { page, frame, form }).into_response()
    }
}

impl SecurityPage {
    fn antt_hint(&self) -> String {
        self.page.t(match self.frame.venue.find_police_level() {
            PoliceLevel::Commune => "venues-antt-hint-commune",
            PoliceLevel::Province => "venues-antt-hint-province",
            PoliceLevel::ByRooms => "venues-antt-hint-rooms",
            PoliceLevel::None => "venues-antt-hint-none",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;
    use camket_domain::venues::VenueKind;
    use time::macros::date;

    #[test]
    fn number_and_date_come_together_or_not_at_all() {
        let security = |certificate: &str, certificate_on| {
            Some(SectionInput::Security(Security {
                certificate: certificate.into(),
                certificate_on,
                person: "A".into(),
            }))
        };
        assert_eq!(samples::parse::<SecurityPage>(&samples::draft(), "person=A").0, security("", None));
        let day = date!(2025 - 03 - 01);
        assert_eq!(
            samples::parse::<SecurityPage>(
                &samples::draft(),
                "person=A&certificate=12%2FGCN&certificate_on=1.3.2025"
            )
            .0,
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
            assert_eq!(
                samples::parse::<SecurityPage>(&samples::draft(), body),
                (None, vec![(field.to_owned(), key.to_owned())]),
                "{body}"
            );
        }
    }

    #[test]
    fn the_office_follows_kind_and_rooms() {
        let of = |kind, venue: Venue| Venue { kind, ..venue }.find_police_level();
        assert_eq!(of(VenueKind::Hotel, samples::draft()), PoliceLevel::ByRooms);
        assert_eq!(of(VenueKind::Hotel, samples::complete()), PoliceLevel::Commune);
        assert_eq!(of(VenueKind::Motel, samples::with_rooms(30)), PoliceLevel::Province);
        assert_eq!(of(VenueKind::Motel, samples::with_rooms(29)), PoliceLevel::Commune);
        assert_eq!(of(VenueKind::Karaoke, samples::with_rooms(40)), PoliceLevel::Commune);
        assert_eq!(of(VenueKind::Disco, samples::draft()), PoliceLevel::Province);
        assert_eq!(of(VenueKind::Cafe, samples::draft()), PoliceLevel::None);
    }
}
