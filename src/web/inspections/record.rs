//! The record of an inspection as a PDF, and its public verification: number, team, day and venue, without findings or
//! persons.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::inspections::VerifiedRecord;
use camket_app::{App, AppError, inspections, reports, targets};
use camket_domain::certificates::ShortCode;
use camket_domain::certificates::short_code::ShortCodeError;
use camket_domain::ids::InspectionId;
use camket_domain::permissions::rights;

use super::rows;
use crate::areas;
use crate::limit::{CountedRequest, LookUps};
use crate::paths;
use crate::pdf;
use crate::reports::format_period;
use crate::targets::list_verified_rows;
use camket_shell::form::{Form, Query};
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

pub(super) async fn show_pdf(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
) -> Result<Response, PageError> {
    let dossier = inspections::find(&app, &permit, id).await?;
    let bytes = inspections::render_record_pdf(&app, &dossier).await?;
    Ok(pdf::render_pdf(bytes, &["bien ban kiem tra", &dossier.inspection.number.to_string()]))
}

#[derive(Template)]
#[template(path = "inspections/record/ask.html")]
struct RecordFormPage {
    page: Page,
    form: Form,
}

pub(super) async fn show_form(page: Page, Query(mut form): Query) -> Response {
    let page = page.with_title("inspections-record-title");
    if form.text("code").is_empty() {
        return Html(RecordFormPage { page, form }).into_response();
    }
    match ShortCode::read(form.text("code")) {
        Ok(code) => Redirect::to(&paths::Record(code.as_str().to_owned()).to_string()).into_response(),
        Err(error) => {
            let keyboard = error == ShortCodeError::Keyboard;
            form.fail("code", if keyboard { "verify-code-keyboard" } else { "inspections-record-shape" });
            let page = page.with_form_errors(&form);
            (form.status(), Html(RecordFormPage { page, form })).into_response()
        }
    }
}

/// Which paper is in force.
fn format_version(page: &Page, corrections: u64) -> String {
    match corrections {
        0 => page.t("inspections-version-first"),
        count => page.t1("inspections-version-paper", "count", format!("{count:02}")),
    }
}

#[derive(Template)]
#[template(path = "inspections/record/show.html")]
struct RecordPage {
    page: Page,
    found: bool,
    /// What the paper is, and what is not told of it.
    about: [String; 2],
    rows: Vec<SummaryRow>,
}

pub(super) async fn show(
    page: Page,
    _: CountedRequest<LookUps>,
    State(app): State<App>,
    Path(typed): Path<String>,
) -> Result<Response, PageError> {
    match inspections::verify_record(&app, &typed).await {
        Ok(VerifiedRecord { inspection, team, corrections }) => {
            let page = page.with_title("inspections-record-found");
            let rows = vec![
                SummaryRow::new(page.t("inspections-number"), inspection.number.to_string()),
                SummaryRow::new(page.t("teams-team"), team),
                SummaryRow::new(page.t("inspections-day"), rows::format_day(&page, &inspection)),
                SummaryRow::new(page.t("inspections-venue"), inspection.report.name.as_str()),
                SummaryRow::new(page.t("inspections-version"), format_version(&page, corrections)),
            ];
            let about =
                ["inspections-record-found-text", "inspections-record-private"].map(|key| page.t(key));
            Ok(Html(RecordPage { page, found: true, about, rows }).into_response())
        }
        Err(AppError::NotFound) => show_figures(page, &app, &typed).await,
        Err(error) => Err(error.into()),
    }
}

/// The code may be that of frozen figures.
async fn show_figures(page: Page, app: &App, typed: &str) -> Result<Response, PageError> {
    match reports::verify_snapshot(app, typed).await {
        Ok(found) => {
            let page = page.with_title("reports-record-found");
            let number = found.number;
            let version = if number == found.latest {
                page.t1("reports-record-latest", "number", number)
            } else {
                page.t2("reports-record-replaced", "number", number, "latest", found.latest)
            };
            let area = areas::find_last_name(found.period.area);
            let rows = vec![
                SummaryRow::new(page.t("reports-record-area"), area),
                SummaryRow::new(page.t("reports-record-period"), format_period(&page, &found.period)),
                SummaryRow::new(page.t("reports-record-version"), version),
                SummaryRow::new(page.t("reports-record-frozen-on"), page.date(&found.frozen_on)),
                SummaryRow::new(page.t("reports-digest"), found.digest.as_str()),
            ];
            let about = ["reports-record-found-text", "reports-record-private"].map(|key| page.t(key));
            Ok(Html(RecordPage { page, found: true, about, rows }).into_response())
        }
        Err(AppError::NotFound) => show_score(page, app, typed).await,
        Err(error) => Err(error.into()),
    }
}

/// The code may be that of the score of a plan.
async fn show_score(page: Page, app: &App, typed: &str) -> Result<Response, PageError> {
    match targets::verify_score(app, typed).await {
        Ok(found) => {
            let page = page.with_title("targets-record-found");
            let rows = list_verified_rows(&page, &found);
            let about = ["targets-record-found-text", "reports-record-private"].map(|key| page.t(key));
            Ok(Html(RecordPage { page, found: true, about, rows }).into_response())
        }
        Err(AppError::NotFound) => {
            let page = page.with_title("inspections-record-none");
            let about = [String::new(), String::new()];
            let answer = Html(RecordPage { page, found: false, about, rows: Vec::new() });
            Ok((StatusCode::NOT_FOUND, answer).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
