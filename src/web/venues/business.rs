//! The section "business": tax code, registration, phone, rooms, opening day.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::venues::Answer;
use camket_app::{App, venues};
use camket_domain::calendar::{add_months, short};
use camket_domain::identifiers::{TaxCode, TaxCodeError};
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::sealed::SealedNumber;
use camket_domain::venues::{Section, TaxNumber, Venue, VenueKind};
use time::Date;

use super::section::{self, Desk, Frame};
use super::typed;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

const REGISTRATION: usize = 50;
const MOST_ROOMS: u16 = 2000;
/// Months that the opening day may lie ahead.
const MONTHS_AHEAD: i32 = 12;

/// Whether rooms are asked for: at lodgings, and at the kinds whose security certificate NĐ 58/2026 defines by rooms.
pub(super) fn counts_rooms(kind: VenueKind) -> bool {
    kind.is_lodging() || matches!(kind, VenueKind::Karaoke | VenueKind::Massage)
}

/// The personal tax code on file. It is shown masked, and kept if the field stays empty.
fn personal_on_file(venue: &Venue) -> Option<&SealedNumber> {
    match venue.business.as_ref().map(|b| &b.tax) {
        Some(TaxNumber::Personal(number)) => Some(number),
        _ => None,
    }
}

fn fill(venue: &Venue) -> Form {
    let Some(business) = &venue.business else { return Form::new() };
    let tax = match &business.tax {
        TaxNumber::Organisation(code) => code.clone(),
        TaxNumber::Personal(_) => String::new(),
    };
    Form::filled([
        ("tax", tax),
        ("registration", business.registration.clone()),
        ("phone", business.phone.grouped()),
        ("rooms", business.rooms.map(|rooms| rooms.to_string()).unwrap_or_default()),
        ("opened_on", short(business.opened_on)),
    ])
}

fn read(form: &mut Form, venue: &Venue, today: Date) -> Option<Answer> {
    let tax = tax(form, personal_on_file(venue).is_some());
    let registration = typed::optional_line(form, "registration", "venues-registration-what", REGISTRATION);
    let phone = typed::phone(form, "phone", "venues-phone-what");
    let rooms = rooms(form, venue.kind);
    let opened_on = opened_on(form, today);
    Some(Answer::Business {
        tax: tax?,
        registration: registration?,
        phone: phone?,
        rooms: rooms?,
        opened_on: opened_on?,
    })
}

/// The typed code; `Some(None)` keeps the personal one on file; `None` is an error.
fn tax(form: &mut Form, on_file: bool) -> Option<Option<TaxCode>> {
    match TaxCode::parse(form.text("tax")) {
        Ok(code) => return Some(Some(code)),
        Err(TaxCodeError::Empty) if on_file => return Some(None),
        Err(TaxCodeError::Empty) => form.fail_about("tax", "errors-required", "venues-tax-what", &[]),
        Err(error) => form.fail("tax", &format!("codes-error-{}", error.code())),
    }
    None
}

/// Whether the text may be a personal number: more than 10 digits, and no tax code of an organisation. Such text is not
/// sent back to the browser.
pub(super) fn may_be_personal(typed: &str) -> bool {
    let organisation = matches!(TaxCode::parse(typed), Ok(TaxCode::Organisation(_)));
    !organisation && typed.chars().filter(char::is_ascii_digit).count() > 10
}

/// Required at lodgings, optional at other kinds that count rooms, else not asked. `None` is an error.
fn rooms(form: &mut Form, kind: VenueKind) -> Option<Option<u16>> {
    if !counts_rooms(kind) {
        return Some(None);
    }
    if form.optional("rooms").is_none() && !kind.is_lodging() {
        return Some(None);
    }
    form.required("rooms", "venues-rooms-what")?;
    let rooms = form.text("rooms").parse().ok().filter(|rooms| (1..=MOST_ROOMS).contains(rooms));
    if rooms.is_none() {
        form.fail_about(
            "rooms",
            "errors-number-range",
            "venues-rooms-what",
            &[("min", &1), ("max", &MOST_ROOMS)],
        );
    }
    rooms.map(Some)
}

fn opened_on(form: &mut Form, today: Date) -> Option<Date> {
    let day = typed::date(form, "opened_on", "venues-opened-what")?;
    if day > add_months(today, MONTHS_AHEAD) {
        form.fail("opened_on", "venues-opened-far");
        return None;
    }
    Some(day)
}

#[derive(Template)]
#[template(path = "venues/business.html")]
struct Business {
    page: Page,
    frame: Frame,
    form: Form,
    /// The personal tax code on file, masked; empty if there is none.
    on_file: String,
}

fn render(page: Page, frame: Frame, form: Form) -> Response {
    let on_file = personal_on_file(&frame.venue).map(SealedNumber::masked).unwrap_or_default();
    let form = if may_be_personal(form.text("tax")) { form.secret(&["tax"]) } else { form };
    Html(Business { page, frame, form, on_file }).into_response()
}

impl Business {
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
        counts_rooms(self.kind())
    }
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
) -> Result<Response, Fault> {
    section::open(Desk { page, app, permit }, id, Section::Business, fill, render).await
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
    section::save(Desk { page, app, permit }, venue, Section::Business, form, answer, render).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;
    use crate::venues::typed::faults;
    use time::macros::date;

    const GOOD: &str = "tax=0100047516&registration=43A8&phone=0259+3822+111&rooms=24&opened_on=5%2F2%2F2020";

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
        let hotel = samples::draft();
        let Some(Answer::Business { tax: Some(tax), rooms, opened_on, .. }) = answer(&hotel, GOOD).0 else {
            panic!("{:?}", answer(&hotel, GOOD));
        };
        assert_eq!((tax.expose(), rooms, opened_on), ("0100047516", Some(24), date!(2020 - 02 - 05)));
        let cafe = Venue { kind: VenueKind::Cafe, ..samples::draft() };
        assert!(matches!(answer(&cafe, GOOD).0, Some(Answer::Business { rooms: None, .. })));
        let karaoke = Venue { kind: VenueKind::Karaoke, ..samples::draft() };
        assert!(matches!(answer(&karaoke, &with("rooms=")).0, Some(Answer::Business { rooms: None, .. })));
        let kept = answer(&samples::household(), &with("tax=")).0;
        assert!(matches!(kept, Some(Answer::Business { tax: None, .. })));
    }

    #[test]
    fn what_is_wrong() {
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
            ("opened_on=31%2F4%2F2020", "opened_on", "errors-date"),
            ("opened_on=24%2F11%2F2027", "opened_on", "venues-opened-far"),
        ] {
            let (answer, faults) = answer(&samples::draft(), &with(change));
            assert_eq!((answer, faults), (None, vec![(field.to_owned(), key.to_owned())]), "{change}");
        }
    }

    #[test]
    fn what_could_be_a_persons_number_is_not_sent_back() {
        for typed in ["058199001234", "0581 9900 1234", "05819900123", "0581990012345"] {
            assert!(may_be_personal(typed), "{typed}");
        }
        for typed in ["0100047516", "0100047516-001", "0100047517", "MST 01"] {
            assert!(!may_be_personal(typed), "{typed}");
        }
    }
}
