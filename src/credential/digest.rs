//! Digests: plain ones for texts, keyed ones for values that could be guessed.

use std::fmt;
use std::io::{self, Read, Write};

use data_encoding::HEXLOWER;
use ring::{digest, hmac};

use crate::MasterSecret;

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut digest = [0; 32];
    digest.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    digest
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(&sha256(bytes))
}

/// SHA-256 of everything that `reader` gives, in lower-case hexadecimal.
///
/// # Errors
/// Reading fails.
pub fn sha256_hex_of(reader: impl Read) -> io::Result<String> {
    let mut digested = Digested::new(reader);
    io::copy(&mut digested, &mut io::sink())?;
    Ok(digested.finish().sha256)
}

/// A reader or writer that counts and digests (SHA-256) what passes through it.
pub struct Digested<T> {
    inner: T,
    context: digest::Context,
    bytes: u64,
}

/// Length and SHA-256 (lower-case hexadecimal) of what has passed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DigestedContent {
    pub bytes: u64,
    pub sha256: String,
}

impl<T> Digested<T> {
    pub fn new(inner: T) -> Self {
        Self { inner, context: digest::Context::new(&digest::SHA256), bytes: 0 }
    }

    pub fn finish(self) -> DigestedContent {
        self.into_parts().1
    }

    /// What is read or written, and what has passed.
    pub fn into_parts(self) -> (T, DigestedContent) {
        let content =
            DigestedContent { bytes: self.bytes, sha256: HEXLOWER.encode(self.context.finish().as_ref()) };
        (self.inner, content)
    }

    fn record(&mut self, part: &[u8]) {
        self.context.update(part);
        self.bytes += part.len() as u64;
    }
}

impl<T: Read> Read for Digested<T> {
    fn read(&mut self, part: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(part)?;
        self.record(&part[..count]);
        Ok(count)
    }
}

impl<T: Write> Write for Digested<T> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(part)?;
        self.record(&part[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T> fmt::Debug for Digested<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Digested").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

/// A keyed digest (HMAC-SHA-256): the database alone does not allow anyone to test guesses.
pub struct KeyedDigest(hmac::Key);

impl KeyedDigest {
    /// A digest with a key of its own, derived for `purpose`.
    pub fn new(secret: &MasterSecret, purpose: &str) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, &secret.derive(purpose)))
    }

    /// The digest of `parts` in lower-case hexadecimal. Each part is preceded by its length, so `["ab", "c"]` and
    /// `["a", "bc"]` differ.
    pub fn hex(&self, parts: &[&str]) -> String {
        HEXLOWER.encode(hmac::sign(&self.0, &join_parts(parts)).as_ref())
    }

    /// Whether `hex` is the digest of `parts`, in constant time.
    pub fn verify(&self, parts: &[&str], hex: &str) -> bool {
        let tag = HEXLOWER.decode(hex.as_bytes());
        tag.is_ok_and(|tag| hmac::verify(&self.0, &join_parts(parts), &tag).is_ok())
    }
}

fn join_parts(parts: &[&str]) -> Vec<u8> {
    let bounded = |part: &&str| [&(part.len() as u64).to_be_bytes(), part.as_bytes()].concat();
    parts.iter().flat_map(bounded).collect()
}

impl fmt::Debug for KeyedDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyed(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_digest_is_that_of_the_bytes() {
        let bytes = vec![7; 200_000];
        assert_eq!(sha256_hex_of(&bytes[..]).unwrap(), sha256_hex(&bytes));
        let mut written = Digested::new(Vec::new());
        written.write_all(&bytes).unwrap();
        let expected = DigestedContent { bytes: 200_000, sha256: sha256_hex(&bytes) };
        assert_eq!(written.finish(), expected);
    }

    #[test]
    fn digest_separates_parts() {
        let keyed = KeyedDigest::new(&MasterSecret::new([7; 32]), "test");
        assert_ne!(keyed.hex(&["ab", "c"]), keyed.hex(&["a", "bc"]));
        assert!(keyed.verify(&["ab", "c"], &keyed.hex(&["ab", "c"])));
        assert!(!keyed.verify(&["ab", "c"], ""));
    }

    #[test]
    fn digest_key_depends_on_the_purpose() {
        let secret = MasterSecret::new([7; 32]);
        assert_ne!(KeyedDigest::new(&secret, "a").hex(&["x"]), KeyedDigest::new(&secret, "b").hex(&["x"]));
    }
}
