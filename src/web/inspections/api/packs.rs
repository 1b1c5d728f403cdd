//! What an inspector may know of venues: one of them, fresh.

use axum::Json;
use axum::extract::{Path, State};
use camket_app::App;
use camket_app::inspections::{self, PackVenue};
use camket_domain::ids::VenueId;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use crate::api::ApiError;
use crate::api::error::ErrorBody;

/// A venue of the pack, fresh.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Fresh {
    /// Unix seconds.
    at: i64,
    /// As in the pack: docs/inspections-api.md.
    #[schema(value_type = Object)]
    venue: PackVenue,
}

/// A venue as the pack knows it.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/venues/{venue}",
    tag = "inspections",
    params(("venue" = Uuid, Path, description = "Id of the venue.")),
    responses(
        (status = 200, description = "The venue.", body = Fresh),
        (status = 404, description = "Not within the caller's area.", body = ErrorBody),
        (status = 410, description = "The phone was cut off: wipe.", body = ErrorBody),
    )
)]
pub(super) async fn of_venue(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<VenueId>,
) -> Result<Json<Fresh>, ApiError> {
    let venue = inspections::dossier_of_venue(&app, &caller.permit, id).await?;
    Ok(Json(Fresh { at: app.now().unix_timestamp(), venue }))
}

/// The venue of a certificate as the pack knows it.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/certificates/{number}",
    tag = "inspections",
    params(("number" = String, Path, description = "Number of the certificate.", example = "KH-SNV-2026-000042")),
    responses(
        (status = 200, description = "The venue.", body = Fresh),
        (status = 404, description = "Not within the caller's area.", body = ErrorBody),
        (status = 410, description = "The phone was cut off: wipe.", body = ErrorBody),
    )
)]
pub(super) async fn of_certificate(
    State(app): State<App>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Json<Fresh>, ApiError> {
    let venue = inspections::dossier_of_certificate(&app, &caller.permit, &number).await?;
    Ok(Json(Fresh { at: app.now().unix_timestamp(), venue }))
}
