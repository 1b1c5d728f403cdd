//! The claims of a list as CBOR: 2 (sub), 4 (exp), 6 (iat), 65533 (status_list), 65534 (ttl) and our -65538.

use ciborium::Value;
use time::{Duration, OffsetDateTime};

use super::{Edition, LIFETIME, PackedStatuses, StatusList, StatusListError, TIME_TO_LIVE};

const SUBJECT: i64 = 2;
const EXPIRES: i64 = 4;
const ISSUED: i64 = 6;
const LIST: i64 = 65533;
const TIME_TO_LIVE_LABEL: i64 = 65534;
/// Our own claim, from the range for private use.
const SEQUENCE: i64 = -65538;

/// Encodes the claims to be signed, in the order of deterministic CBOR.
pub(super) fn encode(packed: &PackedStatuses, edition: &Edition) -> Result<Vec<u8>, StatusListError> {
    let list =
        Value::Map(vec![("lst".into(), packed.deflate()?.into()), ("bits".into(), packed.bits().into())]);
    let issued_at = edition.issued_at.unix_timestamp();
    let map = Value::Map(vec![
        (SUBJECT.into(), edition.address.as_str().into()),
        (EXPIRES.into(), (issued_at + LIFETIME.whole_seconds()).into()),
        (ISSUED.into(), issued_at.into()),
        (LIST.into(), list),
        (TIME_TO_LIVE_LABEL.into(), TIME_TO_LIVE.whole_seconds().into()),
        (SEQUENCE.into(), edition.sequence.into()),
    ]);
    let mut bytes = Vec::new();
    ciborium::into_writer(&map, &mut bytes).expect("a vector takes every byte");
    Ok(bytes)
}

/// Decodes signed claims. Unknown claims are ignored, as the draft requires.
pub(super) fn decode(bytes: &[u8]) -> Result<StatusList, StatusListError> {
    let found = ListClaims::parse(bytes).ok_or(StatusListError::Claims)?;
    let packed = found.packed()?;
    let list = StatusList {
        edition: Edition {
            address: found.text(SUBJECT).ok_or(StatusListError::Claims)?,
            issued_at: found.moment(ISSUED).ok_or(StatusListError::Claims)?,
            sequence: found.number(SEQUENCE).ok_or(StatusListError::Claims)?,
        },
        expires_at: found.moment(EXPIRES).ok_or(StatusListError::Claims)?,
        time_to_live: found
            .number(TIME_TO_LIVE_LABEL)
            .and_then(|seconds| i64::try_from(seconds).ok())
            .map(Duration::seconds),
        packed,
    };
    let ours = list.packed.has_our_bits() && list.edition.issued_at < list.expires_at;
    if ours { Ok(list) } else { Err(StatusListError::Claims) }
}

/// The map of claims; each label occurs once.
pub(super) struct ListClaims(Vec<(Value, Value)>);

impl ListClaims {
    /// Decodes a map of claims; none if the bytes are no map or a label occurs twice.
    pub(super) fn parse(mut bytes: &[u8]) -> Option<Self> {
        let map: Value = ciborium::from_reader(&mut bytes).ok()?;
        let claims = map.into_map().ok()?;
        let labels = || claims.iter().map(|(label, _)| label);
        let once =
            claims.len() <= MAX_CLAIMS && labels().all(|one| labels().filter(|l| *l == one).count() == 1);
        (once && bytes.is_empty()).then_some(Self(claims))
    }

    fn find(&self, label: i64) -> Option<&Value> {
        self.0.iter().find(|(name, _)| *name == Value::from(label)).map(|(_, value)| value)
    }

    pub(super) fn text(&self, label: i64) -> Option<String> {
        self.find(label)?.as_text().map(str::to_owned)
    }

    pub(super) fn number(&self, label: i64) -> Option<u64> {
        self.find(label)?.as_integer()?.try_into().ok()
    }

    pub(super) fn moment(&self, label: i64) -> Option<OffsetDateTime> {
        let seconds = self.number(label)?.try_into().ok()?;
        OffsetDateTime::from_unix_timestamp(seconds).ok()
    }

    pub(super) fn packed(&self) -> Result<PackedStatuses, StatusListError> {
        decode_statuses(self.find(LIST).ok_or(StatusListError::Claims)?)
    }
}

/// The most claims that are read. A list has six; later versions may add some.
const MAX_CLAIMS: usize = 32;

/// Decodes the statuses of a `StatusList` map (section 4.3 of the draft).
pub(super) fn decode_statuses(list: &Value) -> Result<PackedStatuses, StatusListError> {
    let entries = list.as_map().ok_or(StatusListError::Claims)?;
    let find = |name: &str| {
        let mut found = entries.iter().filter(|(key, _)| key.as_text() == Some(name)).map(|(_, value)| value);
        found.next().filter(|_| found.next().is_none())
    };
    let bits = find("bits").and_then(Value::as_integer).and_then(|bits| u8::try_from(bits).ok());
    let packed = find("lst").and_then(Value::as_bytes);
    PackedStatuses::inflate(bits.ok_or(StatusListError::Claims)?, packed.ok_or(StatusListError::Claims)?)
}
