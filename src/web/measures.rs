//! Measures after a visit: the queue of proposals, and the commands of the two officers (endorse, decide, send back).

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, inspections, measures};
use camket_domain::ids::{InspectionId, ProposalId};
use camket_domain::measures::{EndorsedMeasure, Measure, MeasureProposal};
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::text::lengths::MAX_DECISION_NUMBER_CHARS;
use camket_domain::text::lengths::MAX_REASONS_CHARS;

use crate::codes::translate_code;
use crate::inspections::{rows, visits};
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use crate::state::Web;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::look::{Cell, DataTable, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::routes::Routes;
use camket_shell::session::{May, PageRequest};

pub(crate) fn routes() -> Routes<Web> {
    let decides = Action::DecideMeasures;
    Routes::new()
        .get(paths::Measures::PATTERN, Action::ReadInspections, list)
        .post_confirmed(paths::EndorseMeasure::PATTERN, decides, endorse)
        .post_confirmed(paths::DecideMeasure::PATTERN, decides, decide)
        .post(paths::SendBackMeasure::PATTERN, decides, send_back)
}

#[derive(Template)]
#[template(path = "measures/list.html")]
struct MeasureListPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    table: DataTable,
    pages: PageLinks,
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
    Query(query): Query,
) -> Result<Html<impl Template>, PageError> {
    let after = Cursor::decode(query.text("after"));
    let (found, names) = measures::list_waiting(&app, &permit, after).await?;
    let page = page.with_title("measures-title");
    let row = |proposal: &MeasureProposal| {
        vec![
            Cell::link(
                paths::Inspection(proposal.inspection),
                names.get(&proposal.venue).cloned().unwrap_or_default(),
            ),
            Cell::Text(translate_code(&page, "measure", proposal.measure().code())),
            Cell::Nowrap(page.moment(&proposal.created_at)),
            Cell::Chip(rows::build_proposal_chip(&page, proposal.state())),
        ]
    };
    let heads = ["inspections-venue", "measures-measure", "inspections-since", "inspections-state"];
    let table =
        DataTable { heads: heads.map(|key| page.t(key)).into(), rows: found.items.iter().map(row).collect() };
    let pages = PageLinks::new(paths::Measures::PATTERN, &[], after, found.next);
    Ok(Html(MeasureListPage {
        tabs: office_tabs::build(&page, permit.actor(), paths::Measures::PATTERN),
        table,
        pages,
        page,
    }))
}

type HandlerResult = Result<Response, PageError>;
type InspectionPath = Path<InspectionId>;
type MayRead = May<rights::ReadInspections>;
type MeasureRequest = PageRequest<rights::DecideMeasures>;

async fn endorse(
    PageRequest { page, app, permit }: MeasureRequest,
    May(reader): MayRead,
    Path(id): InspectionPath,
    mut form: Form,
) -> HandlerResult {
    let dossier = inspections::find(&app, &reader, id).await?;
    let version = form.require_version()?;
    let proposal = dossier.proposal.as_ref().map(|p| p.id).ok_or(ErrorKind::Unreadable)?;
    if let Some(wanted) = parse_measure(&mut form) {
        let here = paths::Inspection(id);
        measures::endorse(&app, &permit, proposal, version, wanted).await.redirect_refusal(&here)?;
        return Ok(Flash::success("measures-endorsed").redirect(here));
    }
    let status = form.status();
    Ok((status, Html(visits::build_page(page, &app, permit.actor(), &dossier, form))).into_response())
}

fn parse_measure(form: &mut Form) -> Option<EndorsedMeasure> {
    let measure = form.require_choice("measure", "measures-measure-what", Measure::from_code);
    let until = form.parse_date("until", "measures-until-what");
    let decision = form.parse_line("decision", "measures-decision-what", MAX_DECISION_NUMBER_CHARS);
    let note = form.parse_line("note", "measures-note-what", MAX_REASONS_CHARS);
    Some(EndorsedMeasure { measure: measure?, until: until?, decision: decision?, note: note? })
}

/// What a second officer does with an endorsed measure.
#[derive(Clone, Copy)]
enum SecondStep {
    Decide,
    SendBack,
}

async fn decide(request: MeasureRequest, reader: MayRead, id: InspectionPath, form: Form) -> HandlerResult {
    run_second_step(request, reader, id, form.require_version()?, SecondStep::Decide).await
}

async fn send_back(
    request: MeasureRequest,
    reader: MayRead,
    id: InspectionPath,
    form: Form,
) -> HandlerResult {
    run_second_step(request, reader, id, form.require_version()?, SecondStep::SendBack).await
}

async fn run_second_step(
    PageRequest { app, permit, .. }: MeasureRequest,
    May(reader): MayRead,
    Path(id): InspectionPath,
    version: i32,
    step: SecondStep,
) -> HandlerResult {
    let here = paths::Inspection(id);
    let proposal = load_proposal_id(&app, &reader, id).await?;
    let (outcome, done) = match step {
        SecondStep::Decide => (measures::decide(&app, &permit, proposal, version).await, "measures-decided"),
        SecondStep::SendBack => {
            (measures::send_back(&app, &permit, proposal, version).await, "measures-sent-back")
        }
    };
    outcome.redirect_refusal(&here)?;
    Ok(Flash::success(done).redirect(here))
}

async fn load_proposal_id(
    app: &App,
    reader: &Permit<rights::ReadInspections>,
    id: InspectionId,
) -> Result<ProposalId, AppError> {
    let dossier = inspections::find(app, reader, id).await?;
    dossier.proposal.map(|proposal| proposal.id).ok_or(AppError::NotFound)
}
