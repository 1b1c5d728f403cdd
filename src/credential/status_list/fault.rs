//! Why a list is not read. Each fault has a stable code.

use crate::token::TokenFault;

/// Why a status list is refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum ListFault {
    /// The envelope or the signature is bad.
    #[error(transparent)]
    Token(#[from] TokenFault),
    /// Larger than any list, packed or unpacked.
    #[error("larger than any status list")]
    Size,
    /// Signed by a key the reader does not know.
    #[error("signed by an unknown key")]
    UnknownKey,
    /// Signed by a key that was withdrawn.
    #[error("signed by a withdrawn key")]
    WithdrawnKey,
    /// A claim is missing, of another type or out of bounds.
    #[error("a claim of the status list is missing or out of bounds")]
    Claims,
    /// The packed statuses are no zlib stream, or something follows it.
    #[error("the statuses do not unpack")]
    Compression,
    /// Another list than the one asked for.
    #[error("another status list")]
    Address,
    /// Past its end.
    #[error("the status list has expired")]
    Expired,
    /// Older than one the reader has seen.
    #[error("older than a status list already seen")]
    Replayed,
}

impl ListFault {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Token(fault) => fault.code(),
            Self::Size => "list-size",
            Self::UnknownKey => "list-unknown-key",
            Self::WithdrawnKey => "list-withdrawn-key",
            Self::Claims => "list-claims",
            Self::Compression => "list-compression",
            Self::Address => "list-address",
            Self::Expired => "list-expired",
            Self::Replayed => "list-replayed",
        }
    }
}
