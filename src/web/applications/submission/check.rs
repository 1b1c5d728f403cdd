//! Check your answers, and send them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::venues::{Dossier, dossier};
use camket_app::{App, AppError, applications};
use camket_domain::applications::{Application, State as Stage, Track, TrackState};
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::labour::Worker;
use camket_domain::permissions::rights;
use camket_domain::venues::{Section, Venue};

use super::{Step, steps};
use crate::codes;
use crate::fault::{Fault, bounce};
use crate::form::Form;
use crate::labour::list::gap_counts;
use crate::look::{Chip, Row};
use crate::page::{Html, Page};
use crate::pledges::facts;
use crate::session::May;

#[derive(Template)]
#[template(path = "applications/submission.html")]
struct CheckAnswers {
    page: Page,
    id: VenueId,
    venue: String,
    key: String,
    stage: Option<Stage>,
    status: Option<Chip>,
    returned: Vec<Returned>,
    missing: Vec<(String, String)>,
    parts: Vec<Part>,
    pledge: Vec<Row>,
    labour: Vec<Row>,
    people: Vec<Row>,
    gaps: Vec<Chip>,
    steps: Vec<Step>,
}

impl CheckAnswers {
    fn locked(&self) -> bool {
        self.stage.is_some_and(Stage::locks_venue)
    }
}

/// A section with its answers.
struct Part {
    name: String,
    rows: Vec<Row>,
}

/// What an office sent back.
struct Returned {
    what: String,
    reasons: Vec<String>,
    note: String,
}

/// GET `/venues/{id}/check`
pub(super) async fn check(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Html<impl Template>, Fault> {
    let dossier = dossier(&app, &permit, id).await?;
    let offices = applications::offices(&app, &dossier).await?;
    let page = page.titled("submission-title");
    let Dossier { venue, workers, application, .. } = &dossier;
    let locked = application.as_ref().is_some_and(|a| a.state.locks_venue());
    Ok(Html(CheckAnswers {
        id,
        key: uuid_v7(app.now(), app.entropy()).to_string(),
        stage: application.as_ref().map(|a| a.state),
        status: application.as_ref().map(|a| codes::application(&page, a.state)),
        returned: returned(&page, &dossier),
        missing: missing(&app, &page, &dossier),
        parts: Section::ALL.into_iter().map(|section| part(&page, venue, section, locked)).collect(),
        pledge: pledge(&page, &dossier, locked),
        labour: labour(&page, &dossier, locked),
        people: workers.iter().map(|worker| person(&page, id, worker, locked)).collect(),
        gaps: gap_counts(&page, venue, workers, app.today()),
        steps: steps(&page, &offices),
        venue: venue.name.clone(),
        page,
    }))
}

/// What both offices sent back, with their reasons.
fn returned(page: &Page, dossier: &Dossier) -> Vec<Returned> {
    let application = dossier.application.as_ref().filter(|a| a.state == Stage::Returned);
    let words = |track: &Track| Returned {
        what: codes::words(page, "trackkind", track.kind.code()),
        reasons: track.reasons.iter().map(|reason| codes::words(page, "reason", reason)).collect(),
        note: track.note.clone(),
    };
    let tracks = application.map(Application::tracks).into_iter().flatten();
    tracks.filter(|track| track.state == TrackState::Returned).map(words).collect()
}

/// What is missing, and where it is done.
fn missing(app: &App, page: &Page, dossier: &Dossier) -> Vec<(String, String)> {
    let id = dossier.venue.id;
    let place = |code: &str| match code {
        "pledge" | "pledge-outdated" => "pledge".to_owned(),
        other => other.to_owned(),
    };
    applications::missing(dossier, app.today())
        .into_iter()
        .map(|code| (codes::words(page, "missing", code), format!("/venues/{id}/{}", place(code))))
        .collect()
}

fn part(page: &Page, venue: &Venue, section: Section, locked: bool) -> Part {
    let mut rows = facts::signed(page, venue, section);
    rows.extend(facts::beside(page, venue, section));
    let rows = rows.into_iter().map(|row| linked(row, &facts::section_href(venue, section), locked));
    Part { name: facts::section(page, section), rows: rows.collect() }
}

fn linked(row: Row, href: &str, locked: bool) -> Row {
    if locked { row } else { row.change(href) }
}

fn pledge(page: &Page, dossier: &Dossier, locked: bool) -> Vec<Row> {
    let href = format!("/venues/{}/pledge", dossier.venue.id);
    let pledge = dossier.pledge.as_ref();
    let rows = [
        ("submission-signed-by", pledge.map(|p| p.signer_name.clone())),
        ("submission-signed-as", pledge.map(|p| p.signer_capacity.clone())),
        ("submission-signed-at", pledge.map(|p| page.moment(&p.signed_at))),
    ];
    rows.map(|(key, value)| linked(Row::new(page.t(key), value.unwrap_or_default()), &href, locked)).into()
}

fn labour(page: &Page, dossier: &Dossier, locked: bool) -> Vec<Row> {
    let href = format!("/venues/{}/workers", dossier.venue.id);
    let count = match (dossier.workers.len(), dossier.venue.no_employees) {
        (0, true) => page.t("submission-no-employees"),
        (0, false) => String::new(),
        (count, _) => page.number(u32::try_from(count).unwrap_or(u32::MAX)),
    };
    vec![linked(Row::new(page.t("submission-workers"), count), &href, locked)]
}

fn person(page: &Page, id: VenueId, worker: &Worker, locked: bool) -> Row {
    let facts = page.t2(
        "submission-worker",
        "position",
        worker.job.position.as_str(),
        "number",
        worker.person.number.masked(),
    );
    linked(
        Row::new(worker.person.name.as_str(), facts),
        &format!("/venues/{id}/workers/{}", worker.id),
        locked,
    )
}

/// POST `/venues/{id}/submit`
pub(super) async fn submit(
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
    form: Form,
) -> Result<Response, Fault> {
    let key = match form.key() {
        Ok(key) => key,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    match applications::submit(&app, &permit, id, key).await {
        Ok(_) => Ok(Redirect::to(&format!("/venues/{id}/submitted")).into_response()),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &format!("/venues/{id}/check"))),
        Err(error) => Err(error.into()),
    }
}
