//! Passwords for accounts created on the command line: generated and printed once, or read from standard input.

use std::io::BufRead;

use anyhow::{Context, Result, ensure};
use camket_domain::clock::Entropy;

use super::config::SecretText;

/// 32 characters that are easy to read aloud and to type: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
const GROUPS: usize = 4;
const GROUP_LENGTH: usize = 5;

/// Generates a password of 100 random bits, in the form `xxxxx-xxxxx-xxxxx-xxxxx`.
pub fn generate(entropy: &dyn Entropy) -> SecretText {
    let mut bytes = [0; GROUPS * GROUP_LENGTH];
    entropy.fill(&mut bytes);
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
    let groups: Vec<String> =
        bytes.chunks(GROUP_LENGTH).map(|group| group.iter().map(letter).collect()).collect();
    SecretText::new(groups.join("-"))
}

/// Reads the first line of `input`. Spaces at its start and end are kept, because they may belong to the password.
///
/// # Errors
/// The line is empty or cannot be read.
pub fn read(mut input: impl BufRead) -> Result<SecretText> {
    let mut line = String::new();
    input.read_line(&mut line).context("the password cannot be read from standard input")?;
    let password = line.trim_end_matches(['\n', '\r']);
    ensure!(!password.is_empty(), "--password-stdin was given, but standard input holds no password");
    Ok(SecretText::new(password))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::clock::SystemEntropy;

    #[test]
    fn generated_ones_differ_and_read_well() {
        let (first, second) = (generate(&SystemEntropy), generate(&SystemEntropy));
        assert_ne!(first, second);
        assert_eq!(first.expose().len(), 23);
        assert!(first.expose().bytes().all(|byte| byte == b'-' || ALPHABET.contains(&byte)));
    }

    #[test]
    fn reads_one_line_and_keeps_its_blanks() {
        assert_eq!(read(&b" mat khau \r\nmore"[..]).unwrap().expose(), " mat khau ");
        assert!(read(&b""[..]).is_err());
    }
}
