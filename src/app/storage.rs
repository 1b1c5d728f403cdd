//! The room that the registry takes, and how long what has ended is kept. Sizes are measured at most once an hour for all who
//! ask: on SQLite it reads a part of every page.

use std::sync::Arc;

use camket_domain::permissions::{Permit, rights};
use camket_domain::retention::RetainedKind;
use camket_store::settings;
use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;

use crate::{App, AppError};

pub use camket_store::{DatabaseSizes, TableSize};

/// How long measured sizes are shown.
const LIFETIME: Duration = Duration::HOUR;

#[derive(Debug)]
pub struct StorageSizes {
    pub measured_at: OffsetDateTime,
    pub database: DatabaseSizes,
    /// Bytes that may still be written to the disk of an SQLite file; None on PostgreSQL, whose disk is elsewhere.
    pub free: Option<u64>,
}

/// The sizes that were measured last. Whoever asks while they are measured waits for the same ones.
#[derive(Debug, Default)]
pub(crate) struct StorageCache(Mutex<Option<Arc<StorageSizes>>>);

/// The sizes of the database, at most an hour old.
///
/// # Errors
/// The database does not answer.
pub async fn measure_storage(
    app: &App,
    _permit: &Permit<rights::ManageSettings>,
) -> Result<Arc<StorageSizes>, AppError> {
    let mut last = app.storage().0.lock().await;
    let now = app.now();
    if let Some(sizes) = last.as_ref().filter(|sizes| now - sizes.measured_at < LIFETIME) {
        return Ok(sizes.clone());
    }
    let (database, free) = (app.store().measure().await?, app.store().find_free_room());
    let sizes = Arc::new(StorageSizes { measured_at: now, database, free });
    *last = Some(sizes.clone());
    Ok(sizes)
}

/// How long each kind of rows is kept after its end; None if another limit decides.
pub async fn list_retention(
    app: &App,
    _permit: &Permit<rights::ManageSettings>,
) -> Result<Vec<(RetainedKind, Option<Duration>)>, AppError> {
    let rules = settings::load(app.store()).await?;
    Ok(RetainedKind::ALL.iter().map(|kind| (*kind, kind.find_retention(&rules, app.today()))).collect())
}
