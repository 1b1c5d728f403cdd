//! The claims of a token as deterministic CBOR: a map of 2 (sub), 4 (exp), 6 (iat) and our own -65537.

use camket_domain::areas::AreaCode;
use camket_domain::certificates::{CertificateClaims, CertificateNumber, StatusIndex};
use camket_domain::text::is_nfc;
use camket_domain::venues::VenueKind;
use ciborium::Value;
use time::OffsetDateTime;

use super::EnvelopeError;
use crate::cbor::CborReader;

/// Claims of RFC 8392 section 4.
const SUBJECT: i64 = 2;
const EXPIRES: i64 = 4;
const ISSUED: i64 = 6;
/// Our own claim, from the range for private use: [index, kind, name, address, area].
const CERTIFICATE: i64 = -65537;

/// Encodes the claims to be signed. The labels are in the order of their encodings.
pub(super) fn encode(claims: &CertificateClaims) -> Vec<u8> {
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

/// Decodes signed claims.
pub(super) fn decode(bytes: &[u8]) -> Result<CertificateClaims, EnvelopeError> {
    let claims = parse_strict(bytes).ok_or_else(|| find_error(bytes))?;
    check(&claims)?;
    Ok(claims)
}

/// Decodes exactly the encoding that [`encode`] produces: a map of four labels in its order.
fn parse_strict(bytes: &[u8]) -> Option<CertificateClaims> {
    let mut text = CborReader::new(bytes);
    text.expect_bytes(&[0xa4, 0x02])?;
    let number = text.read_text()?;
    text.expect_bytes(&[0x04])?;
    let expires_at = moment_from_seconds(text.read_unsigned()?)?;
    text.expect_bytes(&[0x06])?;
    let issued_at = moment_from_seconds(text.read_unsigned()?)?;
    // -65537, then an array of five.
    text.expect_bytes(&[0x3a, 0x00, 0x01, 0x00, 0x00, 0x85])?;
    let index = StatusIndex(text.read_unsigned()?);
    let kind = VenueKind::from_code(text.read_text()?)?;
    let (name, address) = (text.read_text()?.to_owned(), text.read_text()?.to_owned());
    let area = AreaCode::new(text.read_text()?)?;
    text.expect_end()?;
    Some(CertificateClaims {
        number: CertificateNumber(number.to_owned()),
        issued_at,
        expires_at,
        index,
        kind,
        name,
        address,
        area,
    })
}

/// Finds why claims are refused. If a full CBOR reader and [`check`] accept them, only the encoding is wrong
/// ([`EnvelopeError::NotDeterministic`]).
fn find_error(bytes: &[u8]) -> EnvelopeError {
    let map = ciborium::from_reader(bytes).ok();
    match map.and_then(claims_from_cbor).map(|claims| check(&claims)) {
        Some(Ok(())) => EnvelopeError::NotDeterministic,
        Some(Err(fault)) => fault,
        None => EnvelopeError::Claims,
    }
}

fn claims_from_cbor(map: Value) -> Option<CertificateClaims> {
    let [(_, number), (_, expires), (_, issued), (_, facts)] = map.into_map().ok()?.try_into().ok()?;
    let [index, kind, name, address, area] = facts.into_array().ok()?.try_into().ok()?;
    Some(CertificateClaims {
        number: CertificateNumber(number.into_text().ok()?),
        issued_at: moment_from_seconds(seconds_from_cbor(issued)?)?,
        expires_at: moment_from_seconds(seconds_from_cbor(expires)?)?,
        index: StatusIndex(index.into_integer().ok()?.try_into().ok()?),
        kind: VenueKind::from_code(&kind.into_text().ok()?)?,
        name: name.into_text().ok()?,
        address: address.into_text().ok()?,
        area: AreaCode::new(&area.into_text().ok()?)?,
    })
}

fn seconds_from_cbor(value: Value) -> Option<u32> {
    value.into_integer().ok()?.try_into().ok()
}

fn moment_from_seconds(seconds: u32) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(seconds.into()).ok()
}

/// Checks the values of claims: the number has 1 to 64 visible ASCII characters, moments are whole seconds that fit 32
/// bits, name and address are non-empty lines in NFC.
pub(super) fn check(claims: &CertificateClaims) -> Result<(), EnvelopeError> {
    let number = claims.number.as_str();
    let named = (1..=64).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_graphic());
    let whole =
        |moment: OffsetDateTime| moment.nanosecond() == 0 && u32::try_from(moment.unix_timestamp()).is_ok();
    let timed = whole(claims.issued_at) && whole(claims.expires_at) && claims.issued_at < claims.expires_at;
    let line = |text: &str| !text.is_empty() && !text.chars().any(char::is_control) && is_nfc(text);
    let holds = named && timed && line(&claims.name) && line(&claims.address);
    if holds { Ok(()) } else { Err(EnvelopeError::Claims) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::token::sample;

    /// Decodes with the full reader, encodes again and compares.
    fn decode_by_reencoding(bytes: &[u8]) -> Option<CertificateClaims> {
        let claims = claims_from_cbor(ciborium::from_reader(bytes).ok()?)?;
        (check(&claims).is_ok() && encode(&claims) == bytes).then_some(claims)
    }

    #[test]
    fn strict_decoder_agrees_on_every_changed_byte() {
        let bytes = encode(&sample::claims());
        assert_eq!(decode(&bytes), Ok(sample::claims()));
        for place in 0..bytes.len() {
            for value in 0..=255 {
                let mut bent = bytes.clone();
                bent[place] = value;
                assert_eq!(decode(&bent).ok(), decode_by_reencoding(&bent), "{value} at {place}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn strict_decoder_accepts_changed_claims_like_the_full_reader(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 0..4),
        ) {
            let mut bytes = encode(&sample::claims());
            for (place, value, how) in changes {
                let place = place.index(bytes.len().max(1));
                match how {
                    0 => bytes[place] = value,
                    1 => drop(bytes.remove(place)),
                    _ => bytes.insert(place, value),
                }
            }
            prop_assert_eq!(decode(&bytes).ok(), decode_by_reencoding(&bytes));
        }
    }
}
