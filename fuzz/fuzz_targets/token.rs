//! Any bytes as a token, as the payload of a signed token, and as the text of a token.

#![no_main]

use camket_credential::parsed_code::{self, ParsedCode};
use camket_credential::token::{CheckedToken, check, from_text, sign, to_text};
use camket_fuzz::{KEYS, sealed};
use libfuzzer_sys::fuzz_target;

const OURS: &str = "https://camket.example.vn";

fuzz_target!(|data: &[u8]| {
    // Bytes that were not signed are never accepted.
    assert!(!matches!(check(data, &KEYS), CheckedToken::Good(_)));
    // A signed payload is accepted only if signing its claims again gives the same bytes.
    let signed = sealed(data, None);
    if let CheckedToken::Good(claims) = check(&signed, &KEYS) {
        // A new key of ours; only the last `expect` is about the input, and is what this target checks.
        let key = camket_credential::signing::generate().expect("random bytes");
        let kid = camket_credential::keys::Kid::new(&[1]).expect("one byte");
        let key = camket_credential::signing::SigningKey::new(kid, &key).expect("a key");
        let again = sign(&claims, &key).expect("claims that were read can be signed");
        assert_eq!(again[..again.len() - 64], signed[..signed.len() - 64]);
    }
    let text = String::from_utf8_lossy(data);
    if let Ok(bytes) = from_text(&text) {
        assert_eq!(to_text(&bytes), text.to_ascii_uppercase());
    }
    if let ParsedCode::Token(bytes) = parsed_code::parse(OURS, &format!("{OURS}/v/{text}")) {
        assert_eq!(from_text(&text), Ok(bytes));
    }
    assert!(!matches!(parsed_code::parse(OURS, &text), ParsedCode::Token(_)) || text.starts_with("https://camket.example.vn/v/"));
});
