//! The token of a certificate: a CBOR Web Token (RFC 8392) signed with ES256, as text for a QR code.
//!
//! Belongs here: encoding and decoding, signing, verifying. Does not belong here: the address that contains a token
//! (`scan`), the size of the QR code (`symbol`), and whether the certificate is valid (the verdict in domain).
//!
//! ECDSA signatures are malleable: if (r, s) verifies, (r, n - s) does too. So neither a token nor its digest
//! identifies a certificate; the certificate number does.

mod claims;

use camket_domain::certificates::CertificateClaims;
use camket_domain::certificates::verdict::Proof;
use data_encoding::BASE32_NOPAD;

pub use crate::cose::EnvelopeError;

use crate::cose;
use crate::keys::{KeySet, Kid};
use crate::signing::SigningKey;

/// The most bytes of a token that are read. The largest QR code we print holds less than 400 bytes of token.
pub const MAX_BYTES: usize = 1024;
/// The most base32 characters of a token that are read: [`MAX_BYTES`] encoded.
pub const MAX_CHARACTERS: usize = (MAX_BYTES * 8).div_ceil(5);

/// The result of checking a token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CheckedToken {
    /// Signed by a published key that is not withdrawn.
    Good(CertificateClaims),
    /// Signed by a withdrawn key: the claims may be forged.
    WithdrawnKey(CertificateClaims),
    /// The key set has no key with this id, so the claims were not read.
    UnknownKey(Kid),
    /// Not a token, or not signed by the key that it names.
    Broken(EnvelopeError),
}

impl CheckedToken {
    /// The result as evidence for the verdict.
    pub fn proof(&self) -> Proof {
        match self {
            Self::Good(_) => Proof::Good,
            Self::WithdrawnKey(_) => Proof::WithdrawnKey,
            Self::UnknownKey(_) => Proof::UnknownKey,
            Self::Broken(_) => Proof::Broken,
        }
    }

    /// The claims, if a key of the set signed them, withdrawn or not.
    pub fn claims(&self) -> Option<&CertificateClaims> {
        match self {
            Self::Good(claims) | Self::WithdrawnKey(claims) => Some(claims),
            Self::UnknownKey(_) | Self::Broken(_) => None,
        }
    }
}

/// Signs the claims. This is done once, at issue, and the bytes are stored, because every signature differs.
///
/// # Errors
/// [`EnvelopeError::Claims`] if a value is out of bounds, [`EnvelopeError::Size`] above [`MAX_BYTES`],
/// [`EnvelopeError::SigningFailed`] if the system returned no random bytes.
pub fn sign(claims: &CertificateClaims, key: &SigningKey) -> Result<Vec<u8>, EnvelopeError> {
    claims::check(claims)?;
    let bytes = cose::sign(None, claims::encode(claims), key)?;
    if bytes.len() > MAX_BYTES { Err(EnvelopeError::Size) } else { Ok(bytes) }
}

/// Checks a token: its encoding, its signature, then its claims.
pub fn check(bytes: &[u8], keys: &KeySet) -> CheckedToken {
    try_check(bytes, keys).unwrap_or_else(CheckedToken::Broken)
}

fn try_check(bytes: &[u8], keys: &KeySet) -> Result<CheckedToken, EnvelopeError> {
    if bytes.len() > MAX_BYTES {
        return Err(EnvelopeError::Size);
    }
    let envelope = cose::parse(None, bytes)?;
    let Some(key) = keys.find(envelope.kid()) else {
        return Ok(CheckedToken::UnknownKey(envelope.kid().clone()));
    };
    if !envelope.is_signed_by(key) {
        return Err(EnvelopeError::Signature);
    }
    let claims = claims::decode(envelope.payload())?;
    Ok(if key.withdrawn { CheckedToken::WithdrawnKey(claims) } else { CheckedToken::Good(claims) })
}

/// The text of a token in the QR code: unpadded base32 (RFC 4648), upper case.
pub fn to_text(bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(bytes)
}

/// Decodes the text of a token, in upper or lower case.
///
/// # Errors
/// [`EnvelopeError::Size`], [`EnvelopeError::Base32`] (also for non-zero trailing bits).
pub fn from_text(text: &str) -> Result<Vec<u8>, EnvelopeError> {
    if text.len() > MAX_CHARACTERS {
        return Err(EnvelopeError::Size);
    }
    // The text from a QR code is in upper case and needs no copy.
    let folded = text.bytes().any(|byte| byte.is_ascii_lowercase()).then(|| text.to_ascii_uppercase());
    let upper = folded.as_deref().unwrap_or(text);
    BASE32_NOPAD.decode(upper.as_bytes()).map_err(|_| EnvelopeError::Base32)
}

/// Whether `text` is the beginning of a token, whose end is missing: an address that was cut off on its way. Its
/// signature cannot be judged, so it is no forgery.
pub(crate) fn is_cut_off(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let known = upper.bytes().all(|byte| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte));
    // Only whole groups of 8 characters are decoded: a cut may leave any number behind them.
    let groups = &upper[..upper.len() / 8 * 8];
    let Ok(bytes) = BASE32_NOPAD.decode(groups.as_bytes()) else { return false };
    known && cose::is_cut_off(&bytes, text.len() * 5 / 8)
}

/// Bytes of a token of these claims with a key id of four bytes, the longest.
pub(crate) fn longest_token(claims: &CertificateClaims) -> usize {
    // Tag, array, protected header (a2 01 26 04 44 kid) and its length, unprotected header, signature and its length.
    const AROUND: usize = 1 + 1 + (1 + 9) + 1 + (2 + 64);
    let payload = claims::encode(claims).len();
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
