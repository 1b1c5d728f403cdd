//! Signed links: an id and an expiry with an HMAC that only this registry can compute.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use ring::hmac;
use time::OffsetDateTime;

use crate::MasterSecret;

/// What a link is for; a link for one use is not valid for another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkUse {
    /// Download of the PDF of a certificate, for a print shop.
    SharedCertificate,
    /// Setting the first password of an invited account, or a new password after a reset.
    Invitation,
}

impl LinkUse {
    fn tag(self) -> u8 {
        match self {
            Self::SharedCertificate => 1,
            Self::Invitation => 2,
        }
    }
}

/// Signs and verifies links.
pub struct LinkSigner(hmac::Key);

const BODY_BYTES: usize = 16 + 8;

impl LinkSigner {
    /// A signer with a key derived from `secret`.
    pub fn new(secret: &MasterSecret) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, &secret.derive("links")))
    }

    /// The text of a link to the row `id` that is valid until `until` (exclusive, whole seconds). `state` is signed but not
    /// part of the text: when it changes, for example the version of an account, the link becomes invalid.
    pub fn sign(&self, purpose: LinkUse, id: [u8; 16], until: OffsetDateTime, state: &str) -> String {
        let mut body = id.to_vec();
        body.extend(until.unix_timestamp().to_be_bytes());
        let mac = hmac::sign(&self.0, &signing_input(purpose, &body, state));
        body.extend(mac.as_ref());
        BASE64URL_NOPAD.encode(&body)
    }

    /// The id in a link. The signature is not verified: call [`Self::is_valid`] before using the row.
    pub fn parse_id(text: &str) -> Option<[u8; 16]> {
        let bytes = Self::decode(text)?;
        bytes.get(..16)?.try_into().ok()
    }

    /// Whether a link was signed by us for this use and state, and has not expired at `now`.
    pub fn is_valid(&self, purpose: LinkUse, text: &str, state: &str, now: OffsetDateTime) -> bool {
        let Some(bytes) = Self::decode(text) else { return false };
        let (body, mac) = bytes.split_at(BODY_BYTES);
        let genuine = hmac::verify(&self.0, &signing_input(purpose, body, state), mac);
        let until = body[16..].try_into().map_or(0, i64::from_be_bytes);
        genuine.is_ok() && now.unix_timestamp() < until
    }

    fn decode(text: &str) -> Option<Vec<u8>> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == BODY_BYTES + 32).then_some(bytes)
    }
}

fn signing_input(purpose: LinkUse, body: &[u8], state: &str) -> Vec<u8> {
    [&[purpose.tag()], body, state.as_bytes()].concat()
}

impl fmt::Debug for LinkSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkSigner(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;
    use time::macros::datetime;

    #[test]
    fn link_is_valid_only_for_its_use_state_and_time() {
        let signer = LinkSigner::new(&MasterSecret::new([3; 32]));
        let (now, until) = (datetime!(2026-11-23 00:00 UTC), datetime!(2026-11-26 00:00 UTC));
        let link = signer.sign(LinkUse::SharedCertificate, [9; 16], until, "s");
        let holds = |purpose, state, at| signer.is_valid(purpose, &link, state, at);
        assert_eq!(LinkSigner::parse_id(&link), Some([9; 16]));
        assert!(holds(LinkUse::SharedCertificate, "s", now));
        assert!(!holds(LinkUse::Invitation, "s", now));
        assert!(!holds(LinkUse::SharedCertificate, "t", now));
        assert!(!holds(LinkUse::SharedCertificate, "s", until));
        assert!(holds(LinkUse::SharedCertificate, "s", until - Duration::seconds(1)));
    }

    #[test]
    fn other_texts_are_no_valid_links() {
        let signer = LinkSigner::new(&MasterSecret::new([3; 32]));
        let link = signer.sign(LinkUse::Invitation, [9; 16], datetime!(2030-01-01 00:00 UTC), "");
        for place in 0..link.len() {
            let mut bent = link.clone().into_bytes();
            bent[place] = if bent[place] == b'A' { b'B' } else { b'A' };
            let bent = String::from_utf8(bent).unwrap();
            assert!(!signer.is_valid(LinkUse::Invitation, &bent, "", datetime!(2026-11-23 00:00 UTC)));
        }
        for text in ["", "AAAA", "đ", &"A".repeat(10_000)] {
            assert!(!signer.is_valid(LinkUse::Invitation, text, "", datetime!(2026-11-23 00:00 UTC)));
        }
    }
}
