//! Reasons for refusing a status list. Each has a stable code, which the API and the phone use.

use crate::cose::EnvelopeError;

/// Why a status list is refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum StatusListError {
    /// The envelope or the signature is bad.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// Larger than the bound, packed or unpacked.
    #[error("larger than any status list")]
    Size,
    /// The key set has no key with this id.
    #[error("signed by an unknown key")]
    UnknownKey,
    /// The key that signed it was withdrawn.
    #[error("signed by a withdrawn key")]
    WithdrawnKey,
    /// A claim is missing, of another type or out of bounds.
    #[error("a claim of the status list is missing or out of bounds")]
    Claims,
    /// The packed statuses are no zlib stream, or bytes follow it.
    #[error("the statuses do not unpack")]
    Compression,
    /// It names another address than the expected one.
    #[error("another status list")]
    Address,
    /// The reader's clock is past its end.
    #[error("the status list has expired")]
    Expired,
    /// Its sequence number is below the highest one read so far.
    #[error("older than a status list already seen")]
    Replayed,
}

impl StatusListError {
    pub fn code(self) -> &'static str {
        match self {
            Self::Envelope(fault) => fault.code(),
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
