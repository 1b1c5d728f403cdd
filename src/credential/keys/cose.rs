//! The key set as a COSE_KeySet (RFC 9052 section 7): an array of COSE_Keys of kty EC2, crv P-256, alg ES256.
//!
//! Three parameters are our own, from the range for private use (below -65536): -65537 `withdrawn` (true, or
//! absent), -65538 and -65539 the start and the end of the period in which the key signs, as seconds since 1970 UTC.

use coset::cbor::value::{Integer, Value};
use coset::iana::{self, EnumI64};
use coset::{AsCborValue, CborSerializable, CoseKey, CoseKeyBuilder, CoseKeySet, KeyType, Label};
use time::OffsetDateTime;

use super::{KeySet, KeySetError, Kid, MAX_BYTES, PublicKey, join_point};

/// The media type (RFC 9052 section 11.3.2).
pub const MEDIA_TYPE: &str = "application/cose-key-set";

const WITHDRAWN: i64 = -65537;
const NOT_BEFORE: i64 = -65538;
const NOT_AFTER: i64 = -65539;

/// Encodes the set for publication.
pub fn encode(set: &KeySet) -> Vec<u8> {
    let keys = set.keys().iter().map(to_cose_key).collect();
    CoseKeySet(keys).to_vec().expect("no label of a key stands twice")
}

fn to_cose_key(of: &PublicKey) -> CoseKey {
    let (x, y) = (of.x().to_vec(), of.y().to_vec());
    let mut builder = CoseKeyBuilder::new_ec2_pub_key(iana::EllipticCurve::P_256, x, y)
        .algorithm(iana::Algorithm::ES256)
        .key_id(of.kid.as_bytes().to_vec());
    if of.withdrawn {
        builder = builder.param(WITHDRAWN, Value::Bool(true));
    }
    builder
        .param(NOT_BEFORE, of.not_before.unix_timestamp().into())
        .param(NOT_AFTER, of.not_after.unix_timestamp().into())
        .build()
}

/// Decodes a published set. Keys of other types are ignored: a later version may add some.
///
/// # Errors
/// [`KeySetError`]
pub fn decode(bytes: &[u8]) -> Result<KeySet, KeySetError> {
    if bytes.len() > MAX_BYTES {
        return Err(KeySetError::Size);
    }
    let Ok(Value::Array(items)) = Value::from_slice(bytes) else { return Err(KeySetError::Structure) };
    let keys = items.into_iter().filter_map(|item| CoseKey::from_cbor_value(item).ok()).filter(is_es256);
    KeySet::new(keys.map(|key| from_cose_key(&key).ok_or(KeySetError::Key)).collect::<Result<_, _>>()?)
}

fn is_es256(key: &CoseKey) -> bool {
    key.kty == KeyType::Assigned(iana::KeyType::EC2)
        && key.alg == Some(coset::Algorithm::Assigned(iana::Algorithm::ES256))
}

fn from_cose_key(key: &CoseKey) -> Option<PublicKey> {
    let curve = find_integer(key, iana::Ec2KeyParameter::Crv.to_i64())?;
    if curve != iana::EllipticCurve::P_256.to_i64() {
        return None;
    }
    let bytes = |label: iana::Ec2KeyParameter| find_parameter(key, label.to_i64())?.as_bytes();
    let moment = |label| OffsetDateTime::from_unix_timestamp(find_integer(key, label)?).ok();
    Some(PublicKey {
        kid: Kid::new(&key.key_id)?,
        point: join_point(bytes(iana::Ec2KeyParameter::X)?, bytes(iana::Ec2KeyParameter::Y)?)?,
        not_before: moment(NOT_BEFORE)?,
        not_after: moment(NOT_AFTER)?,
        // Any value but `false` means withdrawn: unknown values must not make a key good.
        withdrawn: find_parameter(key, WITHDRAWN).is_some_and(|value| *value != Value::Bool(false)),
    })
}

fn find_integer(key: &CoseKey, label: i64) -> Option<i64> {
    let number: Integer = find_parameter(key, label)?.as_integer()?;
    number.try_into().ok()
}

fn find_parameter(key: &CoseKey, label: i64) -> Option<&Value> {
    key.params.iter().find(|(name, _)| *name == Label::Int(label)).map(|(_, value)| value)
}
