//! `/reports/{report_period}/areas/{area}`: what an area sends, and what the province does with it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::reports::{self, ReportDossier};
use camket_domain::accounts::Actor;
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::ids::{IndicatorId, ReportPeriodId};
use camket_domain::indicators::{Indicator, MAX_TYPED_FIGURE};
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::reports::lifecycle::ReportCommand;
use camket_domain::reports::{AreaFigures, MAX_REPORT_NOTE_CHARS, ReportEntry, ReportStatus};
use camket_domain::text::lengths::MAX_REASON_CHARS;
use time::Date;

use super::figures::{Figure, FigurePlace, FigureSection, build_sections, name_area};
use super::list::{build_state_chip, format_days, format_period};
use crate::codes::build_timeline;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "reports/area.html")]
struct AreaReportPage {
    page: Page,
    form: Form,
    period: ReportPeriodId,
    area: AreaCode,
    /// Address and label of the page above.
    back: (String, String),
    caption: String,
    days: String,
    due: String,
    state: Chip,
    /// Why it came back, and who sent it back.
    returned: Option<(String, String)>,
    heads: Vec<String>,
    sections: Vec<FigureSection>,
    /// Whether the figures are those of now.
    counts_now: bool,
    /// Whether totals of the police are among the figures, and whether the reader may see them.
    police: bool,
    reads_police: bool,
    writes: bool,
    /// Whether the period is over, so that it can be sent.
    may_send: bool,
    /// Fields that are typed in: name, label and unit.
    typed: Vec<(String, String, String)>,
    notes: Vec<SummaryRow>,
    /// `accept` for a report to check, `reopen` for an accepted one.
    checks: &'static str,
    events: Vec<TimelineEvent>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadReports>,
    Path((period, area)): Path<(ReportPeriodId, String)>,
) -> Result<Response, PageError> {
    let area = AreaCode::new(&area).ok_or(ErrorKind::NotFound)?;
    let dossier = reports::load_report(&app, &permit, period, area).await?;
    let form = build_form(&page, &dossier);
    Ok(Html(build_page(page, form, permit.actor(), &dossier, app.today())).into_response())
}

fn build_form(page: &Page, dossier: &ReportDossier) -> Form {
    let mut form = Form::from_fields([("version", dossier.report.version.to_string())]);
    let Some(entry) = dossier.report.status.entry() else { return form };
    form.set("difficulties", entry.difficulties.clone());
    form.set("proposals", entry.proposals.clone());
    for indicator in list_typed(&dossier.indicators) {
        if let Some(figure) = entry.figures.get(&indicator.id) {
            form.set(&name_field(indicator.id), page.number(*figure));
        }
    }
    form
}

fn list_typed(indicators: &[Indicator]) -> impl Iterator<Item = &Indicator> {
    indicators.iter().filter(|indicator| indicator.details.source.is_typed())
}

fn name_field(id: IndicatorId) -> String {
    format!("figure-{id}")
}

fn build_page(page: Page, form: Form, actor: &Actor, dossier: &ReportDossier, today: Date) -> AreaReportPage {
    let ReportDossier { period, report, indicators, .. } = dossier;
    let title = name_area(&page, report.area, today);
    let page = page.with_title_text(title).with_form_errors(&form);
    let status = &report.status;
    let writes = actor.may(Action::SendReports) && actor.area == Some(report.area) && status.is_open();
    let reads_police = actor.may(Action::ReadPoliceTotals);
    let place = FigurePlace { period, area: Some(report.area), linked: true, reads_police, today };
    // While it is written, what is typed in has fields.
    let shown = indicators.iter().filter(|indicator| !(writes && indicator.details.source.is_typed()));
    let figures = shown.map(|indicator| Figure {
        details: &indicator.details,
        now: dossier.figures.get(&indicator.id).copied(),
        year_before: dossier.year_before.get(&indicator.id).copied(),
    });
    let sections = build_sections(&page, place, figures);
    let field = |indicator: &Indicator| {
        let details = &indicator.details;
        (name_field(indicator.id), details.label.clone(), details.unit.clone())
    };
    let is_commune = actor.area.is_some_and(|area| area.level() == AreaLevel::Commune);
    let above =
        if is_commune { paths::Reports.to_string() } else { paths::ReportPeriod(period.id).to_string() };
    AreaReportPage {
        period: period.id,
        area: report.area,
        back: (above, page.t(if is_commune { "reports-title" } else { "reports-areas" })),
        caption: format_period(&page, period),
        days: format_days(&page, period),
        due: page.t1("reports-due", "date", page.date(&period.due_on)),
        state: build_state_chip(&page, report.state()),
        returned: describe_return(&page, status),
        heads: list_heads(&page),
        sections,
        counts_now: status.is_open(),
        police: indicators.iter().any(|indicator| indicator.details.source.kind.is_of_police()),
        reads_police,
        writes,
        may_send: today > period.span.last(),
        typed: if writes { list_typed(indicators).map(field).collect() } else { Vec::new() },
        notes: if writes { Vec::new() } else { build_notes(&page, status) },
        checks: find_checks(actor, status),
        events: build_timeline(&page, &dossier.trail),
        form,
        page,
    }
}

pub(super) fn list_heads(page: &Page) -> Vec<String> {
    ["indicator", "unit", "now", "year-before", "change"]
        .map(|head| page.t(&format!("reports-column-{head}")))
        .to_vec()
}

