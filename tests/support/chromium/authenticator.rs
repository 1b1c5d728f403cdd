//! Chromium's virtual authenticator (Web Authentication Level 3, section 11): a device that keeps passkeys, and whose user answers
//! at once.

use fantoccini::Client;
use serde_json::{Value, json};

use super::commands::{Extension, call};

#[derive(Debug)]
pub struct VirtualAuthenticator {
    id: String,
}

impl VirtualAuthenticator {
    /// Adds one that is built into the phone and verifies its user.
    pub async fn add(client: &Client) -> Self {
        let kind = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserConsenting": true,
            "isUserVerified": true,
        });
        match call(client, Extension::post("webauthn/authenticator", kind)).await {
            Value::String(id) => Self { id },
            other => panic!("no authenticator: {other}"),
        }
    }

    /// Whether the person shows finger, face or PIN from now on.
    pub async fn set_verified(&self, client: &Client, is_verified: bool) {
        let path = format!("webauthn/authenticator/{}/uv", self.id);
        call(client, Extension::post(&path, json!({ "isUserVerified": is_verified }))).await;
    }

    /// Takes it away, with its passkeys.
    pub async fn remove(self, client: &Client) {
        call(client, Extension::delete(&format!("webauthn/authenticator/{}", self.id))).await;
    }
}
