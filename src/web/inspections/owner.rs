//! The owner's side: the records of a venue, a reply, a request for another inspection.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::inspections::{self, Dossier};
use camket_app::{App, AppError};
use camket_domain::ids::{InspectionId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::permissions::rights;
use camket_domain::proposals::State as Progress;

use super::measures::version;
use super::rows::{self, Line};
use crate::codes::words;
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::{Chip, Row};
use crate::page::{Html, Page};
use crate::pdf;
use crate::session::May;

/// Most characters of a reply.
const WORDS: usize = 4_000;

#[derive(Template)]
#[template(path = "inspections/own_list.html")]
struct List {
    page: Page,
    venue: VenueId,
    lines: Vec<Visit>,
}

struct Visit {
    href: String,
    number: String,
    day: String,
    conclusion: Chip,
    state: Chip,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(venue): Path<VenueId>,
) -> Result<Html<impl Template>, Fault> {
    let found = inspections::of_own_venue(&app, &permit, venue).await?;
    let page = page.titled("inspections-own-title");
    let line = |one: &Inspection| Visit {
        href: address(venue, one.id),
        number: one.number.to_string(),
        day: rows::day(&page, one),
        conclusion: rows::conclusion(&page, one.conclusion),
        state: rows::state(&page, one.state),
    };
    let lines = found.iter().map(line).collect();
    Ok(Html(List { venue, lines, page }))
}

fn address(venue: VenueId, id: InspectionId) -> String {
    format!("/venues/{venue}/inspections/{id}")
}

#[derive(Template)]
#[template(path = "inspections/own.html")]
struct Show {
    page: Page,
    form: Form,
    here: String,
    back: String,
    conclusion: Chip,
    rows: Vec<Row>,
    findings: Vec<Line>,
    demands: Vec<Line>,
    reply: Option<(String, String)>,
    may_reply: bool,
    asked: Option<String>,
    decided: Vec<Row>,
}

type Id = Path<(VenueId, InspectionId)>;

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path((venue, id)): Id,
) -> Result<Html<impl Template>, Fault> {
    let dossier = inspections::own(&app, &permit, venue, id).await?;
    let form = Form::filled([("version", dossier.inspection.version.to_string())]);
    Ok(Html(fill(page, &app, &dossier, form)))
}

fn fill(page: Page, app: &App, dossier: &Dossier, form: Form) -> Show {
    let inspection = &dossier.inspection;
    let title = page.t1("inspections-own-one", "number", inspection.number.to_string());
    let page = page.titled_text(title).checked(&form);
    Show {
        here: address(inspection.venue, inspection.id),
        back: format!("/venues/{}/inspections", inspection.venue),
        conclusion: rows::conclusion(&page, inspection.conclusion),
        rows: rows::facts(&page, inspection, &dossier.team.name),
        findings: rows::findings(&inspection.report),
        demands: rows::demands_of(&page, dossier, app.today(), false),
        reply: inspection.reply.as_ref().map(|r| (r.words.clone(), page.moment(&r.at))),
        may_reply: inspection.reply.is_none() && app.today() <= inspection.reply_due,
        asked: inspection.asked_again_at.map(|at| page.moment(&at)),
        decided: decided(&page, dossier),
        form,
        page,
    }
}

/// The decided measure; empty while the office has not decided.
fn decided(page: &Page, dossier: &Dossier) -> Vec<Row> {
    let Some(proposal) = dossier.proposal.as_ref().filter(|p| p.state == Progress::Decided) else {
        return Vec::new();
    };
    let mut rows =
        vec![Row::new(page.t("inspections-measure"), words(page, "measure", proposal.measure.code()))];
    if proposal.measure.touches_certificate() {
        rows.push(Row::new(page.t("inspections-decision"), proposal.decision.as_str()));
    }
    rows.extend(proposal.until.map(|day| Row::new(page.t("inspections-until"), page.date(&day))));
    rows
}

pub(super) async fn paper(
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path((venue, id)): Id,
) -> Result<Response, Fault> {
    let dossier = inspections::own(&app, &permit, venue, id).await?;
    let paper = inspections::record_pdf(&app, &dossier)?;
    Ok(pdf::answer(paper, &["bien ban kiem tra", &dossier.inspection.number.to_string()]))
}

pub(super) async fn reply(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path((venue, id)): Id,
    mut form: Form,
) -> Result<Response, Fault> {
    let dossier = inspections::own(&app, &permit, venue, id).await?;
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    let Some(words) = form.required("words", "inspections-reply-what") else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(fill(page, &app, &dossier, form))).into_response());
    };
    let words: String = camket_domain::text::nfc(&words).chars().take(WORDS).collect();
    let outcome = inspections::reply(&app, &permit, (venue, id, version), &words).await;
    told(venue, id, outcome, "inspections-replied")
}

pub(super) async fn again(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path((venue, id)): Id,
    mut form: Form,
) -> Result<Response, Fault> {
    let dossier = inspections::own(&app, &permit, venue, id).await?;
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    let Some(words) = form.required("why", "inspections-again-what") else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(fill(page, &app, &dossier, form))).into_response());
    };
    let words: String = camket_domain::text::nfc(&words).chars().take(WORDS).collect();
    let outcome = inspections::ask_again(&app, &permit, (venue, id, version), &words).await;
    told(venue, id, outcome, "inspections-asked")
}

fn told(
    venue: VenueId,
    id: InspectionId,
    outcome: Result<(), AppError>,
    said: &str,
) -> Result<Response, Fault> {
    let here = address(venue, id);
    match outcome {
        Ok(()) => Ok((Flash::success(said), Redirect::to(&here)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &here)),
        Err(error) => Err(error.into()),
    }
}
