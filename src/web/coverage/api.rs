//! The JSON of the coverage.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::coverage::{CoverageQuestion, begin_figures_export, load_table};
use camket_domain::areas::AreaCode;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::CoverageFigures;
use camket_domain::permissions::{Permit, rights};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::ApiError;
use crate::api::bounds::{parse_date, require_known};
use camket_shell::error_kind::ErrorKind;
use camket_shell::session::May;

/// Which figures are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CoverageQuery {
    /// Code of a commune or province; the caller's own area without it.
    #[param(example = "22759")]
    area: Option<String>,
    /// A day until today; today without it.
    #[param(value_type = Option<String>, format = Date)]
    day: Option<String>,
}

/// How many venues should have signed on a day, and how many had.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Coverage {
    #[schema(example = "56")]
    area: String,
    #[schema(format = Date)]
    day: String,
    total: CoverageCounts,
    /// By the commune of today.
    areas: Vec<AreaCoverage>,
}

/// The counts of an area.
#[derive(Debug, Serialize, ToSchema)]
struct AreaCoverage {
    /// Null for venues whose commune nobody knows.
    #[schema(required = true, example = "22759")]
    code: Option<String>,
    #[serde(flatten)]
    counts: CoverageCounts,
}

/// Counts of venues of the census.
#[derive(Debug, Serialize, ToSchema)]
struct CoverageCounts {
    /// Who should have signed.
    venues: u32,
    /// Of these, not verified.
    unverified: u32,
    pledged: u32,
    /// With an accepted labour registration.
    labour: u32,
    both: u32,
}

impl From<CoverageFigures> for CoverageCounts {
    fn from(figures: CoverageFigures) -> Self {
        let CoverageFigures { denominator, unverified, pledged, labour, both, .. } = figures;
        Self { venues: denominator, unverified, pledged, labour, both }
    }
}

/// Coverage of a day, by commune.
#[utoipa::path(
    get,
    path = "/api/v1/coverage",
    operation_id = "coverage",
    tag = "coverage",
    params(CoverageQuery),
    responses((status = 200, description = "The figures of the day.", body = Coverage))
)]
pub(super) async fn show(
    State(app): State<App>,
    May(permit): May<rights::ReadCoverage>,
    Query(query): Query<CoverageQuery>,
) -> Result<Json<Coverage>, ApiError> {
    let question = parse(&app, &permit, &query)?;
    let table = load_table(&app, question).await?;
    let area = |(code, figures): (Option<AreaCode>, CoverageFigures)| AreaCoverage {
        code: code.map(|code| code.to_string()),
        counts: figures.into(),
    };
    Ok(Json(Coverage {
        area: question.area.to_string(),
        day: question.day.to_string(),
        total: table.total().into(),
        areas: table.by_area().into_iter().map(area).collect(),
    }))
}

/// The same as csv. Recorded as an export.
#[utoipa::path(
    get,
    path = "/api/v1/coverage.csv",
    operation_id = "coverage_csv",
    tag = "coverage",
    params(CoverageQuery),
    responses((status = 200, description = "UTF-8 with byte order mark.", body = String, content_type = "text/csv"))
)]
pub(super) async fn download(
    State(app): State<App>,
    May(permit): May<rights::ExportRegister>,
    May(reader): May<rights::ReadCoverage>,
    Query(query): Query<CoverageQuery>,
) -> Result<Response, ApiError> {
    let question = parse(&app, &reader, &query)?;
    let table = load_table(&app, question).await?;
    begin_figures_export(&app, &permit, question, "csv").await?;
    let text = write_csv(&table.by_area());
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response())
}

/// Codes and numbers only, so nothing needs quotes.
fn write_csv(areas: &BTreeMap<Option<AreaCode>, CoverageFigures>) -> String {
    let mut text = "\u{feff}area,venues,unverified,pledged,labour,both\r\n".to_owned();
    for (area, figures) in areas {
        let area = area.map(|area| area.to_string()).unwrap_or_default();
        let CoverageFigures { denominator, unverified, pledged, labour, both, .. } = figures;
        text += &format!("{area},{denominator},{unverified},{pledged},{labour},{both}\r\n");
    }
    text
}

fn parse(
    app: &App,
    permit: &Permit<rights::ReadCoverage>,
    query: &CoverageQuery,
) -> Result<CoverageQuestion, ApiError> {
    let area = match query.area.as_deref() {
        Some(code) => Some(require_known("area", AreaCode::new(code))?),
        None => None,
    };
    let day = match query.day.as_deref() {
        Some(day) => parse_date("day", day)?,
        None => app.today(),
    };
    let question = CoverageQuestion::new(app, permit, area, day, AreaDivision::Commune);
    question.ok_or_else(|| ApiError::from(ErrorKind::NotFound))
}
