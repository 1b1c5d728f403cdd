//! What an authenticator says of itself and of a key (section 6.1).

use ciborium::Value;

use super::{MAX_BYTES, PasskeyError, RelyingParty};
use crate::digest::sha256;

/// Bits of the flags.
const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const HAS_CREDENTIAL: u8 = 1 << 6;
const HAS_EXTENSIONS: u8 = 1 << 7;

/// Bytes of the id of an authenticator's model, which is not read.
const MODEL_BYTES: usize = 16;
/// Bytes of the id of a key, at most (section 7.1, step 25).
const MAX_CREDENTIAL_BYTES: usize = 1023;

#[derive(PartialEq, Eq, Debug)]
pub(super) struct AuthenticatorData {
    party_hash: [u8; 32],
    flags: u8,
    pub(super) counter: u32,
    /// Of a registration.
    pub(super) attested: Option<AttestedCredential>,
}

#[derive(PartialEq, Eq, Debug)]
pub(super) struct AttestedCredential {
    pub(super) credential: Vec<u8>,
    /// `COSE_Key`.
    pub(super) public_key: Vec<u8>,
}

impl AuthenticatorData {
    /// Reads all bytes, or none.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MAX_BYTES {
            return None;
        }
        let (party_hash, rest) = bytes.split_first_chunk::<32>()?;
        let (&flags, rest) = rest.split_first()?;
        let (counter, mut rest) = rest.split_first_chunk::<4>()?;
        let attested = match flags & HAS_CREDENTIAL {
            0 => None,
            _ => Some(AttestedCredential::read(&mut rest)?),
        };
        if flags & HAS_EXTENSIONS != 0 {
            read_value(&mut rest)?.1.is_map().then_some(())?;
        }
        let counter = u32::from_be_bytes(*counter);
        rest.is_empty().then_some(Self { party_hash: *party_hash, flags, counter, attested })
    }

    /// Checks whom it is for, and that the device asked its user.
    pub(super) fn check(&self, party: &RelyingParty) -> Result<(), PasskeyError> {
        let has = |flag: u8| self.flags & flag != 0;
        if self.party_hash != sha256(party.id().as_bytes()) {
            return Err(PasskeyError::RelyingParty);
        }
        if !has(USER_PRESENT) {
            return Err(PasskeyError::UserPresence);
        }
        if !has(USER_VERIFIED) {
            return Err(PasskeyError::UserVerification);
        }
        if has(BACKED_UP) && !has(BACKUP_ELIGIBLE) {
            return Err(PasskeyError::Backup);
        }
        Ok(())
    }
}

impl AttestedCredential {
    /// Section 6.5.1.
    fn read(rest: &mut &[u8]) -> Option<Self> {
        let (length, tail) = rest.get(MODEL_BYTES..)?.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (credential, mut tail) = tail.split_at_checked(length)?;
        let (public_key, _) = read_value(&mut tail)?;
        *rest = tail;
        let is_named = (1..=MAX_CREDENTIAL_BYTES).contains(&length);
        is_named.then(|| Self { credential: credential.to_vec(), public_key: public_key.to_vec() })
    }
}

/// Reads one CBOR value from the front: its bytes, and what they say.
fn read_value<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], Value)> {
    let whole = *rest;
    let value = ciborium::from_reader(&mut *rest).ok()?;
    Some((&whole[..whole.len() - rest.len()], value))
}
