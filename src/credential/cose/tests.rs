//! The strict parser accepts exactly the bytes that a full CBOR reader reads and encodes to the same bytes.

use proptest::prelude::*;

use super::*;
use crate::token::sample::key;

const KIND: ContentType = Some("application/statuslist+cwt");

/// Decodes with the full reader, encodes again and compares.
fn parse_by_reencoding(kind: ContentType, bytes: &[u8]) -> Option<(Vec<u8>, Vec<u8>, Vec<u8>)> {
    let sealed = CoseSign1::from_tagged_slice(bytes).ok()?;
    check(&sealed, kind).ok()?;
    let kid = Kid::new(&sealed.protected.header.key_id)?;
    let plain = CoseSign1Builder::new().protected(build_header(&kid, kind));
    let plain = plain.payload(sealed.payload.clone()?).signature(sealed.signature.clone());
    let same = bytes.first() == Some(&SIGN1) && super::encode(plain.build()) == bytes;
    same.then(|| (kid.as_bytes().to_vec(), sealed.payload.unwrap_or_default(), sealed.signature))
}

fn parse_strict_parts(kind: ContentType, bytes: &[u8]) -> Option<(Vec<u8>, Vec<u8>, Vec<u8>)> {
    let found = parse_strict(kind, bytes)?;
    Some((found.kid.as_bytes().to_vec(), found.payload.to_vec(), found.signature.to_vec()))
}

/// An envelope with up to three changes: a byte replaced, removed or inserted.
fn changed_envelope() -> impl Strategy<Value = (ContentType, Vec<u8>)> {
    let sealed = (any::<bool>(), 1usize..5, prop::collection::vec(any::<u8>(), 0..300));
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 0..4);
    (sealed, changes, any::<bool>()).prop_map(|((typed, kid, payload), changes, near)| {
        let kind = KIND.filter(|_| typed);
        let mut bytes = sign(kind, payload, &key(&[7; 4][..kid])).unwrap();
        for (place, value, how) in changes {
            // Half of the changes are in the first bytes, where the structure is.
            let place = place.index(if near { bytes.len().min(52) } else { bytes.len() }.max(1));
            match how {
                0 => bytes[place] = value,
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, value),
            }
        }
        (kind, bytes)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn strict_parser_accepts_changed_envelopes_like_the_full_reader((kind, bytes) in changed_envelope()) {
        prop_assert_eq!(parse_strict_parts(kind, &bytes), parse_by_reencoding(kind, &bytes));
    }

    #[test]
    fn strict_parser_accepts_any_bytes_like_the_full_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), typed: bool) {
        let kind = KIND.filter(|_| typed);
        let begun = [&[SIGN1, 0x84][..], &bytes].concat();
        for bytes in [bytes, begun] {
            prop_assert_eq!(parse_strict_parts(kind, &bytes), parse_by_reencoding(kind, &bytes));
        }
    }
}

#[test]
fn strict_parser_agrees_on_every_changed_byte() {
    let bytes = sign(None, vec![0xa0; 30], &key(&[1, 2])).unwrap();
    for place in 0..bytes.len() {
        for value in 0..=255 {
            let mut bent = bytes.clone();
            bent[place] = value;
            assert_eq!(
                parse_strict_parts(None, &bent),
                parse_by_reencoding(None, &bent),
                "{value} at {place}"
            );
        }
    }
}

#[test]
fn signed_message_matches_coset() {
    for (kind, length) in [(None, 0), (None, 23), (None, 24), (None, 300), (KIND, 255), (KIND, 70_000)] {
        let bytes = sign(kind, vec![9; length], &key(&[1])).unwrap();
        let public = crate::token::sample::public(&key(&[1]), false);
        // Each call generates another pair, so a key with the same id but another point must be refused.
        assert!(!parse(kind, &bytes).unwrap().is_signed_by(&public));
        let own = key(&[1]);
        let bytes = sign(kind, vec![9; length], &own).unwrap();
        assert!(
            parse(kind, &bytes).unwrap().is_signed_by(&crate::token::sample::public(&own, false)),
            "{length}"
        );
    }
}
