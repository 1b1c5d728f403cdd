//! Signed notes (c2sp.org/signed-note): a text with the signatures of one or more keys below it, as transparency logs and their
//! witnesses exchange them. Ed25519 only.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::digest::sha256;

/// Signature type of Ed25519.
const ED25519_TYPE: u8 = 1;
/// The most bytes of a note that are read; one with the signatures of sixteen witnesses is far smaller.
pub const MAX_NOTE_BYTES: usize = 256 * 1024;
/// What a signature line begins with.
const SIGNATURE_MARK: &str = "\u{2014} ";

/// The private key of a log.
pub struct NoteSigner {
    pair: Ed25519KeyPair,
    public: [u8; 32],
}

/// A public key with the name under which it signs: a line of the form `name+id+key`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteKey {
    name: String,
    public: [u8; 32],
}

/// Why a note or a key is not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoteError {
    #[error("not a signed note")]
    Structure,
    #[error("not a key of the form name+id+key")]
    Key,
    /// None of its signatures is of a known key.
    #[error("signed by no known key")]
    UnknownKey,
    /// A signature of a known key is not valid.
    #[error("the signature is not valid")]
    Signature,
}

impl NoteSigner {
    /// The key with this seed, 32 random bytes (RFC 8032 section 5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).expect("a seed of 32 bytes makes a key");
        let mut public = [0; 32];
        public.copy_from_slice(pair.public_key().as_ref());
        Self { pair, public }
    }

    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// A note of `text`, which ends with a newline and has no empty last line, signed under `name`.
    pub fn sign(&self, name: &str, text: &str) -> String {
        let key = NoteKey { name: name.to_owned(), public: self.public };
        let signature = [&key.compute_id()[..], self.pair.sign(text.as_bytes()).as_ref()].concat();
        format!("{text}\n{SIGNATURE_MARK}{name} {}\n", BASE64.encode(&signature))
    }
}

impl NoteKey {
    /// A key under a name; none for a name that is empty or has a space, a plus or a control character.
    pub fn new(name: &str, public: [u8; 32]) -> Option<Self> {
        let is_bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        (!name.is_empty() && !name.contains(is_bad)).then(|| Self { name: name.to_owned(), public })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same key under another name.
    pub fn rename(&self, name: &str) -> Option<Self> {
        Self::new(name, self.public)
    }

    /// SHA-256 of name, newline, type and key, its first four bytes.
    fn compute_id(&self) -> [u8; 4] {
        let hashed = sha256(&[self.name.as_bytes(), b"\n", &[ED25519_TYPE], &self.public].concat());
        [hashed[0], hashed[1], hashed[2], hashed[3]]
    }
}

impl fmt::Display for NoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typed = [&[ED25519_TYPE][..], &self.public].concat();
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.compute_id()), BASE64.encode(&typed))
    }
}

impl FromStr for NoteKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        // The key itself may have a plus.
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(typed)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key);
        };
        let typed = BASE64.decode(typed.as_bytes()).map_err(|_| NoteError::Key)?;
        let [ED25519_TYPE, public @ ..] = &typed[..] else { return Err(NoteError::Key) };
        let key = public.try_into().ok().and_then(|public| Self::new(name, public)).ok_or(NoteError::Key)?;
        if HEXLOWER.encode(&key.compute_id()) == id { Ok(key) } else { Err(NoteError::Key) }
    }
}

/// The text of a note that one of `keys` signed. Signatures of other keys are ignored; one of a known key that is not valid
/// refuses the note.
///
/// # Errors
/// [`NoteError`]
pub fn open<'a>(note: &'a str, keys: &[NoteKey]) -> Result<&'a str, NoteError> {
    if note.len() > MAX_NOTE_BYTES || note.chars().any(|c| c.is_ascii_control() && c != '\n') {
        return Err(NoteError::Structure);
    }
    let end = note.rfind("\n\n").ok_or(NoteError::Structure)? + 1;
    let (text, signatures) = (&note[..end], &note[end + 1..]);
    if !signatures.ends_with('\n') {
        return Err(NoteError::Structure);
    }
    let mut is_signed = false;
    for line in signatures.lines() {
        let (name, signature) = parse_signature(line)?;
        let (id, signature) = signature.split_at_checked(4).ok_or(NoteError::Structure)?;
        for key in keys.iter().filter(|key| key.name == name && key.compute_id() == id) {
            let public = UnparsedPublicKey::new(&ED25519, key.public);
            public.verify(text.as_bytes(), signature).map_err(|_| NoteError::Signature)?;
            is_signed = true;
        }
    }
    if is_signed { Ok(text) } else { Err(NoteError::UnknownKey) }
}

