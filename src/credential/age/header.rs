//! The header: the file key, sealed once for each recipient in a stanza, and a MAC over all of it.

use std::io::BufRead;

use camket_domain::clock::{Entropy, random_bytes};
use data_encoding::BASE64_NOPAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;
use x25519_dalek::{PublicKey, StaticSecret};

use super::{AgeError, FileKey, Identity, Recipient, derive};

const VERSION: &[u8] = b"age-encryption.org/v1";
const X25519: &[u8] = b"X25519";
const X25519_INFO: &[u8] = b"age-encryption.org/v1/X25519";
/// Columns of a line of a stanza's body; a shorter one ends it.
const COLUMNS: usize = 64;
/// Longer headers are refused: a header has about 100 bytes for each recipient.
const MAX_HEADER_BYTES: u64 = 1 << 20;
/// A sealed file key: the key and the tag of the cipher.
const SEALED_KEY_BYTES: usize = 32;

pub(super) struct Header {
    stanzas: Vec<Stanza>,
    /// Everything before the MAC.
    authenticated: Vec<u8>,
    mac: Vec<u8>,
}

struct Stanza {
    arguments: Vec<Vec<u8>>,
    body: Vec<u8>,
}

/// Builds the header of a new file.
pub(super) fn build(file_key: &FileKey, recipients: &[Recipient], entropy: &dyn Entropy) -> Vec<u8> {
    let mut text = [VERSION, b"\n"].concat();
    for recipient in recipients {
        let own = StaticSecret::from(random_bytes::<32>(entropy));
        let share = PublicKey::from(&own).to_bytes();
        let shared = own.diffie_hellman(&recipient.point()).to_bytes();
        let mut sealed = file_key.to_vec();
        build_cipher(&share, recipient.bytes(), &shared)
            .seal_in_place_append_tag(zero_nonce(), Aad::empty(), &mut sealed)
            .expect("sixteen bytes can be sealed");
        let (share, sealed) = (BASE64_NOPAD.encode(&share), BASE64_NOPAD.encode(&sealed));
        // 32 bytes are 43 characters, so the body is one line.
        text.extend_from_slice(format!("-> X25519 {share}\n{sealed}\n").as_bytes());
    }
    text.extend_from_slice(b"---");
    let mac = hmac::sign(&build_mac_key(file_key), &text);
    text.extend_from_slice(format!(" {}\n", BASE64_NOPAD.encode(mac.as_ref())).as_bytes());
    text
}

/// Reads a header up to the end of its last line.
pub(super) fn read(file: impl BufRead) -> Result<Header, AgeError> {
    let mut lines = Lines { file: file.take(MAX_HEADER_BYTES), read: Vec::new() };
    if lines.next_line()? != VERSION {
        return Err(AgeError::Header);
    }
    let mut stanzas = Vec::new();
    loop {
        let before = lines.read.len();
        let line = lines.next_line()?;
        if let Some(mac) = line.strip_prefix(b"--- ") {
            let mac = BASE64_NOPAD.decode(mac).ok().filter(|mac| mac.len() == 32);
            let mac = mac.ok_or(AgeError::Header)?;
            let mut authenticated = lines.read;
            authenticated.truncate(before + 3);
            return if stanzas.is_empty() {
                Err(AgeError::Header)
            } else {
                Ok(Header { stanzas, authenticated, mac })
            };
        }
        let arguments = parse_arguments(&line).ok_or(AgeError::Header)?;
        stanzas.push(Stanza { arguments, body: lines.read_body()? });
    }
}

/// The lines of a header, and all that was read of it.
struct Lines<R> {
    file: std::io::Take<R>,
    read: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// The next line without its end.
    fn next_line(&mut self) -> Result<Vec<u8>, AgeError> {
        let begin = self.read.len();
        self.file.read_until(b'\n', &mut self.read)?;
        let line = self.read[begin..].strip_suffix(b"\n");
        line.map(<[u8]>::to_vec).ok_or(AgeError::Header)
    }

    /// The bytes of a stanza's body.
    fn read_body(&mut self) -> Result<Vec<u8>, AgeError> {
        let mut text = Vec::new();
        loop {
            let line = self.next_line()?;
            if line.len() > COLUMNS {
                return Err(AgeError::Header);
            }
            text.extend_from_slice(&line);
            if line.len() < COLUMNS {
                return BASE64_NOPAD.decode(&text).map_err(|_| AgeError::Header);
            }
        }
    }
}

fn parse_arguments(line: &[u8]) -> Option<Vec<Vec<u8>>> {
    let words = line.strip_prefix(b"-> ")?.split(|byte| *byte == b' ');
    let is_word = |word: &[u8]| !word.is_empty() && word.iter().all(u8::is_ascii_graphic);
    words.map(|word| is_word(word).then(|| word.to_vec())).collect()
}

impl Header {
    pub(super) fn count_stanzas(&self) -> usize {
        self.stanzas.len()
    }

    /// The file key that one of the identities opens.
    pub(super) fn find_file_key(&self, identities: &[Identity]) -> Result<FileKey, AgeError> {
        let mut shares = Vec::new();
        for stanza in &self.stanzas {
            shares.extend(stanza.parse_x25519()?);
        }
        for (share, sealed) in shares {
            for identity in identities {
                if let Some(key) = open_stanza(&share, sealed, identity)? {
                    hmac::verify(&build_mac_key(&key), &self.authenticated, &self.mac)
                        .map_err(|_| AgeError::Header)?;
                    return Ok(key);
                }
            }
        }
        Err(AgeError::NoMatch)
    }
}

/// The sender's share and the sealed file key.
type SharedKey<'a> = ([u8; 32], &'a [u8]);

impl Stanza {
    /// What it holds; none of a stanza of another kind.
    fn parse_x25519(&self) -> Result<Option<SharedKey<'_>>, AgeError> {
        let Some((_, arguments)) = self.arguments.split_first().filter(|(kind, _)| *kind == X25519) else {
            return Ok(None);
        };
        let [share] = arguments else { return Err(AgeError::Header) };
        let share = BASE64_NOPAD.decode(share).ok().and_then(|share| share.try_into().ok());
        let share = share.filter(|_| self.body.len() == SEALED_KEY_BYTES).ok_or(AgeError::Header)?;
        Ok(Some((share, &self.body)))
    }
}

/// The file key, if the stanza is for this identity.
fn open_stanza(share: &[u8; 32], sealed: &[u8], identity: &Identity) -> Result<Option<FileKey>, AgeError> {
    let shared = identity.secret().diffie_hellman(&PublicKey::from(*share));
    if !shared.was_contributory() {
        return Err(AgeError::Header);
    }
    let cipher = build_cipher(share, identity.recipient().bytes(), shared.as_bytes());
    let mut bytes = sealed.to_vec();
    let opened = cipher.open_in_place(zero_nonce(), Aad::empty(), &mut bytes);
    Ok(opened.ok().and_then(|key| (&*key).try_into().ok()))
}

/// The cipher that seals the file key for one recipient. Its key is used once, so the nonce may be zero.
fn build_cipher(share: &[u8; 32], recipient: &[u8; 32], shared: &[u8; 32]) -> LessSafeKey {
    let key = derive(&[*share, *recipient].concat(), shared, X25519_INFO);
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).expect("a key of 32 bytes"))
}

fn zero_nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

fn build_mac_key(file_key: &FileKey) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, &derive(&[], file_key, b"header"))
}
