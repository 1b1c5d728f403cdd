//! Demands: the list by state, and the page of one with the forms that close it.

mod api;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{App, demands};
use camket_domain::accounts::Actor;
use camket_domain::demands::{Demand, DemandClosure, DemandState};
use camket_domain::ids::DemandId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::text::lengths::MAX_NOTE_CHARS;
use time::Date;

use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Cell, Chip, DataTable, PageLinks, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::routes::{Access, Routes};
use camket_shell::session::{May, PageRequest};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .api(Access::Guarded(Action::Inspect), api::__path_close, api::close)
        .get(paths::Demands::PATTERN, Action::ReadInspections, list)
        .get(paths::Demand::PATTERN, Action::ReadInspections, show)
        .post(paths::MeetDemand::PATTERN, Action::Inspect, meet)
        .post(paths::WithdrawDemand::PATTERN, Action::HandleAlerts, withdraw)
}

#[derive(Template)]
#[template(path = "demands/list.html")]
struct DemandListPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    views: Vec<(String, String, bool)>,
    table: DataTable,
    pages: PageLinks,
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
    Query(form): Query,
) -> Result<Html<impl Template>, PageError> {
    let state = DemandState::from_code(form.text("state")).unwrap_or(DemandState::Open);
    let after = Cursor::decode(form.text("after"));
    let (found, names) = demands::list(&app, &permit, state, after).await?;
    let page = page.with_title("demands-title");
    let row = |demand: &Demand| {
        vec![
            Cell::link(paths::Demand(demand.id), demand.text.as_str()),
            Cell::Text(names.get(&demand.venue).cloned().unwrap_or_default()),
            Cell::Nowrap(page.date(&demand.due_on)),
            Cell::Chip(build_state_chip(&page, demand, app.today())),
        ]
    };
    let heads = ["demands-demand", "inspections-venue", "demands-due-label", "inspections-state"];
    let table =
        DataTable { heads: heads.map(|key| page.t(key)).into(), rows: found.items.iter().map(row).collect() };
    let view = |one: &DemandState| {
        let href = links::with_query(paths::Demands::PATTERN, &[("state", one.code())]);
        (href, translate_code(&page, "demand", one.code()), *one == state)
    };
    Ok(Html(DemandListPage {
        views: DemandState::ALL.iter().map(view).collect(),
        tabs: office_tabs::build(&page, permit.actor(), paths::Demands::PATTERN),
        pages: PageLinks::new(paths::Demands::PATTERN, &[("state", state.code())], after, found.next),
        table,
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
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
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

type MayRead = May<rights::ReadInspections>;
type DemandPath = Path<DemandId>;
type HandlerResult = Result<Response, PageError>;

/// How a demand is closed, by whom it may be.
enum Closing {
    Meet(Permit<rights::Inspect>),
    Withdraw(Permit<rights::HandleAlerts>),
}

type InspectorRequest = PageRequest<rights::Inspect>;
type OfficerRequest = PageRequest<rights::HandleAlerts>;

async fn meet(request: InspectorRequest, reader: MayRead, id: DemandPath, form: Form) -> HandlerResult {
    let PageRequest { page, app, permit } = request;
    close(page, app, reader, id, form, Closing::Meet(permit)).await
}

async fn withdraw(request: OfficerRequest, reader: MayRead, id: DemandPath, form: Form) -> HandlerResult {
    let PageRequest { page, app, permit } = request;
    close(page, app, reader, id, form, Closing::Withdraw(permit)).await
}

async fn close(
    page: Page,
    app: App,
    May(reader): MayRead,
    Path(id): DemandPath,
    mut form: Form,
    closing: Closing,
) -> HandlerResult {
    let demand = demands::find(&app, &reader, id).await?;
    let version = form.require_version()?;
    if let Some(note) = form.require_line("note", "demands-seen-what", MAX_NOTE_CHARS) {
        let outcome = match closing {
            Closing::Meet(permit) => demands::meet(&app, &permit, id, version, &note).await,
            Closing::Withdraw(permit) => demands::withdraw(&app, &permit, id, version, &note).await,
        };
        if form.require_success(outcome).redirect_refusal(paths::Demand(id))?.is_some() {
            return Ok(Flash::success("demands-flash-closed").redirect(paths::Demand(id)));
        }
    }
    Ok((form.status(), Html(build_page(page, &app, reader.actor(), &demand, form))).into_response())
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