/// Whether a line may stand below the text of a note.
pub fn is_signature_line(line: &str) -> bool {
    !line.contains(char::is_control) && parse_signature(line).is_ok()
}

fn parse_signature(line: &str) -> Result<(&str, Vec<u8>), NoteError> {
    let parts = line.strip_prefix(SIGNATURE_MARK).and_then(|rest| rest.split_once(' '));
    let (name, signature) = parts.ok_or(NoteError::Structure)?;
    Ok((name, BASE64.decode(signature.as_bytes()).map_err(|_| NoteError::Structure)?))
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NoteSigner(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "This is an example message.\n";
    const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const SIGNED: &str = "\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    #[test]
    fn a_note_of_other_software_opens() {
        let key: NoteKey = KEY.parse().unwrap();
        assert_eq!((key.to_string().as_str(), key.name()), (KEY, "example.com/foo"));
        let note = format!("{TEXT}\n{SIGNED}");
        assert_eq!(open(&note, std::slice::from_ref(&key)), Ok(TEXT));
        // Signatures of unknown keys are ignored, wherever they stand.
        let witnessed = format!("{TEXT}\n\u{2014} witness.example AAAAAAA=\n{SIGNED}");
        assert_eq!(open(&witnessed, std::slice::from_ref(&key)), Ok(TEXT));
        let other = NoteKey { name: "example.com/bar".to_owned(), ..key.clone() };
        assert_eq!(open(&note, &[other]), Err(NoteError::UnknownKey));
        let changed = note.replace("example message", "Example message");
        assert_eq!(open(&changed, &[key]), Err(NoteError::Signature));
    }

    #[test]
    fn what_is_signed_opens_with_its_key_alone() {
        let signer = NoteSigner::from_seed(&[7; 32]);
        let key = NoteKey::new("camket.example.vn/audit/1", *signer.public()).unwrap();
        let note = signer.sign(key.name(), "one\n\ntwo\n");
        assert_eq!(open(&note, std::slice::from_ref(&key)), Ok("one\n\ntwo\n"));
        assert_eq!(key.to_string().parse(), Ok(key.clone()));
        let other = NoteKey::new(key.name(), *NoteSigner::from_seed(&[8; 32]).public()).unwrap();
        assert_eq!(open(&note, &[other]), Err(NoteError::UnknownKey));
        assert_eq!(format!("{signer:?}"), "NoteSigner(***)");
    }

    #[test]
    fn what_is_no_note_or_key_is_refused() {
        let key: NoteKey = KEY.parse().unwrap();
        let (whole, unended) = (format!("{TEXT}\n{SIGNED}"), format!("{TEXT}\n{}", SIGNED.trim_end()));
        let shorter = whole.replace("aQM=", "aQM");
        for note in ["", TEXT, "\n\n", SIGNED, &unended, &shorter, &whole.replace('T', "\r")] {
            let refused = open(note, std::slice::from_ref(&key)).unwrap_err();
            assert!(matches!(refused, NoteError::Structure | NoteError::UnknownKey), "{note:?}: {refused}");
        }
        let long = format!("{}{whole}", "a".repeat(MAX_NOTE_BYTES));
        assert_eq!(open(&long, &[key]), Err(NoteError::Structure));
        let other_id = KEY.replace("530d", "530e");
        let short = &KEY[..KEY.len() - 4];
        for text in ["", "example.com/foo", "a+b+c", &other_id, short, &KEY.replace("example", "exa mple")] {
            assert_eq!(text.parse::<NoteKey>(), Err(NoteError::Key), "{text}");
        }
        let lines = [
            "\u{2014} witness.example AAAAAAA=",
            "- witness.example AAAAAAA=",
            "\u{2014} witness",
            "\u{2014} a b",
        ];
        assert_eq!(lines.map(is_signature_line), [true, false, false, false]);
        assert_eq!((NoteKey::new("", [0; 32]), NoteKey::new("a+b", [0; 32])), (None, None));
    }
}
