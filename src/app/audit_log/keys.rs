//! The keys that sign checkpoints: Ed25519, as witnesses ask for. The first is made with the first checkpoint; the newest signs,
//! and the others go on verifying what they signed.

use camket_credential::signed_note::{NoteKey, NoteSigner};
use camket_domain::audit::AuditAction;
use camket_domain::audit::log::build_origin;
use camket_domain::clock::random_bytes;
use camket_domain::ids::uuid_v7;
use camket_store::audit_log::key::{self, AuditKey};
use camket_store::certificates::register;
use camket_store::{Reader, Tx};
use data_encoding::BASE64URL_NOPAD;

use crate::{App, AppError};

/// Makes a key that signs from now on.
pub async fn make_key(app: &App) -> Result<NoteKey, AppError> {
    let tx = app.store().begin_write().await?;
    let public = *make_in(app, &tx).await?.public();
    let origin = load_origin(app, &tx).await?;
    tx.commit().await?;
    build_key(&origin, public)
}

/// Every public key under every name that the log had, in the form `name+id+key`.
pub async fn list_public_keys(app: &App) -> Result<Vec<NoteKey>, AppError> {
    let epoch = register::load_state(app.store()).await?.epoch;
    let keys = key::list(app.store()).await?;
    let origins = (1..=epoch).map(|epoch| build_origin(&app.options().public_url, epoch));
    let of = |origin: String| keys.iter().map(move |key| build_key(&origin, key.public)).collect::<Vec<_>>();
    origins.flat_map(of).collect()
}

/// Name of the log.
pub(super) async fn load_origin(app: &App, reader: &impl Reader) -> Result<String, AppError> {
    Ok(build_origin(&app.options().public_url, register::load_state(reader).await?.epoch))
}

/// The key that signs; makes the first one.
pub(super) async fn load_or_make_signer(app: &App, tx: &Tx) -> Result<NoteSigner, AppError> {
    match key::list(tx).await?.last() {
        Some(key) => open(app, key),
        None => make_in(app, tx).await,
    }
}

async fn make_in(app: &App, tx: &Tx) -> Result<NoteSigner, AppError> {
    let seed: [u8; 32] = random_bytes(app.entropy());
    let (signer, id) = (NoteSigner::from_seed(&seed), uuid_v7(app.now(), app.entropy()));
    let sealed = app.audit_vault().seal(app.entropy(), id.as_bytes(), &BASE64URL_NOPAD.encode(&seed));
    let made = AuditKey { id, public: *signer.public(), sealed, created_at: app.now() };
    key::insert(tx, &made).await?;
    app.audit(tx, app.build_event(None, AuditAction::AuditKeyMade, id)).await?;
    Ok(signer)
}

fn open(app: &App, key: &AuditKey) -> Result<NoteSigner, AppError> {
    let seed = app.audit_vault().open(key.id.as_bytes(), &key.sealed).map_err(AppError::internal)?;
    let seed = BASE64URL_NOPAD.decode(seed.as_bytes()).ok().and_then(|seed| seed.try_into().ok());
    Ok(NoteSigner::from_seed(&seed.ok_or_else(|| AppError::internal("audit_key.sealed"))?))
}

fn build_key(origin: &str, public: [u8; 32]) -> Result<NoteKey, AppError> {
    NoteKey::new(origin, public)
        .ok_or_else(|| AppError::internal("the public address makes no name of a log"))
}
