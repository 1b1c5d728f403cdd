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
use crate::error_kind::ErrorKind;
use crate::flash::Flash;
use crate::form::{Form, Query};
use crate::inspections::{VISITS, rows, visits};
use crate::look::{Chip, PageLinks};
use crate::office_tabs::{self, OfficeTab};
use crate::page::{Html, Page};
use crate::page_error::{PageError, redirect_with_refusal};
use crate::routes::Routes;
use crate::session::May;
use crate::state::Web;

pub(crate) const MEASURES: &str = "/inspections/measures";

pub(crate) fn routes() -> Routes<Web> {
    let decides = Action::DecideMeasures;
    Routes::new()
        .get(MEASURES, Action::ReadInspections, list)
        .post("/inspections/{inspection}/endorse", decides, endorse)
        .post("/inspections/{inspection}/decide", decides, decide)
        .post("/inspections/{inspection}/send-back", decides, send_back)
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
        href: format!("{VISITS}/{}", proposal.inspection),
        venue: names.get(&proposal.venue).cloned().unwrap_or_default(),
        suggested: translate_code(&page, "measure", proposal.measure().code()),
        since: page.moment(&proposal.created_at),
        state: rows::build_proposal_chip(&page, proposal.state()),
    };
    let lines = found.items.iter().map(line).collect();
    let pages = PageLinks::new(MEASURES, &[], after, found.next);
    Ok(Html(MeasureListPage {
        tabs: office_tabs::build(&page, permit.actor(), MEASURES),
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
                return Ok(redirect_with_refusal(&refusal, &format!("{VISITS}/{id}")));
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
        Err(AppError::Refused(refusal)) => Ok(redirect_with_refusal(&refusal, &format!("{VISITS}/{id}"))),
        Err(error) => Err(error.into()),
    }
}

fn redirect_with_success(id: InspectionId, said: &str) -> Response {
    (Flash::success(said), Redirect::to(&format!("{VISITS}/{id}"))).into_response()
}
