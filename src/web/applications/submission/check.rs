//! The page where the owner checks the answers, and the submission.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::pledges::is_current;
use camket_app::venues::{VenueDossier, load_dossier};
use camket_app::{App, applications};
use camket_domain::applications::{Application, ApplicationState, Track, TrackState};
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::labour::Worker;
use camket_domain::venues::{MissingStep, Section, Venue};

use super::{OfficeStep, build_steps};
use crate::codes;
use crate::labour::list::count_gaps;
use crate::paths;
use crate::pledges::facts;
use crate::venues::OwnVenue;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};

#[derive(Template)]
#[template(path = "applications/submission/check.html")]
struct CheckAnswersPage {
    page: Page,
    id: VenueId,
    venue: String,
    key: String,
    stage: Option<ApplicationState>,
    status: Option<Chip>,
    returned: Vec<ReturnedTrack>,
    missing: Vec<(String, String)>,
    parts: Vec<AnswerPart>,
    people: Vec<SummaryRow>,
    gaps: Vec<Chip>,
    steps: Vec<OfficeStep>,
    /// Returned, and nothing was changed since.
    unchanged: bool,
    form: Form,
}

impl CheckAnswersPage {
    fn locked(&self) -> bool {
        self.stage.is_some_and(ApplicationState::locks_venue)
    }
}

/// A section with its answers, and where they are changed.
struct AnswerPart {
    name: String,
    href: String,
    /// Shown instead of answers: not filled in, or to be signed again.
    status: Option<Chip>,
    rows: Vec<SummaryRow>,
}

/// A track that its office returned.
struct ReturnedTrack {
    what: String,
    reasons: Vec<String>,
    note: String,
}

