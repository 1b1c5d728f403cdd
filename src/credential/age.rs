//! Files encrypted to public keys, in the format of age (age-encryption.org/v1): X25519 recipients, neither passphrases nor
//! armour.
//!
//! Written here because the crate `age` brings 50 crates for it, a dozen of them second versions of ciphers, hashes and
//! translations that are in the tree already. The format is these few lines over ring; the published test vectors
//! (`vectors/README.md`) check them.

mod header;
mod keys;
mod stream;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Read, Write};

use camket_domain::clock::{Entropy, random_bytes};
use ring::hkdf;

pub use keys::{Identity, KeyTextError, Recipient, parse_identities};

/// The key of one file, which the header holds once for each recipient.
type FileKey = [u8; 16];

const NONCE_BYTES: usize = 16;

/// Why a file cannot be decrypted.
#[derive(Debug, thiserror::Error)]
pub enum AgeError {
    #[error("it is no file of age, or its header is damaged")]
    Header,
    #[error("it is encrypted for others: this identity does not open it")]
    NoMatch,
    #[error("it was cut off: its end is missing")]
    Cut,
    #[error("it is damaged")]
    Damaged,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Encrypts everything that `plain` gives. Holds two parts of 64 KiB in memory.
///
/// # Errors
/// Reading or writing fails.
pub fn encrypt(
    mut plain: impl Read,
    mut out: impl Write,
    recipients: &[Recipient],
    entropy: &dyn Entropy,
) -> io::Result<()> {
    let file_key: FileKey = random_bytes(entropy);
    out.write_all(&header::build(&file_key, recipients, entropy))?;
    let nonce: [u8; NONCE_BYTES] = random_bytes(entropy);
    out.write_all(&nonce)?;
    stream::seal(&derive(&nonce, &file_key, b"payload"), &mut plain, &mut out)
}

/// Decrypts a file. What was written to `out` before an error is authentic, but not all of the file. Holds three parts of
/// 64 KiB in memory.
///
/// # Errors
/// No identity opens the file, it is damaged or cut, or reading or writing fails.
pub fn decrypt(
    mut encrypted: impl BufRead,
    mut out: impl Write,
    identities: &[Identity],
) -> Result<(), AgeError> {
    let header = header::read(&mut encrypted)?;
    let file_key = header.find_file_key(identities)?;
    let mut nonce = [0; NONCE_BYTES];
    encrypted.read_exact(&mut nonce).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => AgeError::Cut,
        _ => AgeError::Io(error),
    })?;
    stream::open(&derive(&nonce, &file_key, b"payload"), &mut encrypted, &mut out)
}

/// Reads the header alone, for which no identity is needed; returns how many stanzas of recipients it has.
///
/// # Errors
/// It is no file of age, or reading fails.
pub fn count_recipients(encrypted: impl BufRead) -> Result<usize, AgeError> {
    Ok(header::read(encrypted)?.count_stanzas())
}

/// HKDF-SHA-256 (RFC 5869), 32 bytes.
fn derive(salt: &[u8], secret: &[u8], info: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(secret)
        .expand(&[info], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut key))
        .expect("32 bytes are within what HKDF-SHA-256 gives");
    key
}
