//! Corrections of a report that was sent, from the phone that wrote them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use camket_app::App;
use camket_app::inspections::{CorrectionSource, SubmittedCorrection, correct_report};
use camket_domain::ids::{CorrectionId, InspectionId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::report::VisitReport;
use super::visits::{ReportedVisit, build_answer};
use crate::api::ApiError;
use crate::api::bounds::{build_api_error, parse_printed_text, require_known};
use crate::api::error::ErrorBody;
use crate::devices::caller::SignedBody;

/// A corrected report: whole, as it should be.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VisitCorrection {
    correction: CorrectionJson,
    #[serde(flatten)]
    report: VisitReport,
}

/// Why a report is corrected.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitCorrectionReason)]
struct CorrectionJson {
    /// Made by the phone.
    id: Uuid,
    /// Number of the version that it corrects, from 1.
    #[schema(minimum = 1)]
    base: u16,
    reason: String,
}

impl VisitCorrection {
    fn to_input(&self, body: &[u8]) -> Result<SubmittedCorrection, ApiError> {
        Ok(SubmittedCorrection {
            id: CorrectionId(self.correction.id),
            base: self.correction.base,
            reason: parse_printed_text("correction", &self.correction.reason)?,
            report: self.report.to_input(body)?,
        })
    }
}

/// Records a new version of a report. Sending it again has no further effect.
#[utoipa::path(
    post,
    path = "/api/v1/inspections/visits/{visit}/corrections",
    tag = "inspections",
    params(
        ("visit" = Uuid, Path, description = "Id of the visit."),
        ("x-camket-device" = Uuid, Header, description = "The phone."),
        ("x-camket-signature" = String, Header, description = "ES256 of method, path and body by the phone's key, base64url of r and s."),
    ),
    request_body = VisitCorrection,
    responses(
        (status = 201, description = "Taken.", body = ReportedVisit),
        (status = 200, description = "It was here before.", body = ReportedVisit),
        (status = 404, description = "The register has no report of this inspector for the visit.", body = ErrorBody),
        (status = 409, description = "`base` is not the newest version.", body = ErrorBody),
        (status = 410, description = "The phone was cut off: with the signed order to wipe.", body = ErrorBody),
        (status = 422, description = "The rule that says no; the phone keeps the correction.", body = ErrorBody),
    )
)]
pub(super) async fn correct(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    signed: SignedBody<VisitCorrection>,
) -> Result<(StatusCode, Json<ReportedVisit>), ApiError> {
    let given = signed.value.to_input(signed.body())?;
    require_known("id", (given.report.id == id).then_some(()))?;
    let message = signed.device_message();
    let outcome = correct_report(&app, &signed.permit, CorrectionSource::Phone(&message), &given).await;
    let outcome = outcome.map_err(build_api_error)?;
    let status = if outcome.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(build_answer(&app, &outcome))))
}
