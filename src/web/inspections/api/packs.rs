//! What an inspector may know of venues: the signed pack of the day, and one venue as it is now.

use axum::Json;
use axum::extract::{Path, Query, State};
use camket_app::App;
use camket_app::inspections::{self, PackVenue, SignedText};
use camket_domain::areas::AreaCode;
use camket_domain::ids::VenueId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::ApiError;
use crate::api::error::ErrorBody;
use crate::devices::caller::PhoneCaller;
use camket_shell::error_kind::ErrorKind;

/// The pack of the day: a JWS in flattened JSON (RFC 7515 7.2.2), also kept as a file.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SignedPack {
    /// The header, base64url.
    protected: String,
    /// The pack, JSON as a zlib stream, base64url: see docs/inspections-api.md.
    payload: String,
    /// ES256 by a key of /.well-known/camket/keys.json, over `protected.payload`, base64url.
    signature: String,
}

/// Query of the pack.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PackQuery {
    /// Code of a commune or province within the caller's area; without it, the caller's own.
    area: Option<String>,
}

/// The pack of the day, signed.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/pack",
    tag = "inspections",
    params(PackQuery),
    responses(
        (status = 200, description = "The pack.", body = SignedPack),
        (status = 404, description = "Not within the caller's area.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn pack(
    State(app): State<App>,
    caller: PhoneCaller,
    Query(which): Query<PackQuery>,
) -> Result<Json<SignedPack>, ApiError> {
    let area = which.area.map(|code| AreaCode::new(&code).ok_or(ErrorKind::NotFound)).transpose()?;
    let SignedText { protected, payload, signature } =
        inspections::build_signed_pack(&app, &caller.permit, area).await?;
    Ok(Json(SignedPack { protected, payload, signature }))
}

/// A venue in the form of the pack, as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Fresh {
    /// Unix seconds.
    at: i64,
    /// As in the pack: docs/inspections-api.md.
    #[schema(value_type = Object)]
    venue: PackVenue,
}

/// A venue in the form of the pack.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/venues/{visited}",
    tag = "inspections",
    params(("visited" = Uuid, Path, description = "Id of the venue.")),
    responses(
        (status = 200, description = "The venue.", body = Fresh),
        (status = 404, description = "Not within the caller's area.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn of_venue(
    State(app): State<App>,
    caller: PhoneCaller,
    Path(id): Path<VenueId>,
) -> Result<Json<Fresh>, ApiError> {
    let venue = inspections::build_pack_venue(&app, &caller.permit, id).await?;
    Ok(Json(Fresh { at: app.now().unix_timestamp(), venue }))
}

/// The venue of a certificate in the form of the pack.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/certificates/{number}",
    tag = "inspections",
    params(("number" = String, Path, description = "Number of the certificate.", example = "KH-SNV-2026-000042")),
    responses(
        (status = 200, description = "The venue.", body = Fresh),
        (status = 404, description = "Not within the caller's area.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn of_certificate(
    State(app): State<App>,
    caller: PhoneCaller,
    Path(number): Path<String>,
) -> Result<Json<Fresh>, ApiError> {
    let venue = inspections::build_pack_venue_of_certificate(&app, &caller.permit, &number).await?;
    Ok(Json(Fresh { at: app.now().unix_timestamp(), venue }))
}
