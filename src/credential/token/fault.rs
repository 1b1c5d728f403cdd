//! Why something is not accepted as signed by us. Each fault has a stable code.

/// Why a token is refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum TokenFault {
    /// Larger than any token.
    #[error("larger than any token")]
    Size,
    /// Not base32: another character, an impossible length, or trailing bits that are not zero.
    #[error("not base32")]
    Base32,
    /// Not tagged as COSE_Sign1, the tag being the first byte.
    #[error("not tagged as COSE_Sign1")]
    Tag,
    /// Not the CBOR of a COSE_Sign1, or something after it.
    #[error("not a COSE_Sign1")]
    Cbor,
    /// Another algorithm than ES256.
    #[error("not signed with ES256")]
    Algorithm,
    /// No key id of 1 to 4 bytes in the protected header.
    #[error("no key id in the protected header")]
    Kid,
    /// A header that does not belong there, protected or not.
    #[error("a header that does not belong there")]
    Header,
    /// Not deterministic CBOR (RFC 8949 section 4.2).
    #[error("not deterministic CBOR")]
    Form,
    /// The signature is not that of the key it names.
    #[error("the signature does not hold")]
    Signature,
    /// Signed, but a claim is missing, of another type or out of bounds.
    #[error("a claim is missing or out of bounds")]
    Claims,
    /// Could not be signed: the system gave no random bytes.
    #[error("could not be signed")]
    Unsigned,
}

impl TokenFault {
    /// Every fault.
    pub const ALL: [Self; 11] = [
        Self::Size,
        Self::Base32,
        Self::Tag,
        Self::Cbor,
        Self::Algorithm,
        Self::Kid,
        Self::Header,
        Self::Form,
        Self::Signature,
        Self::Claims,
        Self::Unsigned,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Size => "token-size",
            Self::Base32 => "token-base32",
            Self::Tag => "token-tag",
            Self::Cbor => "token-cbor",
            Self::Algorithm => "token-algorithm",
            Self::Kid => "token-kid",
            Self::Header => "token-header",
            Self::Form => "token-form",
            Self::Signature => "token-signature",
            Self::Claims => "token-claims",
            Self::Unsigned => "token-unsigned",
        }
    }
}
