//! Reasons for refusing a token, or the envelope of any content that we sign. Each has a stable code, which the API and
//! the phone use.

/// Why a token, or the envelope of a status list, is refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum EnvelopeError {
    /// Larger than the bound.
    #[error("larger than any token")]
    Size,
    /// Not base32: another character, an impossible length, or trailing bits that are not zero (RFC 4648 section 6).
    #[error("not base32")]
    Base32,
    /// The first byte is not tag 18 (COSE_Sign1).
    #[error("not tagged as COSE_Sign1")]
    Tag,
    /// Not the CBOR of a COSE_Sign1, or bytes follow it.
    #[error("not a COSE_Sign1")]
    Cbor,
    /// Another algorithm than ES256.
    #[error("not signed with ES256")]
    Algorithm,
    /// No key id of 1 to 4 bytes in the protected header.
    #[error("no key id in the protected header")]
    Kid,
    /// A header parameter that is not expected, protected or unprotected.
    #[error("a header that does not belong there")]
    Header,
    /// Not deterministic CBOR (RFC 8949 section 4.2).
    #[error("not deterministic CBOR")]
    NotDeterministic,
    /// The signature does not verify with the key that the header names.
    #[error("the signature does not hold")]
    Signature,
    /// Signed, but a claim is missing, of another type or out of bounds.
    #[error("a claim is missing or out of bounds")]
    Claims,
    /// Signing failed: the system returned no random bytes.
    #[error("could not be signed")]
    SigningFailed,
}

impl EnvelopeError {
    pub const ALL: [Self; 11] = [
        Self::Size,
        Self::Base32,
        Self::Tag,
        Self::Cbor,
        Self::Algorithm,
        Self::Kid,
        Self::Header,
        Self::NotDeterministic,
        Self::Signature,
        Self::Claims,
        Self::SigningFailed,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Size => "token-size",
            Self::Base32 => "token-base32",
            Self::Tag => "token-tag",
            Self::Cbor => "token-cbor",
            Self::Algorithm => "token-algorithm",
            Self::Kid => "token-kid",
            Self::Header => "token-header",
            Self::NotDeterministic => "token-form",
            Self::Signature => "token-signature",
            Self::Claims => "token-claims",
            Self::SigningFailed => "token-unsigned",
        }
    }
}
