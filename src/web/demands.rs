//! Demands: the list by state, and the page of one with the forms that close it.

mod api;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, demands};
use camket_domain::accounts::Actor;
use camket_domain::demands::{Demand, DemandClosure, DemandState};
use camket_domain::ids::DemandId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, rights};
use time::Date;

use crate::codes::{add_field_error, translate_code};
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Chip, PageLinks, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::routes::{Access, Routes};
use camket_shell::session::May;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .api(Access::Guarded(Action::Inspect), api::__path_close, api::close)
        .get(paths::Demands::PATTERN, Action::ReadInspections, list)
        .get(paths::Demand::PATTERN, Action::ReadInspections, show)
        .post(paths::MeetDemand::PATTERN, Action::Inspect, meet)
        .post(paths::WithdrawDemand::PATTERN, Action::HandleAlerts, withdraw)
}

/// Most characters of a note.
const MAX_NOTE_CHARS: usize = 1_000;

#[derive(Template)]
#[template(path = "demands/list.html")]
struct DemandListPage {
    page: Page,
    tabs: Vec<OfficeTab>,
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

async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    Query(form): Query,
) -> Result<Html<impl Template>, PageError> {
    let state = DemandState::from_code(form.text("state")).unwrap_or(DemandState::Open);
    let after = Cursor::decode(form.text("after"));
    let (found, names) = demands::list(&app, &permit, state, after).await?;
    let page = page.with_title("demands-title");
    let line = |demand: &Demand| DemandRow {
        href: paths::Demand(demand.id).to_string(),
        text: demand.text.clone(),
        venue: names.get(&demand.venue).cloned().unwrap_or_default(),
        due: page.date(&demand.due_on),
        state: build_state_chip(&page, demand, app.today()),
    };
    let lines = found.items.iter().map(line).collect();
    let view = |one: &DemandState| {
        let href = links::with_query(paths::Demands::PATTERN, &[("state", one.code())]);
        (href, translate_code(&page, "demand", one.code()), *one == state)
    };
    Ok(Html(DemandListPage {
        views: DemandState::ALL.iter().map(view).collect(),
        tabs: office_tabs::build(&page, permit.actor(), paths::Demands::PATTERN),
        pages: PageLinks::new(paths::Demands::PATTERN, &[("state", state.code())], after, found.next),
        lines,
        page,
    }))
}

#[derive(Template)]
#[template(path = "demands/show.html")]
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

async fn show(
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
    let open = demand.state() == DemandState::Open;
    let mut facts = vec![
        SummaryRow::new(page.t("demands-due-label"), page.date(&demand.due_on)),
        SummaryRow::new(page.t("demands-basis"), demand.basis.as_str()),
    ];
    if let Some(DemandClosure { by, note }) = demand.closure() {
        let by = format!("{}, {}", by.name, page.moment(&by.at));
        facts.push(SummaryRow::new(page.t("demands-closed"), by));
        facts.push(SummaryRow::new(page.t("demands-seen"), note.as_str()));
    }
    DemandPage {
        id: demand.id,
        state: build_state_chip(&page, demand, app.today()),
        rows: facts,
        inspection: paths::Inspection(demand.inspection).to_string(),
        may_meet: open && actor.may(Action::Inspect),
        may_withdraw: open && actor.may(Action::HandleAlerts),
        form,
        page,
    }
}

async fn meet(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::Inspect>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<DemandId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let demand = demands::find(&app, &reader, id).await?;
    let version = form.require_version()?;
    let Some(note) = parse_note(&mut form) else {
        return Ok(render_invalid_form(page, &app, reader.actor(), &demand, form));
    };
    let outcome = demands::meet(&app, &permit, id, version, &note).await;
    render_outcome(page, &app, reader.actor(), &demand, form, outcome)
}

async fn withdraw(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::HandleAlerts>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<DemandId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let demand = demands::find(&app, &reader, id).await?;
    let version = form.require_version()?;
    let Some(note) = parse_note(&mut form) else {
        return Ok(render_invalid_form(page, &app, reader.actor(), &demand, form));
    };
    let outcome = demands::withdraw(&app, &permit, id, version, &note).await;
    render_outcome(page, &app, reader.actor(), &demand, form, outcome)
}

fn parse_note(form: &mut Form) -> Option<String> {
    form.require_line("note", "demands-seen-what", MAX_NOTE_CHARS)
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
    let here = paths::Demand(demand.id).to_string();
    match outcome {
        Ok(()) => Ok((Flash::success("demands-flash-closed"), Redirect::to(&here)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(redirect_with_refusal(&refusal, &here)),
        Err(error) => {
            add_field_error(&mut form, error)?;
            Ok(render_invalid_form(page, app, actor, demand, form))
        }
    }
}

/// Chip of a demand's state, or "overdue" after its due date.
pub(crate) fn build_state_chip(page: &Page, demand: &Demand, today: Date) -> Chip {
    if demand.is_overdue(today) {
        return Chip::new(Tone::Bad, page.t("demands-overdue"));
    }
    let look = match demand.state() {
        DemandState::Open => Tone::Warn,
        DemandState::Met => Tone::Good,
        DemandState::Withdrawn => Tone::Neutral,
    };
    Chip::new(look, translate_code(page, "demand", demand.state().code()))
}
