//! Extractors of the phone API: the inspector, the phone that the request names, and the body that it signed; and what
//! they mean for the description of a route.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use camket_app::devices::{self, DeviceMessage, parse_signature};
use camket_app::{App, AppError, ErrorChain, accounts};

use camket_domain::accounts::Actor;
use camket_domain::devices::Device;
use camket_domain::ids::{AccountId, DeviceId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use serde::de::DeserializeOwned;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Required, Response};
use utoipa::{IntoParams, IntoResponses};

use crate::api::{ApiError, body};
use crate::state::Web;
use camket_shell::api::openapi::build_error_response;
use camket_shell::error_kind::ErrorKind;
use camket_shell::session;

/// Header with the id of the phone.
const DEVICE_HEADER: &str = "x-camket-device";
/// Header with the phone's signature over method, path and body.
const SIGNATURE_HEADER: &str = "x-camket-signature";

/// A logged-in inspector, and the enrolled phone that the request names, if any. Rejects with 410 if that phone was cut
/// off.
#[derive(Debug)]
pub(crate) struct PhoneCaller {
    pub permit: Permit<rights::Inspect>,
    device: Option<Device>,
}

impl PhoneCaller {
    /// The enrolled phone, which a request that changes something must name: so a phone that was cut off changes nothing
    /// with a session that it does not name.
    pub fn require_device(&self) -> Result<&Device, ApiError> {
        let account = self.permit.actor().account;
        let own = self.device.as_ref().filter(|device| device.account == account);
        own.ok_or_else(|| ApiError::refused(&Refusal::DeviceUnknown))
    }

    /// The header that lets the session of an enrolled phone last as long as the server's, also when the system ends the
    /// browser, as phones do. Any other browser forgets the session when it is closed.
    pub async fn keep_session(
        &self,
        app: &App,
        headers: &HeaderMap,
    ) -> Result<Option<HeaderValue>, AppError> {
        let is_enrolled = self.require_device().is_ok();
        let Some(token) = session::find_token(headers).filter(|_| is_enrolled) else { return Ok(None) };
        let end = accounts::find_session_end(app, token).await?;
        Ok(end.and_then(|end| session::build_lasting_cookie(token, end - app.now())))
    }
}

impl FromRequestParts<Web> for PhoneCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        let permit = parts.extensions.get::<Actor>().and_then(Permit::<rights::Inspect>::for_actor);
        let permit = permit.ok_or(ErrorKind::NotFound)?;
        let device = match parse_device_id(&parts.headers)? {
            Some(id) => find_device(web, id).await?,
            None => None,
        };
        if let Some(device) = &device {
            record_session(&web.app, device, permit.actor().account, &parts.headers).await?;
        }
        Ok(Self { permit, device })
    }
}

/// The header that names the phone.
impl IntoParams for PhoneCaller {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![describe_header(DEVICE_HEADER, "The phone.", Some(KnownFormat::Uuid))]
    }
}

/// The response of every route that takes a [`PhoneCaller`] or a [`SignedBody`].
impl IntoResponses for PhoneCaller {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let gone = build_error_response("The phone was cut off: with the signed order to wipe.");
        BTreeMap::from([("410".to_owned(), gone.into())])
    }
}

/// The headers of a [`SignedBody`], for the description of a route.
pub(crate) struct SignedHeaders;

impl IntoParams for SignedHeaders {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut headers = PhoneCaller::into_params(place);
        let what = "ES256 of method, path and body by the phone's key, base64url of r and s.";
        headers.push(describe_header(SIGNATURE_HEADER, what, None));
        headers
    }
}

fn describe_header(name: &str, what: &str, format: Option<KnownFormat>) -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).format(format.map(SchemaFormat::KnownFormat));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(what))
        .schema(Some(text.build()))
        .build()
}

/// Records that the session of a request is used on the caller's own phone.
pub(super) async fn record_session(
    app: &App,
    device: &Device,
    caller: AccountId,
    headers: &HeaderMap,
) -> Result<(), AppError> {
    match session::find_token(headers).filter(|_| device.account == caller) {
        Some(token) => devices::record_session(app, device, token).await,
        None => Ok(()),
    }
}

fn parse_device_id(headers: &HeaderMap) -> Result<Option<DeviceId>, ApiError> {
    let Some(value) = headers.get(DEVICE_HEADER) else { return Ok(None) };
    let id = value.to_str().ok().and_then(|text| text.parse().ok());
    id.map(Some).ok_or_else(|| ApiError::from(ErrorKind::Unreadable))
}

async fn find_device(web: &Web, id: DeviceId) -> Result<Option<Device>, ApiError> {
    match devices::check_in(&web.app, id).await {
        Ok(device) if device.is_active() => Ok(Some(device)),
        Ok(device) => Err(build_revoked_error(&web.app, device.id).await),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The 410 answer with the signed order on which a phone wipes itself. Without a signing key there is no order, and the phone
/// asks again.
pub(crate) async fn build_revoked_error(app: &App, id: DeviceId) -> ApiError {
    let error = ApiError::new(StatusCode::GONE, "device-revoked", "devices-revoked");
    match devices::build_wipe_order(app, id).await {
        Ok(order) => error.with_signed(order.to_compact()),
        Err(cause) => {
            tracing::error!(error = %ErrorChain(&cause), "no order to wipe a phone could be signed");
            error
        }
    }
}

/// A body with the phone's signature, and the value parsed from it. The use case verifies the signature.
#[derive(Debug)]
pub(crate) struct SignedBody<T> {
    pub permit: Permit<rights::Inspect>,
    pub value: T,
    device: Device,
    target: String,
    body: Bytes,
    signature: Vec<u8>,
}

impl<T> SignedBody<T> {
    /// Phone, body and signature, for the use case to verify.
    pub fn device_message(&self) -> DeviceMessage<'_> {
        DeviceMessage {
            device: &self.device,
            target: &self.target,
            body: &self.body,
            signature: &self.signature,
        }
    }

    /// The body as it was sent.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl<T: DeserializeOwned> FromRequest<Web> for SignedBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, ApiError> {
        let (mut parts, rest) = request.into_parts();
        let PhoneCaller { permit, device } = PhoneCaller::from_request_parts(&mut parts, web).await?;
        let signature = parts
            .headers
            .get(SIGNATURE_HEADER)
            .and_then(|header| header.to_str().ok())
            .and_then(parse_signature);
        let target = format!("{}\n{}", parts.method, parts.uri.path());
        let body = body::read_bytes(Request::from_parts(parts, rest), web).await?;
        let value = body::parse_json(&body)?;
        let device = device.ok_or_else(|| ApiError::refused(&Refusal::DeviceUnknown))?;
        let signature = signature.ok_or_else(|| ApiError::refused(&Refusal::SignatureWrong))?;
        Ok(Self { permit, value, device, target, body, signature })
    }
}
