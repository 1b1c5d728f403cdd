//! The section "place": commune, address, position.
//!
//! Without scripts, the buttons that list a province's communes or look up an old address send the form here by GET, so
//! that typed values stay. Scripts do the same without leaving the page.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use camket_app::venues::Answer;
use camket_app::{App, venues};
use camket_domain::areas::{self, AreaCode};
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::venues::{Section, Venue};
use time::Date;

use super::section::{self, Desk, Frame};
use super::typed;
use crate::areas::choices;
use crate::areas::old::{Found, look_up};
use crate::fault::Fault;
use crate::form::Form;
use crate::look::Choice;
use crate::page::{Html, Page};
use crate::session::May;

const ADDRESS: usize = 200;
const FORMER: usize = 160;

/// Bounds of Vietnam in degrees, islands included.
const LATITUDES: (u16, u16) = (6, 24);
const LONGITUDES: (u16, u16) = (102, 118);

const FIELDS: [&str; 6] = ["province", "commune", "former_address", "address", "latitude", "longitude"];

fn fill(venue: &Venue) -> Form {
    let Some(place) = &venue.place else { return Form::new() };
    let degrees = |pick: fn((f64, f64)) -> f64| place.position.map(pick).map(|d| d.to_string());
    Form::filled([
        ("province", place.province.as_str().to_owned()),
        ("commune", place.commune.as_str().to_owned()),
        ("former_address", place.former_address.clone()),
        ("address", place.address.clone()),
        ("latitude", degrees(|(latitude, _)| latitude).unwrap_or_default()),
        ("longitude", degrees(|(_, longitude)| longitude).unwrap_or_default()),
    ])
}

/// Overwrites stored values by those that a step of the form sent.
fn step(mut form: Form, sent: &Form, today: Date) -> Form {
    for field in FIELDS.into_iter().filter(|field| !sent.all(field).is_empty()) {
        form.set(field, sent.text(field));
    }
    // With scripts the form sends no province, and the stored one may not be that of the commune sent.
    if !sent.all("commune").is_empty() && sent.all("province").is_empty() {
        form.set("province", "");
    }
    if let Some(taken) = choices::commune(sent.text("take"), today) {
        form.set("commune", taken.as_str());
        form.set("province", province_of(taken, today).as_ref().map_or("", AreaCode::as_str));
    }
    if sent.text("step") == "find" {
        form.set("step", "find");
    }
    form
}

fn province_of(commune: AreaCode, today: Date) -> Option<AreaCode> {
    areas::all().province_of(commune, today).map(|province| province.code)
}

/// The chosen commune, if it lies in the chosen province; otherwise it was chosen before the province changed.
fn chosen(form: &Form, today: Date) -> Option<AreaCode> {
    let commune = choices::commune(form.text("commune"), today)?;
    let province = choices::province(form.text("province"), today);
    let fits = province.is_none_or(|province| province_of(commune, today) == Some(province));
    fits.then_some(commune)
}

fn read(form: &mut Form, today: Date) -> Option<Answer> {
    let taken = choices::commune(form.text("take"), today);
    let commune = taken.or_else(|| chosen(form, today));
    if commune.is_none() {
        form.fail_about("commune", "errors-choose", "venues-commune-what", &[]);
    }
    let former = typed::optional_line(form, "former_address", "venues-former-what", FORMER);
    let address = typed::required_line(form, "address", "venues-address-what", ADDRESS);
    let position = position(form);
    let (commune, address, former_address) = (commune?, address?, former?);
    Some(Answer::Place { commune, address, former_address, position: position? })
}

/// Latitude and longitude; `Some(None)` if neither was typed; `None` is an error.
fn position(form: &mut Form) -> Option<Option<(f64, f64)>> {
    let given = |form: &Form, field| form.optional(field).is_some();
    if !given(form, "latitude") && !given(form, "longitude") {
        return Some(None);
    }
    let latitude = degrees(form, "latitude", "venues-latitude-what", LATITUDES);
    let longitude = degrees(form, "longitude", "venues-longitude-what", LONGITUDES);
    Some(Some((latitude?, longitude?)))
}

fn degrees(form: &mut Form, field: &str, what: &str, (min, max): (u16, u16)) -> Option<f64> {
    let typed = form.text(field).replace(',', ".").parse::<f64>().ok();
    let degrees = typed.filter(|degrees| (f64::from(min)..=f64::from(max)).contains(degrees));
    if degrees.is_none() {
        form.fail_about(field, "errors-number-range", what, &[("min", &min), ("max", &max)]);
    }
    // Six digits are about 0.1 m.
    degrees.map(|degrees| (degrees * 1e6).round() / 1e6)
}

