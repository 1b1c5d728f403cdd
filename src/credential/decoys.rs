//! Decoys: what the status list says at places that no certificate has.
//!
//! Without them the published list would tell how many certificates there are that are not in force, and in time how
//! many there are at all. Only who has the master secret can tell a decoy from a certificate. Belongs here: which
//! place says what. Does not belong here: which places are given (app).

use std::fmt;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::MasterSecret;

/// Of 65,536 places: revoked, then suspended, then superseded. Two in a hundred, as in life.
const REVOKED: u16 = 262;
const SUSPENDED: u16 = REVOKED + 262;
const SUPERSEDED: u16 = SUSPENDED + 786;

/// Makes decoys.
pub struct Decoys(LessSafeKey);

impl Decoys {
    /// The decoys under `secret`.
    pub fn new(secret: &MasterSecret) -> Self {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &secret.derive("status list decoys"))
            .expect("a key of 32 bytes fits ChaCha20");
        Self(LessSafeKey::new(key))
    }

    /// A list of `length` places as if there were no certificate: two bits a place, from the least significant.
    /// A longer list begins as a shorter one does.
    pub fn list(&self, length: u32) -> Vec<u8> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let noise = self.noise(length.saturating_mul(2));
        let mut list = vec![0; length.div_ceil(4)];
        for (place, pair) in noise.chunks_exact(2).enumerate() {
            list[place / 4] |= status(u16::from_le_bytes([pair[0], pair[1]])) << (place % 4 * 2);
        }
        list
    }

    /// The key stream itself. One nonce is right: the same bytes are wanted each time, and nothing is hidden by them.
    fn noise(&self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        let nonce = Nonce::assume_unique_for_key([0; NONCE_LEN]);
        // The tag would guard a secret text; there is none.
        let _tag = self
            .0
            .seal_in_place_separate_tag(nonce, Aad::empty(), &mut bytes)
            .expect("a list is far below the bound of ChaCha20-Poly1305");
        bytes
    }
}

/// Values of the Token Status List: 0 valid, 1 invalid, 2 suspended, 3 superseded.
fn status(noise: u16) -> u8 {
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
    fn two_in_a_hundred_are_not_in_force() {
        let counts = counts(&Decoys::new(&MasterSecret::new([1; 32])).list(1_000_000));
        let near = |count: usize, expected: usize| count.abs_diff(expected) < expected / 5;
        assert!(near(counts[1], 4_000) && near(counts[2], 4_000) && near(counts[3], 12_000), "{counts:?}");
    }

    #[test]
    fn they_stay_where_they_are_and_depend_on_the_secret() {
        let decoys = Decoys::new(&MasterSecret::new([1; 32]));
        let short = decoys.list(10_000);
        assert_eq!(short, decoys.list(20_000)[..short.len()]);
        assert_ne!(short, Decoys::new(&MasterSecret::new([2; 32])).list(10_000));
    }
}
