//! Vaults: secrets in the database are sealed with AES-256-GCM; the keys are derived from the master secret, which is
//! not in the database.

use std::fmt;

use camket_domain::clock::{Entropy, random_bytes};
use camket_domain::sealed::SealedNumber;
use data_encoding::BASE64URL_NOPAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::MasterSecret;
use crate::digest::KeyedDigest;
use crate::keys::Kid;

/// Associated data of personal numbers: a cipher text cannot be opened for another use.
const NUMBER_CONTEXT: &[u8] = b"camket personal number v1";
/// Associated data of signing keys. The key's id follows, so that the cipher texts of two rows cannot be swapped.
const SIGNING_KEY_CONTEXT: &[u8] = b"camket signing key v1 ";
/// Associated data of kept forms.
const FORM_CONTEXT: &[u8] = b"camket kept form v1";
/// Associated data of messages. The message's id follows, for the same reason.
const MESSAGE_CONTEXT: &[u8] = b"camket message v1 ";
/// Associated data of what opens a phone. The phone's id follows, for the same reason.
const PHONE_CONTEXT: &[u8] = b"camket phone v1 ";
/// Associated data of the secrets of authenticator apps. The account's id follows, for the same reason.
const FACTOR_CONTEXT: &[u8] = b"camket second factor v1 ";
/// Associated data of the keys of the audit log. The key's row id follows, for the same reason.
const AUDIT_KEY_CONTEXT: &[u8] = b"camket audit key v1 ";
/// Associated data of uploaded files. The row's id follows, for the same reason.
const FILE_CONTEXT: &[u8] = b"camket file v1 ";

/// Seals and opens personal numbers, and computes the keyed hash by which equal numbers are found.
pub struct Vault {
    seal: PurposeCipher,
    fingerprints: KeyedDigest,
}

/// Seals and opens the private keys of signing keys.
pub struct KeyVault(PurposeCipher);

/// Seals forms that were sent but not carried out, for their way through the browser.
pub struct FormVault(PurposeCipher);

/// Seals and opens secret texts, each bound to the id of its row.
pub struct RowVault {
    cipher: PurposeCipher,
    context: &'static [u8],
}

/// Seals and opens uploaded files, each bound to the id of its row.
pub struct FileVault(PurposeCipher);

/// A cipher text cannot be opened: it was sealed under another master secret or for another use, or it is damaged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("what is sealed does not open with this master secret")]
pub struct UnsealError;

impl Vault {
    /// A vault with keys derived from `secret`.
    pub fn new(secret: &MasterSecret) -> Self {
        let fingerprints = KeyedDigest::new(secret, "personal number fingerprints");
        Self { seal: PurposeCipher::new(secret, "personal numbers"), fingerprints }
    }

    /// Seals a number; the result also has its keyed hash and its last 4 characters.
    pub fn seal(&self, entropy: &dyn Entropy, number: &str) -> SealedNumber {
        // A number of four or fewer characters is masked entirely.
        let skip = match number.chars().count() {
            count @ ..=4 => count,
            count => count - 4,
        };
        SealedNumber {
            sealed: self.seal.seal(entropy, NUMBER_CONTEXT, number.as_bytes()),
            fingerprint: self.fingerprint(number),
            last4: number.chars().skip(skip).collect(),
        }
    }

    /// The keyed hash of a number, in hexadecimal.
    pub fn fingerprint(&self, number: &str) -> String {
        self.fingerprints.hex(&[number])
    }

    /// Opens a number. The caller records the audit event.
    ///
    /// # Errors
    /// [`UnsealError`]
    pub fn open(&self, number: &SealedNumber) -> Result<String, UnsealError> {
        let plain = self.seal.open(NUMBER_CONTEXT, &number.sealed)?;
        String::from_utf8(plain).map_err(|_| UnsealError)
    }
}

impl KeyVault {
    /// A vault with keys derived from `secret`.
    pub fn new(secret: &MasterSecret) -> Self {
        Self(PurposeCipher::new(secret, "signing keys"))
    }

    /// Seals the private key with this id, in PKCS#8 as [`crate::signing::generate`] returns it.
    pub fn seal(&self, entropy: &dyn Entropy, kid: &Kid, pkcs8: &[u8]) -> Vec<u8> {
        self.0.seal(entropy, &key_context(kid), pkcs8)
    }

    /// Opens the private key with this id.
    ///
    /// # Errors
    /// [`UnsealError`], also if it was sealed under another id.
    pub fn open(&self, kid: &Kid, sealed: &[u8]) -> Result<Vec<u8>, UnsealError> {
        self.0.open(&key_context(kid), sealed)
    }
}