fn describe_return(page: &Page, status: &ReportStatus) -> Option<(String, String)> {
    match status {
        ReportStatus::Returned { reason, by, .. } => {
            Some((reason.clone(), format!("{}, {}", by.name, page.moment(&by.at))))
        }
        _ => None,
    }
}

fn build_notes(page: &Page, status: &ReportStatus) -> Vec<SummaryRow> {
    let Some(entry) = status.entry() else { return Vec::new() };
    let mut rows = vec![
        SummaryRow::new(page.t("reports-difficulties"), entry.difficulties.as_str()),
        SummaryRow::new(page.t("reports-proposals"), entry.proposals.as_str()),
    ];
    if let ReportStatus::Sent { by, .. } | ReportStatus::Accepted { by, .. } = status {
        let key = if matches!(status, ReportStatus::Sent { .. }) {
            "reports-sent-by"
        } else {
            "reports-accepted-by"
        };
        rows.push(SummaryRow::new(page.t(key), format!("{}, {}", by.name, page.moment(&by.at))));
    }
    rows
}

fn find_checks(actor: &Actor, status: &ReportStatus) -> &'static str {
    match status {
        ReportStatus::Sent { .. } if actor.may(Action::CollectReports) => "accept",
        ReportStatus::Accepted { .. } if actor.may(Action::CollectReports) => "reopen",
        _ => "",
    }
}

pub(super) async fn write(
    PageRequest { page, app, permit }: PageRequest<rights::SendReports>,
    May(reader): May<rights::ReadReports>,
    Path((period, area)): Path<(ReportPeriodId, String)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let area = AreaCode::new(&area).ok_or(ErrorKind::NotFound)?;
    let version = form.require_version()?;
    let here = paths::AreaReport(period, area);
    let dossier = reports::load_report(&app, &reader, period, area).await?;
    let sends = form.text("do") == "send";
    if let Some(entry) = parse_entry(&mut form, &dossier.indicators, sends) {
        let written = reports::write_report(&app, &permit, (period, area), version, entry, sends).await;
        let written = form.require_success(written).redirect_refusal(&here);
        if written.redirect_conflict("reports-flash-changed", &here)?.is_some() {
            let key = if sends { "reports-flash-sent" } else { "reports-flash-saved" };
            return Ok(Flash::success(key).redirect(here));
        }
    }
    let shown = build_page(page, form, permit.actor(), &dossier, app.today());
    Ok((shown.form.status(), Html(shown)).into_response())
}

/// What was written. What is only kept may lack figures.
fn parse_entry(form: &mut Form, indicators: &[Indicator], sends: bool) -> Option<ReportEntry> {
    let mut figures = AreaFigures::new();
    let mut complete = true;
    for indicator in list_typed(indicators) {
        match parse_figure(form, indicator, sends) {
            Some(Some(figure)) => {
                figures.insert(indicator.id, figure);
            }
            Some(None) => {}
            None => complete = false,
        }
    }
    let difficulties = form.parse_lines("difficulties", "reports-difficulties-what", MAX_REPORT_NOTE_CHARS);
    let proposals = form.parse_lines("proposals", "reports-proposals-what", MAX_REPORT_NOTE_CHARS);
    let entry = ReportEntry { figures, difficulties: difficulties?, proposals: proposals? };
    complete.then_some(entry)
}

/// A figure, with or without points between thousands; `Some(None)` for nothing that need not be there yet.
fn parse_figure(form: &mut Form, indicator: &Indicator, required: bool) -> Option<Option<i64>> {
    let field = name_field(indicator.id);
    if form.text(&field).is_empty() && required {
        form.fail_with(&field, "reports-figure-missing", &[("name", &indicator.details.label)]);
        return None;
    }
    form.parse_number(&field, "reports-figure-what", MAX_TYPED_FIGURE.unsigned_abs())
}

pub(super) async fn check(
    PageRequest { page, app, permit }: PageRequest<rights::CollectReports>,
    May(reader): May<rights::ReadReports>,
    Path((period, area)): Path<(ReportPeriodId, String)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let area = AreaCode::new(&area).ok_or(ErrorKind::NotFound)?;
    let version = form.require_version()?;
    let here = paths::AreaReport(period, area);
    let Some((command, key)) = parse_check(&mut form) else {
        return render_check(page, &app, &reader, (period, area), form).await;
    };
    let checked = reports::check_report(&app, &permit, (period, area), version, command).await;
    checked.redirect_refusal(&here).redirect_conflict("reports-flash-changed", &here)?;
    Ok(Flash::success(key).redirect(here))
}

async fn render_check(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadReports>,
    (period, area): (ReportPeriodId, AreaCode),
    form: Form,
) -> Result<Response, PageError> {
    let dossier = reports::load_report(app, reader, period, area).await?;
    let shown = build_page(page, form, reader.actor(), &dossier, app.today());
    Ok((shown.form.status(), Html(shown)).into_response())
}

fn parse_check(form: &mut Form) -> Option<(ReportCommand, &'static str)> {
    match form.text("do") {
        "return" => {
            let reason = require_reason(form, "reports-reason-what")?;
            Some((ReportCommand::Return { reason }, "reports-flash-returned"))
        }
        "reopen" => {
            let reason = require_reason(form, "reports-reopen-what")?;
            Some((ReportCommand::Reopen { reason }, "reports-flash-reopened"))
        }
        _ => Some((ReportCommand::Accept, "reports-flash-accepted")),
    }
}

fn require_reason(form: &mut Form, what: &str) -> Option<String> {
    form.require_text("reason", what)?;
    form.parse_lines("reason", what, MAX_REASON_CHARS)
}
