//! Inspection plans: list, draw, show with the seed, redraw, approve, give up.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::plans::{self, PlanDossier, VENUES_PER_PAGE, find_area_name};
use camket_app::{App, AppError, teams};
use camket_domain::accounts::Actor;
use camket_domain::ids::{PlanId, TeamId, uuid_v7};
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::plans::{Plan, PlanState};

use crate::codes::translate_code;
use crate::confirmation::ConfirmQuestion;
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Cell, Chip, Choice, DataTable, PageLinks, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::routes::Routes;
use camket_shell::session::{May, PageRequest};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::Plans::PATTERN, Action::ReadInspections, list)
        .post(paths::Plans::PATTERN, Action::DrawPlans, draw)
        .get(paths::Plan::PATTERN, Action::ReadInspections, show)
        .post(paths::RedrawPlan::PATTERN, Action::DrawPlans, redraw)
        .post_confirmed(paths::ApprovePlan::PATTERN, Action::ApprovePlans, approve)
        .get(paths::DropPlan::PATTERN, Action::ApprovePlans, show_give_up)
        .post(paths::DropPlan::PATTERN, Action::ApprovePlans, give_up)
}

#[derive(Template)]
#[template(path = "plans/list.html")]
struct PlanListPage {
    page: Page,
    form: Form,
    tabs: Vec<OfficeTab>,
    table: DataTable,
    teams: Vec<Choice>,
    periods: Vec<Choice>,
    pages: PageLinks,
    may_draw: bool,
}

fn build_state_chip(page: &Page, state: PlanState) -> Chip {
    let look = match state {
        PlanState::Draft => Tone::Warn,
        PlanState::Approved => Tone::Good,
        PlanState::Dropped => Tone::Neutral,
    };
    Chip::new(look, translate_code(page, "planstate", state.code()))
}

fn format_period(page: &Page, plan: &Plan) -> String {
    match plan.quarter {
        Some(quarter) => page.t2("plans-quarter", "quarter", quarter, "year", plan.year.to_string()),
        None => page.t1("plans-year", "year", plan.year.to_string()),
    }
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let after = Cursor::decode(query.text("after"));
    let form = Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    Ok(Html(build_list_page(page, &app, &permit, after, form).await?).into_response())
}

async fn build_list_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    after: Option<Cursor>,
    form: Form,
) -> Result<PlanListPage, AppError> {
    let page = page.with_title("plans-title").with_form_errors(&form);
    let (found, names) = plans::list(app, permit, after).await?;
    let row = |plan: &Plan| {
        vec![
            Cell::link(paths::Plan(plan.id), format_period(&page, plan)),
            Cell::Text(names.get(&plan.team).cloned().unwrap_or_default()),
            Cell::Text(page.number(count_visits(plan))),
            Cell::Chip(build_state_chip(&page, plan.state())),
        ]
    };
    let heads = ["plans-period", "teams-team", "plans-visits", "inspections-state"];
    let table =
        DataTable { heads: heads.map(|key| page.t(key)).into(), rows: found.items.iter().map(row).collect() };
    let teams = teams::list(app, permit).await?;
    let year = app.today().year();
    let mut periods = vec![Choice::new(year.to_string(), page.t1("plans-year", "year", year.to_string()))];
    periods.extend((1..=4).map(|q| build_quarter_choice(&page, year, q)));
    let next = year + 1;
    periods.push(Choice::new(next.to_string(), page.t1("plans-year", "year", next.to_string())));
    periods.extend((1..=4).map(|q| build_quarter_choice(&page, next, q)));
    Ok(PlanListPage {
        tabs: office_tabs::build(&page, permit.actor(), paths::Plans::PATTERN),
        may_draw: permit.actor().may(Action::DrawPlans),
        teams: teams.iter().map(|team| Choice::new(team.id.to_string(), team.name.as_str())).collect(),
        periods,
        pages: PageLinks::new(paths::Plans::PATTERN, &[], after, found.next),
        table,
        form,
        page,
    })
}

fn count_visits(plan: &Plan) -> i64 {
    i64::try_from(plan.visits.len()).unwrap_or(i64::MAX)
}

fn build_quarter_choice(page: &Page, year: i32, quarter: u8) -> Choice {
    let label = page.t2("plans-quarter", "quarter", quarter, "year", year.to_string());
    Choice::new(format!("{year}-{quarter}"), label)
}

async fn draw(
    PageRequest { page, app, permit }: PageRequest<rights::DrawPlans>,
    May(reader): May<rights::ReadInspections>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let team = form.require_choice("team", "teams-team-what", |text| text.parse::<TeamId>().ok());
    let period = form.require_choice("period", "plans-period-what", parse_period);
    if let (Some(team), Some(period)) = (team, period)
        && let Some(id) = form.require_success(plans::draw_plan(&app, &permit, key, team, period).await)?
    {
        return Ok(Flash::success("plans-drawn").redirect(paths::Plan(id)));
    }
    Ok((form.status(), Html(build_list_page(page, &app, &reader, None, form).await?)).into_response())
}

