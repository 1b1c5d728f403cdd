//! `/integrated-plans/new` and `/integrated-plans/{document}/edit`: records a plan, or corrects it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::integrated_plans;
use camket_app::scan_batch::ScanBatch;
use camket_domain::calendar::format_date;
use camket_domain::ids::{IntegratedPlanId, IntegratedPlanPageId, uuid_v7};
use camket_domain::integrated_plans::{IntegratedPlanDetails, JoinedProgramme};
use camket_domain::permissions::{Permit, rights};
use camket_domain::text::lengths::{MAX_DECISION_NUMBER_CHARS, MAX_ORGANISATION_NAME_CHARS};

use crate::codes::build_code_choices;
use crate::paths;
use crate::scan_upload::ScanParts;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::kept_form::SentFields;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "integrated_plans/record.html")]
struct RecordPage {
    page: Page,
    form: Form,
    back: String,
    programmes: Vec<Choice>,
    /// Id and address of the pages that are there.
    pictures: Vec<(String, String)>,
}

type RecordRequest = PageRequest<rights::RecordActivities>;

pub(super) async fn show_new(PageRequest { page, app, .. }: RecordRequest) -> Response {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    render_new(page, Form::from_fields([("key", key)]))
}

fn render_new(page: Page, form: Form) -> Response {
    render(page, "integrated-plans-new", form, paths::IntegratedPlans.to_string(), Vec::new())
}

fn render(page: Page, title: &str, form: Form, back: String, pictures: Vec<(String, String)>) -> Response {
    let page = page.with_title(title).with_form_errors(&form);
    let codes = JoinedProgramme::ALL.map(JoinedProgramme::code);
    let programmes = build_code_choices(&page, "joinedprogramme", codes);
    (form.status(), Html(RecordPage { page, form, back, programmes, pictures })).into_response()
}

/// Reads the form; `None` also for a file that was refused.
fn parse(form: &mut Form) -> Option<IntegratedPlanDetails> {
    let number = form.require_line("number", "integrated-plans-number-what", MAX_DECISION_NUMBER_CHARS);
    let dated_on = form.require_date("dated_on", "integrated-plans-dated-what");
    let office = form.require_line("office", "integrated-plans-office-what", MAX_ORGANISATION_NAME_CHARS);
    let ticked = form.all("programmes");
    let is_ticked = |programme: &JoinedProgramme| ticked.iter().any(|code| code == programme.code());
    let programmes: Vec<_> = JoinedProgramme::ALL.into_iter().filter(is_ticked).collect();
    if programmes.is_empty() {
        form.fail_about("programmes", "errors-choose", "integrated-plans-programmes-what", &[]);
    }
    let details = IntegratedPlanDetails { number: number?, dated_on: dated_on?, office: office?, programmes };
    if form.has_errors() { None } else { Some(details) }
}

pub(super) async fn create(
    PageRequest { page, app, permit }: RecordRequest,
    parts: ScanParts,
) -> Result<Response, PageError> {
    let (form, batch) = parts.read(&app, &permit).await?;
    let sent = SentFields::of(&form);
    Ok(sent.attach(record_new(page, &app, &permit, form, batch).await))
}

async fn record_new(
    page: Page,
    app: &App,
    permit: &Permit<rights::RecordActivities>,
    mut form: Form,
    batch: ScanBatch,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(details) = parse(&mut form) {
        let recorded = integrated_plans::record_plan(app, permit, key, details, batch).await;
        if let Some(id) = form.require_success(recorded).redirect_refusal(paths::IntegratedPlans)? {
            return Ok(Flash::success("integrated-plans-flash-saved").redirect(paths::IntegratedPlan(id)));
        }
    }
    Ok(render_new(page, form))
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<IntegratedPlanId>,
) -> Result<Response, PageError> {
    let own = integrated_plans::load_own_plan(&app, &permit, id).await;
    let (plan, pages) = own.redirect_refusal(paths::IntegratedPlan(id))?;
    let details = &plan.details;
    let mut form = Form::from_fields([
        ("version", plan.version.to_string()),
        ("number", details.number.clone()),
        ("dated_on", format_date(details.dated_on)),
        ("office", details.office.clone()),
    ]);
    details.programmes.iter().for_each(|programme| form.add("programmes", programme.code()));
    Ok(render_edit(page, form, id, &pages))
}

fn render_edit(page: Page, form: Form, id: IntegratedPlanId, pages: &[IntegratedPlanPageId]) -> Response {
    let picture = |scanned: &IntegratedPlanPageId| {
        (scanned.to_string(), paths::IntegratedPlanPage(id, *scanned).to_string())
    };
    let back = paths::IntegratedPlan(id).to_string();
    render(page, "integrated-plans-edit", form, back, pages.iter().map(picture).collect())
}

pub(super) async fn update(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<IntegratedPlanId>,
    parts: ScanParts,
) -> Result<Response, PageError> {
    let own = integrated_plans::load_own_plan(&app, &permit, id).await;
    let (_, pages) = own.redirect_refusal(paths::IntegratedPlan(id))?;
    let (form, batch) = parts.read(&app, &permit).await?;
    let sent = SentFields::of(&form);
    Ok(sent.attach(record_change(page, &app, &permit, (id, &pages), form, batch).await))
}

async fn record_change(
    page: Page,
    app: &App,
    permit: &Permit<rights::RecordActivities>,
    (id, pages): (IntegratedPlanId, &[IntegratedPlanPageId]),
    mut form: Form,
    batch: ScanBatch,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let removed = form.all("remove").iter().map(|id| id.parse::<IntegratedPlanPageId>());
    let removed = removed.collect::<Result<Vec<_>, _>>().map_err(|_| ErrorKind::Unreadable)?;
    if let Some(details) = parse(&mut form) {
        let here = paths::EditIntegratedPlan(id);
        let updated =
            integrated_plans::update_plan(app, permit, (id, version), details, &removed, batch).await;
        let updated = form
            .require_success(updated)
            .redirect_refusal(&here)
            .redirect_conflict("integrated-plans-flash-changed", &here)?;
        if updated.is_some() {
            return Ok(Flash::success("integrated-plans-flash-saved").redirect(paths::IntegratedPlan(id)));
        }
    }
    Ok(render_edit(page, form, id, pages))
}
