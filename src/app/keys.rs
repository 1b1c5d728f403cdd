//! Signing keys: created at the first start, succeeded in time, rotated and withdrawn by the operator.
//!
//! The private part is opened only to sign. A key is never deleted: its signatures are verified as long as a
//! certificate that it signed may be shown. A withdrawn key stays published as withdrawn, and its certificates prove
//! nothing until they are issued again.

use std::sync::Arc;

use camket_credential::keys::Kid;
use camket_credential::signing::{SigningKey, generate};
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::clock::random_bytes;
use camket_domain::keys::{self as rules, KeyRecord, MAX_REASON_LENGTH, SIGNING_PERIOD};
use camket_domain::text;
use camket_store::certificates::register;
use camket_store::{Tx, certificates, keys};
use data_encoding::HEXLOWER;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::register::{Keyring, ensure_current, open_key_pair};
use crate::{App, AppError, InputProblem};

/// Every key, oldest first.
pub async fn list(app: &App) -> Result<Vec<KeyRecord>, AppError> {
    Ok(keys::list(app.store()).await?)
}

/// The keyring with the public keys, as it is published.
pub async fn load_keyring(app: &App) -> Result<Arc<Keyring>, AppError> {
    ensure_current(app).await?;
    Ok(app.register().keyring())
}

/// The key that signs now, for what the registry signs beside tokens.
///
/// # Errors
/// [`AppError::Internal`] if there is no signing key.
pub async fn load_signer(app: &App) -> Result<Arc<SigningKey>, AppError> {
    let keyring = load_keyring(app).await?;
    keyring.find_signer(app, app.now())?.ok_or_else(|| AppError::internal("no signing key"))
}

/// Creates the first key, or the successor of one that ends soon.
pub async fn ensure_signing_key(app: &App) -> Result<(), AppError> {
    if rules::find_next_key_start(&list(app).await?, app.now()).is_none() {
        return Ok(());
    }
    let tx = app.store().begin_write().await?;
    let held = lock_keys(&tx).await?;
    if let Some(from) = rules::find_next_key_start(&held, app.now()) {
        create_in(app, &tx, &held, from).await?;
    }
    tx.commit().await?;
    app.refresh_register().await
}

/// Creates a key that signs from `from`, so that readers can load it before.
///
/// # Errors
/// [`AppError::Invalid`] for a moment in the past.
pub async fn create(app: &App, from: OffsetDateTime) -> Result<KeyRecord, AppError> {
    if from < app.now() - Duration::MINUTE {
        return Err(AppError::invalid("from", InputProblem::KeyPast));
    }
    let tx = app.store().begin_write().await?;
    let held = lock_keys(&tx).await?;
    let key = create_in(app, &tx, &held, from).await?;
    tx.commit().await?;
    app.refresh_register().await?;
    Ok(key)
}

/// Creates a key that signs from now on, and ends the signing period of all others.
pub async fn rotate(app: &App) -> Result<KeyRecord, AppError> {
    let tx = app.store().begin_write().await?;
    let (held, now) = (lock_keys(&tx).await?, app.now());
    let key = create_in(app, &tx, &held, now).await?;
    for old in held.into_iter().filter(|old| old.withdrawn.is_none() && now < old.not_after) {
        let old = KeyRecord { not_after: now, ..old };
        keys::save(&tx, &old).await?;
        app.audit(&tx, build_event(app, AuditAction::KeyEnded, &old)).await?;
    }
    tx.commit().await?;
    app.refresh_register().await?;
    Ok(key)
}

/// The outcome of a withdrawal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyWithdrawal {
    /// Unexpired certificates that the key signed, which must be issued again.
    pub certificates: u64,
    /// The key that signs now.
    pub successor: KeyRecord,
}

/// Withdraws a key, because someone else may have signed with it. Another key signs from now on.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Conflict`] if it is withdrawn already; [`AppError::Invalid`] without a reason.
pub async fn withdraw(app: &App, kid: &[u8], reason: &str) -> Result<KeyWithdrawal, AppError> {
    let reason =
        text::normalize_line(reason).map_err(|_| AppError::invalid("reason", InputProblem::KeyReason))?;
    if reason.is_empty() || reason.chars().count() > MAX_REASON_LENGTH {
        return Err(AppError::invalid("reason", InputProblem::KeyReason));
    }
    let tx = app.store().begin_write().await?;
    let (mut held, now) = (lock_keys(&tx).await?, app.now());
    let key = held.iter_mut().find(|key| key.kid == kid).ok_or(AppError::NotFound)?;
    if key.withdrawn.is_some() {
        return Err(AppError::Conflict);
    }
    key.withdrawn = Some((now, reason.clone()));
    keys::save(&tx, key).await?;
    let withdrawn = build_event(app, AuditAction::KeyWithdrawn, key);
    let note = format!("{} {reason}", withdrawn.note);
    app.audit(&tx, withdrawn.with_note(note)).await?;
    let successor = match rules::find_signing_key(&held, now) {
        Some(key) => key.clone(),
        None => create_in(app, &tx, &held, now).await?,
    };
    let certificates = certificates::count_signed_by(&tx, kid, app.today()).await?;
    tx.commit().await?;
    app.refresh_register().await?;
    Ok(KeyWithdrawal { certificates, successor })
}

/// The key that signs in `tx`; creates the first key if there is none.
pub(crate) async fn load_or_create_signer(app: &App, tx: &Tx) -> Result<SigningKey, AppError> {
    if let Some(key) = rules::find_signing_key(&keys::list(tx).await?, app.now()) {
        return open_key_pair(app, key);
    }
    let held = lock_keys(tx).await?;
    match rules::find_signing_key(&held, app.now()) {
        Some(key) => open_key_pair(app, key),
        None => open_key_pair(app, &create_in(app, tx, &held, app.now()).await?),
    }
}

/// Locks the keys until `tx` ends, and marks the register as changed so that all nodes read them.
async fn lock_keys(tx: &Tx) -> Result<Vec<KeyRecord>, AppError> {
    register::advance_sequence(tx).await?;
    Ok(keys::list(tx).await?)
}

async fn create_in(
    app: &App,
    tx: &Tx,
    held: &[KeyRecord],
    from: OffsetDateTime,
) -> Result<KeyRecord, AppError> {
    let kid = generate_kid(app, held);
    let private = generate().map_err(AppError::internal)?;
    let pair = SigningKey::new(kid.clone(), &private).map_err(AppError::internal)?;
    let not_before = from - Duration::nanoseconds(i64::from(from.nanosecond()));
    let key = KeyRecord {
        kid: kid.as_bytes().to_vec(),
        public_key: pair.point().to_vec(),
        sealed_private_key: app.key_vault().seal(app.entropy(), &kid, &private),
        created_at: app.now(),
        not_before,
        not_after: not_before + SIGNING_PERIOD,
        withdrawn: None,
    };
    keys::insert(tx, &key).await?;
    app.audit(tx, build_event(app, AuditAction::KeyMade, &key)).await?;
    Ok(key)
}

/// Two random bytes that no other key has; short, because they are in every QR.
fn generate_kid(app: &App, held: &[KeyRecord]) -> Kid {
    loop {
        let bytes: [u8; 2] = random_bytes(app.entropy());
        if let Some(kid) = Kid::new(&bytes).filter(|_| held.iter().all(|key| key.kid != bytes)) {
            return kid;
        }
    }
}

fn build_event(app: &App, action: AuditAction, key: &KeyRecord) -> AuditEvent {
    app.build_event(None, action, Uuid::nil()).with_note(HEXLOWER.encode(&key.kid))
}
