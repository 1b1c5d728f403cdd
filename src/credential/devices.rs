//! Signatures of inspectors' phones: ECDSA on P-256 with SHA-256, as r and s (FIPS 186-5; the format of WebCrypto).
//! The private key never leaves the phone; here signatures are only verified.

use camket_domain::devices::unlock::SECRET_BYTES;
use data_encoding::BASE64URL_NOPAD;
use ring::agreement::{self, ECDH_P256, EphemeralPrivateKey, agree_ephemeral};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

use crate::signing::generator;

/// Bytes of a signature: r and s, 32 bytes each.
pub const SIGNATURE_BYTES: usize = 64;

/// The uncompressed point of a public key from the base64url coordinates of a JWK (RFC 7518 6.2.1); none unless each has
/// 32 bytes and the point is on the curve: no key signs for another one.
pub fn parse_point(x: &str, y: &str) -> Option<Vec<u8>> {
    let coordinate = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).ok().filter(|b| b.len() == 32);
    let point = [&[4][..], &coordinate(x)?, &coordinate(y)?].concat();
    is_on_curve(&point).then_some(point)
}

/// Whether a key agreement with this point is possible (SP 800-56A 5.6.2.3: the point is validated first).
pub(crate) fn is_on_curve(point: &[u8]) -> bool {
    let Ok(own) = EphemeralPrivateKey::generate(&ECDH_P256, &generator()) else { return false };
    agree_ephemeral(own, &agreement::UnparsedPublicKey::new(&ECDH_P256, point), |_| ()).is_ok()
}

/// The bytes that a phone signs: method, path and body of its request, so that no signature fits another one.
pub fn build_signed_bytes(target: &str, body: &[u8]) -> Vec<u8> {
    [target.as_bytes(), b"\n", body].concat()
}

/// Decodes a signature from the base64url text of a header; none unless it has [`SIGNATURE_BYTES`] bytes.
pub fn parse_signature(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok().filter(|bytes| bytes.len() == SIGNATURE_BYTES)
}

/// Whether this is the base64url text of a secret of 32 bytes.
pub fn is_unlock_secret(text: &str) -> bool {
    BASE64URL_NOPAD.decode(text.as_bytes()).is_ok_and(|bytes| bytes.len() == SECRET_BYTES)
}

/// Whether the phone with this public key signed these bytes. False for a point that is not on the curve.
pub fn verify(point: &[u8], body: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(body, signature).is_ok()
}

#[cfg(test)]
#[expect(clippy::disallowed_types, reason = "ring takes no other generator")]
mod tests {
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};

    use super::*;

    fn phone() -> EcdsaKeyPair {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap()
    }

    #[test]
    fn signature_verifies_only_for_its_bytes_and_its_phone() {
        let (phone, other) = (phone(), phone());
        let random = SystemRandom::new();
        let made = phone.sign(&random, b"report").unwrap();
        let public = phone.public_key().as_ref();
        assert!(verify(public, b"report", made.as_ref()));
        assert!(!verify(public, b"Report", made.as_ref()));
        assert!(!verify(other.public_key().as_ref(), b"report", made.as_ref()));
        for bit in 0..SIGNATURE_BYTES * 8 {
            let mut broken = made.as_ref().to_vec();
            broken[bit / 8] ^= 1 << (bit % 8);
            assert!(!verify(public, b"report", &broken), "bit {bit}");
        }
        for not_one in [&[][..], &[0; 64], &[0; 65], &made.as_ref()[..63]] {
            assert!(!verify(public, b"report", not_one));
        }
        assert!(!verify(&[4; 65], b"report", made.as_ref()));
    }

    #[test]
    fn coordinates_of_wrong_length_are_refused() {
        let phone = phone();
        let public = phone.public_key().as_ref();
        let (x, y) = (BASE64URL_NOPAD.encode(&public[1..33]), BASE64URL_NOPAD.encode(&public[33..]));
        assert_eq!(parse_point(&x, &y).as_deref(), Some(public));
        assert_eq!(parse_point(&x[1..], &y), None);
        assert_eq!(parse_point(&format!("{x}="), &y), None);
        assert_eq!(parse_point("", &y), None);
    }

    #[test]
    fn points_off_the_curve_are_refused() {
        let phone = phone();
        let public = phone.public_key().as_ref();
        let parse = |point: &[u8]| {
            parse_point(&BASE64URL_NOPAD.encode(&point[1..33]), &BASE64URL_NOPAD.encode(&point[33..]))
        };
        for byte in [1, 32, 33, 64] {
            let mut off = public.to_vec();
            off[byte] ^= 1;
            assert_eq!(parse(&off), None, "byte {byte}");
        }
        assert_eq!(parse(&[0; 65]), None);
        assert_eq!(parse(&[255; 65]), None);
        assert_eq!(parse(public).as_deref(), Some(public));
    }

    #[test]
    fn signatures_of_wrong_length_are_refused() {
        assert_eq!(parse_signature("AAAA"), None);
    }
}
