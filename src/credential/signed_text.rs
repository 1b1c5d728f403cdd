//! Texts that the registry signs and that are stored as files: a JWS in flattened JSON (RFC 7515 7.2.2) with ES256 and a key
//! of the published set. The payload is the text as a zlib stream (RFC 1950), because packs of venues compress well.

use std::io::{Read, Write};

use data_encoding::BASE64URL_NOPAD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde_json::json;

use crate::devices;
use crate::keys::{KeySet, Kid};
use crate::signing::{SigningError, SigningKey};

/// What a signed text is: the header parameter `typ`, so that none can stand for another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignedKind {
    /// The venues of an area.
    Pack,
    /// The order to a phone to erase its data.
    WipeOrder,
}

impl SignedKind {
    fn typ(self) -> &'static str {
        match self {
            Self::Pack => "camket-pack+zlib",
            Self::WipeOrder => "camket-wipe+zlib",
        }
    }
}

/// The most bytes of a text that are unpacked: several times the largest pack.
const MAX_TEXT_BYTES: usize = 16 << 20;

/// A signed text. All parts are base64url without padding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedText {
    /// The protected header, JSON.
    pub protected: String,
    /// The text as a zlib stream.
    pub payload: String,
    /// r and s, 64 bytes.
    pub signature: String,
}

impl SignedText {
    /// The compact form (RFC 7515 7.1).
    pub fn to_compact(&self) -> String {
        format!("{}.{}.{}", self.protected, self.payload, self.signature)
    }
}

/// Signs a text.
///
/// # Errors
/// [`SigningError::NoRandomBytes`]
pub fn sign(kind: SignedKind, text: &str, key: &SigningKey) -> Result<SignedText, SigningError> {
    let kid = BASE64URL_NOPAD.encode(key.kid().as_bytes());
    let header = json!({ "alg": "ES256", "kid": kid, "typ": kind.typ() });
    let protected = BASE64URL_NOPAD.encode(header.to_string().as_bytes());
    let payload = BASE64URL_NOPAD.encode(&deflate(text));
    let signature = key.sign(&signing_input(&protected, &payload))?;
    Ok(SignedText { signature: BASE64URL_NOPAD.encode(&signature), protected, payload })
}

/// The text, if it was signed by a key of the set that is not withdrawn and is no larger than the bound.
pub fn verify(kind: SignedKind, text: &SignedText, keys: &KeySet) -> Option<String> {
    let header = BASE64URL_NOPAD.decode(text.protected.as_bytes()).ok()?;
    let header: serde_json::Value = serde_json::from_slice(&header).ok()?;
    let pinned = header["alg"] == "ES256" && header["typ"] == kind.typ();
    let kid = Kid::new(&BASE64URL_NOPAD.decode(header["kid"].as_str()?.as_bytes()).ok()?)?;
    let key = keys.find(&kid).filter(|key| pinned && !key.withdrawn)?;
    let signature = BASE64URL_NOPAD.decode(text.signature.as_bytes()).ok()?;
    let holds = devices::verify(&key.point, &signing_input(&text.protected, &text.payload), &signature);
    let packed = BASE64URL_NOPAD.decode(text.payload.as_bytes()).ok().filter(|_| holds)?;
    inflate(&packed)
}

fn deflate(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    written.expect("a vector takes what it is given")
}

/// `None` beyond the bound: a text that is cut off would still be read as one.
fn inflate(packed: &[u8]) -> Option<String> {
    let mut found = String::new();
    let bound = MAX_TEXT_BYTES as u64 + 1;
    ZlibDecoder::new(packed).take(bound).read_to_string(&mut found).ok()?;
    (found.len() <= MAX_TEXT_BYTES).then_some(found)
}

fn signing_input(protected: &str, payload: &str) -> Vec<u8> {
    [protected.as_bytes(), b".", payload.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::keys::PublicKey;
    use crate::signing::generate;

    #[test]
    fn a_text_beyond_the_bound_is_none() {
        let longest = "x".repeat(MAX_TEXT_BYTES);
        assert_eq!(inflate(&deflate(&longest)).map(|text| text.len()), Some(MAX_TEXT_BYTES));
        assert_eq!(inflate(&deflate(&(longest + "x"))), None);
    }

    #[test]
    fn signed_text_verifies_unchanged_and_only_by_its_key() {
        let kid = Kid::new(&[7]).unwrap();
        let key = SigningKey::new(kid.clone(), &generate().unwrap()).unwrap();
        let public = |point, withdrawn| PublicKey {
            kid: kid.clone(),
            point,
            not_before: datetime!(2026-01-01 00:00 UTC),
            not_after: datetime!(2027-01-01 00:00 UTC),
            withdrawn,
        };
        let set = |key| KeySet::new(vec![key]).unwrap();
        let own = set(public(key.point(), false));
        let words = "{\"n\":\"Khách sạn\"}";
        let text = sign(SignedKind::Pack, words, &key).unwrap();
        let verify = |text: &SignedText, keys: &KeySet| super::verify(SignedKind::Pack, text, keys);
        assert_eq!(verify(&text, &own).as_deref(), Some(words));
        assert_eq!(verify(&text, &set(public(key.point(), true))), None);
        let other = SigningKey::new(kid.clone(), &generate().unwrap()).unwrap();
        assert_eq!(verify(&text, &set(public(other.point(), false))), None);
        let payload = BASE64URL_NOPAD.encode(&deflate(&words.replace("Khách", "Khach")));
        assert_eq!(verify(&SignedText { payload, ..text.clone() }, &own), None);
        let header = BASE64URL_NOPAD.encode(br#"{"alg":"none"}"#);
        assert_eq!(verify(&SignedText { protected: header, ..text.clone() }, &own), None);
        assert_eq!(super::verify(SignedKind::WipeOrder, &text, &own), None, "of another kind");
        assert_eq!(verify(&SignedText { signature: String::new(), ..text }, &own), None);
    }
}
