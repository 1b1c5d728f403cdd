//! The page of the pledge, and its PDF.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::applications::list_missing_steps;
use camket_app::pledges::{has_current_facts, is_current};
use camket_app::printing::render_pledge_pdf;
use camket_app::venues::{VenueDossier, load_dossier};
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::pledges::{Pledge, SIGNATURE_ASPECT, SignatureStrokes};
use camket_domain::venues::{MissingStep, Section};

use super::facts;
use super::text::{self, PledgeText};
use crate::codes;
use crate::paths;
use crate::pdf;
use crate::venues::{OwnVenue, StepReturn, TaskSpot};
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

#[derive(Template)]
#[template(path = "pledges/show.html")]
struct PledgePage {
    page: Page,
    id: VenueId,
    venue: String,
    status: Chip,
    text: PledgeText,
    /// Sections to fill in before signing: name and link.
    gaps: Vec<(String, String)>,
    locked: bool,
    returned: StepReturn,
    signed: Option<SignedPledge>,
    may_sign: bool,
    /// Whether an officer enters for the owner: the pledge is signed by hand.
    at_counter: bool,
    /// Key of the form that prints the pledge to be signed by hand, at the counter only.
    by_hand: Option<String>,
}

/// The record of a signing.
struct SignedPledge {
    rows: Vec<SummaryRow>,
    ink: Option<SignaturePath>,
    standing: PledgeValidity,
}

/// Whether a signed pledge still matches the venue and the terms in force.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PledgeValidity {
    Current,
    FactsChanged,
    TermsChanged,
    /// Signed for the present certificate: a renewal needs a new signature.
    Renewal,
}

/// A drawn signature as the path of an SVG.
struct SignaturePath {
    width: f32,
    height: f32,
    path: String,
}

/// GET `/venues/{id}/pledge`
pub(super) async fn show(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Response, PageError> {
    let dossier = load_dossier(&app, &permit, id).await?;
    let page = page.with_title("pledges-title");
    let text = match &dossier.pledge {
        Some(pledge) => text::build_signed(&app, &page, pledge).await?,
        None => text::build_current(&app, &page, &dossier.venue).await?,
    };
    let gaps = list_gaps(&page, &dossier);
    let at_counter = permit.actor().entered_by.is_some();
    let locked = dossier.is_locked();
    let signed = dossier.pledge.as_ref().map(|pledge| build_signed_pledge(&app, &page, &dossier, pledge));
    let returned = StepReturn::of(&page, dossier.application.as_ref(), TaskSpot::Pledge);
    Ok(Html(PledgePage {
        status: build_status_chip(&page, signed.as_ref()),
        may_sign: gaps.is_empty() && !locked && !at_counter,
        by_hand: (gaps.is_empty() && !locked && at_counter)
            .then(|| uuid_v7(app.now(), app.entropy()).to_string()),
        venue: dossier.venue.name,
        at_counter,
        page,
        id,
        text,
        gaps,
        locked,
        returned,
        signed,
    })
    .into_response())
}

fn list_gaps(page: &Page, dossier: &VenueDossier) -> Vec<(String, String)> {
    let venue = &dossier.venue;
    let missing = Section::ALL.into_iter().filter(|section| !venue.has_section(*section));
    missing
        .map(|section| (facts::format_section(page, section), paths::build_section_path(venue.id, section)))
        .collect()
}

fn build_status_chip(page: &Page, signed: Option<&SignedPledge>) -> Chip {
    match signed.map(|signed| signed.standing) {
        None => Chip::new(Tone::Neutral, page.t("pledges-status-unsigned")),
        Some(PledgeValidity::Current) => Chip::new(Tone::Good, page.t("pledges-status-signed")),
        Some(_) => Chip::new(Tone::Warn, page.t("pledges-status-outdated")),
    }
}

fn build_signed_pledge(app: &App, page: &Page, dossier: &VenueDossier, pledge: &Pledge) -> SignedPledge {
    let standing = if list_missing_steps(dossier, app.today()).contains(&MissingStep::PledgeRenewal) {
        PledgeValidity::Renewal
    } else if is_current(pledge, &dossier.venue, app.today()) {
        PledgeValidity::Current
    } else if has_current_facts(pledge, &dossier.venue) {
        PledgeValidity::TermsChanged
    } else {
        PledgeValidity::FactsChanged
    };
    SignedPledge {
        rows: build_record_rows(page, pledge),
        ink: pledge.drawing.as_ref().map(build_signature_path),
        standing,
    }
}

fn build_record_rows(page: &Page, pledge: &Pledge) -> Vec<SummaryRow> {
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    vec![
        row("pledges-signed-by", pledge.signer_name.clone()),
        row("pledges-signed-as", pledge.signer_capacity.clone()),
        row("pledges-signed-at", page.moment(&pledge.signed_at)),
        row("pledges-signed-how", codes::translate_code(page, "confirmation", pledge.confirmation.code())),
        row("pledges-signed-version", page.t1("pledges-version", "version", pledge.terms_version)),
        row("pledges-signed-hash", format_short_hash(&pledge.text_hash)),
    ]
}

/// The first 16 hexadecimal digits in groups of four, to compare with the printed pledge by eye.
fn format_short_hash(hash: &str) -> String {
    let start: Vec<char> = hash.chars().take(16).collect();
    start.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// The strokes as an SVG path `M x y L x y …` in a box 100 units high. A stroke of one point is a dot.
fn build_signature_path(drawing: &SignatureStrokes) -> SignaturePath {
    let (width, height) = (100.0 * SIGNATURE_ASPECT, 100.0);
    let point = |(x, y): &(f32, f32)| format!("{:.1} {:.1}", x * width, y * height);
    let stroke = |points: &Vec<(f32, f32)>| match points.as_slice() {
        [] => String::new(),
        [dot] => format!("M{}h0.1", point(dot)),
        line => format!("M{}", line.iter().map(point).collect::<Vec<_>>().join("L")),
    };
    SignaturePath { width, height, path: drawing.0.iter().map(stroke).collect() }
}

/// GET `/venues/{id}/pledge.pdf`
pub(super) async fn show_pdf(OwnVenue { app, permit, id, .. }: OwnVenue) -> Result<Response, PageError> {
    let dossier = load_dossier(&app, &permit, id).await?;
    let bytes = render_pledge_pdf(&app, &dossier).await?;
    Ok(pdf::render_pdf(bytes, &["bản cam kết", &dossier.venue.name]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_a_path() {
        let drawing =
            SignatureStrokes(vec![vec![(0.0, 0.0), (1.0, 1.0), (0.5, 0.25)], vec![(0.1, 0.1)], vec![]]);
        assert_eq!(build_signature_path(&drawing).path, "M0.0 0.0L250.0 100.0L125.0 25.0M25.0 10.0h0.1");
    }

    #[test]
    fn hashes_are_shortened_in_fours() {
        assert_eq!(format_short_hash("0123456789abcdef0123"), "0123 4567 89ab cdef");
    }
}
