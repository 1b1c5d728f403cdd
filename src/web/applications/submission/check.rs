//! The page where the owner checks the answers, and the submission.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::pledges::is_current;
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
use crate::look::{Chip, Kind, Row};
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
    people: Vec<Row>,
    gaps: Vec<Chip>,
    steps: Vec<Step>,
}

impl CheckAnswers {
    fn locked(&self) -> bool {
        self.stage.is_some_and(Stage::locks_venue)
    }
}

/// A section with its answers, and where they are changed.
struct Part {
    name: String,
    href: String,
    /// Shown instead of answers: not filled in, or to be signed again.
    status: Option<Chip>,
    rows: Vec<Row>,
}

/// A track that its office returned.
struct Returned {
    what: String,
    reasons: Vec<String>,
    note: String,
}

/// `GET /venues/{id}/check`
pub(super) async fn check(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Html<impl Template>, Fault> {
    let dossier = dossier(&app, &permit, id).await?;
    let offices = applications::offices_ahead(&app, &dossier).await?;
    let page = page.titled("submission-title");
    let Dossier { venue, workers, application, .. } = &dossier;
    Ok(Html(CheckAnswers {
        id,
        key: uuid_v7(app.now(), app.entropy()).to_string(),
        stage: application.as_ref().map(|a| a.state),
        status: application.as_ref().map(|a| codes::application(&page, a.state)),
        returned: returned(&page, &dossier),
        missing: missing(&app, &page, &dossier),
        parts: parts(&app, &page, &dossier),
        people: workers.iter().map(|worker| person(&page, worker)).collect(),
        gaps: gap_counts(&page, venue, workers, app.today()),
        steps: steps(&page, &offices),
        venue: venue.name.clone(),
        page,
    }))
}

/// The tracks that were returned, with their reasons.
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

/// What is missing, in words, and the address where it is added.
fn missing(app: &App, page: &Page, dossier: &Dossier) -> Vec<(String, String)> {
    let id = dossier.venue.id;
    let place = |code: &str| match code {
        "pledge" | "pledge-outdated" | "pledge-renewal" => "pledge".to_owned(),
        "workers-unconfirmed" => "workers".to_owned(),
        other => other.to_owned(),
    };
    applications::missing(dossier, app.today())
        .into_iter()
        .map(|code| (codes::words(page, "missing", code), format!("/venues/{id}/{}", place(code))))
        .collect()
}

fn parts(app: &App, page: &Page, dossier: &Dossier) -> Vec<Part> {
    let sections = Section::ALL.into_iter().map(|section| part(page, &dossier.venue, section));
    sections.chain([pledge(app, page, dossier), labour(page, dossier)]).collect()
}

fn part(page: &Page, venue: &Venue, section: Section) -> Part {
    let mut rows = facts::signed(page, venue, section);
    rows.extend(facts::beside(page, venue, section));
    let blank = !venue.has(section);
    Part {
        name: facts::section(page, section),
        href: facts::section_href(venue, section),
        status: blank.then(|| Chip::new(Kind::Warn, page.t("submission-blank"))),
        rows: if blank { Vec::new() } else { rows },
    }
}

fn pledge(app: &App, page: &Page, dossier: &Dossier) -> Part {
    let row = |key: &str, value: String| Row::new(page.t(key), value);
    let rows = dossier.pledge.as_ref().map(|pledge| {
        vec![
            row("submission-signed-by", pledge.signer_name.clone()),
            row("submission-signed-as", pledge.signer_capacity.clone()),
            row("submission-signed-at", page.moment(&pledge.signed_at)),
        ]
    });
    let status = match &dossier.pledge {
        None => Some("submission-unsigned"),
        Some(pledge) if !is_current(pledge, &dossier.venue, app.today()) => Some("submission-outdated"),
        Some(_) => None,
    };
    Part {
        name: page.t("submission-pledge"),
        href: format!("/venues/{}/pledge", dossier.venue.id),
        status: status.map(|key| Chip::new(Kind::Warn, page.t(key))),
        rows: rows.unwrap_or_default(),
    }
}

fn labour(page: &Page, dossier: &Dossier) -> Part {
    let count = match (dossier.workers.len(), dossier.venue.no_employees) {
        (0, true) => Some(page.t("submission-no-employees")),
        (0, false) => None,
        (count, _) => Some(page.number(u32::try_from(count).unwrap_or(u32::MAX))),
    };
    Part {
        name: page.t("submission-labour"),
        href: format!("/venues/{}/workers", dossier.venue.id),
        status: count.is_none().then(|| Chip::new(Kind::Warn, page.t("submission-blank"))),
        rows: count.map(|count| Row::new(page.t("submission-workers"), count)).into_iter().collect(),
    }
}

fn person(page: &Page, worker: &Worker) -> Row {
    let (position, number) = (worker.job.position.as_str(), worker.person.number.masked());
    let facts = page.t2("submission-worker", "position", position, "number", number);
    Row::new(worker.person.name.as_str(), facts)
}

/// `POST /venues/{id}/submit`
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
