//! A node's keys: all public parts, and the private part of the key that signs.

use std::sync::Arc;

use camket_credential::keys::{KeySet, Kid, PublicKey, cose, jwk};
use camket_credential::signing::SigningKey;
use camket_domain::keys::{self, KeyRecord};
use parking_lot::Mutex;
use time::OffsetDateTime;

use crate::{App, AppError};

/// The keys, and their published forms.
#[derive(Debug, Default)]
pub struct Keyring {
    edition: u64,
    records: Vec<KeyRecord>,
    key_set: KeySet,
    cose: Vec<u8>,
    jwk: String,
    signer: Mutex<Option<Arc<SigningKey>>>,
}

impl Keyring {
    /// Builds the keyring of these rows; `edition` differs for every keyring of this node.
    pub(super) fn new(edition: u64, records: Vec<KeyRecord>) -> Result<Self, AppError> {
        let keys = records.iter().map(build_public_key).collect::<Result<Vec<_>, _>>()?;
        let set = KeySet::new(keys).map_err(AppError::internal)?;
        let (cose, jwk) = (cose::encode(&set), jwk::encode(&set));
        Ok(Self { edition, records, key_set: set, cose, jwk, signer: Mutex::new(None) })
    }

    pub(super) fn edition(&self) -> u64 {
        self.edition
    }

    pub fn key_set(&self) -> &KeySet {
        &self.key_set
    }

    /// The set as a COSE_KeySet (RFC 9052 section 7).
    pub fn cose(&self) -> &[u8] {
        &self.cose
    }

    /// The set as a JWK set (RFC 7517 section 5).
    pub fn jwk(&self) -> &str {
        &self.jwk
    }

    pub(super) fn has_records(&self, records: &[KeyRecord]) -> bool {
        self.records == records
    }

    /// The key that signs at `now`, if there is one.
    ///
    /// # Errors
    /// [`AppError::Internal`] if its row was sealed under another master secret.
    pub(crate) fn find_signer(
        &self,
        app: &App,
        now: OffsetDateTime,
    ) -> Result<Option<Arc<SigningKey>>, AppError> {
        let Some(record) = keys::find_signing_key(&self.records, now) else { return Ok(None) };
        let mut kept = self.signer.lock();
        if let Some(signer) = kept.as_ref().filter(|signer| signer.kid().as_bytes() == record.kid) {
            return Ok(Some(Arc::clone(signer)));
        }
        let signer = Arc::new(open_key_pair(app, record)?);
        *kept = Some(Arc::clone(&signer));
        Ok(Some(signer))
    }
}

fn build_public_key(record: &KeyRecord) -> Result<PublicKey, AppError> {
    let wrong = || AppError::internal("unreadable value in signing_key");
    Ok(PublicKey {
        kid: Kid::new(&record.kid).ok_or_else(wrong)?,
        point: record.public_key.as_slice().try_into().map_err(|_| wrong())?,
        not_before: record.not_before,
        not_after: record.not_after,
        withdrawn: record.withdrawn.is_some(),
    })
}

/// Opens the key pair of a row.
pub(crate) fn open_key_pair(app: &App, key: &KeyRecord) -> Result<SigningKey, AppError> {
    let kid = Kid::new(&key.kid).ok_or_else(|| AppError::internal("signing_key.kid"))?;
    let private = app.key_vault().open(&kid, &key.sealed_private_key).map_err(AppError::internal)?;
    SigningKey::new(kid, &private).map_err(AppError::internal)
}
