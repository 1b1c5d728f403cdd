//! The QR version that a token needs (ISO/IEC 18004:2015), computed without drawing the code.
//!
//! Belongs here: the arithmetic, so that a review refuses a name that is too long for a certificate. Does not belong
//! here: drawing (documents).

use camket_domain::certificates::CertificateClaims;

use crate::token;

/// The path before every token and short code in a public address.
pub const PATH: &str = "/v/";

/// The largest version that is issued: a larger one cannot be read reliably when printed at 40 mm.
pub const MAX_VERSION: u8 = 15;

/// Data codewords of versions 1 to 15 at error correction M (ISO/IEC 18004 table 7).
const CODEWORDS: [usize; MAX_VERSION as usize] =
    [16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415];

/// The token does not fit a QR code of version [`MAX_VERSION`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the token is {over} bytes too long for the largest QR code")]
pub struct TooLong {
    /// Bytes by which name and address together are too long, in UTF-8 (a Vietnamese letter has up to three).
    pub over: usize,
}

/// The version of the QR code that contains a token of these claims after `public_url` and [`PATH`]. The key id is
/// taken as four bytes, the longest.
///
/// # Errors
/// [`TooLong`] if a version above [`MAX_VERSION`] is needed.
pub fn measure_version(public_url: &str, claims: &CertificateClaims) -> Result<u8, TooLong> {
    let (address, bytes) = (public_url.len() + PATH.len(), token::longest_token(claims));
    smallest_version(address, base32_length(bytes)).ok_or_else(|| {
        let room = (0..bytes).rev().find(|less| smallest_version(address, base32_length(*less)).is_some());
        TooLong { over: bytes - room.unwrap_or_default() }
    })
}

/// Length of `bytes` bytes in base32 without padding.
fn base32_length(bytes: usize) -> usize {
    (bytes * 8).div_ceil(5)
}

/// The smallest version, up to [`MAX_VERSION`], that holds an address of `address` bytes and a token of `token`
/// characters.
pub fn smallest_version(address: usize, token: usize) -> Option<u8> {
    (1..=MAX_VERSION)
        .find(|version| measure_bits(*version, address, token) <= 8 * CODEWORDS[usize::from(*version) - 1])
}

/// Bits of a byte segment and an alphanumeric segment, each with its mode and length (ISO/IEC 18004 section 7.4, table 3).
fn measure_bits(version: u8, address: usize, token: usize) -> usize {
    let (byte_length, alphanumeric_length) = if version < 10 { (8, 9) } else { (16, 11) };
    let byte = 4 + byte_length + 8 * address;
    let alphanumeric = 4 + alphanumeric_length + 11 * (token / 2) + 6 * (token % 2);
    byte + alphanumeric
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::sample;

    #[test]
    fn common_name_needs_version_12_and_the_bound_is_exact() {
        let url = "https://camket.example.vn";
        let mut claims = sample::claims();
        assert_eq!(measure_version(url, &claims), Ok(12));
        while measure_version(url, &claims).is_ok() {
            claims.name.push('a');
        }
        assert_eq!(measure_version(url, &claims), Err(TooLong { over: 1 }));
        claims.name.push('ắ');
        assert_eq!(measure_version(url, &claims), Err(TooLong { over: 4 }));
        claims.name.truncate(claims.name.len() - 4);
        assert_eq!(measure_version(url, &claims), Ok(15));
    }

    #[test]
    fn computed_lengths_match_real_tokens() {
        for kid in [&[1][..], &[1, 2, 3, 4]] {
            for more in [0, 1, 50, 150, 400] {
                let mut claims = sample::claims();
                claims.name.push_str(&"a".repeat(more));
                let bytes = token::sign(&claims, &sample::key(kid)).unwrap();
                assert_eq!(token::longest_token(&claims), bytes.len() + 4 - kid.len());
                assert_eq!(base32_length(bytes.len()), token::to_text(&bytes).len());
            }
        }
    }

    #[test]
    fn qr_capacities_match_the_standard() {
        // Table 7: capacity for alphanumeric data alone at level M. The empty byte segment, which counts 12 or 20 bits, is
        // not written there.
        for (version, most) in [(1u8, 20), (5, 122), (9, 262), (10, 311), (12, 419), (15, 600)] {
            let alone = |token| measure_bits(version, 0, token) - if version < 10 { 12 } else { 20 };
            let room = 8 * CODEWORDS[usize::from(version) - 1];
            assert!(alone(most) <= room && alone(most + 1) > room, "version {version}");
        }
    }
}
