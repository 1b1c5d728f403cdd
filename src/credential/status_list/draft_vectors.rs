//! The test vectors of the draft (`vectors/draft.json` names the source), read by our code.

use std::collections::BTreeMap;

use ciborium::Value;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use serde::Deserialize;
use time::OffsetDateTime;

use super::claims::{ListClaims, decode_statuses};
use super::*;
use crate::keys::{Kid, PublicKey};

#[derive(Deserialize)]
struct DraftVectors {
    lists: Vec<DraftList>,
    token: DraftToken,
}

#[derive(Deserialize)]
struct DraftList {
    name: String,
    bits: u8,
    places: usize,
    hex: String,
    statuses: Vec<(u32, u8)>,
}

#[derive(Deserialize)]
struct DraftToken {
    hex: String,
    kid: String,
    x: String,
    y: String,
    sub: String,
    iat: i64,
    exp: i64,
    ttl: u64,
    list: String,
}

fn vectors() -> DraftVectors {
    serde_json::from_str(include_str!("../vectors/draft.json")).unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    HEXLOWER.decode(text.as_bytes()).unwrap()
}

fn assert_statuses(list: &DraftList, packed: &PackedStatuses) {
    assert_eq!((packed.bits(), packed.places()), (list.bits, list.places), "{}", list.name);
    // An index that is not listed is valid.
    let named: BTreeMap<u32, u8> = list.statuses.iter().copied().collect();
    for place in 0..u32::try_from(packed.places()).unwrap() {
        let value = named.get(&place).copied().unwrap_or_default();
        assert_eq!(packed.value(StatusIndex(place)), Some(value), "{} {place}", list.name);
    }
}

#[test]
fn draft_lists_of_1_2_4_and_8_bits_are_decoded() {
    let vectors = vectors();
    assert_eq!(vectors.lists.len(), 6);
    for list in &vectors.lists {
        let value: Value = ciborium::from_reader(&*hex(&list.hex)).unwrap();
        assert_statuses(list, &decode_statuses(&value).unwrap());
    }
}

/// The signed example of the draft has its `kid` in the unprotected header, which our reader refuses. So this test
/// decodes the envelope itself, and the rest with our code.
#[test]
fn draft_signed_example_is_verified() {
    use coset::{CoseSign1, TaggedCborSerializable};
    let DraftVectors { token, lists } = vectors();
    let bytes = hex(&token.hex);
    assert_eq!(cose::parse(CONTENT_TYPE, &bytes).err(), Some(EnvelopeError::Header));

    let sealed = CoseSign1::from_tagged_slice(&bytes).unwrap();
    assert_eq!(sealed.unprotected.key_id, hex(&token.kid));
    let key = public(&token);
    sealed
        .verify_signature(&[], |signature, message| {
            if key.verifies(message, signature) { Ok(()) } else { Err("the signature does not hold") }
        })
        .unwrap();
    let typed = sealed.protected.header.rest.iter().any(|(_, value)| value.as_text() == Some(MEDIA_TYPE));
    assert!(typed, "{:?}", sealed.protected);

    let claims = ListClaims::parse(&sealed.payload.unwrap()).unwrap();
    let moment = |at| OffsetDateTime::from_unix_timestamp(at).ok();
    assert_eq!(claims.text(2), Some(token.sub));
    assert_eq!((claims.moment(6), claims.moment(4)), (moment(token.iat), moment(token.exp)));
    assert_eq!(claims.number(65534), Some(token.ttl));
    let list = lists.iter().find(|list| list.name == token.list).unwrap();
    assert_statuses(list, &claims.packed().unwrap());
}

fn public(token: &DraftToken) -> PublicKey {
    let half = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
    let point = [vec![4], half(&token.x), half(&token.y)].concat();
    let epoch = OffsetDateTime::UNIX_EPOCH;
    let kid = Kid::new(&hex(&token.kid)).unwrap();
    PublicKey { kid, point: point.try_into().unwrap(), not_before: epoch, not_after: epoch, withdrawn: false }
}