/// `GET /venues/{id}/check`
pub(super) async fn show(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Response, PageError> {
    let dossier = load_dossier(&app, &permit, id).await?;
    let offices = applications::list_reviewing_offices(&app, &dossier).await?;
    let page = page.with_title("applications-submission-title");
    let VenueDossier { venue, workers, application, .. } = &dossier;
    Ok(Html(CheckAnswersPage {
        id,
        key: uuid_v7(app.now(), app.entropy()).to_string(),
        stage: application.as_ref().map(|a| a.state),
        status: application.as_ref().map(|a| codes::build_application_chip(&page, a.state)),
        returned: list_returned_tracks(&page, &dossier),
        missing: list_missing(&app, &page, &dossier),
        parts: build_parts(&app, &page, &dossier),
        people: workers.iter().map(|worker| build_worker_row(&page, worker)).collect(),
        gaps: count_gaps(&page, venue, workers, app.today()),
        steps: build_steps(&page, &offices),
        unchanged: applications::is_unchanged_since_return(&dossier),
        form: Form::new(),
        venue: venue.name.clone(),
        page,
    })
    .into_response())
}

/// The tracks that were returned, with their reasons.
fn list_returned_tracks(page: &Page, dossier: &VenueDossier) -> Vec<ReturnedTrack> {
    let application = dossier.application.as_ref().filter(|a| a.state == ApplicationState::Returned);
    let words = |track: &Track| ReturnedTrack {
        what: codes::translate_code(page, "trackkind", track.kind.code()),
        reasons: codes::translate_reasons(page, track),
        note: track.note().to_owned(),
    };
    let tracks = application.map(Application::tracks).into_iter().flatten();
    tracks.filter(|track| track.state() == TrackState::Returned).map(words).collect()
}

/// What is missing, in words, and the address where it is added.
fn list_missing(app: &App, page: &Page, dossier: &VenueDossier) -> Vec<(String, String)> {
    let id = dossier.venue.id;
    let place = |step: MissingStep| match step {
        MissingStep::Identity => paths::IdentitySection(id).into(),
        MissingStep::Place => paths::PlaceSection(id).into(),
        MissingStep::Business => paths::BusinessSection(id).into(),
        MissingStep::Security => paths::SecuritySection(id).into(),
        MissingStep::Representative => paths::RepresentativeSection(id).into(),
        MissingStep::Pledge | MissingStep::PledgeOutdated | MissingStep::PledgeRenewal => {
            paths::Pledge(id).into()
        }
        MissingStep::Workers | MissingStep::WorkersUnconfirmed => paths::Workers(id).into(),
    };
    applications::list_missing_steps(dossier, app.today())
        .into_iter()
        .map(|step| (codes::translate_code(page, "missing", step.code()), place(step)))
        .collect()
}

fn build_parts(app: &App, page: &Page, dossier: &VenueDossier) -> Vec<AnswerPart> {
    let sections = Section::ALL.into_iter().map(|section| build_section_part(page, &dossier.venue, section));
    sections.chain([build_pledge_part(app, page, dossier), build_labour_part(page, dossier)]).collect()
}

fn build_section_part(page: &Page, venue: &Venue, section: Section) -> AnswerPart {
    let mut rows = facts::build_section_rows(page, venue, section);
    rows.extend(facts::build_other_rows(page, venue, section));
    let blank = !venue.has_section(section);
    AnswerPart {
        name: facts::format_section(page, section),
        href: paths::build_section_path(venue.id, section),
        status: blank.then(|| Chip::new(Tone::Warn, page.t("applications-submission-blank"))),
        rows: if blank { Vec::new() } else { rows },
    }
}

fn build_pledge_part(app: &App, page: &Page, dossier: &VenueDossier) -> AnswerPart {
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    let rows = dossier.pledge.as_ref().map(|pledge| {
        vec![
            row("applications-submission-signed-by", pledge.signer_name.clone()),
            row("applications-submission-signed-as", pledge.signer_capacity.clone()),
            row("applications-submission-signed-at", page.moment(&pledge.signed_at)),
        ]
    });
    let status = match &dossier.pledge {
        None => Some("applications-submission-unsigned"),
        Some(pledge) if !is_current(pledge, &dossier.venue, app.today()) => {
            Some("applications-submission-outdated")
        }
        Some(_) => None,
    };
    AnswerPart {
        name: page.t("applications-submission-pledge"),
        href: paths::Pledge(dossier.venue.id).to_string(),
        status: status.map(|key| Chip::new(Tone::Warn, page.t(key))),
        rows: rows.unwrap_or_default(),
    }
}

fn build_labour_part(page: &Page, dossier: &VenueDossier) -> AnswerPart {
    let count = match (dossier.workers.len(), dossier.venue.no_employees) {
        (0, true) => Some(page.t("applications-submission-no-employees")),
        (0, false) => None,
        (count, _) => Some(page.number(u32::try_from(count).unwrap_or(u32::MAX))),
    };
    AnswerPart {
        name: page.t("applications-submission-labour"),
        href: paths::Workers(dossier.venue.id).to_string(),
        status: count.is_none().then(|| Chip::new(Tone::Warn, page.t("applications-submission-blank"))),
        rows: count
            .map(|count| SummaryRow::new(page.t("applications-submission-workers"), count))
            .into_iter()
            .collect(),
    }
}

fn build_worker_row(page: &Page, worker: &Worker) -> SummaryRow {
    let (position, number) = (worker.job.position.as_str(), worker.person.number.masked());
    let facts = page.t2("applications-submission-worker", "position", position, "number", number);
    SummaryRow::new(worker.person.name.as_str(), facts)
}

/// `POST /venues/{id}/submit`
pub(super) async fn submit(
    OwnVenue { app, permit, id, .. }: OwnVenue,
    form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let unchanged = form.text("unchanged") == "yes";
    applications::submit(&app, &permit, id, key, unchanged)
        .await
        .redirect_refusal(paths::CheckAnswers(id))?;
    Ok(Redirect::to(&paths::SubmittedApplication(id).to_string()).into_response())
}
