//! Shared by the targets: a key, its set, and a validly signed envelope for any payload, so that the fuzzer also
//! reaches the code behind the signature check.

use std::sync::LazyLock;

use camket_credential::keys::{KeySet, Kid, PublicKey};
use camket_credential::signing::{SigningKey, generate};
use coset::cbor::value::Value;
use coset::{CoseSign1Builder, HeaderBuilder, TaggedCborSerializable, iana};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use time::OffsetDateTime;

// Each `expect` below is of constants or of what was made here: none depends on the input.

static PKCS8: LazyLock<Vec<u8>> = LazyLock::new(|| generate().expect("random bytes"));

static PAIR: LazyLock<EcdsaKeyPair> = LazyLock::new(|| {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &PKCS8, &SystemRandom::new()).expect("a key")
});

/// A set with the key that [`sealed`] signs with.
pub static KEYS: LazyLock<KeySet> = LazyLock::new(|| {
    let key = SigningKey::new(kid(), &PKCS8).expect("a key");
    let epoch = OffsetDateTime::UNIX_EPOCH;
    let public = PublicKey { kid: kid(), point: key.point(), not_before: epoch, not_after: epoch, withdrawn: false };
    KeySet::new(vec![public]).expect("one key")
});

fn kid() -> Kid {
    Kid::new(&[1]).expect("one byte")
}

/// Signs the payload in an envelope.
pub fn sealed(payload: &[u8], kind: Option<&str>) -> Vec<u8> {
    let header = HeaderBuilder::new().algorithm(iana::Algorithm::ES256).key_id(vec![1]);
    let header = match kind {
        Some(kind) => header.value(16, Value::from(kind)).build(),
        None => header.build(),
    };
    CoseSign1Builder::new()
        .protected(header)
        .payload(payload.to_vec())
        .create_signature(&[], |message| {
            PAIR.sign(&SystemRandom::new(), message).expect("a signature").as_ref().to_vec()
        })
        .build()
        .to_tagged_vec()
        .expect("CBOR")
}
