//! The claims of a token as deterministic CBOR: a map of 2 (sub), 4 (exp), 6 (iat) and our own -65537.

use camket_domain::areas::AreaCode;
use camket_domain::certificates::{CertificateNumber, Claims, StatusIndex};
use camket_domain::text::is_nfc;
use camket_domain::venues::VenueKind;
use ciborium::Value;
use time::OffsetDateTime;

use super::TokenFault;
use crate::deterministic::Text;

/// Claims of RFC 8392 section 4.
const SUBJECT: i64 = 2;
const EXPIRES: i64 = 4;
const ISSUED: i64 = 6;
/// Our own claim, from the range for private use: [index, kind, name, address, area].
const CERTIFICATE: i64 = -65537;

/// Encodes the claims to be signed. The labels are in the order of their encodings.
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

/// Decodes signed claims.
pub(super) fn read(bytes: &[u8]) -> Result<Claims, TokenFault> {
    let claims = walk(bytes).ok_or_else(|| refused(bytes))?;
    check(&claims)?;
    Ok(claims)
}

/// Decodes exactly the encoding that [`write`] produces: a map of four labels in its order.
fn walk(bytes: &[u8]) -> Option<Claims> {
    let mut text = Text::new(bytes);
    text.expect(&[0xa4, 0x02])?;
    let number = text.text()?;
    text.expect(&[0x04])?;
    let expires_at = moment(text.unsigned()?)?;
    text.expect(&[0x06])?;
    let issued_at = moment(text.unsigned()?)?;
    // -65537, then an array of five.
    text.expect(&[0x3a, 0x00, 0x01, 0x00, 0x00, 0x85])?;
    let index = StatusIndex(text.unsigned()?);
    let kind = VenueKind::from_code(text.text()?)?;
    let (name, address) = (text.text()?.to_owned(), text.text()?.to_owned());
    let area = AreaCode::new(text.text()?)?;
    text.end()?;
    Some(Claims {
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
/// ([`TokenFault::Form`]).
fn refused(bytes: &[u8]) -> TokenFault {
    let map = ciborium::from_reader(bytes).ok();
    match map.and_then(claims).map(|claims| check(&claims)) {
        Some(Ok(())) => TokenFault::Form,
        Some(Err(fault)) => fault,
        None => TokenFault::Claims,
    }
}

fn claims(map: Value) -> Option<Claims> {
    let [(_, number), (_, expires), (_, issued), (_, facts)] = map.into_map().ok()?.try_into().ok()?;
    let [index, kind, name, address, area] = facts.into_array().ok()?.try_into().ok()?;
    Some(Claims {
        number: CertificateNumber(number.into_text().ok()?),
        issued_at: moment(seconds(issued)?)?,
        expires_at: moment(seconds(expires)?)?,
        index: StatusIndex(index.into_integer().ok()?.try_into().ok()?),
        kind: VenueKind::from_code(&kind.into_text().ok()?)?,
        name: name.into_text().ok()?,
        address: address.into_text().ok()?,
        area: AreaCode::new(&area.into_text().ok()?)?,
    })
}

fn seconds(value: Value) -> Option<u32> {
    value.into_integer().ok()?.try_into().ok()
}

fn moment(seconds: u32) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(seconds.into()).ok()
}

/// Checks the values of claims: the number has 1 to 64 visible ASCII characters, moments are whole seconds that fit 32
/// bits, name and address are non-empty lines in NFC.
pub(super) fn check(claims: &Claims) -> Result<(), TokenFault> {
    let number = claims.number.as_str();
    let named = (1..=64).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_graphic());
    let whole =
        |moment: OffsetDateTime| moment.nanosecond() == 0 && u32::try_from(moment.unix_timestamp()).is_ok();
    let timed = whole(claims.issued_at) && whole(claims.expires_at) && claims.issued_at < claims.expires_at;
    let line = |text: &str| !text.is_empty() && !text.chars().any(char::is_control) && is_nfc(text);
    let holds = named && timed && line(&claims.name) && line(&claims.address);
    if holds { Ok(()) } else { Err(TokenFault::Claims) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::token::sample;

    /// Decodes with the full reader, encodes again and compares.
    fn reread(bytes: &[u8]) -> Option<Claims> {
        let claims = claims(ciborium::from_reader(bytes).ok()?)?;
        (check(&claims).is_ok() && write(&claims) == bytes).then_some(claims)
    }

    #[test]
    fn every_single_byte_in_every_place() {
        let bytes = write(&sample::claims());
        assert_eq!(read(&bytes), Ok(sample::claims()));
        for place in 0..bytes.len() {
            for value in 0..=255 {
                let mut bent = bytes.clone();
                bent[place] = value;
                assert_eq!(read(&bent).ok(), reread(&bent), "{value} at {place}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn bent_claims_are_taken_where_rereading_takes_them(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 0..4),
        ) {
            let mut bytes = write(&sample::claims());
            for (place, value, how) in changes {
                let place = place.index(bytes.len().max(1));
                match how {
                    0 => bytes[place] = value,
                    1 => drop(bytes.remove(place)),
                    _ => bytes.insert(place, value),
                }
            }
            prop_assert_eq!(read(&bytes).ok(), reread(&bytes));
        }
    }
}
