//! Upload of photos, separate from their report, as JPEG bytes.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use camket_app::App;
use camket_app::inspections::{NewPhoto, add_photo};
use camket_domain::ids::{InspectionId, PhotoId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::PHOTO_LIMIT;
use crate::api::ApiError;
use crate::api::error::ErrorBody;
use crate::devices::caller::PhoneCaller;
use crate::spooled_body::spool_body;

/// A photo that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct KeptPhoto {
    id: Uuid,
    /// "kept"
    state: &'static str,
}

/// Stores a photo of a visit, before or after its report.
#[utoipa::path(
    put,
    path = "/api/v1/inspections/visits/{visit}/photos/{picture}",
    tag = "inspections",
    params(
        ("visit" = Uuid, Path, description = "Id of the visit."),
        ("picture" = Uuid, Path, description = "Id of the photo."),
        PhoneCaller,
    ),
    request_body(content = Vec<u8>, description = "At most 2 MB.", content_type = "image/jpeg"),
    responses(
        (status = 201, description = "Kept.", body = KeptPhoto),
        (status = 200, description = "It was here before.", body = KeptPhoto),
        (status = 404, description = "The visit is another inspector's.", body = ErrorBody),
        (status = 409, description = "The id is another photo's.", body = ErrorBody),
        (status = 422, description = "Not a photo, or not the one that the report names.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn put(
    State(app): State<App>,
    caller: PhoneCaller,
    Path((inspection, id)): Path<(InspectionId, PhotoId)>,
    request: Request,
) -> Result<(StatusCode, Json<KeptPhoto>), ApiError> {
    // The report, which the phone signs, names the bytes by their hash.
    caller.require_device()?;
    let sent = spool_body(&app, request, PHOTO_LIMIT).await?;
    let new = add_photo(&app, &caller.permit, NewPhoto { id, inspection, sent }).await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(KeptPhoto { id: id.0, state: "kept" })))
}
