//! The section "representative": the person who acts for the venue.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::venues::SectionInput;
use camket_app::{App, venues};
use camket_domain::calendar::{age_on, format_date};
use camket_domain::identifiers::{PersonalId, PersonalIdError};
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::venues::{Section, Venue};
use time::Date;

use super::section::{self, SectionFrame, SectionRequest};
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::May;

const MAX_NAME_CHARS: usize = 100;
const ADULT_AGE: i32 = 18;

fn build_form(venue: &Venue) -> Form {
    let Some(person) = &venue.representative else { return Form::new() };
    Form::from_fields([
        ("name", person.name.clone()),
        ("born_on", format_date(person.born_on)),
        ("phone", person.phone.format_grouped()),
    ])
}

fn parse_answer(form: &mut Form, venue: &Venue, today: Date) -> Option<SectionInput> {
    let name = form.require_line("name", "venues-representative-what", MAX_NAME_CHARS);
    let born_on = parse_born_on(form, today);
    let number = parse_number(form, venue.representative.is_some());
    let phone = form.require_phone("phone", "venues-representative-phone-what");
    Some(SectionInput::Representative { name: name?, born_on: born_on?, number: number?, phone: phone? })
}

/// The representative must be an adult.
fn parse_born_on(form: &mut Form, today: Date) -> Option<Date> {
    let day = form.require_past_date("born_on", "venues-born-what", today)?;
    if age_on(day, today) < ADULT_AGE {
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
struct RepresentativePage {
    page: Page,
    frame: SectionFrame,
    form: Form,
}

impl RepresentativePage {
    fn number_hint(&self) -> String {
        match &self.frame.venue.representative {
            None => self.page.t("venues-number-hint"),
            Some(person) => self.page.t1("venues-number-hint-kept", "number", person.number.masked()),
        }
    }
}

fn render(page: Page, frame: SectionFrame, form: Form) -> Response {
    let form = form.with_secret_fields(&["number"]);
    Html(RepresentativePage { page, frame, form }).into_response()
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
) -> Result<Response, PageError> {
    section::show(SectionRequest { page, app, permit }, id, Section::Representative, build_form, render).await
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let venue = venues::find(&app, &permit, id).await?;
    let answer = parse_answer(&mut form, &venue, app.today());
    section::save(SectionRequest { page, app, permit }, venue, Section::Representative, form, answer, render)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;
    use time::macros::date;

    const GOOD: &str = "name=Nguy%E1%BB%85n+A&born_on=1.2.1980&number=058080001234&phone=0912345678";

    fn replace_field(change: &str) -> String {
        let field = change.split('=').next().unwrap_or_default();
        let kept = GOOD.split('&').filter(|pair| !pair.starts_with(&format!("{field}=")));
        kept.chain([change]).collect::<Vec<_>>().join("&")
    }

    fn parse_body(venue: &Venue, body: &str) -> (Option<SectionInput>, Vec<(String, String)>) {
        let mut form = Form::parse(body.as_bytes());
        let answer = parse_answer(&mut form, venue, date!(2026 - 11 - 23));
        (answer, form.list_errors())
    }

    #[test]
    fn valid_forms_are_parsed() {
        let Some(SectionInput::Representative { name, number: Some(number), .. }) =
            parse_body(&samples::draft(), GOOD).0
        else {
            panic!("{:?}", parse_body(&samples::draft(), GOOD));
        };
        assert_eq!((name.as_str(), number.expose()), ("Nguyễn A", "058080001234"));
        let kept = parse_body(&samples::complete(), &replace_field("number=")).0;
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
            let (answer, faults) = parse_body(&samples::draft(), &replace_field(change));
            assert_eq!((answer, faults), (None, vec![(field.to_owned(), key.to_owned())]), "{change}");
        }
    }
}
