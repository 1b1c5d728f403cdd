//! `/reports/indicators`: what the reports of a province count, in which order and under which headings.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::indicators;
use camket_domain::ids::{IndicatorId, uuid_v7};
use camket_domain::indicators::{
    Indicator, IndicatorDetails, IndicatorSource, MAX_INDICATOR_CHARS, MAX_INDICATOR_UNIT_CHARS,
    ReportSection,
};
use camket_domain::permissions::{Action, rights};

use super::figures::format_source;
use crate::codes::{build_code_choices, translate_code};
use crate::confirmation::ConfirmQuestion;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "reports/indicators.html")]
pub(super) struct IndicatorsPage {
    page: Page,
    /// Whether the reader reads the reports, which are the page above.
    reads: bool,
    heads: Vec<String>,
    rows: Vec<IndicatorRow>,
}

struct IndicatorRow {
    href: String,
    to: String,
    label: String,
    unit: String,
    section: String,
    source: String,
    is_first: bool,
    is_last: bool,
}

#[derive(Template)]
#[template(path = "reports/indicator.html")]
struct IndicatorPage {
    page: Page,
    form: Form,
    sections: Vec<Choice>,
    sources: Vec<Choice>,
    /// Address of the page that removes it; `None` for a new one.
    remove: Option<String>,
}

type KeepRequest = PageRequest<rights::KeepIndicators>;

pub(super) async fn show(
    PageRequest { page, app, permit }: KeepRequest,
) -> Result<Html<IndicatorsPage>, PageError> {
    let all = indicators::list_indicators(&app, &permit).await.redirect_refusal(paths::Home)?;
    let page = page.with_title("reports-indicators");
    let heads = ["indicator", "section", "source", "order"];
    let last = all.len().saturating_sub(1);
    let row = |(at, indicator): (usize, &Indicator)| IndicatorRow {
        href: paths::EditIndicator(indicator.id).to_string(),
        to: paths::MoveIndicator(indicator.id).to_string(),
        label: indicator.details.label.clone(),
        unit: indicator.details.unit.clone(),
        section: translate_code(&page, "reportsection", indicator.details.section.code()),
        source: format_source(&page, indicator.details.source),
        is_first: at == 0,
        is_last: at == last,
    };
    Ok(Html(IndicatorsPage {
        reads: permit.actor().may(Action::ReadReports),
        heads: heads.map(|head| page.t(&format!("reports-column-{head}"))).to_vec(),
        rows: all.iter().enumerate().map(row).collect(),
        page,
    }))
}

pub(super) async fn show_new(PageRequest { page, app, .. }: KeepRequest) -> Response {
    let form = Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    render(page, "reports-add-indicator", form, None)
}

fn render(page: Page, title: &str, form: Form, remove: Option<String>) -> Response {
    let page = page.with_title(title).with_form_errors(&form);
    let source = |source: IndicatorSource| Choice::new(source.to_string(), format_source(&page, source));
    let sections = build_code_choices(&page, "reportsection", ReportSection::ALL.map(ReportSection::code));
    let sources = IndicatorSource::list_all().into_iter().map(source).collect();
    (form.status(), Html(IndicatorPage { page, form, sections, sources, remove })).into_response()
}

pub(super) async fn create(
    PageRequest { page, app, permit }: KeepRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(details) = parse(&mut form) {
        let added = indicators::add_indicator(&app, &permit, key, details).await;
        if form.require_success(added).redirect_refusal(paths::Indicators)?.is_some() {
            return Ok(Flash::success("reports-flash-indicator-saved").redirect(paths::Indicators));
        }
    }
    Ok(render(page, "reports-add-indicator", form, None))
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<IndicatorId>,
) -> Result<Response, PageError> {
    let Indicator { details, version, .. } = indicators::find_indicator(&app, &permit, id).await?;
    let form = Form::from_fields([
        ("version", version.to_string()),
        ("section", details.section.code().to_owned()),
        ("label", details.label),
        ("unit", details.unit),
        ("source", details.source.to_string()),
    ]);
    Ok(render(page, "reports-edit-indicator", form, Some(paths::RemoveIndicator(id).to_string())))
}

pub(super) async fn update(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<IndicatorId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    indicators::find_indicator(&app, &permit, id).await?;
    if let Some(details) = parse(&mut form) {
        let updated = indicators::update_indicator(&app, &permit, id, version, details).await;
        let updated = form.require_success(updated).redirect_refusal(paths::Indicators)?;
        if updated.is_some() {
            return Ok(Flash::success("reports-flash-indicator-saved").redirect(paths::Indicators));
        }
    }
    Ok(render(page, "reports-edit-indicator", form, Some(paths::RemoveIndicator(id).to_string())))
}

fn parse(form: &mut Form) -> Option<IndicatorDetails> {
    let label = form.require_line("label", "reports-label-what", MAX_INDICATOR_CHARS);
    let unit = form.require_line("unit", "reports-unit-what", MAX_INDICATOR_UNIT_CHARS);
    let section = form.require_choice("section", "reports-section-what", ReportSection::from_code);
    let source = form.require_choice("source", "reports-source-what", |text| text.parse().ok());
    Some(IndicatorDetails { section: section?, label: label?, unit: unit?, source: source? })
}

pub(super) async fn reorder(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): Path<IndicatorId>,
    form: Form,
) -> Result<Response, PageError> {
    let up = form.text("do") == "up";
    indicators::reorder_indicator(&app, &permit, id, up).await.redirect_refusal(paths::Indicators)?;
    Ok(Flash::success("reports-flash-indicator-moved").redirect(paths::Indicators))
}

pub(super) async fn ask_remove(
    PageRequest { page, app, permit }: KeepRequest,
    Path(id): Path<IndicatorId>,
) -> Result<Html<impl Template>, PageError> {
    let indicator = indicators::find_indicator(&app, &permit, id).await?;
    let keys = ["reports-remove-title", "reports-remove-what", "reports-remove"];
    let (about, version) = (indicator.details.label, indicator.version);
    let question = ConfirmQuestion { keys, about, version, danger: true };
    Ok(Html(question.build_page(page, &paths::EditIndicator(id).to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: KeepRequest,
    Path(id): Path<IndicatorId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let here = paths::EditIndicator(id);
    let removed = indicators::remove_indicator(&app, &permit, id, version).await;
    removed.redirect_refusal(&here).redirect_conflict("reports-flash-changed", &here)?;
    Ok(Flash::success("reports-flash-indicator-removed").redirect(paths::Indicators))
}
