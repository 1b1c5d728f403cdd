//! Demands: the list by state, and the page of one with the forms that close it.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, demands};
use camket_domain::accounts::{Actor, Role};
use camket_domain::demands::{Demand, State as Standing};
use camket_domain::ids::DemandId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::rights;

use super::measures::version;
use super::tabs::{self, Tab};
use super::{DEMANDS, VISITS, rows};
use crate::codes::{beside_field, words};
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::links;
use crate::look::{Chip, Pages, Row};
use crate::page::{Html, Page};
use crate::session::May;

/// Most characters of a note.
const NOTE: usize = 1_000;

#[derive(Template)]
#[template(path = "inspections/demands.html")]
struct List {
    page: Page,
    tabs: Vec<Tab>,
    views: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    pages: Pages,
}

struct Line {
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
) -> Result<Html<impl Template>, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let state = Standing::from_code(form.text("state")).unwrap_or(Standing::Open);
    let after = Cursor::decode(form.text("after"));
    let (found, names) = demands::list(&app, &permit, state, after).await?;
    let page = page.titled("inspections-demands-title");
    let line = |demand: &Demand| Line {
        href: format!("{DEMANDS}/{}", demand.id),
        text: demand.text.clone(),
        venue: names.get(&demand.venue).cloned().unwrap_or_default(),
        due: page.date(&demand.due_on),
        state: rows::demand(&page, demand, app.today()),
    };
    let lines = found.items.iter().map(line).collect();
    let view = |one: &Standing| {
        let href = links::with_query(DEMANDS, &[("state", one.code())]);
        (href, words(&page, "demand", one.code()), *one == state)
    };
    Ok(Html(List {
        views: Standing::ALL.iter().map(view).collect(),
        tabs: tabs::of(&page, permit.actor(), DEMANDS),
        pages: Pages::of(DEMANDS, &[("state", state.code())], after, found.next),
        lines,
        page,
    }))
}

#[derive(Template)]
#[template(path = "inspections/demand.html")]
struct Show {
    page: Page,
    form: Form,
    id: DemandId,
    state: Chip,
    rows: Vec<Row>,
    inspection: String,
    may_meet: bool,
    may_withdraw: bool,
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    Path(id): Path<DemandId>,
) -> Result<Response, Fault> {
    let demand = demands::find(&app, &permit, id).await?;
    let form = Form::filled([("version", demand.version.to_string())]);
    Ok(Html(fill(page, &app, permit.actor(), &demand, form)).into_response())
}

fn fill(page: Page, app: &App, actor: &Actor, demand: &Demand, form: Form) -> Show {
    let page = page.titled_text(demand.text.clone()).checked(&form);
    let open = demand.state == Standing::Open;
    let mut facts = vec![
        Row::new(page.t("inspections-due-label"), page.date(&demand.due_on)),
        Row::new(page.t("inspections-basis"), demand.basis.as_str()),
    ];
    if let Some(at) = demand.closed_at {
        let by = format!("{}, {}", demand.closed_by_name, page.moment(&at));
        facts.push(Row::new(page.t("inspections-closed"), by));
        facts.push(Row::new(page.t("inspections-seen"), demand.note.as_str()));
    }
    Show {
        id: demand.id,
        state: rows::demand(&page, demand, app.today()),
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
) -> Result<Response, Fault> {
    let demand = demands::find(&app, &reader, id).await?;
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    let Some(note) = note(&mut form) else { return Ok(again(page, &app, reader.actor(), &demand, form)) };
    let outcome = demands::meet(&app, &permit, id, version, &note).await;
    answer(page, &app, reader.actor(), &demand, form, outcome)
}

pub(super) async fn withdraw(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::HandleAlerts>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<DemandId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let demand = demands::find(&app, &reader, id).await?;
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    let Some(note) = note(&mut form) else { return Ok(again(page, &app, reader.actor(), &demand, form)) };
    let outcome = demands::withdraw(&app, &permit, id, version, &note).await;
    answer(page, &app, reader.actor(), &demand, form, outcome)
}

fn note(form: &mut Form) -> Option<String> {
    form.required_line("note", "inspections-seen-what", NOTE)
}

fn again(page: Page, app: &App, actor: &Actor, demand: &Demand, form: Form) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(fill(page, app, actor, demand, form))).into_response()
}

fn answer(
    page: Page,
    app: &App,
    actor: &Actor,
    demand: &Demand,
    mut form: Form,
    outcome: Result<(), AppError>,
) -> Result<Response, Fault> {
    let here = format!("{DEMANDS}/{}", demand.id);
    match outcome {
        Ok(()) => Ok((Flash::success("inspections-demand-closed"), Redirect::to(&here)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &here)),
        Err(error) => {
            beside_field(&mut form, error)?;
            Ok(again(page, app, actor, demand, form))
        }
    }
}
