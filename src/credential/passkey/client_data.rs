//! What the browser says of itself and of the page (section 5.8.1), signed by the authenticator.

use serde::Deserialize;

use super::{MAX_BYTES, PasskeyError, RelyingParty};

/// What a challenge was given for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ceremony {
    Create,
    Get,
}

impl Ceremony {
    fn code(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

/// Further members may be there (section 5.8.1.2).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

pub(super) fn check(
    party: &RelyingParty,
    ceremony: Ceremony,
    challenge: &str,
    bytes: &[u8],
) -> Result<(), PasskeyError> {
    if bytes.len() > MAX_BYTES {
        return Err(PasskeyError::ClientData);
    }
    let data: ClientData = serde_json::from_slice(bytes).map_err(|_| PasskeyError::ClientData)?;
    if data.r#type != ceremony.code() {
        return Err(PasskeyError::Ceremony);
    }
    if data.challenge != challenge {
        return Err(PasskeyError::Challenge);
    }
    // No page of ours is shown inside another one (Content-Security-Policy, frame-ancestors).
    if data.origin != party.origin() || data.cross_origin || data.top_origin.is_some() {
        return Err(PasskeyError::Origin);
    }
    Ok(())
}
