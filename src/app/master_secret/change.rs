//! The change of the master secret: every value that depends on it is opened with the former secret and sealed with the new
//! one. It may be interrupted at any point and begun again: what opens with the new secret is done.

mod reseal;

use camket_domain::audit::AuditAction;
use camket_store::StoreError;
use camket_store::certificates::register;
use camket_store::sealed::{self, EndedValues, SEALED_TABLES, SealedTable};
use camket_store::settings::secret_fingerprint::{self, SecretState};
use uuid::Uuid;

use crate::{App, AppError};
use reseal::{Resealed, reseal_row};

/// Why the secret was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The database is sealed under neither secret.
    #[error("the master secret is not that of the database")]
    WrongSecret,
    /// A change to another secret was begun.
    #[error("a change to another secret was begun")]
    OtherBegun,
    /// Both secrets are the same.
    #[error("both secrets are the same")]
    SameSecret,
    /// The change goes on when it is begun again.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for ChangeError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

/// What was done of one table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TableProgress {
    pub table: &'static str,
    /// Rows read.
    pub rows: u64,
    /// Rows written with the new secret, of those read.
    pub changed: u64,
    /// Rows that open with neither secret, of those read: nothing could read them before, and they stay.
    pub unreadable: u64,
    pub is_complete: bool,
}

/// The end of a change.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ChangeReport {
    pub tables: Vec<TableProgress>,
    pub ended: EndedValues,
}

/// Opens the first batch of each table: what the secret of `app` does not open. Changes nothing.
///
/// # Errors
/// The database does not answer.
pub async fn sample_tables(app: &App) -> Result<Vec<TableProgress>, AppError> {
    let mut tables = Vec::with_capacity(SEALED_TABLES.len());
    for table in SEALED_TABLES {
        let rows = sealed::list_after(app.store(), table, None).await?;
        let read = rows.len() as u64;
        let closed = |mut row| reseal_row(app, app, table.content, &mut row) != Resealed::Same;
        let unreadable = rows.into_iter().filter_map(|row| closed(row).then_some(())).count() as u64;
        let is_complete = read < table.batch;
        tables.push(TableProgress { table: table.name, rows: read, changed: 0, unreadable, is_complete });
    }
    Ok(tables)
}

/// Records that the change from the secret of `old` to that of `new` has begun: from then on no node starts, with either secret.
/// Returns whether there is something to do. The change of another pair is refused.
///
/// # Errors
/// [`ChangeError`]
pub async fn begin(old: &App, new: &App) -> Result<bool, ChangeError> {
    let (from, to) = (old.secret_fingerprint().to_owned(), new.secret_fingerprint().to_owned());
    if from == to {
        return Err(ChangeError::SameSecret);
    }
    let tx = new.store().begin_write().await?;
    match secret_fingerprint::find(&tx).await? {
        Some(SecretState::Settled(known)) if known == to => return Ok(false),
        Some(SecretState::Settled(known)) if known == from => {}
        // Every command records the fingerprint of a database that has none before it works.
        Some(SecretState::Settled(_)) | None => return Err(ChangeError::WrongSecret),
        Some(SecretState::Changing { from: begun, .. }) if begun != from => {
            return Err(ChangeError::WrongSecret);
        }
        Some(SecretState::Changing { to: begun, .. }) if begun != to => return Err(ChangeError::OtherBegun),
        Some(SecretState::Changing { .. }) => return Ok(true),
    }
    secret_fingerprint::replace(&tx, &SecretState::Changing { from, to }).await?;
    tx.commit().await?;
    Ok(true)
}

/// Changes everything that depends on the secret, in batches that are committed one by one, and ends the change. [`begin`] has
/// said that there is something to do, and no node runs.
///
/// # Errors
/// [`ChangeError::App`]; what was committed stays.
pub async fn carry_out(
    old: &App,
    new: &App,
    mut report: impl FnMut(TableProgress),
) -> Result<ChangeReport, ChangeError> {
    let mut tables = Vec::with_capacity(SEALED_TABLES.len());
    for table in SEALED_TABLES {
        tables.push(change_table(old, new, table, &mut report).await?);
    }
    let ended = finish_change(old, new).await?;
    Ok(ChangeReport { tables, ended })
}

async fn change_table(
    old: &App,
    new: &App,
    table: &'static SealedTable,
    report: &mut impl FnMut(TableProgress),
) -> Result<TableProgress, ChangeError> {
    let mut progress =
        TableProgress { table: table.name, rows: 0, changed: 0, unreadable: 0, is_complete: false };
    let mut after = None;
    while !progress.is_complete {
        let tx = new.store().begin_write().await?;
        let rows = sealed::list_after(&tx, table, after.as_deref()).await?;
        progress.is_complete = (rows.len() as u64) < table.batch;
        progress.rows += rows.len() as u64;
        for mut row in rows {
            match reseal_row(old, new, table.content, &mut row) {
                Resealed::Same => {}
                Resealed::Unreadable => progress.unreadable += 1,
                Resealed::Changed => {
                    // Each row has its own values.
                    sealed::save(&tx, table, &row).await?;
                    progress.changed += 1;
                }
            }
            after = Some(row.key);
        }
        tx.commit().await?;
        report(progress);
    }
    Ok(progress)
}

/// From here on only the new secret is that of the database. The status list has other decoys, so it is a new edition.
async fn finish_change(old: &App, new: &App) -> Result<EndedValues, ChangeError> {
    let tx = new.store().begin_write().await?;
    let changing = SecretState::Changing {
        from: old.secret_fingerprint().to_owned(),
        to: new.secret_fingerprint().to_owned(),
    };
    if secret_fingerprint::find(&tx).await? != Some(changing) {
        return Err(AppError::Conflict.into());
    }
    let ended = sealed::end_derived(&tx, new.now()).await?;
    register::advance_sequence(&tx).await?;
    let settled = SecretState::Settled(new.secret_fingerprint().to_owned());
    secret_fingerprint::replace(&tx, &settled).await?;
    let event = new.build_event(None, AuditAction::MasterSecretChanged, Uuid::nil());
    new.audit(&tx, event).await?;
    tx.commit().await?;
    Ok(ended)
}
