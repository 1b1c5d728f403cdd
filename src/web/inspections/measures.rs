//! Measures after a visit: the queue of proposals, and the commands of the two officers (endorse, decide, send back).

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, inspections, proposals};
use camket_domain::ids::{InspectionId, ProposalId};
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};
use camket_domain::proposals::{Measure, Wanted};

use super::tabs::{self, Tab};
use super::{MEASURES, VISITS, rows, visits};
use crate::codes::words;
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::{Chip, Pages};
use crate::page::{Html, Page};
use crate::session::May;

/// Most characters of a decision's number.
const NUMBER: usize = 60;
/// Most characters of the reasons.
const NOTE: usize = 2_000;

#[derive(Template)]
#[template(path = "inspections/measures.html")]
struct List {
    page: Page,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    pages: Pages,
}

struct Line {
    href: String,
    venue: String,
    suggested: String,
    since: String,
    state: Chip,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    RawQuery(query): RawQuery,
) -> Result<Html<impl Template>, Fault> {
    let after = Cursor::decode(Form::parse(query.unwrap_or_default().as_bytes()).text("after"));
    let (found, names) = proposals::waiting(&app, &permit, after).await?;
    let page = page.titled("inspections-measures-title");
    let line = |proposal: &camket_domain::proposals::Proposal| Line {
        href: format!("{VISITS}/{}", proposal.inspection),
        venue: names.get(&proposal.venue).cloned().unwrap_or_default(),
        suggested: words(&page, "measure", proposal.measure.code()),
        since: page.moment(&proposal.created_at),
        state: rows::proposal(&page, proposal.state),
    };
    let lines = found.items.iter().map(line).collect();
    let pages = Pages::of(MEASURES, &[], after, found.next);
    Ok(Html(List { tabs: tabs::of(&page, permit.actor(), MEASURES), lines, pages, page }))
}

type Office = May<rights::DecideMeasures>;

pub(super) async fn endorse(
    page: Page,
    State(app): State<App>,
    May(permit): Office,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let dossier = inspections::find(&app, &reader, id).await?;
    let Some((proposal, version)) = dossier.proposal.as_ref().map(|p| p.id).zip(version(&form)) else {
        return Ok(ErrorKind::Unreadable.into_response());
    };
    if let Some(wanted) = read(&mut form) {
        match proposals::endorse(&app, &permit, proposal, version, wanted).await {
            Ok(()) => return Ok(done(id, "inspections-endorsed")),
            Err(AppError::Refused(refusal)) => return Ok(bounce(&refusal, &format!("{VISITS}/{id}"))),
            Err(error) => return Err(error.into()),
        }
    }
    let again = visits::fill(page, &app, permit.actor(), &dossier, form);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(again)).into_response())
}

fn read(form: &mut Form) -> Option<Wanted> {
    let measure = form.chosen("measure", "inspections-measure-what", Measure::from_code);
    let until = form.date("until", "inspections-until-what");
    let decision = form.line("decision", "inspections-decision-what", NUMBER);
    let note = form.line("note", "inspections-note-what", NOTE);
    Some(Wanted { measure: measure?, until: until?, decision: decision?, note: note? })
}

pub(super) async fn decide(
    State(app): State<App>,
    May(permit): Office,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
    form: Form,
) -> Result<Response, Fault> {
    let proposal = proposal_of(&app, &reader, id).await?;
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    told(id, proposals::decide(&app, &permit, proposal, version).await, "inspections-decided")
}

pub(super) async fn send_back(
    State(app): State<App>,
    May(permit): Office,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
    form: Form,
) -> Result<Response, Fault> {
    let proposal = proposal_of(&app, &reader, id).await?;
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    told(id, proposals::send_back(&app, &permit, proposal, version).await, "inspections-sent-back")
}

async fn proposal_of(
    app: &App,
    reader: &Permit<rights::ReadInspections>,
    id: InspectionId,
) -> Result<ProposalId, AppError> {
    let dossier = inspections::find(app, reader, id).await?;
    dossier.proposal.map(|proposal| proposal.id).ok_or(AppError::NotFound)
}

fn told(id: InspectionId, outcome: Result<(), AppError>, said: &str) -> Result<Response, Fault> {
    match outcome {
        Ok(()) => Ok(done(id, said)),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &format!("{VISITS}/{id}"))),
        Err(error) => Err(error.into()),
    }
}

fn done(id: InspectionId, said: &str) -> Response {
    (Flash::success(said), Redirect::to(&format!("{VISITS}/{id}"))).into_response()
}

/// The row version that the page was rendered with.
pub(super) fn version(form: &Form) -> Option<i32> {
    form.text("version").parse().ok()
}
