//! Lists are read as they were signed; bad lists are refused; any bytes are handled.

use camket_domain::certificates::Status;
use proptest::prelude::*;
use time::macros::datetime;

use super::*;
use crate::token::sample::{key, public, set};

const ADDRESS: &str = "https://camket.example.vn/.well-known/camket/status-list";
const ISSUED: OffsetDateTime = datetime!(2026-11-25 08:00 UTC);

fn edition() -> Edition {
    Edition { address: ADDRESS.into(), issued_at: ISSUED, sequence: 7 }
}

fn packed() -> Packed {
    let mut packed = Packed::new(1000);
    for (place, status) in [(0, Status::Revoked), (5, Status::Suspended), (999, Status::Superseded)] {
        assert!(packed.set(StatusIndex(place), status));
    }
    packed
}

fn expected(keys: &KeySet) -> Expected<'_> {
    Expected { keys, address: ADDRESS, least: 7, now: ISSUED }
}

#[test]
fn what_is_signed_is_read() {
    let key = key(&[1]);
    let keys = set(&[&key]);
    let bytes = sign(&packed(), &edition(), &key).unwrap();
    let list = read(&bytes, &expected(&keys)).unwrap();
    assert_eq!((&list.edition, list.places()), (&edition(), 1000));
    assert_eq!(list.expires_at, ISSUED + LIFETIME);
    assert_eq!(list.time_to_live, Some(TIME_TO_LIVE));
    let said = |place| list.answer(StatusIndex(place), ISSUED).said;
    assert_eq!(said(0), Said::Is(Status::Revoked));
    assert_eq!(said(1), Said::Is(Status::Issued));
    assert_eq!(said(5), Said::Is(Status::Suspended));
    assert_eq!(said(999), Said::Is(Status::Superseded));
    assert_eq!(said(1000), Said::NotAssigned);
    assert_eq!(said(u32::MAX), Said::NotAssigned);
    // A certificate issued after the list was signed: the list says nothing about it.
    assert_eq!(list.answer(StatusIndex(1000), ISSUED + Duration::SECOND).said, Said::Nothing);
}

#[test]
fn what_is_not_exactly_right_is_refused() {
    let (one, two) = (key(&[1]), key(&[2]));
    let keys = set(&[&one]);
    let good = expected(&keys);
    let bytes = sign(&packed(), &edition(), &one).unwrap();
    let refused = |bytes: &[u8], expected: &Expected<'_>| read(bytes, expected).unwrap_err();
    assert_eq!(refused(&bytes, &Expected { least: 8, ..good }), ListFault::Replayed);
    assert_eq!(refused(&bytes, &Expected { now: ISSUED + LIFETIME, ..good }), ListFault::Expired);
    assert_eq!(
        refused(&bytes, &Expected { address: "https://camket.example.vn/", ..good }),
        ListFault::Address
    );
    let foreign = sign(&packed(), &edition(), &two).unwrap();
    assert_eq!(refused(&foreign, &good), ListFault::UnknownKey);
    let withdrawn = KeySet::new(vec![public(&one, true)]).unwrap();
    assert_eq!(refused(&bytes, &expected(&withdrawn)), ListFault::WithdrawnKey);
    let false_key = sign(&packed(), &edition(), &key(&[1])).unwrap();
    assert_eq!(refused(&false_key, &good).code(), "token-signature");
    assert_eq!(refused(&vec![0xd2; MOST_BYTES + 1], &good), ListFault::Size);
    let token = crate::token::sign(&crate::token::sample::claims(), &one).unwrap();
    assert_eq!(refused(&token, &good).code(), "token-header");
}

#[test]
fn every_flipped_bit_and_every_cut_is_refused() {
    let key = key(&[1]);
    let keys = set(&[&key]);
    let bytes = sign(&packed(), &edition(), &key).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut bent = bytes.clone();
        bent[bit / 8] ^= 1 << (bit % 8);
        assert!(read(&bent, &expected(&keys)).is_err(), "bit {bit}");
    }
    for end in 0..bytes.len() {
        assert!(read(&bytes[..end], &expected(&keys)).is_err(), "{end}");
    }
}

#[test]
fn a_signed_bomb_does_not_unpack() {
    let key = key(&[1]);
    let keys = set(&[&key]);
    let bomb = sign(&Packed::from_bytes(vec![0; 64 * 1024 * 1024]), &edition(), &key).unwrap();
    assert!(bomb.len() < 100_000);
    assert_eq!(read(&bomb, &expected(&keys)), Err(ListFault::Size));
    let largest = sign(&Packed::from_bytes(vec![0; 4 * 1024 * 1024]), &edition(), &key).unwrap();
    assert_eq!(read(&largest, &expected(&keys)).unwrap().places(), 16 * 1024 * 1024);
}

#[test]
fn packed_statuses_end_where_they_end() {
    let stream = packed().deflate().unwrap();
    assert_eq!(Packed::inflate(2, &stream), Ok(packed()));
    assert_eq!(Packed::inflate(2, &[&stream[..], &[0]].concat()), Err(ListFault::Compression));
    for end in 0..stream.len() {
        assert_eq!(Packed::inflate(2, &stream[..end]), Err(ListFault::Compression), "{end}");
    }
    // The last four bytes are the checksum.
    let mut bent = stream.clone();
    *bent.last_mut().unwrap() ^= 1;
    assert_eq!(Packed::inflate(2, &bent), Err(ListFault::Compression));
    assert_eq!(Packed::inflate(3, &stream), Err(ListFault::Claims));
    assert_eq!(Packed::inflate(0, &stream), Err(ListFault::Claims));
}

#[test]
fn there_is_no_place_beyond_the_end() {
    let mut packed = Packed::new(5);
    assert_eq!(packed.places(), 8);
    assert!(packed.set(StatusIndex(7), Status::Revoked) && !packed.set(StatusIndex(8), Status::Revoked));
    assert_eq!(packed.get(StatusIndex(8)), None);
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let keys = set(&[]);
        prop_assert!(read(&bytes, &expected(&keys)).is_err());
        prop_assert!(read(&[&[0xd2, 0x84][..], &bytes].concat(), &expected(&keys)).is_err());
        let _ = Packed::inflate(2, &bytes);
        let _ = Packed::inflate(1, &[&[0x78, 0xda][..], &bytes].concat());
    }

    #[test]
    fn any_signed_payload_gets_an_answer(payload in prop::collection::vec(any::<u8>(), 0..300)) {
        let key = key(&[1]);
        let bytes = cose::seal(KIND, payload, &key).unwrap();
        prop_assert!(read(&bytes, &expected(&set(&[&key]))).is_err());
    }

    #[test]
    fn any_statuses_come_back(places in prop::collection::vec(0usize..4, 1..400)) {
        let mut packed = Packed::new(places.len());
        for (place, status) in places.iter().enumerate() {
            packed.set(StatusIndex(u32::try_from(place).unwrap()), Status::ALL[*status]);
        }
        let found = Packed::inflate(2, &packed.deflate().unwrap()).unwrap();
        for (place, status) in places.iter().enumerate() {
            prop_assert_eq!(found.get(StatusIndex(u32::try_from(place).unwrap())), Some(Status::ALL[*status]));
        }
    }
}
