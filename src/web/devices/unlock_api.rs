//! The secret that opens the data of a phone: kept for the phone, and given back for a colleague's code.

use axum::Json;
use axum::extract::State;
use camket_app::devices::{self, UnlockSecret, is_unlock_secret};
use camket_app::{App, settings};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::{PhoneCaller, SignedBody, SignedHeaders};
use crate::api::ApiError;
use crate::api::error::ErrorBody;

/// A secret that opens the data of the phone.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewUnlockSecret {
    /// Made by the phone: which of its wrapped keys the secret opens.
    id: Uuid,
    /// 32 random bytes, base64url without padding.
    #[schema(example = "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis")]
    secret: String,
}

/// A secret that the register has.
#[derive(Serialize, ToSchema)]
pub(super) struct KeptUnlockSecret {
    id: Uuid,
    /// kept
    state: &'static str,
}

/// The code that a colleague read out.
#[derive(Deserialize, ToSchema)]
pub(super) struct TypedUnlockCode {
    /// Eight digits; other characters are left out.
    #[schema(max_length = 100, example = "1234 5678")]
    code: String,
}

/// The secret for the code.
#[derive(Serialize, ToSchema)]
pub(super) struct GivenUnlockSecret {
    id: Uuid,
    /// 32 bytes, base64url without padding.
    secret: String,
    /// Days for which the phone may open its store without a network.
    unlock_days: u8,
}

/// Keeps the secret that opens the data of the phone, in place of an earlier one.
#[utoipa::path(
    put,
    path = "/api/v1/inspections/unlock-secret",
    tag = "inspections",
    params(SignedHeaders),
    request_body = NewUnlockSecret,
    responses(
        (status = 200, description = "Kept, by this or by the same request before.", body = KeptUnlockSecret),
        PhoneCaller,
        (status = 422, description = "The field that is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn keep_secret(
    State(app): State<App>,
    signed: SignedBody<NewUnlockSecret>,
) -> Result<Json<KeptUnlockSecret>, ApiError> {
    let given = UnlockSecret { id: signed.value.id, secret: signed.value.secret.clone() };
    if !is_unlock_secret(&given.secret) {
        return Err(ApiError::invalid("secret", "unlock-secret"));
    }
    devices::keep_secret(&app, &signed.permit, &signed.device_message(), &given).await?;
    Ok(Json(KeptUnlockSecret { id: given.id, state: "kept" }))
}

/// Gives the phone its secret for the code of a colleague. The code is used up by it.
#[utoipa::path(
    post,
    path = "/api/v1/inspections/unlock",
    tag = "inspections",
    params(SignedHeaders),
    request_body = TypedUnlockCode,
    responses(
        (status = 200, description = "The secret.", body = GivenUnlockSecret),
        PhoneCaller,
        (status = 422, description = "The code is wrong, or none is open.", body = ErrorBody),
        (status = 429, description = "Too many wrong codes on this phone today.", body = ErrorBody),
    )
)]
pub(super) async fn open(
    State(app): State<App>,
    signed: SignedBody<TypedUnlockCode>,
) -> Result<Json<GivenUnlockSecret>, ApiError> {
    let message = signed.device_message();
    let given = devices::open_with_code(&app, &signed.permit, &message, &signed.value.code).await?;
    let unlock_days = settings::load(&app).await?.unlock_days;
    Ok(Json(GivenUnlockSecret { id: given.id, secret: given.secret, unlock_days }))
}
