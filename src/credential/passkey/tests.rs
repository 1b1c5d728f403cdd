//! The vectors of the standard, and answers of a device in software with one part wrong each.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use proptest::prelude::*;
use serde_json::Value as Json;

use super::*;

#[path = "../../../tests/world/passkey_device.rs"]
mod passkey_device;

use passkey_device::{PRESENT, PasskeyDevice};

const CHALLENGE: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI";
const HELD: &str = "cookie";

#[derive(Debug)]
struct Sevens;

impl Entropy for Sevens {
    fn fill(&self, out: &mut [u8]) {
        out.fill(7);
    }
}

fn party() -> RelyingParty {
    RelyingParty::from_address("https://camket.example.vn").unwrap()
}

fn device() -> PasskeyDevice {
    PasskeyDevice::new("camket.example.vn", "https://camket.example.vn")
}

fn registered(device: &PasskeyDevice) -> NewPasskey {
    verify_registration(&party(), CHALLENGE, &device.create(CHALLENGE)).unwrap()
}

#[test]
fn a_device_registers_and_signs() {
    let mut device = device();
    let made = registered(&device);
    assert_eq!(BASE64URL_NOPAD.encode(&made.credential), device.credential_text());
    assert_eq!((made.credential.clone(), made.counter), (device.credential.clone(), 0));
    for counter in [1, 2] {
        let sent = device.sign(CHALLENGE, HELD);
        assert_eq!(verify_assertion(&party(), CHALLENGE, &made.public_key, &sent), Ok(counter));
    }
}

