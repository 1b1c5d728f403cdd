//! Measures after a visit: the queue of proposals, and the commands of the two officers (endorse, decide, send back).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, inspections, measures};
use camket_domain::ids::{InspectionId, ProposalId};
use camket_domain::measures::{EndorsedMeasure, Measure};
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, Permit, rights};

use crate::codes::translate_code;
use crate::inspections::{rows, visits};
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use crate::state::Web;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::look::{Chip, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::routes::Routes;
use camket_shell::session::May;

pub(crate) fn routes() -> Routes<Web> {
    let decides = Action::DecideMeasures;
    Routes::new()
        .get(paths::Measures::PATTERN, Action::ReadInspections, list)
        .post(paths::EndorseMeasure::PATTERN, decides, endorse)
        .post(paths::DecideMeasure::PATTERN, decides, decide)
        .post(paths::SendBackMeasure::PATTERN, decides, send_back)
}

/// Most characters of a decision's number.
const MAX_NUMBER_CHARS: usize = 60;
/// Most characters of the reasons.
const MAX_NOTE_CHARS: usize = 2_000;

#[derive(Template)]
#[template(path = "measures/list.html")]
struct MeasureListPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    lines: Vec<MeasureRow>,
    pages: PageLinks,
}

struct MeasureRow {
    href: String,
    venue: String,
    suggested: String,
    since: String,
    state: Chip,
}

async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    Query(query): Query,
) -> Result<Html<impl Template>, PageError> {
    let after = Cursor::decode(query.text("after"));
    let (found, names) = measures::list_waiting(&app, &permit, after).await?;
    let page = page.with_title("measures-title");
    let line = |proposal: &camket_domain::measures::MeasureProposal| MeasureRow {
        href: paths::Inspection(proposal.inspection).to_string(),
        venue: names.get(&proposal.venue).cloned().unwrap_or_default(),
        suggested: translate_code(&page, "measure", proposal.measure().code()),
        since: page.moment(&proposal.created_at),
        state: rows::build_proposal_chip(&page, proposal.state()),
    };
    let lines = found.items.iter().map(line).collect();
    let pages = PageLinks::new(paths::Measures::PATTERN, &[], after, found.next);
    Ok(Html(MeasureListPage {
        tabs: office_tabs::build(&page, permit.actor(), paths::Measures::PATTERN),
        lines,
        pages,
        page,
    }))
}

type MayDecide = May<rights::DecideMeasures>;

async fn endorse(
    page: Page,
    State(app): State<App>,
    May(permit): MayDecide,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let dossier = inspections::find(&app, &reader, id).await?;
    let version = form.require_version()?;
    let proposal = dossier.proposal.as_ref().map(|p| p.id).ok_or(ErrorKind::Unreadable)?;
    if let Some(wanted) = parse_measure(&mut form) {
        match measures::endorse(&app, &permit, proposal, version, wanted).await {
            Ok(()) => return Ok(redirect_with_success(id, "measures-endorsed")),
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, &paths::Inspection(id).to_string()));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let again = visits::build_page(page, &app, permit.actor(), &dossier, form);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(again)).into_response())
}

fn parse_measure(form: &mut Form) -> Option<EndorsedMeasure> {
    let measure = form.require_choice("measure", "measures-measure-what", Measure::from_code);
    let until = form.parse_date("until", "measures-until-what");
    let decision = form.parse_line("decision", "measures-decision-what", MAX_NUMBER_CHARS);
    let note = form.parse_line("note", "measures-note-what", MAX_NOTE_CHARS);
    Some(EndorsedMeasure { measure: measure?, until: until?, decision: decision?, note: note? })
}

async fn decide(
    State(app): State<App>,
    May(permit): MayDecide,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
    form: Form,
) -> Result<Response, PageError> {
    let proposal = load_proposal_id(&app, &reader, id).await?;
    let version = form.require_version()?;
    render_outcome(id, measures::decide(&app, &permit, proposal, version).await, "measures-decided")
}

async fn send_back(
    State(app): State<App>,
    May(permit): MayDecide,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
    form: Form,
) -> Result<Response, PageError> {
    let proposal = load_proposal_id(&app, &reader, id).await?;
    let version = form.require_version()?;
    render_outcome(id, measures::send_back(&app, &permit, proposal, version).await, "measures-sent-back")
}

async fn load_proposal_id(
    app: &App,
    reader: &Permit<rights::ReadInspections>,
    id: InspectionId,
) -> Result<ProposalId, AppError> {
    let dossier = inspections::find(app, reader, id).await?;
    dossier.proposal.map(|proposal| proposal.id).ok_or(AppError::NotFound)
}

fn render_outcome(
    id: InspectionId,
    outcome: Result<(), AppError>,
    said: &str,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(redirect_with_success(id, said)),
        Err(AppError::Refused(refusal)) => {
            Ok(redirect_with_refusal(&refusal, &paths::Inspection(id).to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

fn redirect_with_success(id: InspectionId, said: &str) -> Response {
    (Flash::success(said), Redirect::to(&paths::Inspection(id).to_string())).into_response()
}
