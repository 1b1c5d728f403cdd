//! Which commune an address of before 1 July 2025 is in now: a page for anyone, and a fragment for forms.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_domain::areas::{self, OldArea};
use time::Date;

use super::{drop_too_long, parse_search};
use crate::paths;
use camket_shell::form::{Form, Query};
use camket_shell::page::{Html, Page};

/// Most old communes shown: with more hits, the page asks for the district.
const MAX_HITS: usize = 6;

/// What was found for an old address.
#[derive(Debug, Default)]
pub(crate) struct OldAddressResult {
    /// The text that was searched; empty for none.
    pub(crate) typed: String,
    /// The old communes that the text may mean.
    pub(crate) olds: Vec<OldCommune>,
    /// Whether there were more hits than are shown.
    pub(crate) cut: bool,
}

/// An old commune and the communes that cover it now: several if it was split.
#[derive(Debug)]
pub(crate) struct OldCommune {
    /// Name with its district and province.
    pub(crate) name: String,
    /// The communes of today, as code and full name.
    pub(crate) now: Vec<(String, String)>,
}

impl OldCommune {
    /// Whether the old commune alone does not decide the new one.
    pub(crate) fn is_split(&self) -> bool {
        self.now.len() > 1
    }
}

/// Finds the old commune within an address.
pub(crate) fn find_old_communes(typed: &str, today: Date) -> OldAddressResult {
    let typed = drop_too_long(typed.trim()).to_owned();
    let mut hits = areas::all().find_old_in_address(&typed, MAX_HITS + 1);
    let written = typed.to_lowercase();
    let is_exact = |old: &&OldArea| written.contains(&strip_kind(&old.name));
    // Similar names are offered only where no name is written exactly.
    if hits.iter().any(is_exact) {
        hits.retain(is_exact);
    }
    let cut = hits.len() > MAX_HITS;
    let mut olds: Vec<OldCommune> = Vec::new();
    for old in hits.into_iter().take(MAX_HITS).map(|old| build_old_commune(old, today)) {
        // The lists of different years spell some districts in two ways.
        if !olds.iter().any(|known| known.now == old.now && is_same_name(&known.name, &old.name)) {
            olds.push(old);
        }
    }
    OldAddressResult { typed, olds, cut }
}

/// The name of an area without its kind, in small letters.
fn strip_kind(name: &str) -> String {
    let name = name.to_lowercase();
    let kinds = ["thị trấn ", "phường ", "xã "];
    kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(&name).to_owned()
}

/// Whether two names have the same letters and digits.
fn is_same_name(one: &str, other: &str) -> bool {
    let letters =
        |name: &str| name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(one) == letters(other)
}

fn build_old_commune(old: &OldArea, today: Date) -> OldCommune {
    let name = |code| areas::all().full_name(code, today).unwrap_or_default();
    let now = areas::all().successors_of_old(&old.key, today);
    let now = now.iter().map(|area| (area.code.to_string(), name(area.code))).collect();
    OldCommune { name: old.full_name(), now }
}

#[derive(Template)]
#[template(path = "areas/old.html")]
struct OldAddressPage {
    page: Page,
    form: Form,
    found: OldAddressResult,
}

#[derive(Template)]
#[template(path = "areas/found.html")]
struct OldAddressFragment {
    page: Page,
    found: OldAddressResult,
}

/// htmx gets the fragment for a form; other callers get the page.
pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    headers: HeaderMap,
    Query(query): Query,
) -> Response {
    let typed = parse_search(&query, &["q", "former_address"]);
    let found = find_old_communes(&typed, app.today());
    if headers.contains_key("hx-request") {
        return Html(OldAddressFragment { page, found }).into_response();
    }
    let form = Form::from_fields([("q", typed)]);
    Html(OldAddressPage { page: page.with_title("areas-old-title"), form, found }).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn old_address_gives_one_successor_or_a_split() {
        let found = |typed| find_old_communes(typed, date!(2026 - 11 - 23)).olds;
        let whole = found("12 đường 16/4, TT Khánh Hải, Ninh Hải");
        assert_eq!(whole[0].now, [("22834".to_owned(), "Phường Ninh Chử, tỉnh Khánh Hòa".to_owned())]);
        assert!(!whole[0].is_split());
        let split = found("phường Đông Hải, Phan Rang, Ninh Thuận");
        assert_eq!(split.len(), 1);
        assert!(split[0].is_split());
        let alike = found("Phường Đông Hải");
        assert!(
            alike.len() > 1 && alike.iter().all(|old| old.name.starts_with("Phường Đông Hải,")),
            "{alike:?}"
        );
        assert_eq!(found("Phủ Hà").len(), 1);
        assert!(!found("phu ha").is_empty());
        assert!(found("").is_empty() && found("zzzz").is_empty());
    }
}
