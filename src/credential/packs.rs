//! A text that the registry signed and that travels as a file: a JWS in flattened JSON with an unencoded payload (RFC 7515 7.2.2, RFC 7797).
//! ES256 by a key of the published set; the payload stays readable and is signed byte for byte.

use data_encoding::BASE64URL_NOPAD;
use serde_json::json;

use crate::devices::signed;
use crate::keys::{KeySet, Kid};
use crate::signing::{SigningError, SigningKey};

/// A signed text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedText {
    /// The header, base64url.
    pub protected: String,
    /// The text.
    pub payload: String,
    /// r and s, base64url.
    pub signature: String,
}

/// Signs a text.
///
/// # Errors
/// [`SigningError::NoRandom`]
pub fn sign(payload: String, key: &SigningKey) -> Result<SignedText, SigningError> {
    let kid = BASE64URL_NOPAD.encode(key.kid().as_bytes());
    let header = json!({ "alg": "ES256", "b64": false, "crit": ["b64"], "kid": kid });
    let protected = BASE64URL_NOPAD.encode(header.to_string().as_bytes());
    let signature = key.sign(&message(&protected, &payload))?;
    Ok(SignedText { signature: BASE64URL_NOPAD.encode(&signature), protected, payload })
}

/// Whether a key of the set, which is not withdrawn, signed this text.
pub fn holds(text: &SignedText, keys: &KeySet) -> bool {
    let Ok(header) = BASE64URL_NOPAD.decode(text.protected.as_bytes()) else { return false };
    let Ok(header) = serde_json::from_slice::<serde_json::Value>(&header) else { return false };
    let pinned = header["alg"] == "ES256" && header["b64"] == false && header["crit"] == json!(["b64"]);
    let kid = header["kid"].as_str().and_then(|kid| BASE64URL_NOPAD.decode(kid.as_bytes()).ok());
    let key = kid.and_then(|kid| Kid::new(&kid)).and_then(|kid| keys.find(&kid));
    let signature = BASE64URL_NOPAD.decode(text.signature.as_bytes()).unwrap_or_default();
    let made = |point: &[u8]| signed(point, &message(&text.protected, &text.payload), &signature);
    pinned && key.is_some_and(|key| !key.withdrawn && made(&key.point))
}

fn message(protected: &str, payload: &str) -> Vec<u8> {
    [protected.as_bytes(), b".", payload.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::keys::PublicKey;
    use crate::signing::generate;

    #[test]
    fn a_text_holds_as_it_was_signed_and_by_its_key_alone() {
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
        let text = sign("{\"n\":\"Khách sạn\"}".to_owned(), &key).unwrap();
        assert!(holds(&text, &own));
        assert!(!holds(&text, &set(public(key.point(), true))));
        let other = SigningKey::new(kid.clone(), &generate().unwrap()).unwrap();
        assert!(!holds(&text, &set(public(other.point(), false))));
        let changed = SignedText { payload: text.payload.replace("Khách", "Khach"), ..text.clone() };
        assert!(!holds(&changed, &own));
        let header = BASE64URL_NOPAD.encode(br#"{"alg":"none"}"#);
        assert!(!holds(&SignedText { protected: header, ..text.clone() }, &own));
        assert!(!holds(&SignedText { signature: String::new(), ..text }, &own));
    }
}
