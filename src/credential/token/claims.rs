//! The claims as deterministic CBOR: a map of 2 (sub), 4 (exp), 6 (iat) and our -65537.

use camket_domain::areas::AreaCode;
use camket_domain::certificates::{CertificateNumber, Claims, StatusIndex};
use camket_domain::text::nfc;
use camket_domain::venues::VenueKind;
use ciborium::Value;
use time::OffsetDateTime;

use super::TokenFault;

/// Claims of RFC 8392 section 4.
const SUBJECT: i64 = 2;
const EXPIRES: i64 = 4;
const ISSUED: i64 = 6;
/// Ours, from the range for private use: [index, kind, name, address, area].
const CERTIFICATE: i64 = -65537;

/// The bytes that are signed. The order of the labels is that of their encodings.
pub(super) fn write(claims: &Claims) -> Vec<u8> {
    let facts = Value::Array(vec![
        claims.index.0.into(),
        claims.kind.code().into(),
        claims.name.as_str().into(),
        claims.address.as_str().into(),
        claims.area.as_str().into(),
    ]);
    let map = Value::Map(vec![
        (SUBJECT.into(), claims.number.as_str().into()),
        (EXPIRES.into(), claims.expires_at.unix_timestamp().into()),
        (ISSUED.into(), claims.issued_at.unix_timestamp().into()),
        (CERTIFICATE.into(), facts),
    ]);
    let mut bytes = Vec::new();
    ciborium::into_writer(&map, &mut bytes).expect("a vector takes every byte");
    bytes
}

/// What was signed.
pub(super) fn read(bytes: &[u8]) -> Result<Claims, TokenFault> {
    let map: Value = ciborium::from_reader(bytes).map_err(|_| TokenFault::Claims)?;
    let claims = claims(map).ok_or(TokenFault::Claims)?;
    check(&claims)?;
    // Labels, their order and every length are right if writing gives the same bytes.
    if write(&claims) == bytes { Ok(claims) } else { Err(TokenFault::Form) }
}

fn claims(map: Value) -> Option<Claims> {
    let [(_, number), (_, expires), (_, issued), (_, facts)] = map.into_map().ok()?.try_into().ok()?;
    let [index, kind, name, address, area] = facts.into_array().ok()?.try_into().ok()?;
    Some(Claims {
        number: CertificateNumber(number.into_text().ok()?),
        issued_at: moment(issued)?,
        expires_at: moment(expires)?,
        index: StatusIndex(index.into_integer().ok()?.try_into().ok()?),
        kind: VenueKind::from_code(&kind.into_text().ok()?)?,
        name: name.into_text().ok()?,
        address: address.into_text().ok()?,
        area: AreaCode::new(&area.into_text().ok()?)?,
    })
}

fn moment(value: Value) -> Option<OffsetDateTime> {
    let seconds: u32 = value.into_integer().ok()?.try_into().ok()?;
    OffsetDateTime::from_unix_timestamp(seconds.into()).ok()
}

/// Whether a token may say this: a number, whole seconds of this century, lines of text in NFC.
pub(super) fn check(claims: &Claims) -> Result<(), TokenFault> {
    let number = claims.number.as_str();
    let named = (1..=64).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_graphic());
    let whole =
        |moment: OffsetDateTime| moment.nanosecond() == 0 && u32::try_from(moment.unix_timestamp()).is_ok();
    let timed = whole(claims.issued_at) && whole(claims.expires_at) && claims.issued_at < claims.expires_at;
    let line = |text: &str| !text.is_empty() && !text.chars().any(char::is_control) && nfc(text) == text;
    let holds = named && timed && line(&claims.name) && line(&claims.address);
    if holds { Ok(()) } else { Err(TokenFault::Claims) }
}