#[derive(Template)]
#[template(path = "venues/place.html")]
struct Place {
    page: Page,
    frame: Frame,
    form: Form,
    provinces: Vec<Choice>,
    communes: Vec<Choice>,
    found: Found,
    /// Whether the look-up by old address is open.
    asks: bool,
}

fn render(page: Page, frame: Frame, mut form: Form) -> Response {
    let today = frame.today;
    let commune = chosen(&form, today);
    form.set("commune", commune.as_ref().map_or("", AreaCode::as_str));
    let named = choices::province(form.text("province"), today);
    let province = named.or_else(|| commune.and_then(|commune| province_of(commune, today)));
    form.set("province", province.as_ref().map_or("", AreaCode::as_str));
    let asked = form.text("step") == "find" || form.optional("take").is_some();
    let found = if asked { look_up(form.text("former_address"), today) } else { Found::default() };
    let asks = asked || form.optional("former_address").is_some() || form.error("former_address").is_some();
    let (provinces, communes) = (choices::provinces(today), choices::communes(province, commune, today));
    Html(Place { page, frame, form, provinces, communes, found, asks }).into_response()
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let sent = Form::parse(query.unwrap_or_default().as_bytes());
    let today = app.today();
    let filled = move |venue: &Venue| step(fill(venue), &sent, today);
    section::open(Desk { page, app, permit }, id, Section::Place, filled, render).await
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
    section::save(Desk { page, app, permit }, venue, Section::Place, form, answer, render).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::typed::faults;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 23);

    fn answer(body: &str) -> (Option<Answer>, Vec<(String, String)>) {
        let mut form = Form::parse(body.as_bytes());
        let answer = read(&mut form, TODAY);
        (answer, faults(&form))
    }

    fn place(commune: &str, position: Option<(f64, f64)>) -> Option<Answer> {
        Some(Answer::Place {
            commune: AreaCode::new(commune)?,
            address: "12 Yên Ninh".into(),
            former_address: String::new(),
            position,
        })
    }

    #[test]
    fn what_is_read() {
        let street = "address=12+Y%C3%AAn+Ninh";
        assert_eq!(answer(&format!("commune=22759&{street}")).0, place("22759", None));
        assert_eq!(answer(&format!("province=56&commune=22759&{street}")).0, place("22759", None));
        assert_eq!(answer(&format!("commune=22759&take=22834&{street}")).0, place("22834", None));
        let (with_position, _) =
            answer(&format!("commune=22759&{street}&latitude=11,5678901&longitude=108.99"));
        assert_eq!(with_position, place("22759", Some((11.56789, 108.99))));
    }

    #[test]
    fn what_is_wrong() {
        let long = format!("commune=22759&address={}", "a".repeat(201));
        for (body, field, key) in [
            ("address=A", "commune", "errors-choose"),
            ("commune=22750&address=A", "commune", "errors-choose"),
            ("province=01&commune=22759&address=A", "commune", "errors-choose"),
            ("commune=22759", "address", "errors-required"),
            (long.as_str(), "address", "errors-too-long"),
            ("commune=22759&address=A&latitude=11.5", "longitude", "errors-number-range"),
            ("commune=22759&address=A&latitude=NaN&longitude=109", "latitude", "errors-number-range"),
            ("commune=22759&address=A&latitude=109&longitude=109", "latitude", "errors-number-range"),
        ] {
            assert_eq!(answer(body), (None, vec![(field.to_owned(), key.to_owned())]), "{body}");
        }
    }

    #[test]
    fn steps_without_scripts_keep_what_was_typed() {
        let kept = || Form::filled([("province", "56"), ("commune", "22759"), ("address", "12 Yên Ninh")]);
        let after = |query: &str| step(kept(), &Form::parse(query.as_bytes()), TODAY);
        let form = after("province=01&address=7+Hai+Ba");
        assert_eq!((form.text("province"), form.text("address")), ("01", "7 Hai Ba"));
        assert_eq!(chosen(&form, TODAY), None);
        let form = after("take=00004");
        assert_eq!((form.text("province"), form.text("commune")), ("01", "00004"));
        let form = after("commune=00004&step=find&former_address=Kinh+Dinh");
        assert_eq!(chosen(&form, TODAY), AreaCode::new("00004"));
        assert_eq!(form.text("step"), "find");
    }
}
