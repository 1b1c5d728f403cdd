//! The record of an inspection as a PDF, and its public verification: number, team, day and venue, without findings or
//! persons.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, inspections};
use camket_domain::certificates::ShortCode;
use camket_domain::ids::InspectionId;
use camket_domain::permissions::rights;

use super::rows;
use crate::fault::Fault;
use crate::form::Form;
use crate::look::Row;
use crate::page::{Html, Page};
use crate::pdf;
use crate::session::May;

/// Path of the public form that verifies records.
pub(crate) const RECORDS: &str = "/records";

pub(super) async fn paper(
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
) -> Result<Response, Fault> {
    let dossier = inspections::find(&app, &permit, id).await?;
    let paper = inspections::record_pdf(&app, &dossier)?;
    Ok(pdf::answer(paper, &["bien ban kiem tra", &dossier.inspection.number.to_string()]))
}

#[derive(Template)]
#[template(path = "inspections/record_ask.html")]
struct Ask {
    page: Page,
    form: Form,
}

pub(super) async fn ask(page: Page, RawQuery(query): RawQuery) -> Response {
    let mut form = Form::parse(query.unwrap_or_default().as_bytes());
    let page = page.titled("inspections-record-title");
    if form.text("code").is_empty() {
        return Html(Ask { page, form }).into_response();
    }
    match ShortCode::parse(form.text("code")) {
        Ok(code) => Redirect::to(&format!("{RECORDS}/{}", code.as_str())).into_response(),
        Err(_) => {
            form.fail("code", "inspections-record-shape");
            let page = page.checked(&form);
            (StatusCode::UNPROCESSABLE_ENTITY, Html(Ask { page, form })).into_response()
        }
    }
}

#[derive(Template)]
#[template(path = "inspections/record.html")]
struct Show {
    page: Page,
    found: bool,
    rows: Vec<Row>,
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    Path(typed): Path<String>,
) -> Result<Response, Fault> {
    match inspections::verify(&app, &typed).await {
        Ok((inspection, team)) => {
            let page = page.titled("inspections-record-found");
            let rows = vec![
                Row::new(page.t("inspections-number"), inspection.number.to_string()),
                Row::new(page.t("inspections-team"), team),
                Row::new(page.t("inspections-day"), rows::day(&page, &inspection)),
                Row::new(page.t("inspections-venue"), inspection.report.name.as_str()),
            ];
            Ok(Html(Show { page, found: true, rows }).into_response())
        }
        Err(AppError::NotFound) => {
            let page = page.titled("inspections-record-none");
            let answer = Html(Show { page, found: false, rows: Vec::new() });
            Ok((StatusCode::NOT_FOUND, answer).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
