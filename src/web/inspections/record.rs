//! The record of an inspection as a PDF, and its public verification: number, team, day and venue, without findings or
//! persons.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::inspections::VerifiedRecord;
use camket_app::{App, AppError, inspections};
use camket_domain::certificates::ShortCode;
use camket_domain::certificates::short_code::ShortCodeError;
use camket_domain::ids::InspectionId;
use camket_domain::permissions::rights;

use super::rows;
use crate::limit::{CountedRequest, LookUps};
use crate::paths;
use crate::pdf;
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
            Ok(Html(RecordPage { page, found: true, rows }).into_response())
        }
        Err(AppError::NotFound) => {
            let page = page.with_title("inspections-record-none");
            let answer = Html(RecordPage { page, found: false, rows: Vec::new() });
            Ok((StatusCode::NOT_FOUND, answer).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
