//! Tokens that no issuer signs, built by hand: validly signed, with a header or an encoding that readers must refuse.

use camket_credential::keys::Kid;
use coset::cbor::value::Value;
use coset::{CborSerializable, CoseSign1, TaggedCborSerializable, iana};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};

/// The order of P-256 (SEC 2 section 2.4.2).
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
    0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

pub(crate) const ES256: i64 = -7;
pub(crate) const ES384: i64 = -35;

/// Parts of a COSE_Sign1 that are signed validly, even if they are wrong.
pub(crate) struct EnvelopeParts {
    pub(crate) protected: Vec<(i64, Value)>,
    pub(crate) unprotected: Vec<(i64, Value)>,
    pub(crate) payload: Vec<u8>,
}

impl EnvelopeParts {
    /// The parts of a good token.
    pub(crate) fn from_token(token: &[u8], kid: &Kid) -> Self {
        let payload = CoseSign1::from_tagged_slice(token).expect("a token").payload.expect("a payload");
        Self { protected: vec![(1, ES256.into()), (4, kid_value(kid))], unprotected: Vec::new(), payload }
    }

    /// Signs the parts and encodes them with tag 18.
    pub(crate) fn sign(self, pkcs8: &[u8]) -> Vec<u8> {
        let protected = encode(&map_value(self.protected));
        let message = Value::Array(vec![
            "Signature1".into(),
            Value::Bytes(protected.clone()),
            Value::Bytes(Vec::new()),
            Value::Bytes(self.payload.clone()),
        ]);
        let signature = sign(pkcs8, &encode(&message));
        let parts = [
            Value::Bytes(protected),
            map_value(self.unprotected),
            Value::Bytes(self.payload),
            Value::Bytes(signature),
        ];
        encode(&Value::Tag(iana::CborTag::CoseSign1 as u64, Box::new(Value::Array(parts.into()))))
    }
}

pub(crate) fn kid_value(kid: &Kid) -> Value {
    Value::Bytes(kid.as_bytes().to_vec())
}

fn map_value(entries: Vec<(i64, Value)>) -> Value {
    Value::Map(entries.into_iter().map(|(label, value)| (label.into(), value)).collect())
}

pub(crate) fn encode(value: &Value) -> Vec<u8> {
    value.clone().to_vec().expect("CBOR")
}

#[expect(clippy::disallowed_types, reason = "ring takes no other generator")]
fn sign(pkcs8: &[u8], message: &[u8]) -> Vec<u8> {
    let generator = ring::rand::SystemRandom::new();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &generator).expect("a key");
    pair.sign(&generator, message).expect("a signature").as_ref().to_vec()
}

/// The token with s replaced by n - s.
pub(crate) fn negate_s(token: &[u8]) -> Vec<u8> {
    let (rest, s) = token.split_at(token.len() - 32);
    let mut borrow = 0i16;
    let mut other: Vec<u8> = ORDER
        .iter()
        .zip(s)
        .rev()
        .map(|(n, s)| {
            let difference = i16::from(*n) - i16::from(*s) - borrow;
            borrow = i16::from(difference < 0);
            difference.rem_euclid(256).to_le_bytes()[0]
        })
        .collect();
    other.reverse();
    [rest, &other].concat()
}
