//! Inspection plans: list, draw, show with the seed, redraw, approve, give up.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::plans::{self, SHOWN, Sheet, area_name};
use camket_app::{App, AppError, teams};
use camket_domain::accounts::{Actor, Role};
use camket_domain::ids::{PlanId, TeamId, uuid_v7};
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};
use camket_domain::plans::{Plan, State as Standing};

use super::PLANS;
use super::confirm::Question;
use super::measures::version;
use super::tabs::{self, Tab};
use crate::codes::{beside_field, words};
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::links;
use crate::look::{Chip, Choice, Kind, Pages, Row};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "inspections/plans.html")]
struct List {
    page: Page,
    form: Form,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    teams: Vec<Choice>,
    periods: Vec<Choice>,
    pages: Pages,
    may_draw: bool,
}

struct Line {
    href: String,
    team: String,
    period: String,
    visits: String,
    state: Chip,
}

fn chip(page: &Page, state: Standing) -> Chip {
    let look = match state {
        Standing::Draft => Kind::Warn,
        Standing::Approved => Kind::Good,
        Standing::Dropped => Kind::Neutral,
    };
    Chip::new(look, words(page, "planstate", state.code()))
}

fn period(page: &Page, plan: &Plan) -> String {
    match plan.quarter {
        Some(quarter) => page.t2("inspections-quarter", "quarter", quarter, "year", plan.year.to_string()),
        None => page.t1("inspections-year", "year", plan.year.to_string()),
    }
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let after = Cursor::decode(Form::parse(query.unwrap_or_default().as_bytes()).text("after"));
    let form = Form::filled([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    Ok(Html(fill(page, &app, &permit, after, form).await?).into_response())
}

async fn fill(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    after: Option<Cursor>,
    form: Form,
) -> Result<List, AppError> {
    let page = page.titled("inspections-plans-title").checked(&form);
    let (found, names) = plans::list(app, permit, after).await?;
    let line = |plan: &Plan| Line {
        href: format!("{PLANS}/{}", plan.id),
        team: names.get(&plan.team).cloned().unwrap_or_default(),
        period: period(&page, plan),
        visits: page.number(count(plan)),
        state: chip(&page, plan.state),
    };
    let lines = found.items.iter().map(line).collect();
    let teams = teams::list(app, permit).await?;
    let year = app.today().year();
    let mut periods =
        vec![Choice::new(year.to_string(), page.t1("inspections-year", "year", year.to_string()))];
    periods.extend((1..=4).map(|q| quarter_choice(&page, year, q)));
    let next = year + 1;
    periods.push(Choice::new(next.to_string(), page.t1("inspections-year", "year", next.to_string())));
    periods.extend((1..=4).map(|q| quarter_choice(&page, next, q)));
    Ok(List {
        tabs: tabs::of(&page, permit.actor(), PLANS),
        may_draw: matches!(permit.actor().role, Role::CommuneOfficer | Role::LabourOfficer),
        teams: teams.iter().map(|team| Choice::new(team.id.to_string(), team.name.as_str())).collect(),
        periods,
        pages: Pages::of(PLANS, &[], after, found.next),
        lines,
        form,
        page,
    })
}

fn count(plan: &Plan) -> i64 {
    i64::try_from(plan.visits.len()).unwrap_or(i64::MAX)
}

fn quarter_choice(page: &Page, year: i32, quarter: u8) -> Choice {
    let label = page.t2("inspections-quarter", "quarter", quarter, "year", year.to_string());
    Choice::new(format!("{year}-{quarter}"), label)
}

pub(super) async fn draw(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::DrawPlans>,
    May(reader): May<rights::ReadInspections>,
    mut form: Form,
) -> Result<Response, Fault> {
    let key = match form.key() {
        Ok(key) => key,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    let team = form.chosen("team", "inspections-team-what", |text| text.parse::<TeamId>().ok());
    let period = form.chosen("period", "inspections-period-what", read_period);
    if let (Some(team), Some(period)) = (team, period) {
        match plans::draw_plan(&app, &permit, key, team, period).await {
            Ok(id) => {
                let there = format!("{PLANS}/{id}");
                return Ok((Flash::success("inspections-drawn"), Redirect::to(&there)).into_response());
            }
            Err(error) => beside_field(&mut form, error)?,
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(fill(page, &app, &reader, None, form).await?)).into_response())
}

/// Parses a year and a quarter: `2026` or `2026-4`.
fn read_period(text: &str) -> Option<(i32, Option<u8>)> {
    match text.split_once('-') {
        Some((year, quarter)) => Some((year.parse().ok()?, Some(quarter.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

#[derive(Template)]
#[template(path = "inspections/plan.html")]
struct Show {
    page: Page,
    form: Form,
    id: PlanId,
    state: Chip,
    rows: Vec<Row>,
    visits: Vec<Planned>,
    /// Position of the first visit shown, counted from 1.
    from: usize,
    pages: Pages,
    may_redraw: bool,
    may_approve: bool,
    may_drop: bool,
}

struct Planned {
    venue: String,
    /// Address of the venue's page.
    file: String,
    reasons: String,
    done: bool,
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    Path(id): Path<PlanId>,
    RawQuery(query): RawQuery,
) -> Result<Html<impl Template>, Fault> {
    let from = Form::parse(query.unwrap_or_default().as_bytes()).text("from").parse().unwrap_or(0);
    let sheet = plans::find(&app, &permit, id, from).await?;
    Ok(Html(shown(page, &app, permit.actor(), &sheet, from)))
}

fn shown(page: Page, app: &App, actor: &Actor, sheet: &Sheet, from: usize) -> Show {
    let plan = &sheet.plan;
    let title = period(&page, plan);
    let page = page.titled_text(title);
    let mut rows = vec![
        Row::new(page.t("inspections-team"), sheet.team.name.as_str()),
        Row::new(page.t("inspections-area"), area_name(&sheet.team, app.today())),
        Row::new(page.t("inspections-candidates"), page.number(plan.candidates)),
        Row::new(page.t("inspections-plan-visits"), page.number(count(plan))),
        Row::new(page.t("inspections-share"), page.t1("inspections-share-text", "share", plan.rules.share)),
        Row::new(page.t("inspections-seed"), plan.seed.to_string()),
        Row::new(
            page.t("inspections-drawn-by"),
            format!("{}, {}", plan.author_name, page.moment(&plan.created_at)),
        ),
    ];
    if let Some(at) = plan.decided_at {
        let by = format!("{}, {}", plan.approver_name, page.moment(&at));
        rows.push(Row::new(page.t("inspections-approved-by"), by));
    }
    let reason = |r: &camket_domain::plans::Reason| words(&page, "planreason", r.code());
    let visit = |v: &camket_domain::plans::Planned| Planned {
        venue: sheet.names.get(&v.venue).cloned().unwrap_or_default(),
        file: crate::timeline::address(v.venue),
        reasons: v.reasons.iter().map(reason).collect::<Vec<_>>().join(" · "),
        done: sheet.visited.contains(&v.venue),
    };
    let here = format!("{PLANS}/{}", plan.id);
    let beyond = from.saturating_add(SHOWN);
    Show {
        id: plan.id,
        form: Form::filled([("version", plan.version.to_string())]),
        state: chip(&page, plan.state),
        visits: plan.visits.iter().skip(from).take(SHOWN).map(visit).collect(),
        from: from.saturating_add(1),
        pages: Pages {
            first: (from > 0).then(|| here.clone()),
            next: (plan.visits.len() > beyond)
                .then(|| links::with_query(&here, &[("from", &beyond.to_string())])),
        },
        may_redraw: plan.state == Standing::Draft
            && matches!(actor.role, Role::CommuneOfficer | Role::LabourOfficer),
        may_approve: plan.state == Standing::Draft && actor.role == Role::Approver,
        may_drop: plan.state != Standing::Dropped && actor.role == Role::Approver,
        rows,
        page,
    }
}

pub(super) async fn redraw(
    State(app): State<App>,
    May(permit): May<rights::DrawPlans>,
    Path(id): Path<PlanId>,
    form: Form,
) -> Result<Response, Fault> {
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    told(id, plans::redraw(&app, &permit, id, version).await, "inspections-drawn")
}

pub(super) async fn approve(
    State(app): State<App>,
    May(permit): May<rights::ApprovePlans>,
    Path(id): Path<PlanId>,
    form: Form,
) -> Result<Response, Fault> {
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    told(id, plans::approve(&app, &permit, id, version).await, "inspections-approved")
}

/// Asks for confirmation: a plan that is given up cannot be restored.
pub(super) async fn ask_give_up(
    page: Page,
    State(app): State<App>,
    May(_): May<rights::ApprovePlans>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<PlanId>,
) -> Result<Html<impl Template>, Fault> {
    let Sheet { plan, team, .. } = plans::find(&app, &reader, id, 0).await?;
    if plan.state == Standing::Dropped {
        return Err(AppError::NotFound.into());
    }
    let about = format!("{} · {}", team.name, period(&page, &plan));
    let keys = ["inspections-drop-title", "inspections-drop-what", "inspections-drop"];
    let question = Question { keys, about, version: plan.version };
    Ok(Html(question.on(page, &format!("{PLANS}/{id}"))))
}

pub(super) async fn give_up(
    State(app): State<App>,
    May(permit): May<rights::ApprovePlans>,
    Path(id): Path<PlanId>,
    form: Form,
) -> Result<Response, Fault> {
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    told(id, plans::give_up(&app, &permit, id, version).await, "inspections-dropped")
}

fn told(id: PlanId, outcome: Result<(), AppError>, said: &str) -> Result<Response, Fault> {
    let there = format!("{PLANS}/{id}");
    match outcome {
        Ok(()) => Ok((Flash::success(said), Redirect::to(&there)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &there)),
        Err(error) => Err(error.into()),
    }
}
