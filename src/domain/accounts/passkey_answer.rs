//! What a browser sends for a passkey, as its authenticator made it; verified in `camket_credential`.

use std::fmt;

/// What a browser sends for a new passkey. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SentAttestation {
    /// JSON, as it was signed.
    pub client_data: Vec<u8>,
    /// CBOR.
    pub attestation_object: Vec<u8>,
}

impl fmt::Debug for SentAttestation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SentAttestation(***)")
    }
}

/// What a browser sends in place of a code. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SentAssertion {
    /// The cookie of the session or of the log-in that asked.
    pub held: String,
    pub credential: Vec<u8>,
    /// JSON, as it was signed.
    pub client_data: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    pub signature: Vec<u8>,
    /// The id of the account, if the authenticator keeps it.
    pub user_handle: Option<Vec<u8>>,
}

impl fmt::Debug for SentAssertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SentAssertion(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_not_shown() {
        let sent = SentAssertion {
            held: "cookie".to_owned(),
            credential: Vec::new(),
            client_data: Vec::new(),
            authenticator_data: Vec::new(),
            signature: Vec::new(),
            user_handle: None,
        };
        assert!(!format!("{sent:?}").contains("cookie"));
    }
}
