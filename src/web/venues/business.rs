//! The section "business": tax code, registration, phone, rooms, opening day.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues::SectionInput;
use camket_domain::calendar::{add_months, format_date};
use camket_domain::census::EntryDetails;
use camket_domain::sealed::SealedNumber;
use camket_domain::venues::{MAX_MONTHS_TO_OPENING, MAX_ROOMS, Section, TaxNumber, Venue, VenueKind};
use time::Date;

use super::section::{SectionFrame, SectionPage};
use super::tax;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};

const MAX_REGISTRATION_CHARS: usize = 50;

/// The personal tax code on file. It is shown masked, and kept if the field stays empty.
fn find_personal_tax_code(venue: &Venue) -> Option<&SealedNumber> {
    match venue.business.as_ref().map(|b| &b.tax) {
        Some(TaxNumber::Personal(number)) => Some(number),
        _ => None,
    }
}

/// Required at lodgings, optional at other kinds that count rooms, else not asked. `None` is an error.
fn parse_rooms(form: &mut Form, kind: VenueKind) -> Option<Option<u16>> {
    if !kind.counts_rooms() {
        return Some(None);
    }
    if form.optional("rooms").is_none() && !kind.is_lodging() {
        return Some(None);
    }
    form.require_text("rooms", "venues-rooms-what")?;
    let rooms = form.text("rooms").parse().ok().filter(|rooms| (1..=MAX_ROOMS).contains(rooms));
    if rooms.is_none() {
        form.fail_about(
            "rooms",
            "errors-number-range",
            "venues-rooms-what",
            &[("min", &1), ("max", &MAX_ROOMS)],
        );
    }
    rooms.map(Some)
}

fn parse_opened_on(form: &mut Form, today: Date) -> Option<Date> {
    let day = form.require_date("opened_on", "venues-opened-what")?;
    if day > add_months(today, MAX_MONTHS_TO_OPENING) {
        form.fail("opened_on", "venues-opened-far");
        return None;
    }
    Some(day)
}

#[derive(Template)]
#[template(path = "venues/business.html")]
pub(super) struct BusinessPage {
    page: Page,
    frame: SectionFrame,
    form: Form,
    /// The personal tax code on file, masked; empty if there is none.
    on_file: String,
}

impl SectionPage for BusinessPage {
    const SECTION: Section = Section::Business;

    fn fill(venue: &Venue) -> Form {
        let Some(business) = &venue.business else { return Form::new() };
        let tax = match &business.tax {
            TaxNumber::Organisation(code) => code.clone(),
            TaxNumber::Personal(_) => String::new(),
        };
        Form::from_fields([
            ("tax", tax),
            ("registration", business.registration.clone()),
            ("phone", business.phone.format_grouped()),
            ("rooms", business.rooms.map(|rooms| rooms.to_string()).unwrap_or_default()),
            ("opened_on", format_date(business.opened_on)),
        ])
    }

    /// A personal number is typed again: the form never shows one.
    fn suggest(mut form: Form, listed: &EntryDetails, _: Date) -> Form {
        if let Some(TaxNumber::Organisation(code)) = &listed.tax {
            form.set("tax", code.as_str());
        }
        form.set("registration", listed.registration.as_str());
        if let Some(phone) = listed.phones.first() {
            form.set("phone", phone.format_grouped());
        }
        if let Some(rooms) = listed.rooms {
            form.set("rooms", rooms.to_string());
        }
        form
    }

    fn parse(form: &mut Form, venue: &Venue, today: Date) -> Option<SectionInput> {
        let tax = tax::parse(form, find_personal_tax_code(venue).is_some());
        let registration =
            form.parse_line("registration", "venues-registration-what", MAX_REGISTRATION_CHARS);
        let phone = form.require_phone("phone", "venues-phone-what");
        let rooms = parse_rooms(form, venue.kind);
        let opened_on = parse_opened_on(form, today);
        Some(SectionInput::Business {
            tax: tax?,
            registration: registration?,
            phone: phone?,
            rooms: rooms?,
            opened_on: opened_on?,
        })
    }

    fn render(page: Page, frame: SectionFrame, form: Form) -> Response {
        let on_file = find_personal_tax_code(&frame.venue).map(SealedNumber::masked).unwrap_or_default();
        let form =
            if tax::may_be_personal(form.text("tax")) { form.with_secret_fields(&["tax"]) } else { form };
        Html(Self { page, frame, form, on_file }).into_response()
    }
}

impl BusinessPage {
    fn tax_hint(&self) -> String {
        if self.on_file.is_empty() {
            return self.page.t("venues-tax-hint");
        }
        self.page.t1("venues-tax-hint-kept", "number", self.on_file.as_str())
    }

    fn kind(&self) -> VenueKind {
        self.frame.venue.kind
    }

    fn counts_rooms(&self) -> bool {
        self.kind().counts_rooms()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;
    use time::macros::date;

    const GOOD: &str = "tax=0100047516&registration=43A8&phone=0259+3822+111&rooms=24&opened_on=5%2F2%2F2020";

    #[test]
    fn valid_forms_are_parsed() {
        let hotel = samples::draft();
        let Some(SectionInput::Business { tax: Some(tax), rooms, opened_on, .. }) =
            samples::parse::<BusinessPage>(&hotel, GOOD).0
        else {
            panic!("{:?}", samples::parse::<BusinessPage>(&hotel, GOOD));
        };
        assert_eq!((tax.expose(), rooms, opened_on), ("0100047516", Some(24), date!(2020 - 02 - 05)));
        let cafe = Venue { kind: VenueKind::Cafe, ..samples::draft() };
        assert!(matches!(
            samples::parse::<BusinessPage>(&cafe, GOOD).0,
            Some(SectionInput::Business { rooms: None, .. })
        ));
        let karaoke = Venue { kind: VenueKind::Karaoke, ..samples::draft() };
        assert!(matches!(
            samples::parse::<BusinessPage>(&karaoke, &samples::replace_field(GOOD, "rooms=")).0,
            Some(SectionInput::Business { rooms: None, .. })
        ));
        let kept =
            samples::parse::<BusinessPage>(&samples::household(), &samples::replace_field(GOOD, "tax=")).0;
        assert!(matches!(kept, Some(SectionInput::Business { tax: None, .. })));
    }

    #[test]
    fn invalid_fields_are_named() {
        for (change, field, key) in [
            ("tax=", "tax", "errors-required"),
            ("tax=0100047517", "tax", "codes-error-tax-code-check-digit"),
            ("tax=05819900123", "tax", "codes-error-tax-code-length"),
            (&format!("registration={}", "1".repeat(51)), "registration", "errors-too-long"),
            ("phone=", "phone", "errors-required"),
            ("phone=123", "phone", "codes-error-phone-length"),
            ("rooms=", "rooms", "errors-required"),
            ("rooms=0", "rooms", "errors-number-range"),
            ("rooms=2001", "rooms", "errors-number-range"),
            ("opened_on=", "opened_on", "errors-required"),
            ("opened_on=31%2F4%2F2020", "opened_on", "errors-date-no-such-day"),
            ("opened_on=24%2F11%2F2027", "opened_on", "venues-opened-far"),
        ] {
            let (answer, faults) =
                samples::parse::<BusinessPage>(&samples::draft(), &samples::replace_field(GOOD, change));
            assert_eq!((answer, faults), (None, vec![(field.to_owned(), key.to_owned())]), "{change}");
        }
    }
}
