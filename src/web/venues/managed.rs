//! The page of a venue as its manager sees it: the register of workers and what can be printed.

use askama::Template;
use camket_app::managers::ManagedVenue;
use camket_domain::certificates::verdict::judge_status;
use camket_domain::ids::{ManagerId, VenueId};
use camket_domain::venues::Place;
use time::Date;

use crate::codes;
use crate::paths;
use camket_shell::look::{Chip, SummaryRow};
use camket_shell::page::{Html, Page};

#[derive(Template)]
#[template(path = "venues/managed.html")]
pub(super) struct ManagedVenuePage {
    page: Page,
    id: VenueId,
    manager: ManagerId,
    rows: Vec<SummaryRow>,
    has_workers: bool,
    /// What the latest certificate is worth; `None` without one.
    paper: Option<Chip>,
}

pub(super) fn build_page(page: Page, found: &ManagedVenue, today: Date) -> Html<ManagedVenuePage> {
    let ManagedVenue { manager, venue, certificate, workers } = found;
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    let rows = vec![
        row("managers-kind", codes::format_venue_kind(&page, venue.kind, &venue.kind_note)),
        row("managers-address", venue.place.as_ref().map(Place::full_address).unwrap_or_default()),
        row("managers-workers", page.number(*workers)),
    ];
    let paper = certificate.as_ref().map(|paper| {
        codes::build_verdict_chip(&page, judge_status(paper.status_on(today), paper.expires_on, today))
    });
    Html(ManagedVenuePage {
        id: venue.id,
        manager: manager.id,
        rows,
        has_workers: *workers > 0,
        paper,
        page: page.with_title_text(venue.name.as_str()),
    })
}
