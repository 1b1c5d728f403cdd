//! Decoys: the statuses in the status list at indexes that belong to no certificate.
//!
//! Without them the published list would reveal how many certificates are not in force, and over time how many
//! exist. Only with the master secret can a decoy be distinguished from a certificate. Belongs here: the status of
//! each decoy. Does not belong here: which indexes are assigned (app).

use std::fmt;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::MasterSecret;

/// Bounds out of 65,536 for revoked, then suspended, then superseded: together 2 % of the decoys, as many as expected
/// of certificates.
const REVOKED: u16 = 262;
const SUSPENDED: u16 = REVOKED + 262;
const SUPERSEDED: u16 = SUSPENDED + 786;

/// Generates decoys.
pub struct Decoys(LessSafeKey);

impl Decoys {
    /// A generator with a key derived from `secret`.
    pub fn new(secret: &MasterSecret) -> Self {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &secret.derive("status list decoys"))
            .expect("a key of 32 bytes fits ChaCha20");
        Self(LessSafeKey::new(key))
    }

    /// A list of `length` statuses that are all decoys: two bits each, from the least significant. Deterministic; a shorter
    /// list is the beginning of a longer one.
    pub fn build_list(&self, length: u32) -> Vec<u8> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let noise = self.key_stream(length.saturating_mul(2));
        let mut list = vec![0; length.div_ceil(4)];
        for (place, pair) in noise.chunks_exact(2).enumerate() {
            list[place / 4] |= status_of_noise(u16::from_le_bytes([pair[0], pair[1]])) << (place % 4 * 2);
        }
        list
    }

    /// The key stream. A constant nonce is right here: the same bytes are needed each time, and no text is encrypted.
    fn key_stream(&self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        let nonce = Nonce::assume_unique_for_key([0; NONCE_LEN]);
        // The tag authenticates a text; there is none.
        let _tag = self
            .0
            .seal_in_place_separate_tag(nonce, Aad::empty(), &mut bytes)
            .expect("a list is far below the bound of ChaCha20-Poly1305");
        bytes
    }
}

/// Values of the Token Status List: 0 valid, 1 invalid, 2 suspended, 3 superseded.
fn status_of_noise(noise: u16) -> u8 {
    match noise {
        0..REVOKED => 1,
        REVOKED..SUSPENDED => 2,
        SUSPENDED..SUPERSEDED => 3,
        _ => 0,
    }
}

impl fmt::Debug for Decoys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decoys(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(list: &[u8]) -> [usize; 4] {
        let mut counts = [0; 4];
        for place in 0..list.len() * 4 {
            counts[usize::from(list[place / 4] >> (place % 4 * 2) & 3)] += 1;
        }
        counts
    }

    #[test]
    fn two_percent_of_decoys_are_not_in_force() {
        let counts = counts(&Decoys::new(&MasterSecret::new([1; 32])).build_list(1_000_000));
        let near = |count: usize, expected: usize| count.abs_diff(expected) < expected / 5;
        assert!(near(counts[1], 4_000) && near(counts[2], 4_000) && near(counts[3], 12_000), "{counts:?}");
    }

    #[test]
    fn decoys_are_stable_and_depend_on_the_secret() {
        let decoys = Decoys::new(&MasterSecret::new([1; 32]));
        let short = decoys.build_list(10_000);
        assert_eq!(short, decoys.build_list(20_000)[..short.len()]);
        assert_ne!(short, Decoys::new(&MasterSecret::new([2; 32])).build_list(10_000));
    }
}
