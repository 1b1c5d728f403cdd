//! Lists are read as they were signed; bad lists are refused; any bytes are handled.

use camket_domain::certificates::CertificateStatus;
use proptest::prelude::*;
use time::macros::datetime;

use super::*;
use crate::token::sample::{key, public, set};

const ADDRESS: &str = "https://camket.example.vn/.well-known/camket/status-list";
const ISSUED: OffsetDateTime = datetime!(2026-11-25 08:00 UTC);

fn edition() -> Edition {
    Edition { address: ADDRESS.into(), issued_at: ISSUED, sequence: 7 }
}

fn packed() -> PackedStatuses {
    let mut packed = PackedStatuses::new(1000);
    for (place, status) in [
        (0, CertificateStatus::Revoked),
        (5, CertificateStatus::Suspended),
        (999, CertificateStatus::Superseded),
    ] {
        assert!(packed.set(StatusIndex(place), status));
    }
    packed
}

fn expected(keys: &KeySet) -> ExpectedList<'_> {
    ExpectedList { keys, address: ADDRESS, min_sequence: 7, now: ISSUED }
}

#[test]
fn signed_list_is_read() {
    let key = key(&[1]);
    let keys = set(&[&key]);
    let bytes = sign(&packed(), &edition(), &key).unwrap();
    let list = verify(&bytes, &expected(&keys)).unwrap();
    assert_eq!((&list.edition, list.places()), (&edition(), 1000));
    assert_eq!(list.expires_at, ISSUED + LIFETIME);
    assert_eq!(list.time_to_live, Some(TIME_TO_LIVE));
    let said = |place| list.answer_for(StatusIndex(place), ISSUED).status;
    assert_eq!(said(0), StatusAnswer::Known(CertificateStatus::Revoked));
    assert_eq!(said(1), StatusAnswer::Known(CertificateStatus::Issued));
    assert_eq!(said(5), StatusAnswer::Known(CertificateStatus::Suspended));
    assert_eq!(said(999), StatusAnswer::Known(CertificateStatus::Superseded));
    assert_eq!(said(1000), StatusAnswer::NotAssigned);
    assert_eq!(said(u32::MAX), StatusAnswer::NotAssigned);
    // A certificate issued after the list was signed: the list says nothing about it.
    assert_eq!(list.answer_for(StatusIndex(1000), ISSUED + Duration::SECOND).status, StatusAnswer::Unknown);
}

#[test]
fn wrong_or_replayed_list_is_refused() {
    let (one, two) = (key(&[1]), key(&[2]));
    let keys = set(&[&one]);
    let good = expected(&keys);
    let bytes = sign(&packed(), &edition(), &one).unwrap();
    let refused = |bytes: &[u8], expected: &ExpectedList<'_>| verify(bytes, expected).unwrap_err();
    assert_eq!(refused(&bytes, &ExpectedList { min_sequence: 8, ..good }), StatusListError::Replayed);
    assert_eq!(refused(&bytes, &ExpectedList { now: ISSUED + LIFETIME, ..good }), StatusListError::Expired);
    assert_eq!(
        refused(&bytes, &ExpectedList { address: "https://camket.example.vn/", ..good }),
        StatusListError::Address
    );
    let foreign = sign(&packed(), &edition(), &two).unwrap();
    assert_eq!(refused(&foreign, &good), StatusListError::UnknownKey);
    let withdrawn = KeySet::new(vec![public(&one, true)]).unwrap();
    assert_eq!(refused(&bytes, &expected(&withdrawn)), StatusListError::WithdrawnKey);
    let false_key = sign(&packed(), &edition(), &key(&[1])).unwrap();
    assert_eq!(refused(&false_key, &good).code(), "token-signature");
    assert_eq!(refused(&vec![0xd2; MAX_BYTES + 1], &good), StatusListError::Size);
    let token = crate::token::sign(&crate::token::sample::claims(), &one).unwrap();
    assert_eq!(refused(&token, &good).code(), "token-header");
}

