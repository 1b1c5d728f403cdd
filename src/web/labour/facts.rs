//! The read-only page of a worker, while the application is in review.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::Worker;
use camket_domain::venues::Venue;
use time::Date;

use super::declaration::BOOK;
use super::list::gap_chip;
use crate::codes;
use crate::look::{Chip, Row};
use crate::page::{Html, Page};

#[derive(Template)]
#[template(path = "labour/facts.html")]
struct ShowWorker {
    page: Page,
    id: VenueId,
    worker: WorkerId,
    venue: String,
    gaps: Vec<Chip>,
    rows: Vec<Row>,
}

/// Renders the page.
pub(super) fn sheet(page: Page, venue: &Venue, worker: &Worker, today: Date) -> Response {
    let page = page.titled_text(worker.person.name.as_str());
    let gaps = worker.gaps(venue.kind, today);
    let sheet = ShowWorker {
        id: venue.id,
        worker: worker.id,
        venue: venue.name.clone(),
        gaps: gaps.into_iter().map(|gap| gap_chip(&page, gap)).collect(),
        rows: rows(&page, worker),
        page,
    };
    Html(sheet).into_response()
}

fn rows(page: &Page, worker: &Worker) -> Vec<Row> {
    let (person, job) = (&worker.person, &worker.job);
    let day = |day: Option<Date>| day.map(|day| page.date(&day)).unwrap_or_default();
    let facing = if job.customer_facing { "labour-facing-yes" } else { "labour-facing-no" };
    let known = [
        ("labour-sex", codes::words(page, "sex", person.sex.code())),
        ("labour-born", page.date(&person.born_on)),
        ("labour-paper", codes::words(page, "paper", person.paper.code())),
        ("labour-number", person.number.masked()),
        ("labour-nationality", person.nationality.clone()),
        ("labour-residence", person.residence.clone()),
        ("labour-position", job.position.clone()),
        ("labour-facing", page.t(facing)),
        ("labour-group", codes::words(page, "jobgroup", job.group.code())),
        ("labour-qualification", job.qualification.clone()),
        ("labour-contract", codes::words(page, "contract", job.contract.code())),
        ("labour-started", page.date(&job.started_on)),
        ("labour-ends", day(job.ends_on)),
        ("labour-health-check", day(worker.health_check_on)),
        ("labour-pledged", day(worker.pledged_on)),
    ];
    let known = known.into_iter().map(|(key, value)| Row::new(page.t(key), value));
    // Empty columns of the labour book are left out.
    let book = BOOK.into_iter().zip(worker.book.columns()).filter(|(_, value)| !value.is_empty());
    known.chain(book.map(|((_, label, _), value)| Row::new(page.t(label), value))).collect()
}
