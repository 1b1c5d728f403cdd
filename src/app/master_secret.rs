//! The master secret belongs to the database: with another one a node would write what no other node can read, and could
//! open nothing that is sealed. [`change`] changes it.

pub mod change;

use camket_credential::MasterSecret;
use camket_credential::keys::Kid;
use camket_credential::vault::KeyVault;
use camket_store::settings::secret_fingerprint::{self, SecretState};
use camket_store::{Store, StoreError, keys};

use crate::AppError;

/// Whether a secret is that of the database.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecretMatch {
    Same,
    Other,
    /// Nothing was sealed yet.
    New,
    /// A change of the secret was begun and is not finished: some values are sealed under this one or under another.
    Changing,
}

/// Compares a secret with that of the database.
pub async fn compare(store: &Store, secret: &MasterSecret) -> Result<SecretMatch, AppError> {
    match secret_fingerprint::find(store).await? {
        Some(SecretState::Settled(known)) if known == secret.fingerprint() => return Ok(SecretMatch::Same),
        Some(SecretState::Settled(_)) => return Ok(SecretMatch::Other),
        Some(SecretState::Changing { .. }) => return Ok(SecretMatch::Changing),
        None => {}
    }
    // A database of an earlier version of the program has no fingerprint, but keys.
    let keys = keys::list(store).await?;
    let Some(key) = keys.last() else { return Ok(SecretMatch::New) };
    let kid = Kid::new(&key.kid).ok_or_else(|| AppError::internal("signing_key.kid"))?;
    let opened = KeyVault::new(secret).open(&kid, &key.sealed_private_key);
    Ok(if opened.is_ok() { SecretMatch::Same } else { SecretMatch::Other })
}

/// Compares a secret with that of the database, and records it if nothing was sealed yet.
pub async fn record_if_new(store: &Store, secret: &MasterSecret) -> Result<SecretMatch, AppError> {
    let found = compare(store, secret).await?;
    let is_refused = matches!(found, SecretMatch::Other | SecretMatch::Changing);
    if is_refused || secret_fingerprint::find(store).await?.is_some() {
        return Ok(found);
    }
    let tx = match store.begin_write().await {
        // A full disk does not keep a node from starting.
        Err(StoreError::NoRoom) => return Ok(found),
        begun => begun?,
    };
    match secret_fingerprint::insert(&tx, &secret.fingerprint()).await {
        // Another node that starts at the same moment was first.
        Err(StoreError::Duplicate) => {
            drop(tx);
            compare(store, secret).await
        }
        inserted => {
            inserted?;
            tx.commit().await?;
            Ok(found)
        }
    }
}
