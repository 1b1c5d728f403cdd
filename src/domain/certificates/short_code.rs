//! The short code: nine random characters and a check character, in Crockford's base32 alphabet.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::clock::{Entropy, random_bytes};

mod typed;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Odd, so that they are invertible modulo 32 and every single wrong character is detected.
const WEIGHTS: [usize; 9] = [3, 5, 7, 9, 11, 13, 15, 17, 19];

/// A short code in normal form: ten characters, upper case, no hyphen.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShortCode(String);

/// Why a text is not a short code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ShortCodeError {
    /// Not ten characters of the alphabet: not a short code at all.
    #[error("not a short code")]
    Shape,
    /// The check character is wrong: a typing error.
    #[error("mistyped short code")]
    Check,
    /// Letters with Vietnamese marks, as a Vietnamese keyboard joins them: a typing error.
    #[error("short code typed with a Vietnamese keyboard")]
    Keyboard,
}

impl ShortCode {
    /// A new random code.
    pub fn new(entropy: &dyn Entropy) -> Self {
        // 256 is a multiple of 32, so the remainder has no bias.
        let values = random_bytes::<9>(entropy).map(|byte| usize::from(byte % 32));
        let mut text: String = values.iter().map(|v| char::from(ALPHABET[*v])).collect();
        text.push(char::from(ALPHABET[check_character(&values)]));
        Self(text)
    }

    /// Parses typed text: ignores case, hyphens and spaces; I and L are read as 1, O as 0.
    pub fn parse(text: &str) -> Result<Self, ShortCodeError> {
        let normal = normalize(text).ok_or(ShortCodeError::Shape)?;
        let values: Vec<usize> =
            normal.bytes().filter_map(|b| ALPHABET.iter().position(|a| *a == b)).collect();
        let (body, last) = values.split_at(9);
        let holds = <[usize; 9]>::try_from(body).is_ok_and(|body| check_character(&body) == last[0]);
        if holds { Ok(Self(normal)) } else { Err(ShortCodeError::Check) }
    }

    /// Reads a code that a person typed or pasted: with a label, punctuation or an address around it, or with letters that
    /// a Vietnamese keyboard has joined.
    ///
    /// # Errors
    /// As [`Self::parse`], and [`ShortCodeError::Keyboard`].
    pub fn read(text: &str) -> Result<Self, ShortCodeError> {
        typed::read(text)
    }

    /// The ten characters as five bits each, the first in the highest bits.
    pub fn to_bits(&self) -> u64 {
        let value = |c: u8| ALPHABET.iter().position(|a| *a == c).unwrap_or_default() as u64;
        self.0.bytes().fold(0, |packed, c| packed << 5 | value(c))
    }

    /// The stored form, `XXXXXXXXXX`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The normal form, if the text has ten characters of the alphabet.
fn normalize(text: &str) -> Option<String> {
    if text.len() > 64 {
        return None;
    }
    let mut normal = String::with_capacity(10);
    for c in text.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2014}')) {
        let c = match c.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        };
        ALPHABET.iter().position(|a| char::from(*a) == c)?;
        normal.push(c);
    }
    (normal.len() == 10).then_some(normal)
}

fn check_character(values: &[usize; 9]) -> usize {
    values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<usize>() % 32
}

impl FromStr for ShortCode {
    type Err = ShortCodeError;

    fn from_str(text: &str) -> Result<Self, ShortCodeError> {
        Self::parse(text)
    }
}

impl fmt::Display for ShortCode {
    /// As printed, `XXXXX-XXXXX`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", &self.0[..5], &self.0[5..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Counting;
    impl Entropy for Counting {
        fn fill(&self, out: &mut [u8]) {
            for (value, byte) in (0..).zip(out) {
                *byte = value;
            }
        }
    }

    #[test]
    fn vectors() {
        // 0..8 weighted by 3,5..19: 5+14+27+44+65+90+119+152 = 516, mod 32 = 4.
        assert_eq!(ShortCode::new(&Counting).to_string(), "01234-56784");
        for typed in ["0123456784", "o1234-56784", "0i234 5678 4", " 0L234—56784 "] {
            assert_eq!(ShortCode::parse(typed).unwrap().as_str(), "0123456784", "{typed}");
        }
    }

    #[test]
    fn every_single_wrong_character_is_mistyped() {
        let good = b"0123456784";
        for place in 0..10 {
            for wrong in ALPHABET.iter().filter(|c| **c != good[place]) {
                let mut text = *good;
                text[place] = *wrong;
                let text = std::str::from_utf8(&text).unwrap();
                assert_eq!(ShortCode::parse(text), Err(ShortCodeError::Check), "{text}");
            }
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for text in ["", "0123", "01234567840", "01234-5678U", "đđđđđđđđđđ", &"0".repeat(1000)] {
            assert_eq!(ShortCode::parse(text), Err(ShortCodeError::Shape), "{text}");
        }
    }
}
