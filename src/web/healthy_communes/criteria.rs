//! `/healthy-communes/criteria/…`: a set of criteria of the province.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::healthy_communes;
use camket_domain::calendar::format_date;
use camket_domain::healthy_communes::criteria::{
    CriteriaDetails, MAX_CRITERIA_CHARS, MAX_CRITERIA_NAME_CHARS,
};
use camket_domain::ids::{CriteriaSetId, uuid_v7};
use camket_domain::permissions::rights;

use crate::confirmation::ConfirmQuestion;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "healthy_communes/criteria.html")]
struct CriteriaPage {
    page: Page,
    form: Form,
    /// Address to remove it; `None` for a new one.
    remove: Option<String>,
}

type KeepRequest = PageRequest<rights::KeepTargets>;

pub(super) async fn show_new(PageRequest { page, app, .. }: KeepRequest) -> Response {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    render(page, "healthy-communes-criteria-new", Form::from_fields([("key", key)]), None)
}

fn render(page: Page, title: &str, form: Form, remove: Option<String>) -> Response {
    let page = page.with_title(title).with_form_errors(&form);
    (form.status(), Html(CriteriaPage { page, form, remove })).into_response()
}

fn parse(form: &mut Form) -> Option<CriteriaDetails> {
    let name = form.require_line("name", "healthy-communes-criteria-name-what", MAX_CRITERIA_NAME_CHARS);
    let legal_basis =
        form.require_line("legal_basis", "healthy-communes-criteria-basis-what", MAX_CRITERIA_NAME_CHARS);
    let valid_from = form.require_date("valid_from", "healthy-communes-criteria-from-what");
    let valid_to = form.parse_date("valid_to", "healthy-communes-criteria-to-what");
    let items = form.parse_lines("items", "healthy-communes-criteria-items-what", MAX_CRITERIA_CHARS);
    let items = items?.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    Some(CriteriaDetails {
        name: name?,
        legal_basis: legal_basis?,
        valid_from: valid_from?,
        valid_to: valid_to?,
        items,
    })
}

pub(super) async fn create(
    PageRequest { page, app, permit }: KeepRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(details) = parse(&mut form) {
        let added = healthy_communes::add_criteria(&app, &permit, key, details).await;
        if form.require_success(added).redirect_refusal(paths::HealthyCommunes)?.is_some() {
            return Ok(Flash::success("healthy-communes-flash-criteria").redirect(paths::HealthyCommunes));
        }
    }
    Ok(render(page, "healthy-communes-criteria-new", form, None))
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<CriteriaSetId>,
) -> Result<Response, PageError> {
    let set = healthy_communes::find_criteria(&app, &permit, id).await?;
    let details = &set.details;
    let form = Form::from_fields([
        ("version", set.version.to_string()),
        ("name", details.name.clone()),
        ("legal_basis", details.legal_basis.clone()),
        ("valid_from", format_date(details.valid_from)),
        ("valid_to", details.valid_to.map(format_date).unwrap_or_default()),
        ("items", details.items.join("\n")),
    ]);
    Ok(render_edit(page, form, id))
}

fn render_edit(page: Page, form: Form, id: CriteriaSetId) -> Response {
    let remove = Some(paths::RemoveCriteriaSet(id).to_string());
    render(page, "healthy-communes-criteria-edit", form, remove)
}

pub(super) async fn update(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<CriteriaSetId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    healthy_communes::find_criteria(&app, &permit, id).await?;
    if let Some(details) = parse(&mut form) {
        let updated = healthy_communes::update_criteria(&app, &permit, id, version, details).await;
        let here = paths::EditCriteriaSet(id);
        if form.require_success(updated).redirect_conflict("healthy-communes-flash-changed", here)?.is_some()
        {
            return Ok(Flash::success("healthy-communes-flash-criteria").redirect(paths::HealthyCommunes));
        }
    }
    Ok(render_edit(page, form, id))
}

pub(super) async fn ask_remove(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<CriteriaSetId>,
) -> Result<Html<impl Template>, PageError> {
    let set = healthy_communes::find_criteria(&app, &permit, id).await?;
    let keys = [
        "healthy-communes-criteria-remove-title",
        "healthy-communes-criteria-remove-what",
        "healthy-communes-remove",
    ];
    let question = ConfirmQuestion { keys, about: set.details.name, version: set.version, danger: true };
    Ok(Html(question.build_page(page, &paths::EditCriteriaSet(id).to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): Path<CriteriaSetId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let removed = healthy_communes::remove_criteria(&app, &permit, id, version).await;
    removed.redirect_conflict("healthy-communes-flash-changed", paths::EditCriteriaSet(id))?;
    Ok(Flash::success("healthy-communes-flash-criteria-removed").redirect(paths::HealthyCommunes))
}
