//! `/training/officers/new` and `/training/officers/{officer}`: an officer of the roster.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::training;
use camket_domain::calendar::format_date;
use camket_domain::ids::{RosterOfficerId, uuid_v7};
use camket_domain::permissions::rights;
use camket_domain::text::lengths::{MAX_ORGANISATION_NAME_CHARS, MAX_PERSON_NAME_CHARS};
use camket_domain::training::{RosterDetails, RosterOfficer};

use super::format_training_address;
use crate::confirmation::ConfirmQuestion;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "training/officer.html")]
struct OfficerPage {
    page: Page,
    form: Form,
    /// Address of the roster of the officer's own area.
    back: String,
    /// Address to remove it; `None` for a new one.
    remove: Option<String>,
}

type RecordRequest = PageRequest<rights::RecordActivities>;

pub(super) async fn show_new(PageRequest { page, app, permit }: RecordRequest) -> Response {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([("key", key), ("since", format_date(app.today()))]);
    render_new(page, format_training_address(None, permit.actor().area, None), form)
}

fn render_new(page: Page, back: String, form: Form) -> Response {
    let page = page.with_title("training-add").with_form_errors(&form);
    (form.status(), Html(OfficerPage { page, form, back, remove: None })).into_response()
}

fn parse(form: &mut Form) -> Option<RosterDetails> {
    let name = form.require_line("name", "training-name-what", MAX_PERSON_NAME_CHARS);
    let office = form.require_line("office", "training-office-what", MAX_ORGANISATION_NAME_CHARS);
    let since = form.require_date("since", "training-since-what");
    let until = form.parse_date("until", "training-until-what");
    Some(RosterDetails { name: name?, office: office?, since: since?, until: until? })
}

pub(super) async fn create(
    PageRequest { page, app, permit }: RecordRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let back = format_training_address(None, permit.actor().area, None);
    if let Some(details) = parse(&mut form) {
        let added = training::add_officer(&app, &permit, key, details).await;
        if form.require_success(added).redirect_refusal(&back)?.is_some() {
            return Ok(Flash::success("training-flash-officer").redirect(back));
        }
    }
    Ok(render_new(page, back, form))
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<RosterOfficerId>,
) -> Result<Response, PageError> {
    let officer = training::find_officer(&app, &permit, id).await.redirect_refusal(paths::Training)?;
    let details = &officer.details;
    let form = Form::from_fields([
        ("version", officer.version.to_string()),
        ("name", details.name.clone()),
        ("office", details.office.clone()),
        ("since", format_date(details.since)),
        ("until", details.until.map(format_date).unwrap_or_default()),
    ]);
    Ok(render_edit(page, &officer, form))
}

fn render_edit(page: Page, officer: &RosterOfficer, form: Form) -> Response {
    let page = page.with_title("training-edit").with_form_errors(&form);
    let back = format_training_address(None, Some(officer.area), None);
    let remove = Some(paths::RemoveRosterOfficer(officer.id).to_string());
    (form.status(), Html(OfficerPage { page, form, back, remove })).into_response()
}

pub(super) async fn update(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<RosterOfficerId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let officer = training::find_officer(&app, &permit, id).await.redirect_refusal(paths::Training)?;
    if let Some(details) = parse(&mut form) {
        let updated = training::update_officer(&app, &permit, id, version, details).await;
        let here = paths::EditRosterOfficer(id);
        if form.require_success(updated).redirect_conflict("training-flash-changed", here)?.is_some() {
            let back = format_training_address(None, Some(officer.area), None);
            return Ok(Flash::success("training-flash-officer").redirect(back));
        }
    }
    Ok(render_edit(page, &officer, form))
}

pub(super) async fn ask_remove(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<RosterOfficerId>,
) -> Result<Html<impl Template>, PageError> {
    let officer = training::find_officer(&app, &permit, id).await.redirect_refusal(paths::Training)?;
    let keys = ["training-remove-title", "training-remove-what", "training-remove"];
    let question =
        ConfirmQuestion { keys, about: officer.details.name, version: officer.version, danger: true };
    Ok(Html(question.build_page(page, &paths::EditRosterOfficer(id).to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: RecordRequest,
    Path(id): Path<RosterOfficerId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let here = paths::EditRosterOfficer(id);
    let removed = training::remove_officer(&app, &permit, id, version).await;
    removed.redirect_refusal(&here).redirect_conflict("training-flash-changed", &here)?;
    let back = format_training_address(None, permit.actor().area, None);
    Ok(Flash::success("training-flash-officer-removed").redirect(back))
}
