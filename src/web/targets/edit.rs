//! The form of a target: a new one, a changed one; and its removal.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::targets;
use camket_domain::calendar::format_date;
use camket_domain::ids::{TargetId, YearPlanId, uuid_v7};
use camket_domain::permissions::rights;
use camket_domain::targets::{MAX_TARGET_TEXT_CHARS, MAX_UNIT_CHARS, TargetDetails, TargetGoal, TargetKind};
use time::{Date, Month};

use super::show::format_plan_address;
use crate::codes::translate_code;
use crate::confirmation::ConfirmQuestion;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "targets/edit.html")]
struct TargetFormPage {
    page: Page,
    form: Form,
    back: String,
    kinds: Vec<Choice>,
}

type KeepRequest = PageRequest<rights::KeepTargets>;

pub(super) async fn show_new(
    PageRequest { page, app, permit }: KeepRequest,
    Path(plan): Path<YearPlanId>,
) -> Result<Response, PageError> {
    let plan = targets::find_plan(&app, &permit, plan).await?;
    let due = Date::from_calendar_date(plan.year, Month::December, 14).map(format_date).unwrap_or_default();
    let form = Form::from_fields([
        ("key", uuid_v7(app.now(), app.entropy()).to_string()),
        ("goal", "100".to_owned()),
        ("due_on", due),
    ]);
    Ok(render(page, "targets-add", format_plan_address(plan.year), form))
}

pub(super) async fn create(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<YearPlanId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let plan = targets::find_plan(&app, &permit, id).await?;
    if let Some(details) = parse(&mut form) {
        let added = targets::add_target(&app, &permit, key, id, details).await;
        let added = form.require_success(added).redirect_refusal(paths::NewTarget(id))?;
        if let Some(target) = added {
            return Ok(Flash::success("targets-flash-target-saved").redirect(paths::Target(target)));
        }
    }
    Ok(render(page, "targets-add", format_plan_address(plan.year), form))
}

pub(super) async fn show_edit(
    PageRequest { page, app, .. }: KeepRequest,
    May(reader): May<rights::ReadTargets>,
    Path(id): Path<TargetId>,
) -> Result<Response, PageError> {
    let target = targets::load_target(&app, &reader, id).await?.target;
    let details = &target.details;
    let form = Form::from_fields([
        ("version", target.version.to_string()),
        ("text", details.text.clone()),
        ("kind", details.kind.code().to_owned()),
        ("goal", details.goal.value.to_string()),
        ("more", details.goal.more.map(|more| more.to_string()).unwrap_or_default()),
        ("unit", details.unit.clone()),
        ("evidence", details.evidence.clone()),
        ("due_on", format_date(details.due_on)),
    ]);
    Ok(render(page, "targets-edit", paths::Target(id).to_string(), form))
}

pub(super) async fn update(
    PageRequest { page, app, permit }: KeepRequest,
    May(reader): May<rights::ReadTargets>,
    Path(id): Path<TargetId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    targets::load_target(&app, &reader, id).await?;
    if let Some(details) = parse(&mut form) {
        let updated = targets::update_target(&app, &permit, id, version, details).await;
        let here = paths::EditTarget(id);
        let updated = form.require_success(updated).redirect_conflict("targets-flash-changed", here)?;
        if updated.is_some() {
            return Ok(Flash::success("targets-flash-target-saved").redirect(paths::Target(id)));
        }
    }
    Ok(render(page, "targets-edit", paths::Target(id).to_string(), form))
}

fn parse(form: &mut Form) -> Option<TargetDetails> {
    let text = form.parse_lines("text", "targets-text-what", MAX_TARGET_TEXT_CHARS);
    let text = text.filter(|text| {
        if text.is_empty() {
            form.fail_about("text", "errors-required", "targets-text-what", &[]);
        }
        !text.is_empty()
    });
    let kind = form.require_choice("kind", "targets-kind-what", TargetKind::from_code);
    let goal = form.parse_number::<u32>("goal", "targets-goal-what", u32::MAX.into());
    let more = form.parse_number("more", "targets-more-what", u32::MAX.into());
    let unit = form.require_line("unit", "targets-unit-what", MAX_UNIT_CHARS);
    let evidence = form.parse_lines("evidence", "targets-evidence-what", MAX_TARGET_TEXT_CHARS);
    let due_on = form.require_date("due_on", "targets-due-what");
    Some(TargetDetails {
        text: text?,
        kind: kind?,
        goal: TargetGoal { value: goal?.unwrap_or_default(), more: more? },
        unit: unit?,
        evidence: evidence?,
        due_on: due_on?,
    })
}

fn render(page: Page, title: &str, back: String, form: Form) -> Response {
    let page = page.with_title(title).with_form_errors(&form);
    let kind = |kind: TargetKind| {
        let hint = page.t(&format!("targets-kind-hint-{}", kind.code()));
        Choice::new(kind.code(), translate_code(&page, "targetkind", kind.code())).with_hint(hint)
    };
    let kinds = TargetKind::ALL.map(kind).to_vec();
    (form.status(), Html(TargetFormPage { page, form, back, kinds })).into_response()
}

pub(super) async fn ask_remove(
    PageRequest { page, app, .. }: KeepRequest,
    May(reader): May<rights::ReadTargets>,
    Path(id): Path<TargetId>,
) -> Result<Html<impl Template>, PageError> {
    let target = targets::load_target(&app, &reader, id).await?.target;
    let keys = ["targets-remove-title", "targets-remove-what", "targets-remove"];
    let question =
        ConfirmQuestion { keys, about: target.details.text, version: target.version, danger: true };
    Ok(Html(question.build_page(page, &paths::Target(id).to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): Path<TargetId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let here = paths::Target(id);
    let removed = targets::remove_target(&app, &permit, id, version).await;
    removed.redirect_refusal(&here).redirect_conflict("targets-flash-changed", &here)?;
    Ok(Flash::success("targets-flash-removed").redirect(paths::Targets))
}