#[test]
fn list_with_flipped_bit_or_cut_is_refused() {
    let key = key(&[1]);
    let keys = set(&[&key]);
    let bytes = sign(&packed(), &edition(), &key).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut bent = bytes.clone();
        bent[bit / 8] ^= 1 << (bit % 8);
        assert!(verify(&bent, &expected(&keys)).is_err(), "bit {bit}");
    }
    for end in 0..bytes.len() {
        assert!(verify(&bytes[..end], &expected(&keys)).is_err(), "{end}");
    }
}

#[test]
fn signed_zip_bomb_is_refused() {
    let key = key(&[1]);
    let keys = set(&[&key]);
    let bomb = sign(&PackedStatuses::from_bytes(vec![0; 64 * 1024 * 1024]), &edition(), &key).unwrap();
    assert!(bomb.len() < 100_000);
    assert_eq!(verify(&bomb, &expected(&keys)), Err(StatusListError::Size));
    let largest = sign(&PackedStatuses::from_bytes(vec![0; 4 * 1024 * 1024]), &edition(), &key).unwrap();
    assert_eq!(verify(&largest, &expected(&keys)).unwrap().places(), 16 * 1024 * 1024);
}

#[test]
fn packed_statuses_with_trailing_or_missing_bytes_are_refused() {
    let stream = packed().deflate().unwrap();
    assert_eq!(PackedStatuses::inflate(2, &stream), Ok(packed()));
    assert_eq!(PackedStatuses::inflate(2, &[&stream[..], &[0]].concat()), Err(StatusListError::Compression));
    for end in 0..stream.len() {
        assert_eq!(PackedStatuses::inflate(2, &stream[..end]), Err(StatusListError::Compression), "{end}");
    }
    // The last four bytes are the checksum.
    let mut bent = stream.clone();
    *bent.last_mut().unwrap() ^= 1;
    assert_eq!(PackedStatuses::inflate(2, &bent), Err(StatusListError::Compression));
    assert_eq!(PackedStatuses::inflate(3, &stream), Err(StatusListError::Claims));
    assert_eq!(PackedStatuses::inflate(0, &stream), Err(StatusListError::Claims));
}

#[test]
fn status_beyond_the_end_is_none() {
    let mut packed = PackedStatuses::new(5);
    assert_eq!(packed.places(), 8);
    assert!(
        packed.set(StatusIndex(7), CertificateStatus::Revoked)
            && !packed.set(StatusIndex(8), CertificateStatus::Revoked)
    );
    assert_eq!(packed.get(StatusIndex(8)), None);
}

proptest! {
    #[test]
    fn any_bytes_as_list_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let keys = set(&[]);
        prop_assert!(verify(&bytes, &expected(&keys)).is_err());
        prop_assert!(verify(&[&[0xd2, 0x84][..], &bytes].concat(), &expected(&keys)).is_err());
        let _ = PackedStatuses::inflate(2, &bytes);
        let _ = PackedStatuses::inflate(1, &[&[0x78, 0xda][..], &bytes].concat());
    }

    #[test]
    fn any_signed_payload_as_list_is_refused(payload in prop::collection::vec(any::<u8>(), 0..300)) {
        let key = key(&[1]);
        let bytes = cose::sign(CONTENT_TYPE, payload, &key).unwrap();
        prop_assert!(verify(&bytes, &expected(&set(&[&key]))).is_err());
    }

    #[test]
    fn packed_statuses_round_trip(places in prop::collection::vec(0usize..4, 1..400)) {
        let mut packed = PackedStatuses::new(places.len());
        for (place, status) in places.iter().enumerate() {
            packed.set(StatusIndex(u32::try_from(place).unwrap()), CertificateStatus::ALL[*status]);
        }
        let found = PackedStatuses::inflate(2, &packed.deflate().unwrap()).unwrap();
        for (place, status) in places.iter().enumerate() {
            prop_assert_eq!(found.get(StatusIndex(u32::try_from(place).unwrap())), Some(CertificateStatus::ALL[*status]));
        }
    }
}
