//! The page that asks, before saving, whether the venue is registered already.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::venues::{MAX_SIMILAR, SimilarVenue};
use camket_domain::venues::{Section, Venue};

use super::tax;
use crate::paths;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};

/// Fields that are sent again when the owner says that it is another venue.
const PLACE_FIELDS: [&str; 7] =
    ["province", "commune", "take", "former_address", "address", "latitude", "longitude"];
const BUSINESS_FIELDS: [&str; 5] = ["tax", "registration", "phone", "rooms", "opened_on"];
const IDENTITY_FIELDS: [&str; 3] = ["kind", "kind_note", "name"];

#[derive(Template)]
#[template(path = "venues/similar.html")]
struct SimilarVenuesPage {
    page: Page,
    form: Form,
    action: String,
    alike: Vec<SimilarVenue>,
    /// Whether there are more.
    cut: bool,
    kept: Vec<(String, String)>,
    /// Whether to ask for the tax code again: a personal one is not sent back to the browser.
    asks_tax: bool,
}

/// Renders the similar venues with the question.
pub(super) fn render_question(
    page: Page,
    venue: &Venue,
    section: Section,
    form: &Form,
    mut alike: Vec<SimilarVenue>,
) -> Response {
    let asks_tax = section == Section::Business && tax::may_be_personal(form.text("tax"));
    let cut = alike.len() > MAX_SIMILAR;
    alike.truncate(MAX_SIMILAR);
    let ask = SimilarVenuesPage {
        page: page.with_title("venues-similar-title"),
        form: Form::new().with_secret_fields(&["tax"]),
        action: paths::build_section_path(venue.id, section),
        alike,
        cut,
        kept: list_kept_fields(section, form, asks_tax),
        asks_tax,
    };
    (StatusCode::CONFLICT, Html(ask)).into_response()
}

fn list_kept_fields(section: Section, form: &Form, asks_tax: bool) -> Vec<(String, String)> {
    let fields: &[&str] = match section {
        Section::Place => &PLACE_FIELDS,
        Section::Business => &BUSINESS_FIELDS,
        _ => &IDENTITY_FIELDS,
    };
    let typed = fields.iter().chain(&["version", "then"]).filter(|field| !(asks_tax && **field == "tax"));
    typed.map(|field| ((*field).to_owned(), form.raw(field).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_was_typed_goes_along_but_a_persons_number() {
        let form = Form::parse(b"tax=058199001234&phone=0912345678&rooms=3&version=4&then=list&evil=x");
        let kept = list_kept_fields(Section::Business, &form, true);
        let value = |field: &str| kept.iter().find(|(name, _)| name == field).map(|(_, v)| v.as_str());
        assert_eq!(value("phone"), Some("0912345678"));
        assert_eq!((value("version"), value("then")), (Some("4"), Some("list")));
        assert_eq!((value("tax"), value("evil")), (None, None));
    }
}
