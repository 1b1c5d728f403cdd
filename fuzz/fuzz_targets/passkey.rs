//! Any bytes as each part of what a browser sends for a passkey.

#![no_main]

use camket_credential::passkey::{RelyingParty, verify_assertion, verify_registration};
use camket_domain::accounts::passkey_answer::{SentAssertion, SentAttestation};
use libfuzzer_sys::fuzz_target;

const CHALLENGE: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI";
/// Data of a client that was asked, so that the fuzzer reaches the code behind it.
const CREATED: &[u8] = br#"{"type":"webauthn.create","challenge":"MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI","origin":"https://camket.example.vn"}"#;
const SIGNED: &[u8] = br#"{"type":"webauthn.get","challenge":"MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI","origin":"https://camket.example.vn"}"#;

fuzz_target!(|data: &[u8]| {
    let party = RelyingParty::from_address("https://camket.example.vn").expect("an address with a name");
    let (first, second) = data.split_at(data.len() / 2);
    for client_data in [CREATED, first] {
        let sent = SentAttestation { client_data: client_data.to_vec(), attestation_object: data.to_vec() };
        // A key without attestation is anybody's: what is read is a key of a kind that was asked for.
        if let Ok(made) = verify_registration(&party, CHALLENGE, &sent) {
            assert!(!made.credential.is_empty() && made.credential.len() <= 1023);
        }
    }
    for client_data in [SIGNED, first] {
        let sent = SentAssertion {
            held: String::new(),
            credential: Vec::new(),
            client_data: client_data.to_vec(),
            authenticator_data: first.to_vec(),
            signature: second.to_vec(),
            user_handle: None,
        };
        assert!(verify_assertion(&party, CHALLENGE, second, &sent).is_err());
    }
});
