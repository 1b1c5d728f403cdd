//! The token of a certificate: a CBOR Web Token (RFC 8392) signed with ES256, as text for a QR code.
//!
//! Belongs here: claims to bytes and back, signing, checking. Does not belong here: which address it stands in
//! (`scan`), how large the QR becomes (`symbol`), and what the certificate is worth (domain's verdict).
//!
//! ECDSA signatures are malleable: (r, n - s) verifies where (r, s) does. So neither a token nor its digest is an
//! identity; the certificate number is.

mod claims;
mod fault;

use camket_domain::certificates::Claims;
use camket_domain::certificates::verdict::Proof;
use data_encoding::BASE32_NOPAD;

pub use fault::TokenFault;

use crate::cose;
use crate::keys::{KeySet, Kid};
use crate::signing::SigningKey;

/// No token is larger: at error correction M the largest QR we print carries less than 400 bytes.
pub const MOST_BYTES: usize = 1024;
/// The same in characters of base32.
pub const MOST_CHARACTERS: usize = (MOST_BYTES * 8).div_ceil(5);

/// What checking a token found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Checked {
    /// Signed by a key in good standing.
    Good(Claims),
    /// Signed by a key that was withdrawn: the claims may be anyone's.
    WithdrawnKey(Claims),
    /// The reader has no key of this id, so nothing was read.
    UnknownKey(Kid),
    /// Not a token, or not signed by the key it names.
    Broken(TokenFault),
}

impl Checked {
    /// As evidence for the verdict.
    pub fn proof(&self) -> Proof {
        match self {
            Self::Good(_) => Proof::Good,
            Self::WithdrawnKey(_) => Proof::WithdrawnKey,
            Self::UnknownKey(_) => Proof::UnknownKey,
            Self::Broken(_) => Proof::Broken,
        }
    }

    /// The claims, where a key of the set signed them.
    pub fn claims(&self) -> Option<&Claims> {
        match self {
            Self::Good(claims) | Self::WithdrawnKey(claims) => Some(claims),
            Self::UnknownKey(_) | Self::Broken(_) => None,
        }
    }
}

/// Signs the claims. Done once, at issue; the bytes are kept, for no two signatures are the same.
///
/// # Errors
/// A claim that no token may carry: see [`TokenFault::Claims`].
pub fn sign(claims: &Claims, key: &SigningKey) -> Result<Vec<u8>, TokenFault> {
    claims::check(claims)?;
    let bytes = cose::seal(None, claims::write(claims), key)?;
    if bytes.len() > MOST_BYTES { Err(TokenFault::Size) } else { Ok(bytes) }
}

/// Checks a token: its form, its signature, then its claims.
pub fn check(bytes: &[u8], keys: &KeySet) -> Checked {
    try_check(bytes, keys).unwrap_or_else(Checked::Broken)
}

fn try_check(bytes: &[u8], keys: &KeySet) -> Result<Checked, TokenFault> {
    if bytes.len() > MOST_BYTES {
        return Err(TokenFault::Size);
    }
    let envelope = cose::open(None, bytes)?;
    let Some(key) = keys.find(envelope.kid()) else {
        return Ok(Checked::UnknownKey(envelope.kid().clone()));
    };
    if !envelope.is_signed_by(key) {
        return Err(TokenFault::Signature);
    }
    let claims = claims::read(envelope.payload())?;
    Ok(if key.withdrawn { Checked::WithdrawnKey(claims) } else { Checked::Good(claims) })
}

/// The token as the QR carries it: unpadded base32 (RFC 4648), upper case.
pub fn to_text(bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(bytes)
}

/// The bytes of a text in any case.
///
/// # Errors
/// [`TokenFault::Size`], [`TokenFault::Base32`] (non-zero trailing bits included).
pub fn from_text(text: &str) -> Result<Vec<u8>, TokenFault> {
    if text.len() > MOST_CHARACTERS {
        return Err(TokenFault::Size);
    }
    // A QR's is in upper case as it comes.
    let folded = text.bytes().any(|byte| byte.is_ascii_lowercase()).then(|| text.to_ascii_uppercase());
    let upper = folded.as_deref().unwrap_or(text);
    BASE32_NOPAD.decode(upper.as_bytes()).map_err(|_| TokenFault::Base32)
}

/// How many bytes the token of these claims has under a key id of four bytes, the longest.
pub(crate) fn longest(claims: &Claims) -> usize {
    // Tag, array, protected header (a2 01 26 04 44 kid) and its length, unprotected header, signature and its length.
    const AROUND: usize = 1 + 1 + (1 + 9) + 1 + (2 + 64);
    let payload = claims::write(claims).len();
    let length = match payload {
        0..24 => 1,
        24..256 => 2,
        _ => 3,
    };
    AROUND + length + payload
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
