//! The section "place": commune, address, position.
//!
//! Without scripts, the buttons that list a province's communes or look up an old address send the form here by GET, so
//! that typed values stay. Scripts do the same without leaving the page.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues::SectionInput;
use camket_domain::areas::{self, AreaCode};
use camket_domain::census::EntryDetails;
use camket_domain::venues::{Section, Venue};
use time::Date;

use super::section::{SectionFrame, SectionPage};
use crate::areas::choices;
use crate::areas::old_address::{OldAddressResult, find_old_communes};
use crate::paths;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};

const MAX_ADDRESS_CHARS: usize = 200;
const MAX_FORMER_CHARS: usize = 160;

/// Bounds of Vietnam in degrees, islands included.
const LATITUDES: (u16, u16) = (6, 24);
const LONGITUDES: (u16, u16) = (102, 118);

const FIELDS: [&str; 6] = ["province", "commune", "former_address", "address", "latitude", "longitude"];

fn find_province(commune: AreaCode, today: Date) -> Option<AreaCode> {
    areas::all().province_of(commune, today).map(|province| province.code)
}

/// The chosen commune, if it lies in the chosen province; otherwise it was chosen before the province changed.
fn find_chosen_commune(form: &Form, today: Date) -> Option<AreaCode> {
    let commune = choices::parse_commune(form.text("commune"), today)?;
    let province = choices::parse_province(form.text("province"), today);
    let fits = province.is_none_or(|province| find_province(commune, today) == Some(province));
    fits.then_some(commune)
}

/// Latitude and longitude; `Some(None)` if neither was typed; `None` is an error.
pub(crate) fn parse_position(form: &mut Form) -> Option<Option<(f64, f64)>> {
    let given = |form: &Form, field| form.optional(field).is_some();
    if !given(form, "latitude") && !given(form, "longitude") {
        return Some(None);
    }
    let latitude = parse_degrees(form, "latitude", "venues-latitude-what", LATITUDES);
    let longitude = parse_degrees(form, "longitude", "venues-longitude-what", LONGITUDES);
    Some(Some((latitude?, longitude?)))
}

