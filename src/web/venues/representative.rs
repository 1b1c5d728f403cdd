//! The section "representative": the person who acts for the venue.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::venues::Answer;
use camket_app::{App, venues};
use camket_domain::calendar::{age_on, short};
use camket_domain::identifiers::{PersonalId, PersonalIdError};
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::venues::{Section, Venue};
use time::Date;

use super::section::{self, Desk, Frame};
use super::typed;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

const NAME: usize = 100;
const ADULT: i32 = 18;

fn fill(venue: &Venue) -> Form {
    let Some(person) = &venue.representative else { return Form::new() };
    Form::filled([
        ("name", person.name.clone()),
        ("born_on", short(person.born_on)),
        ("phone", person.phone.grouped()),
    ])
}

fn read(form: &mut Form, venue: &Venue, today: Date) -> Option<Answer> {
    let name = typed::required_line(form, "name", "venues-representative-what", NAME);
    let born_on = born_on(form, today);
    let number = number(form, venue.representative.is_some());
    let phone = typed::phone(form, "phone", "venues-representative-phone-what");
    Some(Answer::Representative { name: name?, born_on: born_on?, number: number?, phone: phone? })
}

/// The representative must be an adult.
fn born_on(form: &mut Form, today: Date) -> Option<Date> {
    let day = typed::past_date(form, "born_on", "venues-born-what", today)?;
    if age_on(day, today) < ADULT {
        form.fail("born_on", "venues-born-minor");
        return None;
    }
    Some(day)
}

/// The typed number; `Some(None)` keeps the one on file; `None` is an error.
fn number(form: &mut Form, on_file: bool) -> Option<Option<PersonalId>> {
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
struct Representative {
    page: Page,
    frame: Frame,
    form: Form,
}

impl Representative {
    fn number_hint(&self) -> String {
        match &self.frame.venue.representative {
            None => self.page.t("venues-number-hint"),
            Some(person) => self.page.t1("venues-number-hint-kept", "number", person.number.masked()),
        }
    }
}

fn render(page: Page, frame: Frame, form: Form) -> Response {
    let form = form.secret(&["number"]);
    Html(Representative { page, frame, form }).into_response()
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
) -> Result<Response, Fault> {
    section::open(Desk { page, app, permit }, id, Section::Representative, fill, render).await
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let venue = venues::find(&app, &permit, id).await?;
    let answer = read(&mut form, &venue, app.today());
    section::save(Desk { page, app, permit }, venue, Section::Representative, form, answer, render).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;
    use crate::venues::typed::faults;
    use time::macros::date;

    const GOOD: &str = "name=Nguy%E1%BB%85n+A&born_on=1.2.1980&number=058080001234&phone=0912345678";

    fn with(change: &str) -> String {
        let field = change.split('=').next().unwrap_or_default();
        let kept = GOOD.split('&').filter(|pair| !pair.starts_with(&format!("{field}=")));
        kept.chain([change]).collect::<Vec<_>>().join("&")
    }

    fn answer(venue: &Venue, body: &str) -> (Option<Answer>, Vec<(String, String)>) {
        let mut form = Form::parse(body.as_bytes());
        let answer = read(&mut form, venue, date!(2026 - 11 - 23));
        (answer, faults(&form))
    }

    #[test]
    fn what_is_read() {
        let Some(Answer::Representative { name, number: Some(number), .. }) =
            answer(&samples::draft(), GOOD).0
        else {
            panic!("{:?}", answer(&samples::draft(), GOOD));
        };
        assert_eq!((name.as_str(), number.expose()), ("Nguyễn A", "058080001234"));
        let kept = answer(&samples::complete(), &with("number=")).0;
        assert!(matches!(kept, Some(Answer::Representative { number: None, .. })));
    }

    #[test]
    fn what_is_wrong() {
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
            let (answer, faults) = answer(&samples::draft(), &with(change));
            assert_eq!((answer, faults), (None, vec![(field.to_owned(), key.to_owned())]), "{change}");
        }
    }
}