impl FormVault {
    /// A vault with a key derived from `secret`.
    pub fn new(secret: &MasterSecret) -> Self {
        Self(PurposeCipher::new(secret, "kept forms"))
    }

    /// Seals a form; the text consists of letters, digits, `-` and `_`.
    pub fn seal(&self, entropy: &dyn Entropy, form: &[u8]) -> String {
        BASE64URL_NOPAD.encode(&self.0.seal(entropy, FORM_CONTEXT, form))
    }

    /// Opens a form.
    ///
    /// # Errors
    /// [`UnsealError`], also for a text that is none of ours.
    pub fn open(&self, sealed: &str) -> Result<Vec<u8>, UnsealError> {
        let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| UnsealError)?;
        self.0.open(FORM_CONTEXT, &bytes)
    }
}

impl RowVault {
    /// A vault for what opens an account and waits in the outbox: one-time codes and links that set a password.
    pub fn of_messages(secret: &MasterSecret) -> Self {
        Self { cipher: PurposeCipher::new(secret, "messages"), context: MESSAGE_CONTEXT }
    }

    /// A vault for the secrets that open the data of phones.
    pub fn of_phones(secret: &MasterSecret) -> Self {
        Self { cipher: PurposeCipher::new(secret, "phones"), context: PHONE_CONTEXT }
    }

    /// A vault for the secrets of authenticator apps.
    pub fn of_factors(secret: &MasterSecret) -> Self {
        Self { cipher: PurposeCipher::new(secret, "second factors"), context: FACTOR_CONTEXT }
    }

    /// A vault for the private keys that sign checkpoints of the audit log.
    pub fn of_audit_keys(secret: &MasterSecret) -> Self {
        Self { cipher: PurposeCipher::new(secret, "audit keys"), context: AUDIT_KEY_CONTEXT }
    }

    /// Seals the secret of the row with this id; the result is base64url.
    pub fn seal(&self, entropy: &dyn Entropy, row: &[u8; 16], secret: &str) -> String {
        let context = [self.context, row].concat();
        BASE64URL_NOPAD.encode(&self.cipher.seal(entropy, &context, secret.as_bytes()))
    }

    /// Opens the secret of the row with this id.
    ///
    /// # Errors
    /// [`UnsealError`], also if it was sealed for another row.
    pub fn open(&self, row: &[u8; 16], sealed: &str) -> Result<String, UnsealError> {
        let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| UnsealError)?;
        let plain = self.cipher.open(&[self.context, row].concat(), &bytes)?;
        String::from_utf8(plain).map_err(|_| UnsealError)
    }
}

impl FileVault {
    /// A vault with a key derived from `secret`.
    pub fn new(secret: &MasterSecret) -> Self {
        Self(PurposeCipher::new(secret, "files"))
    }

    /// Seals the file of the row with this id.
    pub fn seal(&self, entropy: &dyn Entropy, row: &[u8; 16], file: &[u8]) -> Vec<u8> {
        self.0.seal(entropy, &[FILE_CONTEXT, row].concat(), file)
    }

    /// Opens the file of the row with this id.
    ///
    /// # Errors
    /// [`UnsealError`], also if it was sealed for another row.
    pub fn open(&self, row: &[u8; 16], sealed: &[u8]) -> Result<Vec<u8>, UnsealError> {
        self.0.open(&[FILE_CONTEXT, row].concat(), sealed)
    }
}

fn key_context(kid: &Kid) -> Vec<u8> {
    [SIGNING_KEY_CONTEXT, kid.as_bytes()].concat()
}

/// AES-256-GCM with a key for one purpose. Sealed bytes are the nonce, then the cipher text with its tag.
struct PurposeCipher(LessSafeKey);

impl PurposeCipher {
    fn new(secret: &MasterSecret, purpose: &str) -> Self {
        let key =
            UnboundKey::new(&AES_256_GCM, &secret.derive(purpose)).expect("a key of 32 bytes fits AES-256");
        Self(LessSafeKey::new(key))
    }

    /// Random nonces of 96 bits are safe for 2^32 texts with one key (NIST SP 800-38D 8.3).
    fn seal(&self, entropy: &dyn Entropy, associated: &[u8], plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LEN] = random_bytes(entropy);
        let mut cipher = plain.to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(associated), &mut cipher)
            .expect("what is sealed is far below the bound of AES-GCM");
        let mut sealed = nonce.to_vec();
        sealed.append(&mut cipher);
        sealed
    }

    fn open(&self, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, UnsealError> {
        let (nonce, cipher) = sealed.split_at_checked(NONCE_LEN).ok_or(UnsealError)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| UnsealError)?;
        let mut cipher = cipher.to_vec();
        let plain =
            self.0.open_in_place(nonce, Aad::from(associated), &mut cipher).map_err(|_| UnsealError)?;
        Ok(plain.to_vec())
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(***)")
    }
}