fn parse_degrees(form: &mut Form, field: &str, what: &str, (min, max): (u16, u16)) -> Option<f64> {
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
pub(super) struct PlacePage {
    page: Page,
    frame: SectionFrame,
    form: Form,
    provinces: Vec<Choice>,
    communes: Vec<Choice>,
    found: OldAddressResult,
    /// Whether the look-up by old address is open.
    asks: bool,
}

impl SectionPage for PlacePage {
    const SECTION: Section = Section::Place;

    fn fill(venue: &Venue) -> Form {
        let Some(place) = &venue.place else { return Form::new() };
        let degrees = |pick: fn((f64, f64)) -> f64| place.position.map(pick).map(|d| d.to_string());
        Form::from_fields([
            ("province", place.province.as_str().to_owned()),
            ("commune", place.commune.as_str().to_owned()),
            ("former_address", place.former_address.clone()),
            ("address", place.address.clone()),
            ("latitude", degrees(|(latitude, _)| latitude).unwrap_or_default()),
            ("longitude", degrees(|(_, longitude)| longitude).unwrap_or_default()),
        ])
    }

    fn suggest(mut form: Form, listed: &EntryDetails, today: Date) -> Form {
        if let Some(province) = find_province(listed.commune, today) {
            form.set("province", province.as_str());
            form.set("commune", listed.commune.as_str());
        }
        form.set("address", listed.address.as_str());
        form
    }

    /// Overwrites stored values by those that a step of the form sent.
    fn apply_step(mut form: Form, sent: &Form, today: Date) -> Form {
        for field in FIELDS.into_iter().filter(|field| !sent.all(field).is_empty()) {
            form.set(field, sent.text(field));
        }
        // With scripts the form sends no province, and the stored one may not be that of the commune sent.
        if !sent.all("commune").is_empty() && sent.all("province").is_empty() {
            form.set("province", "");
        }
        if let Some(taken) = choices::parse_commune(sent.text("take"), today) {
            form.set("commune", taken.as_str());
            form.set("province", find_province(taken, today).as_ref().map_or("", AreaCode::as_str));
        }
        if sent.text("step") == "find" {
            form.set("step", "find");
        }
        form
    }

    fn parse(form: &mut Form, _: &Venue, today: Date) -> Option<SectionInput> {
        let taken = choices::parse_commune(form.text("take"), today);
        let commune = taken.or_else(|| find_chosen_commune(form, today));
        if commune.is_none() {
            form.fail_about("commune", "errors-choose", "venues-commune-what", &[]);
        }
        let former = form.parse_line("former_address", "venues-former-what", MAX_FORMER_CHARS);
        let address = form.require_line("address", "venues-address-what", MAX_ADDRESS_CHARS);
        let position = parse_position(form);
        let (commune, address, former_address) = (commune?, address?, former?);
        Some(SectionInput::Place { commune, address, former_address, position: position? })
    }

    fn render(page: Page, frame: SectionFrame, mut form: Form) -> Response {
        let today = frame.today;
        let commune = find_chosen_commune(&form, today);
        form.set("commune", commune.as_ref().map_or("", AreaCode::as_str));
        let named = choices::parse_province(form.text("province"), today);
        let province = named.or_else(|| commune.and_then(|commune| find_province(commune, today)));
        form.set("province", province.as_ref().map_or("", AreaCode::as_str));
        let asked = form.text("step") == "find" || form.optional("take").is_some();
        let found = if asked {
            find_old_communes(form.text("former_address"), today)
        } else {
            OldAddressResult::default()
        };
        let asks =
            asked || form.optional("former_address").is_some() || form.error("former_address").is_some();
        let (provinces, communes) = (
            choices::build_province_choices(today),
            choices::build_commune_choices(province, commune, today),
        );
        Html(Self { page, frame, form, provinces, communes, found, asks }).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::venues::samples;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 23);

    fn expected_answer(commune: &str, position: Option<(f64, f64)>) -> Option<SectionInput> {
        Some(SectionInput::Place {
            commune: AreaCode::new(commune)?,
            address: "12 Yên Ninh".into(),
            former_address: String::new(),
            position,
        })
    }

    #[test]
    fn valid_forms_are_parsed() {
        let street = "address=12+Y%C3%AAn+Ninh";
        assert_eq!(
            samples::parse::<PlacePage>(&samples::draft(), &format!("commune=22759&{street}")).0,
            expected_answer("22759", None)
        );
        assert_eq!(
            samples::parse::<PlacePage>(&samples::draft(), &format!("province=56&commune=22759&{street}")).0,
            expected_answer("22759", None)
        );
        assert_eq!(
            samples::parse::<PlacePage>(&samples::draft(), &format!("commune=22759&take=22834&{street}")).0,
            expected_answer("22834", None)
        );
        let (with_position, _) = samples::parse::<PlacePage>(
            &samples::draft(),
            &format!("commune=22759&{street}&latitude=11,5678901&longitude=108.99"),
        );
        assert_eq!(with_position, expected_answer("22759", Some((11.56789, 108.99))));
    }

    #[test]
    fn invalid_fields_are_named() {
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
            assert_eq!(
                samples::parse::<PlacePage>(&samples::draft(), body),
                (None, vec![(field.to_owned(), key.to_owned())]),
                "{body}"
            );
        }
    }

    #[test]
    fn steps_without_scripts_keep_what_was_typed() {
        let kept =
            || Form::from_fields([("province", "56"), ("commune", "22759"), ("address", "12 Yên Ninh")]);
        let after = |query: &str| PlacePage::apply_step(kept(), &Form::parse(query.as_bytes()), TODAY);
        let form = after("province=01&address=7+Hai+Ba");
        assert_eq!((form.text("province"), form.text("address")), ("01", "7 Hai Ba"));
        assert_eq!(find_chosen_commune(&form, TODAY), None);
        let form = after("take=00004");
        assert_eq!((form.text("province"), form.text("commune")), ("01", "00004"));
        let form = after("commune=00004&step=find&former_address=Kinh+Dinh");
        assert_eq!(find_chosen_commune(&form, TODAY), AreaCode::new("00004"));
        assert_eq!(form.text("step"), "find");
    }
}
