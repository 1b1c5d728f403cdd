//! Demands: the list by state, and the page of one with the forms that close it.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, demands};
use camket_domain::accounts::{Actor, Role};
use camket_domain::demands::{Demand, DemandState};
use camket_domain::ids::DemandId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::rights;

use super::measures::parse_version;
use super::tabs::{self, InspectionTab};
use super::{DEMANDS, VISITS, rows};
use crate::codes::{add_field_error, translate_code};
use crate::error_kind::ErrorKind;
use crate::flash::Flash;
use crate::form::Form;
use crate::links;
use crate::look::{Chip, PageLinks, SummaryRow};
use crate::page::{Html, Page};
use crate::page_error::{PageError, redirect_with_refusal};
use crate::session::May;

/// Most characters of a note.
const MAX_NOTE_CHARS: usize = 1_000;

#[derive(Template)]
#[template(path = "inspections/demands.html")]
struct DemandListPage {
    page: Page,
    tabs: Vec<InspectionTab>,
    views: Vec<(String, String, bool)>,
    lines: Vec<DemandRow>,
    pages: PageLinks,
}

struct DemandRow {
    href: String,
    text: String,
    venue: String,
    due: String,
    state: Chip,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    RawQuery(query): RawQuery,
) -> Result<Html<impl Template>, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let state = DemandState::from_code(form.text("state")).unwrap_or(DemandState::Open);
    let after = Cursor::decode(form.text("after"));
    let (found, names) = demands::list(&app, &permit, state, after).await?;
    let page = page.with_title("inspections-demands-title");
    let line = |demand: &Demand| DemandRow {
        href: format!("{DEMANDS}/{}", demand.id),
        text: demand.text.clone(),
        venue: names.get(&demand.venue).cloned().unwrap_or_default(),
        due: page.date(&demand.due_on),
        state: rows::build_demand_chip(&page, demand, app.today()),
    };
    let lines = found.items.iter().map(line).collect();
    let view = |one: &DemandState| {
        let href = links::with_query(DEMANDS, &[("state", one.code())]);
        (href, translate_code(&page, "demand", one.code()), *one == state)
    };
    Ok(Html(DemandListPage {
        views: DemandState::ALL.iter().map(view).collect(),
        tabs: tabs::build(&page, permit.actor(), DEMANDS),
        pages: PageLinks::new(DEMANDS, &[("state", state.code())], after, found.next),
        lines,
        page,
    }))
}

#[derive(Template)]
#[template(path = "inspections/demand.html")]
struct DemandPage {
    page: Page,
    form: Form,
    id: DemandId,
    state: Chip,
    rows: Vec<SummaryRow>,
    inspection: String,
    may_meet: bool,
    may_withdraw: bool,
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    Path(id): Path<DemandId>,
) -> Result<Response, PageError> {
    let demand = demands::find(&app, &permit, id).await?;
    let form = Form::from_fields([("version", demand.version.to_string())]);
    Ok(Html(build_page(page, &app, permit.actor(), &demand, form)).into_response())
}

fn build_page(page: Page, app: &App, actor: &Actor, demand: &Demand, form: Form) -> DemandPage {
    let page = page.with_title_text(demand.text.clone()).with_form_errors(&form);
    let open = demand.state == DemandState::Open;
    let mut facts = vec![
        SummaryRow::new(page.t("inspections-due-label"), page.date(&demand.due_on)),
        SummaryRow::new(page.t("inspections-basis"), demand.basis.as_str()),
    ];
    if let Some(at) = demand.closed_at {
        let by = format!("{}, {}", demand.closed_by_name, page.moment(&at));
        facts.push(SummaryRow::new(page.t("inspections-closed"), by));
        facts.push(SummaryRow::new(page.t("inspections-seen"), demand.note.as_str()));
    }
    DemandPage {
        id: demand.id,
        state: rows::build_demand_chip(&page, demand, app.today()),
        rows: facts,
        inspection: format!("{VISITS}/{}", demand.inspection),
        may_meet: open && actor.role == Role::Inspector,
        may_withdraw: open && matches!(actor.role, Role::CommuneOfficer | Role::LabourOfficer),
        form,
        page,
    }
}

pub(super) async fn meet(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::Inspect>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<DemandId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let demand = demands::find(&app, &reader, id).await?;
    let Some(version) = parse_version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    let Some(note) = parse_note(&mut form) else {
        return Ok(render_invalid_form(page, &app, reader.actor(), &demand, form));
    };
    let outcome = demands::meet(&app, &permit, id, version, &note).await;
    render_outcome(page, &app, reader.actor(), &demand, form, outcome)
}

pub(super) async fn withdraw(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::HandleAlerts>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<DemandId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let demand = demands::find(&app, &reader, id).await?;
    let Some(version) = parse_version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    let Some(note) = parse_note(&mut form) else {
        return Ok(render_invalid_form(page, &app, reader.actor(), &demand, form));
    };
    let outcome = demands::withdraw(&app, &permit, id, version, &note).await;
    render_outcome(page, &app, reader.actor(), &demand, form, outcome)
}

fn parse_note(form: &mut Form) -> Option<String> {
    form.require_line("note", "inspections-seen-what", MAX_NOTE_CHARS)
}

fn render_invalid_form(page: Page, app: &App, actor: &Actor, demand: &Demand, form: Form) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(build_page(page, app, actor, demand, form))).into_response()
}

fn render_outcome(
    page: Page,
    app: &App,
    actor: &Actor,
    demand: &Demand,
    mut form: Form,
    outcome: Result<(), AppError>,
) -> Result<Response, PageError> {
    let here = format!("{DEMANDS}/{}", demand.id);
    match outcome {
        Ok(()) => Ok((Flash::success("inspections-demand-closed"), Redirect::to(&here)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(redirect_with_refusal(&refusal, &here)),
        Err(error) => {
            add_field_error(&mut form, error)?;
            Ok(render_invalid_form(page, app, actor, demand, form))
        }
    }
}