impl fmt::Debug for RowVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowVault(***)")
    }
}

impl fmt::Debug for FileVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileVault(***)")
    }
}

impl fmt::Debug for KeyVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyVault(***)")
    }
}

impl fmt::Debug for FormVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormVault(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Fixed(u8);
    impl Entropy for Fixed {
        fn fill(&self, out: &mut [u8]) {
            out.fill(self.0);
        }
    }

    #[test]
    fn sealed_number_opens_and_has_a_stable_fingerprint() {
        let vault = Vault::new(&MasterSecret::new([1; 32]));
        let (one, two) = (vault.seal(&Fixed(1), "056090000123"), vault.seal(&Fixed(2), "056090000123"));
        assert_eq!(vault.open(&one).unwrap(), "056090000123");
        assert_ne!(one.sealed, two.sealed);
        assert_eq!(one.fingerprint, two.fingerprint);
        assert_eq!(one.last4, "0123");
        assert!(!one.sealed.windows(4).any(|w| w == b"0900"));
        assert!(!format!("{one:?}").contains("056090000"));
    }

    #[test]
    fn sealed_number_does_not_open_with_another_secret_or_changed_byte() {
        let vault = Vault::new(&MasterSecret::new([1; 32]));
        let sealed = vault.seal(&Fixed(1), "056090000123");
        assert_eq!(Vault::new(&MasterSecret::new([2; 32])).open(&sealed), Err(UnsealError));
        for place in 0..sealed.sealed.len() {
            let mut bent = sealed.clone();
            bent.sealed[place] ^= 1;
            assert_eq!(vault.open(&bent), Err(UnsealError));
        }
        let short = SealedNumber { sealed: vec![1, 2], ..sealed };
        assert_eq!(vault.open(&short), Err(UnsealError));
    }

    #[test]
    fn sealed_text_opens_only_under_its_id_and_for_its_use() {
        let secret = MasterSecret::new([1; 32]);
        let vault = RowVault::of_messages(&secret);
        let sealed = vault.seal(&Fixed(3), &[1; 16], "012345");
        assert_eq!(vault.open(&[1; 16], &sealed).as_deref(), Ok("012345"));
        assert_eq!(vault.open(&[2; 16], &sealed), Err(UnsealError));
        let others = [
            RowVault::of_messages(&MasterSecret::new([2; 32])),
            RowVault::of_phones(&secret),
            RowVault::of_factors(&secret),
            RowVault::of_audit_keys(&secret),
        ];
        for other in others {
            assert_eq!(other.open(&[1; 16], &sealed), Err(UnsealError));
        }
        assert_eq!(vault.open(&[1; 16], "012345"), Err(UnsealError));
        let files = FileVault::new(&secret);
        let sealed = files.seal(&Fixed(3), &[1; 16], b"PK\x03\x04");
        assert_eq!(files.open(&[1; 16], &sealed).as_deref(), Ok(&b"PK\x03\x04"[..]));
        assert_eq!(files.open(&[2; 16], &sealed), Err(UnsealError));
    }

    #[test]
    fn what_is_sealed_opens_only_for_its_use() {
        let secret = MasterSecret::new([1; 32]);
        let (one, two) = (Kid::new(&[1]).unwrap(), Kid::new(&[2]).unwrap());
        let vault = KeyVault::new(&secret);
        let sealed = vault.seal(&Fixed(7), &one, b"private");
        assert_eq!(vault.open(&one, &sealed), Ok(b"private".to_vec()));
        assert_eq!(vault.open(&two, &sealed), Err(UnsealError));
        assert_eq!(KeyVault::new(&MasterSecret::new([2; 32])).open(&one, &sealed), Err(UnsealError));
        let form = FormVault::new(&secret).seal(&Fixed(7), b"private");
        assert_eq!(FormVault::new(&secret).open(&form), Ok(b"private".to_vec()));
        let mut forms =
            vec![String::new(), "đ".to_owned(), form[1..].to_owned(), BASE64URL_NOPAD.encode(&sealed)];
        forms.push(FormVault::new(&MasterSecret::new([2; 32])).seal(&Fixed(7), b"private"));
        for other in forms {
            assert_eq!(FormVault::new(&secret).open(&other), Err(UnsealError), "{other}");
        }
        let as_number = SealedNumber { sealed, fingerprint: String::new(), last4: String::new() };
        assert_eq!(Vault::new(&secret).open(&as_number), Err(UnsealError));
    }
}
