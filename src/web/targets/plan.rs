//! `/targets/new`: begins the plan of a year. `/targets/plans/{year_plan}`: its number, day and legal bases.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::targets::{self, NewPlan, PlanOrigin};
use camket_domain::calendar::format_date;
use camket_domain::ids::{YearPlanId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::targets::template::PlanTemplate;
use camket_domain::targets::{MAX_PLAN_NUMBER_CHARS, MAX_TARGET_TEXT_CHARS, PlanDetails};

use super::show::format_plan_address;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

/// Beginnings of the values of the field `origin`.
const TEMPLATE: &str = "template:";
const COPY: &str = "copy:";
const EMPTY: &str = "empty";

#[derive(Template)]
#[template(path = "targets/plan.html")]
struct YearPlanPage {
    page: Page,
    form: Form,
    /// What a new plan begins with; empty for a plan that is there.
    origins: Vec<Choice>,
    is_new: bool,
}

type KeepRequest = PageRequest<rights::KeepTargets>;

pub(super) async fn show_new(PageRequest { page, app, permit }: KeepRequest) -> Result<Response, PageError> {
    let plans = targets::list_plans(&app, &permit).await?;
    // The next year from November on, when its plan is written.
    let year = app.today().year() + i32::from(u8::from(app.today().month()) >= 11);
    let origin = match plans.first() {
        Some(last) => format!("{COPY}{}", last.id),
        None => {
            PlanTemplate::all().first().map(|first| format!("{TEMPLATE}{}", first.code)).unwrap_or_default()
        }
    };
    let bases = match plans.first() {
        Some(last) => last.details.bases.clone(),
        None => PlanTemplate::all().first().map(|first| first.bases.clone()).unwrap_or_default(),
    };
    let form = Form::from_fields([
        ("key", uuid_v7(app.now(), app.entropy()).to_string()),
        ("year", year.to_string()),
        ("origin", origin),
        ("bases", bases),
    ]);
    render_new(page, &app, &permit, form).await
}

async fn render_new(
    page: Page,
    app: &App,
    permit: &Permit<rights::KeepTargets>,
    form: Form,
) -> Result<Response, PageError> {
    let page = page.with_title("targets-new-plan").with_form_errors(&form);
    let plans = targets::list_plans(app, permit).await?;
    let copies = plans.iter().map(|plan| {
        Choice::new(
            format!("{COPY}{}", plan.id),
            page.t1("targets-origin-copy", "year", plan.year.to_string()),
        )
    });
    let templates = PlanTemplate::all()
        .iter()
        .map(|template| Choice::new(format!("{TEMPLATE}{}", template.code), template.name.as_str()));
    let empty = Choice::new(EMPTY, page.t("targets-origin-empty"));
    let origins = copies.chain(templates).chain([empty]).collect();
    Ok((form.status(), Html(YearPlanPage { page, form, origins, is_new: true })).into_response())
}

pub(super) async fn create(
    PageRequest { page, app, permit }: KeepRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(input) = parse_new(&mut form) {
        let year = input.year;
        let created = targets::create_plan(&app, &permit, key, input).await;
        let created = form.require_success(created).redirect_refusal(paths::NewYearPlan)?;
        if created.is_some() {
            return Ok(Flash::success("targets-flash-begun").redirect(format_plan_address(year)));
        }
    }
    render_new(page, &app, &permit, form).await
}

fn parse_new(form: &mut Form) -> Option<NewPlan> {
    let year = form.require_choice("year", "targets-year-what", |year| year.parse().ok());
    let origin = form.require_choice("origin", "targets-origin-what", parse_origin);
    let details = parse_details(form);
    Some(NewPlan { year: year?, origin: origin?, details: details? })
}

fn parse_origin(text: &str) -> Option<PlanOrigin> {
    if text == EMPTY {
        return Some(PlanOrigin::Empty);
    }
    if let Some(code) = text.strip_prefix(TEMPLATE) {
        return Some(PlanOrigin::Template(code.to_owned()));
    }
    Some(PlanOrigin::Copy(text.strip_prefix(COPY)?.parse().ok()?))
}

fn parse_details(form: &mut Form) -> Option<PlanDetails> {
    let number = form.parse_line("number", "targets-number-what", MAX_PLAN_NUMBER_CHARS);
    let decided_on = form.parse_date("decided_on", "targets-decided-what");
    let bases = form.parse_lines("bases", "targets-bases-what", MAX_TARGET_TEXT_CHARS);
    Some(PlanDetails { number: number?, decided_on: decided_on?, bases: bases? })
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<YearPlanId>,
) -> Result<Response, PageError> {
    let plan = targets::find_plan(&app, &permit, id).await?;
    let form = Form::from_fields([
        ("version", plan.version.to_string()),
        ("number", plan.details.number),
        ("decided_on", plan.details.decided_on.map(format_date).unwrap_or_default()),
        ("bases", plan.details.bases),
    ]);
    Ok(render_edit(page, plan.year, form))
}

fn render_edit(page: Page, year: i32, form: Form) -> Response {
    let title = page.t1("targets-edit-plan-title", "year", year.to_string());
    let page = page.with_title_text(title).with_form_errors(&form);
    (form.status(), Html(YearPlanPage { page, form, origins: Vec::new(), is_new: false })).into_response()
}

pub(super) async fn update(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<YearPlanId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let plan = targets::find_plan(&app, &permit, id).await?;
    if let Some(details) = parse_details(&mut form) {
        let updated = targets::update_plan(&app, &permit, id, version, details).await;
        let here = paths::EditYearPlan(id);
        let updated = form.require_success(updated).redirect_conflict("targets-flash-changed", here)?;
        if updated.is_some() {
            return Ok(Flash::success("targets-flash-plan-saved").redirect(format_plan_address(plan.year)));
        }
    }
    Ok(render_edit(page, plan.year, form))
}
