//! Recipients (public keys, `age1…`) and identities (private keys, `AGE-SECRET-KEY-1…`) as text.

use std::fmt;
use std::str::FromStr;

use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use serde::{Deserialize, Serialize};
use x25519_dalek::{PublicKey, StaticSecret};

const RECIPIENT_PREFIX: &str = "age";
const IDENTITY_PREFIX: &str = "age-secret-key-";

/// A public key to which files are encrypted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Recipient([u8; 32]);

/// A private key, which opens what is encrypted to its recipient.
pub struct Identity(StaticSecret);

/// Why a text is no key. It never repeats the text, which may be a private key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyTextError {
    #[error("a recipient is a line that begins with age1 and has 62 characters, as age-keygen prints it")]
    NoRecipient,
    #[error("the recipient is mistyped: its check characters do not fit")]
    MistypedRecipient,
    #[error("this is a private key: give the public one, which begins with age1, and keep this one apart")]
    PrivateAsRecipient,
    #[error(
        "keys of this kind cannot be used (SSH keys, plugins, hybrid keys): only X25519 recipients, which begin with age1 and \
         have 62 characters"
    )]
    OtherKind,
    #[error("no line of it begins with AGE-SECRET-KEY-1: is it the file that age-keygen wrote?")]
    NoIdentity,
    #[error("its private key is mistyped or cut: its check characters do not fit")]
    MistypedIdentity,
    #[error("it is encrypted with a passphrase: decrypt it first with `age --decrypt`")]
    LockedIdentity,
}

impl Recipient {
    #[cfg(test)]
    pub(super) fn from_point(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(super) fn point(&self) -> PublicKey {
        PublicKey::from(self.0)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for Recipient {
    type Err = KeyTextError;

    fn from_str(text: &str) -> Result<Self, KeyTextError> {
        let lower = text.to_ascii_lowercase();
        if lower.starts_with(IDENTITY_PREFIX) {
            return Err(KeyTextError::PrivateAsRecipient);
        }
        if lower.starts_with("ssh-") {
            return Err(KeyTextError::OtherKind);
        }
        if !lower.starts_with("age1") {
            return Err(KeyTextError::NoRecipient);
        }
        let (prefix, bytes) = decode(text).ok_or(KeyTextError::MistypedRecipient)?;
        if prefix != RECIPIENT_PREFIX {
            return Err(KeyTextError::OtherKind);
        }
        let bytes = bytes.try_into().map_err(|_| KeyTextError::MistypedRecipient)?;
        let recipient = Self(bytes);
        // A point of low order gives every key the same secret.
        let probe = StaticSecret::from([1; 32]).diffie_hellman(&recipient.point());
        if probe.was_contributory() { Ok(recipient) } else { Err(KeyTextError::MistypedRecipient) }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = Hrp::parse(RECIPIENT_PREFIX).map_err(|_| fmt::Error)?;
        bech32::encode_lower_to_fmt::<Bech32, _>(f, prefix, &self.0).map_err(|_| fmt::Error)
    }
}

impl TryFrom<String> for Recipient {
    type Error = KeyTextError;

    fn try_from(text: String) -> Result<Self, KeyTextError> {
        text.parse()
    }
}

impl From<Recipient> for String {
    fn from(recipient: Recipient) -> Self {
        recipient.to_string()
    }
}

impl Identity {
    pub(super) fn secret(&self) -> &StaticSecret {
        &self.0
    }

    /// The recipient whose files it opens.
    pub fn recipient(&self) -> Recipient {
        Recipient(PublicKey::from(&self.0).to_bytes())
    }

    /// An identity of random bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(StaticSecret::from(bytes))
    }

    /// Its text, which goes into a file of identities.
    pub fn reveal(&self) -> String {
        let prefix = Hrp::parse(IDENTITY_PREFIX).expect("a valid prefix");
        bech32::encode_upper::<Bech32>(prefix, self.0.as_bytes()).expect("32 bytes fit")
    }
}

impl FromStr for Identity {
    type Err = KeyTextError;

    fn from_str(text: &str) -> Result<Self, KeyTextError> {
        let (prefix, bytes) = decode(text).ok_or(KeyTextError::MistypedIdentity)?;
        if !prefix.eq_ignore_ascii_case(IDENTITY_PREFIX) {
            return Err(KeyTextError::MistypedIdentity);
        }
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyTextError::MistypedIdentity)?;
        Ok(Self::from_bytes(bytes))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(***)")
    }
}

/// Reads a file of identities: one a line; empty lines and those that begin with `#` are comments.
///
/// # Errors
/// It has none, or a line is no identity.
pub fn parse_identities(text: &str) -> Result<Vec<Identity>, KeyTextError> {
    if text.starts_with("age-encryption.org/") || text.starts_with("-----BEGIN AGE") {
        return Err(KeyTextError::LockedIdentity);
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let parse = |line: &str| {
        let is_key = line.to_ascii_lowercase().starts_with(IDENTITY_PREFIX);
        if is_key { line.parse() } else { Err(KeyTextError::NoIdentity) }
    };
    let found: Vec<Identity> = lines.map(parse).collect::<Result<_, _>>()?;
    if found.is_empty() { Err(KeyTextError::NoIdentity) } else { Ok(found) }
}

/// The prefix of a Bech32 text and its bytes.
fn decode(text: &str) -> Option<(String, Vec<u8>)> {
    let checked = CheckedHrpstring::new::<Bech32>(text).ok()?;
    Some((checked.hrp().to_string(), checked.byte_iter().collect()))
}
