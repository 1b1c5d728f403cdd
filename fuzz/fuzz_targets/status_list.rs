//! Any bytes as a status list, as the payload of a signed list, and as its packed statuses.

#![no_main]

use camket_credential::status_list::{ExpectedList, MEDIA_TYPE, StatusList, verify};
use camket_domain::certificates::StatusIndex;
use camket_fuzz::{KEYS, sealed};
use coset::cbor::value::Value;
use libfuzzer_sys::fuzz_target;
use time::OffsetDateTime;

const ADDRESS: &str = "https://camket.example.vn/.well-known/camket/status-list";

fn expected() -> ExpectedList<'static> {
    ExpectedList { keys: &KEYS, address: ADDRESS, min_sequence: 0, now: OffsetDateTime::UNIX_EPOCH }
}

fn ask(list: &StatusList) {
    // A list of more bytes than the reader takes is refused.
    let places = u32::try_from(list.places()).expect("a bounded list");
    for place in [0, places / 2, places.saturating_sub(1), places, u32::MAX] {
        let _ = list.answer_for(StatusIndex(place), list.edition.issued_at);
    }
}

/// The claims of a good list with any packed statuses.
fn around(packed: &[u8]) -> Vec<u8> {
    let list = Value::Map(vec![("lst".into(), Value::Bytes(packed.to_vec())), ("bits".into(), 2.into())]);
    let claims = [(2, ADDRESS.into()), (4, 2_000_000_000.into()), (6, 1_000_000_000.into()), (65533, list), (-65538, 1.into())];
    let map = Value::Map(claims.into_iter().map(|(label, value)| (Value::from(label), value)).collect());
    // A vector takes all bytes.
    coset::CborSerializable::to_vec(map).expect("CBOR")
}

fuzz_target!(|data: &[u8]| {
    assert!(verify(data, &expected()).is_err());
    for payload in [data.to_vec(), around(data)] {
        if let Ok(list) = verify(&sealed(&payload, Some(MEDIA_TYPE)), &expected()) {
            ask(&list);
        }
    }
});
