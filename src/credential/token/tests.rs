//! Tokens are read as they were signed; every single change is refused; any bytes are handled.

use proptest::prelude::*;

use super::*;
use sample::{claims, key, public, set};

fn fault(bytes: &[u8], keys: &KeySet) -> EnvelopeError {
    match check(bytes, keys) {
        CheckedToken::Broken(fault) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn signed_token_is_verified_by_its_key() {
    for kid in [&[1][..], &[1, 2], &[1, 2, 3], &[1, 2, 3, 4]] {
        let key = key(kid);
        let bytes = sign(&claims(), &key).unwrap();
        let found = check(&bytes, &set(&[&key]));
        assert_eq!(found, CheckedToken::Good(claims()));
        assert_eq!(found.proof(), Proof::Good);
        assert_eq!(from_text(&to_text(&bytes)), Ok(bytes.clone()));
        assert_eq!(from_text(&to_text(&bytes).to_ascii_lowercase()), Ok(bytes));
    }
}

#[test]
fn token_of_unknown_withdrawn_or_wrong_key() {
    let (one, two) = (key(&[1]), key(&[2]));
    let bytes = sign(&claims(), &one).unwrap();
    assert_eq!(check(&bytes, &set(&[&two])), CheckedToken::UnknownKey(one.kid().clone()));
    let withdrawn = KeySet::new(vec![public(&one, true)]).unwrap();
    assert_eq!(check(&bytes, &withdrawn), CheckedToken::WithdrawnKey(claims()));
    // Another key with the same id.
    let other = KeySet::new(vec![public(&key(&[1]), false)]).unwrap();
    assert_eq!(fault(&bytes, &other), EnvelopeError::Signature);
    let other = KeySet::new(vec![public(&key(&[1]), true)]).unwrap();
    assert_eq!(fault(&bytes, &other), EnvelopeError::Signature);
}

#[test]
fn token_with_flipped_bit_or_cut_is_refused() {
    let key = key(&[7]);
    let (keys, bytes) = (set(&[&key]), sign(&claims(), &key).unwrap());
    for bit in 0..bytes.len() * 8 {
        let mut bent = bytes.clone();
        bent[bit / 8] ^= 1 << (bit % 8);
        assert!(
            matches!(check(&bent, &keys), CheckedToken::Broken(_) | CheckedToken::UnknownKey(_)),
            "bit {bit}"
        );
    }
    for end in 0..bytes.len() {
        assert_eq!(check(&bytes[..end], &keys).proof(), Proof::Broken, "{end}");
    }
    assert_eq!(fault(&[&bytes[..], &[0]].concat(), &keys), EnvelopeError::Cbor);
    assert_eq!(fault(&vec![0xd2; MAX_BYTES + 1], &keys), EnvelopeError::Size);
    assert_eq!(fault(&[&[0xd8, 61], &bytes[..]].concat(), &keys), EnvelopeError::Tag);
    assert_eq!(fault(&bytes[1..], &keys), EnvelopeError::Tag);
}

#[test]
fn a_list_is_no_token() {
    let key = key(&[7]);
    let bytes =
        crate::cose::sign(Some("application/statuslist+cwt"), claims::encode(&claims()), &key).unwrap();
    assert_eq!(fault(&bytes, &set(&[&key])), EnvelopeError::Header);
}

#[test]
fn claims_out_of_bounds_are_refused_by_sign_and_verify() {
    let key = key(&[7]);
    let keys = set(&[&key]);
    let second = time::Duration::SECOND;
    let changes: [fn(&mut CertificateClaims); 8] = [
        |c| c.name = "Kha\u{301}ch".into(),
        |c| c.name.clear(),
        |c| c.address.push('\n'),
        |c| c.number.0.clear(),
        |c| c.number.0.push('đ'),
        |c| c.number.0 = "9".repeat(65),
        |c| c.expires_at = c.issued_at,
        |c| c.issued_at = time::OffsetDateTime::UNIX_EPOCH - time::Duration::SECOND,
    ];
    for (which, change) in changes.iter().enumerate() {
        let mut bent = claims();
        change(&mut bent);
        assert_eq!(sign(&bent, &key), Err(EnvelopeError::Claims), "{which}");
        let bytes = crate::cose::sign(None, claims::encode(&bent), &key).unwrap();
        assert_eq!(fault(&bytes, &keys), EnvelopeError::Claims, "{which}");
    }
    let fraction = CertificateClaims { issued_at: claims().issued_at + second / 2, ..claims() };
    assert_eq!(sign(&fraction, &key), Err(EnvelopeError::Claims));
    let long = CertificateClaims { name: "a".repeat(MAX_BYTES), ..claims() };
    assert_eq!(sign(&long, &key), Err(EnvelopeError::Size));
}

#[test]
fn claims_in_another_encoding_are_refused() {
    let key = key(&[7]);
    let keys = set(&[&key]);
    let good = claims::encode(&claims());
    // The length of the number in two bytes instead of one; then a byte after the map, a missing head, an empty map, an
    // array, nothing.
    let longer = [&[0xa4, 2, 0x78, 18][..], &good[3..]].concat();
    assert_eq!((good[2], good[1]), (0x60 + 18, 2));
    for payload in [longer, [&good[..], &[0]].concat(), good[1..].to_vec(), vec![0xa0], vec![0x80], vec![]] {
        let bytes = crate::cose::sign(None, payload.clone(), &key).unwrap();
        assert!(
            matches!(fault(&bytes, &keys), EnvelopeError::NotDeterministic | EnvelopeError::Claims),
            "{payload:?}"
        );
    }
}

#[test]
fn text_that_is_not_base32_is_refused() {
    // The last two have trailing bits that are not zero.
    for text in ["A", "AB======", "AAA1", "A A", "đ", "AAA", "AB", "AAAAAAB"] {
        assert_eq!(from_text(text), Err(EnvelopeError::Base32), "{text}");
    }
    assert_eq!(from_text("AA"), Ok(vec![0]));
    assert_eq!(from_text(&"A".repeat(MAX_CHARACTERS + 1)), Err(EnvelopeError::Size));
}

#[test]
fn each_fault_has_its_own_code() {
    let codes: std::collections::BTreeSet<_> = EnvelopeError::ALL.map(EnvelopeError::code).into();
    assert_eq!(codes.len(), EnvelopeError::ALL.len());
    assert!(codes.iter().all(|code| code.starts_with("token-")));
}

/// Lines of Vietnamese letters in NFC, like names.
fn line() -> impl Strategy<Value = String> {
    "[A-Za-zÀ-ỹ0-9][A-Za-zÀ-ỹ0-9 .,/-]{0,80}".prop_map(|text| camket_domain::text::to_nfc(&text))
}

proptest! {
    #[test]
    fn any_bytes_as_token_are_handled(bytes in prop::collection::vec(any::<u8>(), 0..1200)) {
        let keys = set(&[]);
        prop_assert!(!matches!(check(&bytes, &keys), CheckedToken::Good(_)));
        let tagged = [&[0xd2, 0x84][..], &bytes].concat();
        prop_assert!(!matches!(check(&tagged, &keys), CheckedToken::Good(_)));
    }

    #[test]
    fn any_signed_payload_as_token_is_refused(payload in prop::collection::vec(any::<u8>(), 0..300)) {
        let key = key(&[7]);
        let bytes = crate::cose::sign(None, payload, &key).unwrap();
        prop_assert_eq!(check(&bytes, &set(&[&key])).proof(), Proof::Broken);
    }

    #[test]
    fn any_text_of_a_token_is_handled(text in "\\PC{0,400}|[A-Za-z2-7]{0,400}") {
        if let Ok(bytes) = from_text(&text) {
            prop_assert_eq!(to_text(&bytes), text.to_ascii_uppercase());
        }
    }

    #[test]
    fn token_claims_round_trip(name in line(), address in line(), index: u32, from in 0u32..u32::MAX, days in 1u32..4000) {
        let moment = |seconds: u32| time::OffsetDateTime::from_unix_timestamp(seconds.into()).unwrap();
        let (issued_at, expires_at) = (moment(from), moment(from.saturating_add(days * 86400)));
        let index = camket_domain::certificates::StatusIndex(index);
        let claims = CertificateClaims { name, address, index, issued_at, expires_at, ..claims() };
        let key = key(&[7]);
        let bytes = sign(&claims, &key).unwrap();
        prop_assert_eq!(check(&bytes, &set(&[&key])), CheckedToken::Good(claims));
    }

    #[test]
    fn token_with_changed_byte_is_refused(place in 0usize..230, value: u8) {
        let key = key(&[7]);
        let bytes = sign(&claims(), &key).unwrap();
        let mut bent = bytes.clone();
        let place = place % bytes.len();
        bent[place] = value;
        prop_assert_eq!(check(&bent, &set(&[&key])).proof() == Proof::Good, bent == bytes);
    }
}

#[test]
fn an_address_that_was_cut_off_is_told_from_a_broken_one() {
    let text = to_text(&sign(&sample::claims(), &sample::key(&[1])).unwrap());
    for length in 1..text.len() - 1 {
        assert!(is_cut_off(&text[..length]), "{length}");
        assert!(is_cut_off(&text[..length].to_ascii_lowercase()), "{length}");
    }
    assert!(!is_cut_off(&text));
    for other in [format!("{text}AAAAAAAA"), "A".repeat(80), "0".repeat(80), format!("{}!", &text[..80])] {
        assert!(!is_cut_off(&other), "{other}");
    }
}
