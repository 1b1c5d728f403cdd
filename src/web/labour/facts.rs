//! The read-only page of a worker, while the application is in review.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::history::WorkerChange;
use camket_domain::labour::{WorkPermit, Worker};
use camket_domain::venues::Venue;
use time::Date;

use super::changes::build_history;
use super::declaration::BOOK_FIELDS;
use super::list::build_gap_chip;
use crate::codes;
use crate::paths;
use camket_shell::look::{Chip, SummaryRow};
use camket_shell::page::{Html, Page};

#[derive(Template)]
#[template(path = "labour/facts.html")]
struct WorkerFactsPage {
    page: Page,
    id: VenueId,
    worker: WorkerId,
    venue: String,
    gaps: Vec<Chip>,
    rows: Vec<SummaryRow>,
    history: Vec<(String, String)>,
}

pub(super) fn render_page(
    page: Page,
    venue: &Venue,
    (worker, history): (&Worker, &[WorkerChange]),
    today: Date,
) -> Response {
    let page = page.with_title_text(worker.person.name.as_str());
    let gaps = worker.list_gaps(venue.kind, today);
    let sheet = WorkerFactsPage {
        id: venue.id,
        worker: worker.id,
        venue: venue.name.clone(),
        gaps: gaps.into_iter().map(|gap| build_gap_chip(&page, gap)).collect(),
        rows: build_rows(&page, worker),
        history: build_history(&page, history),
        page,
    };
    Html(sheet).into_response()
}

/// "Giấy phép lao động 001234/2026, đến 31/12/2027".
fn format_permit(page: &Page, permit: &WorkPermit) -> String {
    let kind = codes::translate_code(page, "permitkind", permit.kind.code());
    let named = format!("{kind} {}", permit.number);
    match permit.until {
        Some(until) => {
            page.t2("labour-permit-until-day", "permit", named.trim_end(), "day", page.date(&until))
        }
        None => named.trim_end().to_owned(),
    }
}

fn build_rows(page: &Page, worker: &Worker) -> Vec<SummaryRow> {
    let (person, job) = (&worker.person, &worker.job);
    let day = |day: Option<Date>| day.map(|day| page.date(&day)).unwrap_or_default();
    let facing = if job.customer_facing { "labour-facing-yes" } else { "labour-facing-no" };
    let permit = worker.permit.as_ref().map(|permit| format_permit(page, permit)).unwrap_or_default();
    let known = [
        ("labour-sex", codes::translate_code(page, "sex", person.sex.code())),
        ("labour-born", person.born_on.to_string()),
        ("labour-paper", codes::translate_code(page, "paper", person.paper.code())),
        ("labour-number", person.number.masked()),
        ("labour-nationality", person.nationality.clone()),
        ("labour-permit-title", permit),
        ("labour-residence", person.residence.clone()),
        ("labour-position", job.position.clone()),
        ("labour-facing", page.t(facing)),
        ("labour-group", codes::translate_code(page, "jobgroup", job.group.code())),
        ("labour-qualification", job.qualification.clone()),
        ("labour-contract", codes::translate_code(page, "contract", job.contract.code())),
        ("labour-started", page.date(&job.started_on)),
        ("labour-ends", day(job.ends_on)),
        ("labour-health-check", day(worker.health_check_on)),
        ("labour-pledged", day(worker.pledged_on)),
    ];
    let known = known.into_iter().map(|(key, value)| SummaryRow::new(page.t(key), value));
    // Empty columns of the labour book are left out.
    let book = BOOK_FIELDS.into_iter().zip(worker.book.columns()).filter(|(_, value)| !value.is_empty());
    known.chain(book.map(|((_, label, _), value)| SummaryRow::new(page.t(label), value))).collect()
}
