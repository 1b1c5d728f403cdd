//! What the script passes to the browser, in the form that the standard has for JSON (Web Authentication Level 3, sections 5.1.8
//! and 5.1.9).

use camket_app::accounts::{PasskeyQuestion, PasskeyRequest};
use camket_domain::accounts::passkey::CHALLENGE_LIFETIME;
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;

/// The name that a device shows beside the passkey.
const PARTY_NAME: &str = "Camket";
const KEY_TYPE: &str = "public-key";
/// The device asks for finger, face or PIN.
const VERIFICATION: &str = "required";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestOptions<'a> {
    rp_id: &'a str,
    challenge: &'a str,
    timeout: i128,
    allow_credentials: Vec<KnownCredential<'a>>,
    user_verification: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreationOptions<'a> {
    rp: Party<'a>,
    user: User<'a>,
    challenge: &'a str,
    pub_key_cred_params: Vec<KeyKind>,
    timeout: i128,
    exclude_credentials: Vec<KnownCredential<'a>>,
    authenticator_selection: AuthenticatorSelection,
    attestation: &'static str,
}

#[derive(Serialize)]
struct Party<'a> {
    id: &'a str,
    name: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct User<'a> {
    id: String,
    name: &'a str,
    display_name: &'a str,
}

#[derive(Serialize)]
struct KeyKind {
    r#type: &'static str,
    alg: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AuthenticatorSelection {
    resident_key: &'static str,
    user_verification: &'static str,
}

#[derive(Serialize)]
struct KnownCredential<'a> {
    r#type: &'static str,
    id: &'a str,
}

pub(super) fn build_request(question: &PasskeyQuestion) -> RequestOptions<'_> {
    RequestOptions {
        rp_id: question.party.id(),
        challenge: &question.challenge,
        timeout: CHALLENGE_LIFETIME.whole_milliseconds(),
        allow_credentials: list_known(&question.credentials),
        user_verification: VERIFICATION,
    }
}

pub(super) fn build_creation(request: &PasskeyRequest) -> CreationOptions<'_> {
    CreationOptions {
        rp: Party { id: request.party.id(), name: PARTY_NAME },
        user: User {
            id: BASE64URL_NOPAD.encode(request.account.0.as_bytes()),
            name: &request.login,
            display_name: &request.person,
        },
        challenge: &request.challenge,
        pub_key_cred_params: request
            .algorithms
            .iter()
            .map(|alg| KeyKind { r#type: KEY_TYPE, alg: *alg })
            .collect(),
        timeout: CHALLENGE_LIFETIME.whole_milliseconds(),
        exclude_credentials: list_known(&request.known),
        // A key that the device itself keeps is copied to the next device of its owner, where the maker offers that.
        authenticator_selection: AuthenticatorSelection {
            resident_key: "preferred",
            user_verification: VERIFICATION,
        },
        attestation: "none",
    }
}

fn list_known(ids: &[String]) -> Vec<KnownCredential<'_>> {
    ids.iter().map(|id| KnownCredential { r#type: KEY_TYPE, id }).collect()
}
