//! An authenticator in software: it makes passkeys and signs with them as the device of a person does (Web Authentication Level
//! 3, sections 6.1 and 6.5). Each part of its answers can be made wrong.

#![expect(clippy::disallowed_types, reason = "ring takes no other generator")]

use camket_domain::accounts::passkey_answer::{SentAssertion, SentAttestation};
use data_encoding::BASE64URL_NOPAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

/// Flags: present, verified, a key that may be copied.
pub const VERIFIED: u8 = 0x01 | 0x04 | 0x08;
/// Flags of a device that asked nobody for finger, face or PIN.
pub const PRESENT: u8 = 0x01;
/// Flag of data with a new key.
const HAS_CREDENTIAL: u8 = 0x40;

/// A device with one passkey.
#[derive(Debug)]
pub struct PasskeyDevice {
    pub pair: EcdsaKeyPair,
    pub credential: Vec<u8>,
    /// The domain for which the passkey is.
    pub party: String,
    /// The address of the page that asks.
    pub origin: String,
    pub flags: u8,
    /// Of the last signature; a signature adds one. `None` for a device that does not count.
    pub counter: Option<u32>,
    pub user_handle: Option<Vec<u8>>,
}

impl PasskeyDevice {
    pub fn new(party: &str, origin: &str) -> Self {
        let random = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        let mut credential = vec![0; 32];
        random.fill(&mut credential).unwrap();
        Self {
            pair: EcdsaKeyPair::from_pkcs8(kind, pkcs8.as_ref(), &random).unwrap(),
            credential,
            party: party.to_owned(),
            origin: origin.to_owned(),
            flags: VERIFIED,
            counter: Some(0),
            user_handle: None,
        }
    }

    /// Answers a challenge (base64url) for a new passkey, without attestation.
    pub fn create(&self, challenge: &str) -> SentAttestation {
        let data = [self.authenticator_data(HAS_CREDENTIAL), self.attested_credential()].concat();
        let head = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".as_slice();
        let length = u8::try_from(data.len()).expect("a short key");
        SentAttestation {
            client_data: self.client_data("webauthn.create", challenge),
            attestation_object: [head, &[length], &data].concat(),
        }
    }

    /// Answers a challenge (base64url) that the browser with this cookie asked for.
    pub fn sign(&mut self, challenge: &str, held: &str) -> SentAssertion {
        self.counter = self.counter.map(|counter| counter.wrapping_add(1));
        let client_data = self.client_data("webauthn.get", challenge);
        let authenticator_data = self.authenticator_data(0);
        let signed = [&authenticator_data, digest(&SHA256, &client_data).as_ref()].concat();
        SentAssertion {
            held: held.to_owned(),
            credential: self.credential.clone(),
            signature: self.pair.sign(&SystemRandom::new(), &signed).unwrap().as_ref().to_vec(),
            client_data,
            authenticator_data,
            user_handle: self.user_handle.clone(),
        }
    }

    fn client_data(&self, kind: &str, challenge: &str) -> Vec<u8> {
        let origin = &self.origin;
        let text = format!(
            r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false,"other":1}}"#
        );
        text.into_bytes()
    }

    fn authenticator_data(&self, more: u8) -> Vec<u8> {
        let party = digest(&SHA256, self.party.as_bytes());
        let counter = self.counter.unwrap_or_default().to_be_bytes();
        [party.as_ref(), &[self.flags | more], &counter].concat()
    }

    /// Model, id and `COSE_Key` {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    fn attested_credential(&self) -> Vec<u8> {
        let length = u16::try_from(self.credential.len()).expect("a short id").to_be_bytes();
        let point = self.pair.public_key().as_ref();
        let key = [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", &point[1..33], b"\x22\x58\x20", &point[33..]];
        [&[0; 16], length.as_slice(), &self.credential, &key.concat()].concat()
    }

    /// The id of the passkey as browsers write it.
    pub fn credential_text(&self) -> String {
        BASE64URL_NOPAD.encode(&self.credential)
    }
}
