//! Checkpoints: how many leaves the log has and what its root is, signed. One is made with each new status list and at least daily
//! while the log grows; two of the same size would be the same, so a log that rests has one.

use camket_credential::checkpoint::Checkpoint;
use camket_credential::signed_note::{NoteError, NoteKey};
use camket_domain::audit::log::{MAX_CHECKPOINT_AGE, parse_origin_epoch};
use camket_store::audit_log::checkpoint::{self, StoredCheckpoint};
use camket_store::audit_log::{self, cosignature};
use camket_store::{StoreError, Tx};
use data_encoding::BASE64;
use time::{Duration, OffsetDateTime};

use super::hashes::load_edge;
use super::keys::{load_or_make_signer, load_origin};
use crate::{App, AppError};

/// A checkpoint that was kept outside the database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeptCheckpoint {
    /// A note, whose signature is checked.
    Signed(String),
    /// What a paper says: nobody signed it, but nobody can rewrite the paper either.
    Printed(Checkpoint),
}

/// A checkpoint as it is printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintedCheckpoint {
    /// Name of the log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// The root in base64.
    pub root: String,
    pub signed_at: OffsetDateTime,
}

/// Signs a checkpoint if the log has grown and one is due; returns whether it did.
pub async fn sign_if_due(app: &App) -> Result<bool, AppError> {
    let newest = checkpoint::find_newest(app.store()).await?;
    let is_due = newest.as_ref().is_none_or(|newest| {
        // A list is dated in whole seconds, rounded down.
        let listed = app.register().list().map(|list| list.issued_at + Duration::SECOND);
        app.now() - newest.at >= MAX_CHECKPOINT_AGE || listed.is_some_and(|listed| listed > newest.at)
    });
    let size = audit_log::load_size(app.store()).await?;
    if !is_due || size <= newest.map_or(0, |newest| newest.size) {
        return Ok(false);
    }
    sign_now(app).await.map(|_| true)
}

/// The checkpoint of all leaves that there are, signed now unless there is one; `None` for a log without leaves.
///
/// # Errors
/// [`AppError::Internal`] if the log does not continue from what was signed before: then nothing is signed.
pub async fn sign_now(app: &App) -> Result<Option<StoredCheckpoint>, AppError> {
    let tx = app.store().begin_write().await?;
    let (size, newest) = (audit_log::load_size(&tx).await?, checkpoint::find_newest(&tx).await?);
    if size == 0 || newest.as_ref().is_some_and(|newest| newest.size == size) {
        return Ok(newest);
    }
    if let Some(newest) = &newest {
        require_continuation(&tx, newest, size).await?;
    }
    let signer = load_or_make_signer(app, &tx).await?;
    let (origin, root) = (load_origin(app, &tx).await?, load_edge(&tx, size).await?.root());
    let note = Checkpoint { origin, size, root }.sign(&signer);
    let signed = StoredCheckpoint { size, at: app.now(), note };
    match checkpoint::insert(&tx, &signed).await {
        // Another node signed the same.
        Err(StoreError::Duplicate) => {
            drop(tx);
            Ok(checkpoint::find_by_size(app.store(), size).await?)
        }
        inserted => {
            inserted?;
            tx.commit().await?;
            Ok(Some(signed))
        }
    }
}

/// A log never signs what contradicts what it signed.
async fn require_continuation(tx: &Tx, newest: &StoredCheckpoint, size: u64) -> Result<(), AppError> {
    let signed = newest.note.rsplit_once("\n\n").and_then(|(text, _)| Checkpoint::parse(text));
    let signed = signed.ok_or_else(|| AppError::internal("audit_checkpoint.note"))?;
    let continues = newest.size < size && load_edge(tx, newest.size).await?.root() == signed.root;
    if continues {
        return Ok(());
    }
    Err(AppError::internal(
        "the audit log does not continue from the last checkpoint that was signed: `camket audit verify` tells what was changed",
    ))
}

/// Reads a note that one of `keys` signed, whatever address and epoch the log had then: the registry's keys sign for no other log.
pub(super) fn open_note(note: &str, keys: &[NoteKey]) -> Result<Checkpoint, NoteError> {
    let origin = note.lines().next().filter(|origin| parse_origin_epoch(origin).is_some());
    let origin = origin.ok_or(NoteError::Structure)?;
    Checkpoint::open(note, &keys.iter().filter_map(|key| key.rename(origin)).collect::<Vec<_>>())
}

/// The newest note, with what a witness signed below it.
pub async fn load_newest_note(app: &App) -> Result<Option<String>, AppError> {
    match checkpoint::find_newest(app.store()).await? {
        Some(newest) => add_cosignature(app, newest).await.map(Some),
        None => Ok(None),
    }
}

/// The note of the checkpoint of this size.
pub async fn find_note(app: &App, size: u64) -> Result<Option<String>, AppError> {
    match checkpoint::find_by_size(app.store(), size).await? {
        Some(found) => add_cosignature(app, found).await.map(Some),
        None => Ok(None),
    }
}

async fn add_cosignature(app: &App, checkpoint: StoredCheckpoint) -> Result<String, AppError> {
    let lines = cosignature::find(app.store(), checkpoint.size).await?.unwrap_or_default();
    Ok(checkpoint.note + &lines)
}

/// The last checkpoint that was signed at or before `at`, as it is printed.
pub async fn find_printed(app: &App, at: OffsetDateTime) -> Result<Option<PrintedCheckpoint>, AppError> {
    let found = checkpoint::find_newest_until(app.store(), at).await?;
    let print = |found: StoredCheckpoint| {
        let Checkpoint { origin, size, root } = Checkpoint::parse(&found.note)?;
        Some(PrintedCheckpoint { origin, size, root: BASE64.encode(&root), signed_at: found.at })
    };
    Ok(found.and_then(print))
}
