//! Enrolment of phones, and whether one must wipe itself.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use camket_app::devices::{self, Enrolment, parse_point};
use camket_app::{App, settings};
use camket_domain::accounts::Actor;
use camket_domain::devices::DeviceState;
use camket_domain::ids::DeviceId;
use camket_domain::permissions::rights;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::{build_revoked_error, record_session};
use crate::api::bounds::parse_line;
use crate::api::error::ErrorBody;
use crate::api::{ApiError, JsonBody};
use camket_shell::session::May;

/// A phone that wants to be enrolled.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewDevice {
    /// Made by the phone.
    id: Uuid,
    /// What its owner calls it.
    #[schema(max_length = 300, example = "Điện thoại Đội 178")]
    name: String,
    public_key: DeviceKey,
}

/// A P-256 public key as a JWK (RFC 7518 6.2.1).
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct DeviceKey {
    #[schema(example = "EC")]
    kty: String,
    #[schema(example = "P-256")]
    crv: String,
    /// 32 bytes, base64url without padding.
    #[schema(example = "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis")]
    x: String,
    /// 32 bytes, base64url without padding.
    #[schema(example = "y77t-RvAHRKTsSGdIYUfweuOvwrvDD-Q3Hv5J0fSKbE")]
    y: String,
}

/// The state of a phone.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DeviceStanding {
    id: Uuid,
    /// "active"; one that is cut off is answered by 410.
    standing: &'static str,
    /// Days for which a phone may open its store without a network.
    unlock_days: u8,
}

/// Enrols the caller's phone.
#[utoipa::path(
    post,
    path = "/api/v1/inspections/devices",
    tag = "inspections",
    request_body = NewDevice,
    responses(
        (status = 201, description = "Enrolled.", body = DeviceStanding),
        (status = 200, description = "The same phone was enrolled before.", body = DeviceStanding),
        (status = 409, description = "The id is another phone's.", body = ErrorBody),
    )
)]
pub(super) async fn enrol(
    State(app): State<App>,
    May(permit): May<rights::Inspect>,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewDevice>,
) -> Result<(StatusCode, Json<DeviceStanding>), ApiError> {
    let key = &new.public_key;
    let known = key.kty == "EC" && key.crv == "P-256";
    let point = known.then(|| parse_point(&key.x, &key.y)).flatten();
    let point = point.ok_or_else(|| ApiError::invalid("public_key", "device-key"))?;
    let given = Enrolment { id: DeviceId(new.id), name: parse_line("name", &new.name)?, point };
    let (device, fresh) = devices::enrol(&app, &permit, given).await?;
    if !device.is_active() {
        return Err(build_revoked_error(&app, device.id).await);
    }
    record_session(&app, &device, permit.actor().account, &headers).await?;
    let status = if fresh { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(build_answer(&app, device.id).await?)))
}

/// Whether a phone must wipe itself. Needs no log-in, because a lost phone has none.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/devices/{device}",
    tag = "inspections",
    params(("device" = Uuid, Path, description = "Id of the phone.")),
    responses(
        (status = 200, description = "Active.", body = DeviceStanding),
        (status = 404, description = "Nobody enrolled it.", body = ErrorBody),
        (status = 410, description = "Cut off: with the signed order to wipe.", body = ErrorBody),
    )
)]
pub(super) async fn standing(
    State(app): State<App>,
    Path(id): Path<DeviceId>,
    caller: Option<Extension<Actor>>,
    headers: HeaderMap,
) -> Result<Json<DeviceStanding>, ApiError> {
    let device = devices::check_in(&app, id).await?;
    if !device.is_active() {
        return Err(build_revoked_error(&app, id).await);
    }
    // A locked phone asks nothing else: its session must be known before it is lost.
    if let Some(Extension(actor)) = caller {
        record_session(&app, &device, actor.account, &headers).await?;
    }
    Ok(Json(build_answer(&app, id).await?))
}

async fn build_answer(app: &App, id: DeviceId) -> Result<DeviceStanding, ApiError> {
    let unlock_days = settings::load(app).await?.unlock_days;
    Ok(DeviceStanding { id: id.0, standing: DeviceState::Active.code(), unlock_days })
}
