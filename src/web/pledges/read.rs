//! The page of the pledge, and its PDF.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use camket_app::App;
use camket_app::applications::missing;
use camket_app::certificates::pledge_paper;
use camket_app::pledges::{is_current, states_its_facts};
use camket_app::venues::{Dossier, dossier};
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::pledges::{DRAWING_ASPECT, Drawing, Pledge};
use camket_domain::venues::Section;

use super::facts;
use super::text::{self, PledgeText};
use crate::codes;
use crate::fault::Fault;
use crate::look::{Chip, Kind, Row};
use crate::page::{Html, Page};
use crate::pdf;
use crate::session::May;

#[derive(Template)]
#[template(path = "pledges/show.html")]
struct ShowPledge {
    page: Page,
    id: VenueId,
    venue: String,
    status: Chip,
    text: PledgeText,
    /// Sections to fill in before signing: name and link.
    gaps: Vec<(String, String)>,
    locked: bool,
    signed: Option<Signed>,
    may_sign: bool,
}

/// The record of a signing.
struct Signed {
    rows: Vec<Row>,
    ink: Option<Ink>,
    standing: Standing,
}

/// Whether a signed pledge still matches the venue and the terms in force.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Current,
    FactsChanged,
    TermsChanged,
    /// Signed for the present certificate: a renewal needs a new signature.
    Renewal,
}

/// A drawn signature as the path of an SVG.
struct Ink {
    width: f32,
    height: f32,
    path: String,
}

/// GET `/venues/{id}/pledge`
pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Html<impl Template>, Fault> {
    let dossier = dossier(&app, &permit, id).await?;
    let page = page.titled("pledges-title");
    let text = match &dossier.pledge {
        Some(pledge) => text::of_pledge(&app, &page, pledge).await?,
        None => text::of_today(&app, &page, &dossier.venue).await?,
    };
    let gaps = gaps(&page, &dossier);
    let locked = dossier.application.as_ref().is_some_and(|a| a.state.locks_venue());
    let signed = dossier.pledge.as_ref().map(|pledge| signed(&app, &page, &dossier, pledge));
    Ok(Html(ShowPledge {
        status: status(&page, signed.as_ref()),
        may_sign: gaps.is_empty() && !locked,
        venue: dossier.venue.name,
        page,
        id,
        text,
        gaps,
        locked,
        signed,
    }))
}

fn gaps(page: &Page, dossier: &Dossier) -> Vec<(String, String)> {
    let venue = &dossier.venue;
    let missing = Section::ALL.into_iter().filter(|section| !venue.has(*section));
    missing.map(|section| (facts::section(page, section), facts::section_href(venue, section))).collect()
}

fn status(page: &Page, signed: Option<&Signed>) -> Chip {
    match signed.map(|signed| signed.standing) {
        None => Chip::new(Kind::Neutral, page.t("pledges-status-unsigned")),
        Some(Standing::Current) => Chip::new(Kind::Good, page.t("pledges-status-signed")),
        Some(_) => Chip::new(Kind::Warn, page.t("pledges-status-outdated")),
    }
}

fn signed(app: &App, page: &Page, dossier: &Dossier, pledge: &Pledge) -> Signed {
    let standing = if missing(dossier, app.today()).contains(&"pledge-renewal") {
        Standing::Renewal
    } else if is_current(pledge, &dossier.venue, app.today()) {
        Standing::Current
    } else if states_its_facts(pledge, &dossier.venue) {
        Standing::TermsChanged
    } else {
        Standing::FactsChanged
    };
    Signed { rows: record(page, pledge), ink: pledge.drawing.as_ref().map(ink), standing }
}

fn record(page: &Page, pledge: &Pledge) -> Vec<Row> {
    let row = |key: &str, value: String| Row::new(page.t(key), value);
    vec![
        row("pledges-signed-by", pledge.signer_name.clone()),
        row("pledges-signed-as", pledge.signer_capacity.clone()),
        row("pledges-signed-at", page.moment(&pledge.signed_at)),
        row("pledges-signed-how", codes::words(page, "confirmation", pledge.confirmation.code())),
        row("pledges-signed-version", page.t1("pledges-version", "version", pledge.terms_version)),
        row("pledges-signed-hash", short_hash(&pledge.text_hash)),
    ]
}

/// The first 16 hexadecimal digits in groups of four, to compare with the printed pledge by eye.
fn short_hash(hash: &str) -> String {
    let start: Vec<char> = hash.chars().take(16).collect();
    start.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// The strokes as an SVG path `M x y L x y …` in a box 100 units high. A stroke of one point is a dot.
fn ink(drawing: &Drawing) -> Ink {
    let (width, height) = (100.0 * DRAWING_ASPECT, 100.0);
    let point = |(x, y): &(f32, f32)| format!("{:.1} {:.1}", x * width, y * height);
    let stroke = |points: &Vec<(f32, f32)>| match points.as_slice() {
        [] => String::new(),
        [dot] => format!("M{}h0.1", point(dot)),
        line => format!("M{}", line.iter().map(point).collect::<Vec<_>>().join("L")),
    };
    Ink { width, height, path: drawing.0.iter().map(stroke).collect() }
}

/// GET `/venues/{id}/pledge.pdf`
pub(super) async fn paper(
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, Fault> {
    let dossier = dossier(&app, &permit, id).await?;
    let bytes = pledge_paper(&app, &dossier).await?;
    Ok(pdf::answer(bytes, &["bản cam kết", &dossier.venue.name]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_a_path() {
        let drawing = Drawing(vec![vec![(0.0, 0.0), (1.0, 1.0), (0.5, 0.25)], vec![(0.1, 0.1)], vec![]]);
        assert_eq!(ink(&drawing).path, "M0.0 0.0L250.0 100.0L125.0 25.0M25.0 10.0h0.1");
    }

    #[test]
    fn hashes_are_shortened_in_fours() {
        assert_eq!(short_hash("0123456789abcdef0123"), "0123 4567 89ab cdef");
    }
}
