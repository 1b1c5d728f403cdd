//! Chromium's virtual authenticator (Web Authentication Level 3, section 11): a device that keeps passkeys, and whose user answers
//! at once.

use fantoccini::Client;
use serde_json::json;

use super::commands::Extension;

/// Adds one that is built into the phone and verifies its user.
pub async fn add_authenticator(client: &Client) {
    let kind = json!({
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": true,
        "hasUserVerification": true,
        "isUserConsenting": true,
        "isUserVerified": true,
    });
    let add = Extension { path: "webauthn/authenticator", body: kind };
    client.issue_cmd(add).await.expect("chromedriver has an authenticator");
}