/// Parses a year and a quarter: `2026` or `2026-4`.
fn parse_period(text: &str) -> Option<(i32, Option<u8>)> {
    match text.split_once('-') {
        Some((year, quarter)) => Some((year.parse().ok()?, Some(quarter.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

#[derive(Template)]
#[template(path = "plans/show.html")]
struct PlanPage {
    page: Page,
    form: Form,
    id: PlanId,
    state: Chip,
    rows: Vec<SummaryRow>,
    visits: Vec<PlannedVisitRow>,
    /// Position of the first visit shown, counted from 1.
    from: usize,
    pages: PageLinks,
    may_redraw: bool,
    may_approve: bool,
    may_drop: bool,
}

struct PlannedVisitRow {
    venue: String,
    /// Address of the venue's page.
    file: String,
    reasons: String,
    done: bool,
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
    Path(id): Path<PlanId>,
    Query(query): Query,
) -> Result<Html<impl Template>, PageError> {
    let from = query.text("from").parse().unwrap_or(0);
    let sheet = plans::find(&app, &permit, id, from).await?;
    Ok(Html(build_plan_page(page, &app, permit.actor(), &sheet, from)))
}

fn build_plan_page(page: Page, app: &App, actor: &Actor, sheet: &PlanDossier, from: usize) -> PlanPage {
    let plan = &sheet.plan;
    let title = format_period(&page, plan);
    let page = page.with_title_text(title);
    let mut rows = vec![
        SummaryRow::new(page.t("teams-team"), sheet.team.name.as_str()),
        SummaryRow::new(page.t("teams-area"), find_area_name(&sheet.team, app.today())),
        SummaryRow::new(page.t("plans-candidates"), page.number(plan.candidates)),
        SummaryRow::new(page.t("plans-visits"), page.number(count_visits(plan))),
        SummaryRow::new(page.t("plans-share"), page.t1("plans-share-text", "share", plan.rules.share)),
        SummaryRow::new(page.t("plans-seed"), plan.seed.to_string()),
        SummaryRow::new(
            page.t("plans-drawn-by"),
            format!("{}, {}", plan.author_name, page.moment(&plan.created_at)),
        ),
    ];
    if let Some(decision) = plan.decision() {
        let by = format!("{}, {}", decision.by_name, page.moment(&decision.at));
        rows.push(SummaryRow::new(page.t("plans-approved-by"), by));
    }
    let reason = |r: &camket_domain::plans::VisitReason| translate_code(&page, "planreason", r.code());
    let visit = |v: &camket_domain::plans::PlannedVisit| PlannedVisitRow {
        venue: sheet.names.get(&v.venue).cloned().unwrap_or_default(),
        file: paths::Timeline(v.venue).to_string(),
        reasons: v.reasons.iter().map(reason).collect::<Vec<_>>().join(" · "),
        done: sheet.visited.contains(&v.venue),
    };
    let here = paths::Plan(plan.id).to_string();
    let beyond = from.saturating_add(VENUES_PER_PAGE);
    PlanPage {
        id: plan.id,
        form: Form::from_fields([("version", plan.version.to_string())]),
        state: build_state_chip(&page, plan.state()),
        visits: plan.visits.iter().skip(from).take(VENUES_PER_PAGE).map(visit).collect(),
        from: from.saturating_add(1),
        pages: PageLinks {
            first: (from > 0).then(|| here.clone()),
            next: (plan.visits.len() > beyond)
                .then(|| links::with_query(&here, &[("from", &beyond.to_string())])),
        },
        may_redraw: plan.state() == PlanState::Draft && actor.may(Action::DrawPlans),
        may_approve: plan.state() == PlanState::Draft && actor.may(Action::ApprovePlans),
        may_drop: plan.state() != PlanState::Dropped && actor.may(Action::ApprovePlans),
        rows,
        page,
    }
}

async fn redraw(
    PageRequest { app, permit, .. }: PageRequest<rights::DrawPlans>,
    Path(id): Path<PlanId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    plans::redraw(&app, &permit, id, version).await.redirect_refusal(paths::Plan(id))?;
    Ok(Flash::success("plans-drawn").redirect(paths::Plan(id)))
}

async fn approve(
    PageRequest { app, permit, .. }: PageRequest<rights::ApprovePlans>,
    Path(id): Path<PlanId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    plans::approve(&app, &permit, id, version).await.redirect_refusal(paths::Plan(id))?;
    Ok(Flash::success("plans-approved").redirect(paths::Plan(id)))
}

/// Asks for confirmation: a plan that is given up cannot be restored.
async fn show_give_up(
    PageRequest { page, app, .. }: PageRequest<rights::ApprovePlans>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<PlanId>,
) -> Result<Html<impl Template>, PageError> {
    let PlanDossier { plan, team, .. } = plans::find(&app, &reader, id, 0).await?;
    if plan.state() == PlanState::Dropped {
        return Err(AppError::NotFound.into());
    }
    let about = format!("{} · {}", team.name, format_period(&page, &plan));
    let keys = ["plans-drop-title", "plans-drop-what", "plans-drop"];
    let question = ConfirmQuestion { keys, about, version: plan.version, danger: true };
    Ok(Html(question.build_page(page, &paths::Plan(id).to_string())))
}

async fn give_up(
    PageRequest { app, permit, .. }: PageRequest<rights::ApprovePlans>,
    Path(id): Path<PlanId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    plans::discard(&app, &permit, id, version).await.redirect_refusal(paths::Plan(id))?;
    Ok(Flash::success("plans-dropped").redirect(paths::Plan(id)))
}
