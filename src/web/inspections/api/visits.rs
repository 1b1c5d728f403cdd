//! Visits: the check before one begins, its report, and the state of a reported visit.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use camket_app::App;
use camket_app::inspections::{self, ReportOutcome};
use camket_domain::demands::Demand;
use camket_domain::ids::InspectionId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::report::{VisitReport, VisitStart};
use crate::api::bounds::build_api_error;
use crate::api::error::ErrorBody;
use crate::api::{ApiError, JsonBody};
use crate::devices::caller::{PhoneCaller, SignedBody, SignedHeaders};
use crate::paths;

/// A visit may begin.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MayBegin {
    allowed: bool,
    /// Of all teams, in the calendar year.
    visits_this_year: u64,
}

/// Whether a visit may begin now. Saves nothing.
#[utoipa::path(
    post,
    path = "/api/v1/inspections/visits/checks",
    tag = "inspections",
    request_body = VisitStart,
    responses(
        (status = 200, description = "It may.", body = MayBegin),
        (status = 404, description = "Not within the caller's area, or not the team's.", body = ErrorBody),
        (status = 422, description = "The rule that says no.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn check(
    State(app): State<App>,
    caller: PhoneCaller,
    JsonBody(start): JsonBody<VisitStart>,
) -> Result<Json<MayBegin>, ApiError> {
    let visits_this_year =
        inspections::check_start(&app, &caller.permit, &start.to_input()?).await.map_err(build_api_error)?;
    Ok(Json(MayBegin { allowed: true, visits_this_year }))
}

/// A visit that the register has.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportedVisit {
    id: Uuid,
    /// reported, replied or settled.
    state: &'static str,
    #[schema(example = "05/BB-ĐKT178")]
    number: String,
    /// Code under which anyone verifies the record.
    #[schema(example = "K7Q2M-9XW4H")]
    code: String,
    record_url: String,
    /// Number of its newest version: 1, and 1 more for each correction.
    version: u16,
    photos_missing: Vec<Uuid>,
    /// Of the demands found to be met, those that someone else had closed before.
    demands_not_met: Vec<ClosedBefore>,
}

/// A demand that someone else closed.
#[derive(Debug, Serialize, ToSchema)]
struct ClosedBefore {
    id: Uuid,
    /// met or withdrawn.
    state: &'static str,
    by: String,
}

/// Records a report. Sending it again, in any order, has no further effect.
#[utoipa::path(
    post,
    path = "/api/v1/inspections/visits",
    tag = "inspections",
    params(SignedHeaders),
    request_body = VisitReport,
    responses(
        (status = 201, description = "Taken.", body = ReportedVisit),
        (status = 200, description = "It was here before.", body = ReportedVisit),
        (status = 404, description = "Not within the caller's area, or not the team's.", body = ErrorBody),
        (status = 409, description = "Someone was faster.", body = ErrorBody),
        (status = 422, description = "The rule that says no; the phone keeps the report.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn report(
    State(app): State<App>,
    signed: SignedBody<VisitReport>,
) -> Result<(StatusCode, Json<ReportedVisit>), ApiError> {
    let given = signed.value.to_input(signed.body())?;
    let outcome = inspections::receive_report(&app, &signed.permit, &signed.device_message(), given)
        .await
        .map_err(build_api_error)?;
    let status = if outcome.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(build_answer(&app, &outcome))))
}

/// A visit within the caller's area.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/visits/{visit}",
    tag = "inspections",
    params(("visit" = Uuid, Path, description = "Id of the visit.")),
    responses(
        (status = 200, description = "The visit.", body = ReportedVisit),
        (status = 404, description = "The register does not have it, or not within the caller's area.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn find(
    State(app): State<App>,
    caller: PhoneCaller,
    Path(id): Path<InspectionId>,
) -> Result<Json<ReportedVisit>, ApiError> {
    Ok(Json(build_answer(&app, &inspections::load_reported(&app, &caller.permit, id).await?)))
}

pub(super) fn build_answer(app: &App, outcome: &ReportOutcome) -> ReportedVisit {
    let inspection = &outcome.inspection;
    let closed = |demand: &Demand| ClosedBefore {
        id: demand.id.0,
        state: demand.state().code(),
        by: demand.closure().map(|closure| closure.by.name.clone()).unwrap_or_default(),
    };
    ReportedVisit {
        id: inspection.id.0,
        state: inspection.state.code(),
        number: inspection.number.to_string(),
        code: inspection.code.to_string(),
        record_url: app.url(paths::Record(inspection.code.as_str().to_owned())),
        version: outcome.version,
        photos_missing: outcome.photos_missing.iter().map(|id| id.0).collect(),
        demands_not_met: outcome.not_met.iter().map(closed).collect(),
    }
}
