//! Closing a demand as met, from the phone.

use axum::Json;
use axum::extract::{Path, State};
use camket_app::{App, demands};
use camket_domain::ids::DemandId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use crate::api::bounds::parse_text;
use crate::api::error::ErrorBody;
use crate::devices::caller::{PhoneCaller, SignedBody, SignedHeaders};

/// What the inspector saw.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct DemandMet {
    #[schema(max_length = 4000)]
    note: String,
}

/// A demand that is closed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DemandAnswer {
    id: Uuid,
    /// met
    state: &'static str,
}

/// Closes a demand as met.
#[utoipa::path(
    post,
    path = "/api/v1/inspections/demands/{met}/close",
    tag = "inspections",
    params(
        ("met" = Uuid, Path, description = "Id of the demand."),
        SignedHeaders,
    ),
    request_body = DemandMet,
    responses(
        (status = 200, description = "Closed, by this or by the same request before.", body = DemandAnswer),
        (status = 404, description = "Not within the caller's area.", body = ErrorBody),
        (status = 409, description = "Someone else closed it.", body = ErrorBody),
        (status = 422, description = "The rule that says no.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn close(
    State(app): State<App>,
    Path(id): Path<DemandId>,
    signed: SignedBody<DemandMet>,
) -> Result<Json<DemandAnswer>, ApiError> {
    let note = parse_text("note", &signed.value.note)?;
    let after = demands::meet_by_phone(&app, &signed.permit, &signed.device_message(), id, &note).await?;
    Ok(Json(DemandAnswer { id: after.id.0, state: after.state().code() }))
}