#[test]
fn an_answer_with_one_wrong_part_is_refused() {
    let other_origin = |device: &mut PasskeyDevice| device.origin = "https://camket.example".to_owned();
    let with_port = |device: &mut PasskeyDevice| device.origin = "https://camket.example.vn:8443".to_owned();
    let other_party = |device: &mut PasskeyDevice| device.party = "example.vn".to_owned();
    let unverified = |device: &mut PasskeyDevice| device.flags = PRESENT;
    let absent = |device: &mut PasskeyDevice| device.flags = 0x04;
    let contradiction = |device: &mut PasskeyDevice| device.flags = 0x15;
    type Spoil<'a> = &'a dyn Fn(&mut PasskeyDevice);
    let cases: [(Spoil<'_>, PasskeyError); 6] = [
        (&other_origin, PasskeyError::Origin),
        (&with_port, PasskeyError::Origin),
        (&other_party, PasskeyError::RelyingParty),
        (&unverified, PasskeyError::UserVerification),
        (&absent, PasskeyError::UserPresence),
        (&contradiction, PasskeyError::Backup),
    ];
    for (spoil, expected) in cases {
        let mut device = device();
        let made = registered(&device);
        spoil(&mut device);
        let created = verify_registration(&party(), CHALLENGE, &device.create(CHALLENGE));
        assert_eq!(created.err(), Some(expected), "registration");
        let signed = verify_assertion(&party(), CHALLENGE, &made.public_key, &device.sign(CHALLENGE, HELD));
        assert_eq!(signed.err(), Some(expected), "assertion");
    }
}

#[test]
fn an_answer_is_bound_to_its_challenge_and_its_ceremony() {
    let mut device = device();
    let made = registered(&device);
    let other = new_challenge(&Sevens);
    assert_eq!(other, "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc");
    let created = device.create(CHALLENGE);
    let signed = device.sign(CHALLENGE, HELD);
    assert_eq!(verify_registration(&party(), &other, &created).err(), Some(PasskeyError::Challenge));
    let refused = verify_assertion(&party(), &other, &made.public_key, &signed);
    assert_eq!(refused.err(), Some(PasskeyError::Challenge));
    let crossed = SentAttestation { client_data: signed.client_data.clone(), ..created.clone() };
    assert_eq!(verify_registration(&party(), CHALLENGE, &crossed).err(), Some(PasskeyError::Ceremony));
    let crossed = SentAssertion { client_data: created.client_data, ..signed };
    let refused = verify_assertion(&party(), CHALLENGE, &made.public_key, &crossed);
    assert_eq!(refused.err(), Some(PasskeyError::Ceremony));
}

#[test]
fn a_changed_bit_or_another_key_is_refused() {
    let mut device = device();
    let made = registered(&device);
    let sent = device.sign(CHALLENGE, HELD);
    let verify = |sent: &SentAssertion| verify_assertion(&party(), CHALLENGE, &made.public_key, sent);
    for byte in 0..sent.signature.len() {
        let mut changed = sent.clone();
        changed.signature[byte] ^= 1;
        assert_eq!(verify(&changed), Err(PasskeyError::Signature), "byte {byte} of the signature");
    }
    // The counter: the last bytes of the authenticator's data.
    let mut changed = sent.clone();
    *changed.authenticator_data.last_mut().unwrap() ^= 1;
    assert_eq!(verify(&changed), Err(PasskeyError::Signature));
    let mut changed = sent.clone();
    changed.client_data.extend(b" ");
    assert_eq!(verify(&changed), Err(PasskeyError::Signature));
    let other = registered(&self::device());
    assert_eq!(verify_assertion(&party(), CHALLENGE, &other.public_key, &sent), Err(PasskeyError::Signature));
}

#[test]
fn no_prefix_and_no_longer_text_is_read() {
    let mut device = device();
    let made = registered(&device);
    let (created, signed) = (device.create(CHALLENGE), device.sign(CHALLENGE, HELD));
    for length in 0..created.attestation_object.len() {
        let cut = SentAttestation {
            attestation_object: created.attestation_object[..length].to_vec(),
            ..created.clone()
        };
        assert!(verify_registration(&party(), CHALLENGE, &cut).is_err(), "{length}");
    }
    for length in 0..signed.authenticator_data.len() {
        let mut cut = signed.clone();
        cut.authenticator_data.truncate(length);
        let refused = verify_assertion(&party(), CHALLENGE, &made.public_key, &cut);
        assert_eq!(refused, Err(PasskeyError::AuthenticatorData), "{length}");
    }
    let mut longer = created.clone();
    longer.attestation_object.push(0);
    assert_eq!(verify_registration(&party(), CHALLENGE, &longer).err(), Some(PasskeyError::Attestation));
    let mut longer = signed.clone();
    longer.authenticator_data.push(0);
    let refused = verify_assertion(&party(), CHALLENGE, &made.public_key, &longer);
    assert_eq!(refused, Err(PasskeyError::AuthenticatorData));
    for odd in [&b""[..], b"[]", b"{}", &[0xff; 40], &vec![b' '; MAX_BYTES + 1]] {
        let odd = SentAttestation { client_data: odd.to_vec(), ..created.clone() };
        assert_eq!(verify_registration(&party(), CHALLENGE, &odd).err(), Some(PasskeyError::ClientData));
    }
}

#[test]
fn a_page_inside_another_is_refused() {
    let device = device();
    let created = device.create(CHALLENGE);
    let text = String::from_utf8(created.client_data.clone()).unwrap();
    for (said, instead) in [
        ("\"crossOrigin\":false", "\"crossOrigin\":true"),
        ("\"crossOrigin\":false", "\"crossOrigin\":false,\"topOrigin\":\"https://example.vn\""),
    ] {
        let framed =
            SentAttestation { client_data: text.replace(said, instead).into_bytes(), ..created.clone() };
        assert_eq!(verify_registration(&party(), CHALLENGE, &framed).err(), Some(PasskeyError::Origin));
    }
}

#[test]
fn an_attestation_that_was_not_asked_for_is_refused() {
    let device = device();
    let created = device.create(CHALLENGE);
    let with = |said: &[u8], instead: &[u8]| {
        let text = &created.attestation_object;
        let at = text.windows(said.len()).position(|window| window == said).unwrap();
        let object = [&text[..at], instead, &text[at + said.len()..]].concat();
        verify_registration(
            &party(),
            CHALLENGE,
            &SentAttestation { attestation_object: object, ..created.clone() },
        )
    };
    for (said, instead) in [
        (&b"\x64none"[..], &b"\x63tpm"[..]),
        (b"attStmt\xa0", b"attStmt\xa1\x61a\x01"),
        (b"\x64none\x67attStmt\xa0", b"\x66packed\x67attStmt\xa2\x63alg\x26\x63sig\x41\x00"),
        (b"\x64none\x67attStmt\xa0", b"\x66packed\x67attStmt\xa2\x63alg\x27\x63sig\x41\x00"),
    ] {
        assert_eq!(with(said, instead).err(), Some(PasskeyError::Attestation), "{instead:?}");
    }
    assert!(with(b"\x64none", b"\x64none").is_ok());
}

fn vectors() -> Json {
    serde_json::from_str(include_str!("../vectors/passkeys.json")).unwrap()
}

fn bytes(text: &Json) -> Vec<u8> {
    HEXLOWER.decode(text.as_str().unwrap().as_bytes()).unwrap()
}

/// What the standard publishes was made without user verification, so the part that asks for it is left out.
#[test]
fn the_vectors_of_the_standard_verify_but_for_user_verification() {
    let all = vectors();
    let party = RelyingParty::from_address(all["origin"].as_str().unwrap()).unwrap();
    let registration = &all["es256"]["registration"];
    let challenge = BASE64URL_NOPAD.encode(&bytes(&registration["challenge"]));
    let sent = SentAttestation {
        client_data: bytes(&registration["client_data"]),
        attestation_object: bytes(&registration["attestation_object"]),
    };
    let refused = verify_registration(&party, &challenge, &sent);
    assert_eq!(refused.err(), Some(PasskeyError::UserVerification));
    client_data::check(&party, Ceremony::Create, &challenge, &sent.client_data).unwrap();
    let (statement, data) = read_attestation_object(&sent.attestation_object).unwrap();
    let attested = AuthenticatorData::parse(&data).unwrap().attested.unwrap();
    assert_eq!(attested.credential, bytes(&registration["credential"]));
    check_statement(&statement, &CredentialKey::parse(&attested.public_key).unwrap(), &[]).unwrap();
    let keys = [
        ("es256", attested.public_key, -7),
        ("rs256", bytes(&all["rs256"]["public_key"]), -257),
        ("ed25519", bytes(&all["ed25519"]["public_key"]), -8),
    ];
    for (name, key, algorithm) in keys {
        let key = CredentialKey::parse(&key).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        assert!(ALGORITHMS.contains(&algorithm));
        let assertion = &all[name]["assertion"];
        let challenge = BASE64URL_NOPAD.encode(&bytes(&assertion["challenge"]));
        let client_data = bytes(&assertion["client_data"]);
        client_data::check(&party, Ceremony::Get, &challenge, &client_data).unwrap();
        let data = bytes(&assertion["authenticator_data"]);
        let parsed = AuthenticatorData::parse(&data).unwrap();
        assert_eq!(parsed.check(&party), Err(PasskeyError::UserVerification));
        let mut signature = bytes(&assertion["signature"]);
        key.verify(&join_signed(&data, &client_data), &signature).unwrap();
        *signature.last_mut().unwrap() ^= 1;
        let refused = key.verify(&join_signed(&data, &client_data), &signature);
        assert_eq!(refused, Err(PasskeyError::Signature), "{name}");
    }
}

#[test]
fn a_key_of_another_kind_is_refused() {
    let ed25519 = bytes(&vectors()["ed25519"]["public_key"]);
    let changed = |at: usize, byte: u8| {
        let mut key = ed25519.clone();
        key[at] = byte;
        key
    };
    // The type of the key, its algorithm, its curve.
    for odd in
        [changed(2, 2), changed(4, 0x26), changed(6, 7), Vec::new(), vec![0xa0], ed25519[..40].to_vec()]
    {
        assert_eq!(CredentialKey::parse(&odd), Err(PasskeyError::PublicKey), "{odd:?}");
    }
    // A point that is not on the curve.
    let off = [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), &[4; 32], b"\x22\x58\x20", &[4; 32]];
    assert_eq!(CredentialKey::parse(&off.concat()), Err(PasskeyError::PublicKey));
}

proptest! {
    #[test]
    fn no_bytes_are_taken_for_a_signature(data: Vec<u8>, signature: Vec<u8>, flags: u8) {
        let mut device = device();
        let made = registered(&device);
        let mut sent = device.sign(CHALLENGE, HELD);
        sent.signature = signature;
        prop_assert!(verify_assertion(&party(), CHALLENGE, &made.public_key, &sent).is_err());
        sent.authenticator_data[32] = flags;
        sent.authenticator_data.extend(&data);
        prop_assert!(verify_assertion(&party(), CHALLENGE, &made.public_key, &sent).is_err());
        let odd = SentAttestation { attestation_object: data, ..device.create(CHALLENGE) };
        prop_assert!(verify_registration(&party(), CHALLENGE, &odd).is_err());
    }
}
