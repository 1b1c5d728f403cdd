//! Passkeys: what an authenticator answers to a challenge, verified as Web Authentication Level 3 (W3C) says in sections 7.1 and
//! 7.2. User verification is required, since a passkey stands before decisions and exports; attestation is not asked for.
//!
//! Not here: that a challenge counts once and in time, and whose a passkey is (`app::accounts::passkeys`); the rule of the counter
//! (`domain::accounts::passkey`).

mod authenticator_data;
mod client_data;
mod error;
mod public_key;
mod relying_party;
#[cfg(test)]
mod tests;

use camket_domain::accounts::passkey::CHALLENGE_BYTES;
use camket_domain::accounts::passkey_answer::{SentAssertion, SentAttestation};
use camket_domain::clock::{Entropy, random_bytes};
use ciborium::Value;
use data_encoding::BASE64URL_NOPAD;

use crate::digest::sha256;
use authenticator_data::AuthenticatorData;
use client_data::Ceremony;
pub use error::PasskeyError;
pub use public_key::ALGORITHMS;
use public_key::CredentialKey;
pub use relying_party::RelyingParty;

/// Bytes of a client's data or of an attestation object, above which neither is read.
const MAX_BYTES: usize = 8 * 1024;

/// A passkey as its authenticator made it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPasskey {
    pub credential: Vec<u8>,
    /// `COSE_Key`, as the authenticator encoded it.
    pub public_key: Vec<u8>,
    pub counter: u32,
}

/// A new challenge, base64url.
pub fn new_challenge(entropy: &dyn Entropy) -> String {
    BASE64URL_NOPAD.encode(&random_bytes::<CHALLENGE_BYTES>(entropy))
}

/// Verifies the answer to a challenge (base64url) for a new passkey (section 7.1).
pub fn verify_registration(
    party: &RelyingParty,
    challenge: &str,
    sent: &SentAttestation,
) -> Result<NewPasskey, PasskeyError> {
    client_data::check(party, Ceremony::Create, challenge, &sent.client_data)?;
    let (statement, bytes) = read_attestation_object(&sent.attestation_object)?;
    let data = AuthenticatorData::parse(&bytes).ok_or(PasskeyError::AuthenticatorData)?;
    data.check(party)?;
    let attested = data.attested.ok_or(PasskeyError::AuthenticatorData)?;
    let key = CredentialKey::parse(&attested.public_key)?;
    check_statement(&statement, &key, &join_signed(&bytes, &sent.client_data))?;
    Ok(NewPasskey { credential: attested.credential, public_key: attested.public_key, counter: data.counter })
}

/// Verifies the answer to a challenge (base64url) by the passkey with this public key (section 7.2). Returns the counter.
pub fn verify_assertion(
    party: &RelyingParty,
    challenge: &str,
    public_key: &[u8],
    sent: &SentAssertion,
) -> Result<u32, PasskeyError> {
    client_data::check(party, Ceremony::Get, challenge, &sent.client_data)?;
    let data = AuthenticatorData::parse(&sent.authenticator_data).ok_or(PasskeyError::AuthenticatorData)?;
    data.check(party)?;
    let signed = join_signed(&sent.authenticator_data, &sent.client_data);
    CredentialKey::parse(public_key)?.verify(&signed, &sent.signature)?;
    Ok(data.counter)
}

/// What an authenticator signs (section 6.3.3): its own data and the hash of the client's, whose bytes are kept as they came.
fn join_signed(authenticator_data: &[u8], client_data: &[u8]) -> Vec<u8> {
    [authenticator_data, &sha256(client_data)].concat()
}

/// How a new key is attested.
struct AttestationStatement {
    format: String,
    fields: Vec<(Value, Value)>,
}

/// Reads `{"fmt", "attStmt", "authData"}` (section 6.5.4): the statement, and the authenticator's data.
fn read_attestation_object(bytes: &[u8]) -> Result<(AttestationStatement, Vec<u8>), PasskeyError> {
    read_attestation_map(bytes).ok_or(PasskeyError::Attestation)
}

fn read_attestation_map(mut bytes: &[u8]) -> Option<(AttestationStatement, Vec<u8>)> {
    if bytes.len() > MAX_BYTES {
        return None;
    }
    let object: Value = ciborium::from_reader(&mut bytes).ok()?;
    let (mut format, mut fields, mut data) = (None, None, None);
    for (label, value) in object.into_map().ok().filter(|map| map.len() == 3)? {
        match label.as_text()? {
            "fmt" => format = value.into_text().ok(),
            "attStmt" => fields = value.into_map().ok(),
            "authData" => data = value.into_bytes().ok(),
            _ => return None,
        }
    }
    let statement = AttestationStatement { format: format?, fields: fields? };
    bytes.is_empty().then_some((statement, data?))
}

/// Accepts no attestation and, because a client may leave it as it is, one that is signed with the new key itself (section
/// 8.2). Others were not asked for, and are refused: nobody here knows the makers of authenticators.
fn check_statement(
    statement: &AttestationStatement,
    key: &CredentialKey,
    signed: &[u8],
) -> Result<(), PasskeyError> {
    match statement.format.as_str() {
        "none" if statement.fields.is_empty() => Ok(()),
        "packed" if statement.fields.len() == 2 => {
            let field = |name: &str| {
                let found = statement.fields.iter().find(|(label, _)| label.as_text() == Some(name));
                found.map(|(_, value)| value)
            };
            let algorithm = field("alg").and_then(Value::as_integer).and_then(|alg| i64::try_from(alg).ok());
            let signature = field("sig").and_then(Value::as_bytes).ok_or(PasskeyError::Attestation)?;
            if algorithm != Some(key.algorithm()) {
                return Err(PasskeyError::Attestation);
            }
            key.verify(signed, signature).map_err(|_| PasskeyError::Attestation)
        }
        _ => Err(PasskeyError::Attestation),
    }
}
