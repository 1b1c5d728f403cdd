//! The section "representative": the person who acts for the venue.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues::SectionInput;
use camket_domain::calendar::{age_on, format_date};
use camket_domain::identifiers::{PersonalId, PersonalIdError};
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;
use camket_domain::venues::{MIN_REPRESENTATIVE_AGE, Section, Venue};
use time::Date;

use super::section::{SectionFrame, SectionPage};
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};

/// The representative must be an adult.
fn parse_born_on(form: &mut Form, today: Date) -> Option<Date> {
    let day = form.require_past_date("born_on", "venues-born-what", today)?;
    if age_on(day, today) < MIN_REPRESENTATIVE_AGE {
        form.fail("born_on", "venues-born-minor");
        return None;
    }
    Some(day)
}

/// The typed number; `Some(None)` keeps the one on file; `None` is an error.
fn parse_number(form: &mut Form, on_file: bool) -> Option<Option<PersonalId>> {
    match PersonalId::parse(form.text("number")) {
        Ok(number) => return Some(Some(number)),
        Err(PersonalIdError::Empty) if on_file => return Some(None),
        Err(PersonalIdError::Empty) => {
            form.fail_about("number", "errors-required", "venues-number-what", &[]);
        }
        Err(error) => form.fail("number", &format!("codes-error-{}", error.code())),
    }
    None
}

#[derive(Template)]
#[template(path = "venues/representative.html")]
pub(super) struct RepresentativePage {
    page: Page,
    frame: SectionFrame,
    form: Form,
}

impl SectionPage for RepresentativePage {
    const SECTION: Section = Section::Representative;

    fn fill(venue: &Venue) -> Form {
        let Some(person) = &venue.representative else { return Form::new() };
        Form::from_fields([
            ("name", person.name.clone()),
            ("born_on", format_date(person.born_on)),
            ("phone", person.phone.format_grouped()),
        ])
    }

    fn parse(form: &mut Form, venue: &Venue, today: Date) -> Option<SectionInput> {
        let name = form.require_line("name", "venues-representative-what", MAX_PERSON_NAME_CHARS);
        let born_on = parse_born_on(form, today);
        let number = parse_number(form, venue.representative.is_some());
        let phone = form.require_phone("phone", "venues-representative-phone-what");
        Some(SectionInput::Representative { name: name?, born_on: born_on?, number: number?, phone: phone? })
    }

    fn render(page: Page, frame: SectionFrame, form: Form) -> Response {
        let form = form.with_secret_fields(&["number"]);
        Html(Self { page, frame, form }).into_response()
    }
}

impl RepresentativePage {
    fn number_hint(&self) -> String {
        match &self.frame.venue.representative {
            None => self.page.t("venues-number-hint"),
            Some(person) => self.page.t1("venues-number-hint-kept", "number", person.number.masked()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;

    const GOOD: &str = "name=Nguy%E1%BB%85n+A&born_on=1.2.1980&number=058080001234&phone=0912345678";

    #[test]
    fn valid_forms_are_parsed() {
        let Some(SectionInput::Representative { name, number: Some(number), .. }) =
            samples::parse::<RepresentativePage>(&samples::draft(), GOOD).0
        else {
            panic!("{:?}", samples::parse::<RepresentativePage>(&samples::draft(), GOOD));
        };
        assert_eq!((name.as_str(), number.expose()), ("Nguyễn A", "058080001234"));
        let kept = samples::parse::<RepresentativePage>(
            &samples::complete(),
            &samples::replace_field(GOOD, "number="),
        )
        .0;
        assert!(matches!(kept, Some(SectionInput::Representative { number: None, .. })));
    }

    #[test]
    fn invalid_fields_are_named() {
        for (change, field, key) in [
            ("name=", "name", "errors-required"),
            ("born_on=", "born_on", "errors-required"),
            ("born_on=1.2.80", "born_on", "errors-date"),
            ("born_on=24.11.2026", "born_on", "errors-date-future"),
            ("born_on=24.11.2008", "born_on", "venues-born-minor"),
            ("number=", "number", "errors-required"),
            ("number=264123456", "number", "codes-error-personal-id-old-card"),
            ("number=05808000123x", "number", "codes-error-personal-id-not-digits"),
            ("phone=", "phone", "errors-required"),
            ("phone=01234567890", "phone", "codes-error-phone-old-mobile"),
        ] {
            let (answer, faults) = samples::parse::<RepresentativePage>(
                &samples::draft(),
                &samples::replace_field(GOOD, change),
            );
            assert_eq!((answer, faults), (None, vec![(field.to_owned(), key.to_owned())]), "{change}");
        }
    }
}
