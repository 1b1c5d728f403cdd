//! The key set as a JWK set (RFC 7517 section 5), for browsers: WebCrypto imports JWKs.
//!
//! `kid` is the id in hexadecimal. Three members are our own: `camket_withdrawn` (true, or absent),
//! `camket_signs_from` and `camket_signs_until`, seconds since 1970 UTC.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{KeySet, KeySetError, MAX_BYTES, PublicKey, join_point};

/// The media type (RFC 7517 section 8.5.2).
pub const MEDIA_TYPE: &str = "application/jwk-set+json";

#[derive(Serialize)]
struct JwkSet {
    keys: Vec<Jwk>,
}

#[derive(Deserialize)]
struct RawJwkSet {
    keys: Vec<serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
struct Jwk {
    kty: String,
    crv: String,
    alg: String,
    #[serde(rename = "use")]
    purpose: String,
    kid: String,
    x: String,
    y: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    camket_withdrawn: bool,
    camket_signs_from: i64,
    camket_signs_until: i64,
}

/// Encodes the set for publication.
pub fn encode(set: &KeySet) -> String {
    let keys = set.keys().iter().map(to_jwk).collect();
    serde_json::to_string(&JwkSet { keys }).expect("texts and numbers have a JSON form")
}

fn to_jwk(of: &PublicKey) -> Jwk {
    Jwk {
        kty: "EC".into(),
        crv: "P-256".into(),
        alg: "ES256".into(),
        purpose: "sig".into(),
        kid: of.kid.to_string(),
        x: BASE64URL_NOPAD.encode(of.x()),
        y: BASE64URL_NOPAD.encode(of.y()),
        camket_withdrawn: of.withdrawn,
        camket_signs_from: of.not_before.unix_timestamp(),
        camket_signs_until: of.not_after.unix_timestamp(),
    }
}

/// Decodes a published set. Keys of other types are ignored: a later version may add some.
///
/// # Errors
/// [`KeySetError`]
pub fn decode(text: &str) -> Result<KeySet, KeySetError> {
    if text.len() > MAX_BYTES {
        return Err(KeySetError::Size);
    }
    let found: RawJwkSet = serde_json::from_str(text).map_err(|_| KeySetError::Structure)?;
    let keys = found.keys.into_iter().filter(|key| key["alg"] == "ES256");
    KeySet::new(keys.map(from_jwk).collect::<Result<_, _>>()?)
}

fn from_jwk(key: serde_json::Value) -> Result<PublicKey, KeySetError> {
    let jwk: Jwk = serde_json::from_value(key).map_err(|_| KeySetError::Key)?;
    let bytes = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| KeySetError::Key);
    let moment = |at| OffsetDateTime::from_unix_timestamp(at).map_err(|_| KeySetError::Key);
    if jwk.kty != "EC" || jwk.crv != "P-256" {
        return Err(KeySetError::Key);
    }
    Ok(PublicKey {
        kid: jwk.kid.parse()?,
        point: join_point(&bytes(&jwk.x)?, &bytes(&jwk.y)?).ok_or(KeySetError::Key)?,
        not_before: moment(jwk.camket_signs_from)?,
        not_after: moment(jwk.camket_signs_until)?,
        withdrawn: jwk.camket_withdrawn,
    })
}
