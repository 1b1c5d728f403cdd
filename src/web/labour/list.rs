//! The list of a venue's workers with what is missing, and the declaration that there are none.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::applications::missing;
use camket_app::venues::{Dossier, dossier};
use camket_app::{App, AppError, labour};
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::{Gap, Worker};
use camket_domain::permissions::rights;
use camket_domain::venues::Venue;
use time::Date;

use crate::codes;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::{Chip, Kind};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "labour/list.html")]
struct ListWorkers {
    page: Page,
    id: VenueId,
    venue: String,
    none: bool,
    locked: bool,
    lines: Vec<Line>,
    gaps: Vec<Chip>,
    heads: [String; 5],
    /// Digest of the register that the owner must confirm for a renewal.
    confirm: Option<String>,
}

/// One worker in the list.
struct Line {
    id: WorkerId,
    name: String,
    number: String,
    position: String,
    contract: String,
    term: String,
    gaps: Vec<Chip>,
}

/// GET `/venues/{id}/workers`
pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Html<impl Template>, Fault> {
    let dossier = dossier(&app, &permit, id).await?;
    let page = page.titled("labour-title");
    let Dossier { venue, workers, application, .. } = &dossier;
    let today = app.today();
    Ok(Html(ListWorkers {
        id,
        none: venue.no_employees,
        locked: application.as_ref().is_some_and(|a| a.state.locks_venue()),
        lines: workers.iter().map(|worker| line(&page, venue, worker, today)).collect(),
        gaps: gap_counts(&page, venue, workers, today),
        heads: ["labour-name", "labour-position", "labour-contract", "labour-gaps", "labour-actions"]
            .map(|key| page.t(key)),
        confirm: missing(&dossier, today)
            .contains(&"workers-unconfirmed")
            .then(|| labour::digest(venue, workers)),
        venue: venue.name.clone(),
        page,
    }))
}

fn line(page: &Page, venue: &Venue, worker: &Worker, today: Date) -> Line {
    let job = &worker.job;
    let started = page.date(&job.started_on);
    Line {
        id: worker.id,
        name: worker.person.name.clone(),
        number: worker.person.number.masked(),
        position: job.position.clone(),
        contract: codes::words(page, "contract", job.contract.code()),
        term: match &job.ends_on {
            Some(end) => page.t2("labour-from-to", "from", started, "to", page.date(end)),
            None => page.t1("labour-from", "from", started),
        },
        gaps: worker.gaps(venue.kind, today).into_iter().map(|gap| gap_chip(page, gap)).collect(),
    }
}

pub(super) fn gap_chip(page: &Page, gap: Gap) -> Chip {
    Chip::new(Kind::Warn, codes::words(page, "gap", gap.code()))
}

/// How many workers have each gap, for the line above the list.
pub(crate) fn gap_counts(page: &Page, venue: &Venue, workers: &[Worker], today: Date) -> Vec<Chip> {
    let found: Vec<Gap> = workers.iter().flat_map(|worker| worker.gaps(venue.kind, today)).collect();
    let count = |gap: Gap| found.iter().filter(|other| **other == gap).count();
    let chip = |gap: Gap| {
        let what = codes::words(page, "gap", gap.code());
        Chip::new(Kind::Warn, page.t2("labour-gap-count", "what", what, "count", count(gap)))
    };
    Gap::ALL.into_iter().filter(|gap| count(*gap) > 0).map(chip).collect()
}

/// POST `/venues/{id}/workers/none`: declares that nobody is employed (`none=yes`), or takes that back.
pub(super) async fn declare_none(
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
    form: Form,
) -> Result<Response, Fault> {
    let none = form.text("none") == "yes";
    let back = format!("/venues/{id}/workers");
    match labour::declare_none(&app, &permit, id, none).await {
        Ok(()) => {
            let said = if none { "labour-none-declared" } else { "labour-none-taken-back" };
            Ok((Flash::success(said), Redirect::to(&back)).into_response())
        }
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &back)),
        Err(error) => Err(error.into()),
    }
}

/// POST `/venues/{id}/workers/confirm`: confirms for a renewal that the register is up to date.
pub(super) async fn confirm(
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
    form: Form,
) -> Result<Response, Fault> {
    let back = format!("/venues/{id}/workers");
    match labour::confirm(&app, &permit, id, form.text("shown")).await {
        Ok(()) => {
            let home = format!("/venues/{id}");
            Ok((Flash::success("labour-confirmed"), Redirect::to(&home)).into_response())
        }
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &back)),
        Err(AppError::Conflict) => {
            Ok((Flash::warning("labour-confirm-changed"), Redirect::to(&back)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
