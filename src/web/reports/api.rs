//! The JSON of reporting periods and frozen figures.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::reports::{self, PeriodLine, ReportFormat, SnapshotDossier};
use camket_app::{App, AppError};
use camket_domain::calendar::format_rfc3339;
use camket_domain::ids::SnapshotId;
use camket_domain::permissions::rights;
use camket_domain::reports::{MAX_PERIODS, ReportPeriod, ReportState};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use camket_shell::session::May;

/// The latest periods of the caller's province.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Periods {
    /// The latest first; at most 200.
    periods: Vec<Period>,
    /// Whether there are older ones.
    more: bool,
}

/// A reporting period.
#[derive(Debug, Serialize, ToSchema)]
struct Period {
    id: Uuid,
    /// month, quarter, half-year, nine-months, year or days.
    length: &'static str,
    /// Year of the last day.
    year: i32,
    /// Of a month 1 to 12, of a quarter 1 to 4; else 0.
    number: u8,
    #[schema(format = Date, example = "2026-09-15")]
    first: String,
    #[schema(format = Date, example = "2026-12-14")]
    last: String,
    #[schema(format = Date)]
    due: String,
    /// Areas that report.
    areas: usize,
    /// Of these, how many sent, the accepted ones included.
    sent: usize,
    accepted: usize,
    /// The latest frozen figures; null before they are frozen.
    #[schema(required = true)]
    snapshot: Option<Uuid>,
}

/// Frozen figures of a period.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Snapshot {
    id: Uuid,
    period: Uuid,
    /// From 1 within the period.
    number: i32,
    /// Printed on its papers.
    code: String,
    /// RFC 3339, UTC.
    #[schema(format = DateTime)]
    frozen_at: String,
    /// SHA-256 of the figures as they are stored, in hexadecimal.
    digest: String,
    indicators: Vec<SnapshotIndicator>,
    /// Those that the caller may see.
    areas: Vec<SnapshotArea>,
    /// Of all areas, one for each indicator; null where nobody said.
    total: Vec<Option<i64>>,
    /// Of the same days of the year before.
    total_year_before: Vec<Option<i64>>,
}

/// An indicator as it was.
#[derive(Debug, Serialize, ToSchema)]
struct SnapshotIndicator {
    id: Uuid,
    /// venues, communication, training, inspection, police or communes.
    section: &'static str,
    label: String,
    unit: String,
    /// What it counts.
    #[schema(example = "visits:planned")]
    source: String,
}

/// The figures of an area.
#[derive(Debug, Serialize, ToSchema)]
struct SnapshotArea {
    #[schema(example = "22759")]
    code: String,
    /// Whether the province accepted a report of it.
    reported: bool,
    /// One for each indicator; null where nobody said.
    figures: Vec<Option<i64>>,
    year_before: Vec<Option<i64>>,
}

/// The reporting periods of the caller's province.
#[utoipa::path(
    get,
    path = "/api/v1/reports/periods",
    operation_id = "report_periods",
    tag = "reports",
    responses((status = 200, description = "The periods, the latest first.", body = Periods))
)]
pub(super) async fn list_periods(
    State(app): State<App>,
    May(permit): May<rights::ReadReports>,
) -> Result<Json<Periods>, ApiError> {
    let mut lines = reports::list_periods(&app, &permit).await?;
    let more = lines.len() > MAX_PERIODS;
    lines.truncate(MAX_PERIODS);
    Ok(Json(Periods { periods: lines.iter().map(describe_period).collect(), more }))
}

fn describe_period(line: &PeriodLine) -> Period {
    let ReportPeriod { id, name, span, due_on, .. } = &line.period;
    let count = |state| line.states.get(&state).copied().unwrap_or_default();
    let accepted = count(ReportState::Accepted);
    Period {
        id: id.0,
        length: name.length.code(),
        year: name.year,
        number: name.number,
        first: format_day(span.first()),
        last: format_day(span.last()),
        due: format_day(*due_on),
        areas: line.areas,
        sent: count(ReportState::Sent) + accepted,
        accepted,
        snapshot: line.snapshot.map(|(_, id)| id.0),
    }
}

/// RFC 3339.
fn format_day(day: Date) -> String {
    day.to_string()
}

/// Frozen figures.
#[utoipa::path(
    get,
    path = "/api/v1/reports/snapshots/{snapshot}",
    operation_id = "report_snapshot",
    tag = "reports",
    params(("snapshot" = Uuid, Path, description = "Id of the snapshot")),
    responses((status = 200, description = "The figures.", body = Snapshot))
)]
pub(super) async fn show(
    State(app): State<App>,
    May(permit): May<rights::ReadReports>,
    Path(id): Path<SnapshotId>,
) -> Result<Json<Snapshot>, ApiError> {
    Ok(Json(describe(reports::load_snapshot(&app, &permit, id).await?)))
}

fn describe(dossier: SnapshotDossier) -> Snapshot {
    let SnapshotDossier { snapshot, total, total_year_before, .. } = dossier;
    let indicator = |column: camket_domain::reports::snapshot::SnapshotColumn| SnapshotIndicator {
        id: column.indicator.0,
        section: column.details.section.code(),
        label: column.details.label,
        unit: column.details.unit,
        source: column.details.source.to_string(),
    };
    let area = |row: camket_domain::reports::snapshot::SnapshotRow| SnapshotArea {
        code: row.area.to_string(),
        reported: row.reported,
        figures: row.figures,
        year_before: row.year_before,
    };
    Snapshot {
        id: snapshot.id.0,
        period: snapshot.period.0,
        number: snapshot.number,
        code: snapshot.code.to_string(),
        frozen_at: format_rfc3339(snapshot.frozen.at),
        digest: snapshot.digest,
        indicators: snapshot.content.columns.into_iter().map(indicator).collect(),
        areas: snapshot.content.rows.into_iter().map(area).collect(),
        total,
        total_year_before,
    }
}

/// Frozen figures as csv: a row for each area and indicator. Recorded as an export.
#[utoipa::path(
    get,
    path = "/api/v1/reports/snapshots/{snapshot}/csv",
    operation_id = "report_snapshot_csv",
    tag = "reports",
    params(("snapshot" = Uuid, Path, description = "Id of the snapshot")),
    responses((status = 200, description = "UTF-8 with byte order mark.", body = String, content_type = "text/csv"))
)]
pub(super) async fn download(
    State(app): State<App>,
    May(permit): May<rights::TakeReports>,
    May(reader): May<rights::ReadReports>,
    Path(id): Path<SnapshotId>,
) -> Result<Response, ApiError> {
    let bytes = reports::render_report(&app, (&permit, &reader), id, ReportFormat::Csv).await;
    let bytes = bytes.map_err(|error: AppError| ApiError::from(error))?;
    Ok(([(header::CONTENT_TYPE, ReportFormat::Csv.media_type())], bytes).into_response())
}
