//! Public keys of passkeys (`COSE_Key`, RFC 9052 section 7), of the three kinds that phones and computers make.

use ciborium::Value;
use coset::iana::{self, EnumI64};
use coset::{Algorithm, CborSerializable, CoseKey, KeyType, Label};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::PasskeyError;
use crate::devices::is_on_curve;

/// The kinds of keys that are asked for, the best first: COSE algorithms of ES256 (phones, security keys), EdDSA and RS256
/// (Windows Hello).
pub const ALGORITHMS: [i64; 3] = [-7, -8, -257];

/// The curves of the keys that are accepted (RFC 9053 section 7.1).
const P256: i64 = 1;
const ED25519_CURVE: i64 = 6;

#[derive(PartialEq, Eq, Debug)]
pub(super) enum CredentialKey {
    /// The uncompressed point on P-256.
    Es256(Vec<u8>),
    EdDsa(Vec<u8>),
    Rs256 {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
}

impl CredentialKey {
    /// Reads a key of a kind that is asked for.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, PasskeyError> {
        let key = CoseKey::from_slice(bytes).map_err(|_| PasskeyError::PublicKey)?;
        Self::read(&key).ok_or(PasskeyError::PublicKey)
    }

    fn read(key: &CoseKey) -> Option<Self> {
        let Some(Algorithm::Assigned(algorithm)) = key.alg else { return None };
        match (algorithm, &key.kty) {
            (iana::Algorithm::ES256, KeyType::Assigned(iana::KeyType::EC2)) => {
                let (x, y) = (find_bytes(key, -2)?, find_bytes(key, -3)?);
                let has_form = find_integer(key, -1)? == P256 && x.len() == 32 && y.len() == 32;
                let point = has_form.then(|| [&[4][..], x, y].concat())?;
                is_on_curve(&point).then_some(Self::Es256(point))
            }
            (iana::Algorithm::EdDSA, KeyType::Assigned(iana::KeyType::OKP)) => {
                let x = find_bytes(key, -2)?;
                let has_form = find_integer(key, -1)? == ED25519_CURVE && x.len() == 32;
                has_form.then(|| Self::EdDsa(x.to_vec()))
            }
            (iana::Algorithm::RS256, KeyType::Assigned(iana::KeyType::RSA)) => {
                let (modulus, exponent) = (find_bytes(key, -1)?.to_vec(), find_bytes(key, -2)?.to_vec());
                (modulus.len() >= 256).then_some(Self::Rs256 { modulus, exponent })
            }
            _ => None,
        }
    }

    /// The COSE algorithm.
    pub(super) fn algorithm(&self) -> i64 {
        match self {
            Self::Es256(_) => iana::Algorithm::ES256.to_i64(),
            Self::EdDsa(_) => iana::Algorithm::EdDSA.to_i64(),
            Self::Rs256 { .. } => iana::Algorithm::RS256.to_i64(),
        }
    }

    pub(super) fn verify(&self, signed: &[u8], signature: &[u8]) -> Result<(), PasskeyError> {
        let outcome = match self {
            // Authenticators sign in the form of ASN.1 (section 6.5.5).
            Self::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(signed, signature)
            }
            Self::EdDsa(x) => UnparsedPublicKey::new(&ED25519, x).verify(signed, signature),
            Self::Rs256 { modulus: n, exponent: e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
            }
        };
        outcome.map_err(|_| PasskeyError::Signature)
    }
}

fn find(key: &CoseKey, label: i64) -> Option<&Value> {
    key.params.iter().find(|(name, _)| *name == Label::Int(label)).map(|(_, value)| value)
}

fn find_bytes(key: &CoseKey, label: i64) -> Option<&[u8]> {
    find(key, label)?.as_bytes().map(Vec::as_slice)
}

fn find_integer(key: &CoseKey, label: i64) -> Option<i64> {
    find(key, label)?.as_integer()?.try_into().ok()
}
