//! Key sets are read as they were written; bad ones are refused.

use time::macros::datetime;

use super::*;
use crate::signing::{SigningKey, generate};

fn public(kid: &[u8], withdrawn: bool) -> PublicKey {
    let kid = Kid::new(kid).unwrap();
    let pair = SigningKey::new(kid.clone(), &generate().unwrap()).unwrap();
    let (not_before, not_after) = (datetime!(2026-01-01 00:00 UTC), datetime!(2027-01-01 00:00 UTC));
    PublicKey { kid, point: pair.point(), not_before, not_after, withdrawn }
}

fn set() -> KeySet {
    KeySet::new(vec![public(&[2, 9], true), public(&[1], false)]).unwrap()
}

#[test]
fn key_set_round_trips_as_cose_and_jwk() {
    let set = set();
    assert_eq!(cose::decode(&cose::encode(&set)), Ok(set.clone()));
    assert_eq!(jwk::decode(&jwk::encode(&set)), Ok(set.clone()));
    assert_eq!(cose::decode(&cose::encode(&KeySet::default())), Ok(KeySet::default()));
    assert_eq!(set.keys()[0].kid, Kid::new(&[1]).unwrap());
    assert!(set.find(&"0209".parse().unwrap()).unwrap().withdrawn);
    assert_eq!(set.find(&Kid::new(&[9]).unwrap()), None);
}

#[test]
fn key_may_sign_in_its_period_unless_withdrawn() {
    let set = set();
    let (good, withdrawn) = (&set.keys()[0], &set.keys()[1]);
    assert!(good.may_sign_at(datetime!(2026-01-01 00:00 UTC)));
    assert!(!good.may_sign_at(datetime!(2025-12-31 23:59:59 UTC)));
    assert!(!good.may_sign_at(datetime!(2027-01-01 00:00 UTC)));
    assert!(!withdrawn.may_sign_at(datetime!(2026-06-01 00:00 UTC)));
}

#[test]
fn duplicate_key_id_is_refused() {
    let keys = vec![public(&[1], false), public(&[1], false)];
    assert_eq!(KeySet::new(keys), Err(KeySetError::DuplicateId));
}

#[test]
fn other_key_types_are_ignored_and_broken_keys_refused() {
    let text = jwk::encode(&set());
    let with = |key: &str| jwk::decode(&text.replacen('[', &format!("[{key},"), 1));
    assert_eq!(with(r#"{"kty":"OKP","alg":"EdDSA"}"#).unwrap().keys().len(), 2);
    assert_eq!(with(r#"{"kty":"EC","alg":"ES256"}"#), Err(KeySetError::Key));
    for wrong in ["", "{}", "[]", "{\"keys\":1}"] {
        assert_eq!(jwk::decode(wrong), Err(KeySetError::Structure), "{wrong}");
    }
    assert_eq!(jwk::decode(&" ".repeat(MAX_BYTES + 1)), Err(KeySetError::Size));
    for wrong in [&[][..], &[0xa0], &[0x80, 0x80], &[0x82, 0x01]] {
        assert_eq!(cose::decode(wrong), Err(KeySetError::Structure), "{wrong:?}");
    }
    let bytes = cose::encode(&set());
    for end in 0..bytes.len() {
        assert!(cose::decode(&bytes[..end]).is_err(), "{end}");
    }
}

#[test]
fn key_ids_have_one_to_four_bytes() {
    assert!(Kid::new(&[]).is_none() && Kid::new(&[0; 5]).is_none());
    assert_eq!("0A0b".parse(), Ok(Kid::new(&[10, 11]).unwrap()));
    for wrong in ["", "0", "zz", "0102030405", "đđ"] {
        assert_eq!(wrong.parse::<Kid>(), Err(KeySetError::Key), "{wrong}");
    }
}
