//! Copies of the database while it is in use, each opened and checked.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use camket_store::certificates::register;
use camket_store::{DiskReserve, Store};

use super::{
    manifest::{BackupContent, BackupEngine},
    postgres,
};
use crate::cli::{config::Config, data_dir::protect_database};

/// Copies the database of SQLite, then opens and checks the copy. In the data folder it leaves the reserve free, which the
/// server needs for its writes.
///
/// # Errors
/// There is no room, or what was written cannot be opened.
pub async fn copy_sqlite(config: &Config, copy: &Path, in_data: bool) -> Result<BackupContent> {
    let source = config.database.sqlite_file(&config.data.dir).context("no file of SQLite")?;
    ensure!(source.exists(), "there is no database yet: {}", source.display());
    let spare = if in_data { u64::from(config.data.reserve_mb) << 20 } else { 0 };
    check_room(&source, copy, spare)?;
    let text = copy.to_str().context("the path of the backup is no Unicode text")?;
    // Created first, so that it is never open to others.
    protect_database(copy)?;
    camket_migrations::copy(config.database_url().expose(), text)
        .await
        .context("the database cannot be copied")?;
    check_sqlite(copy).await
}

/// Opens a copy and checks each of its pages.
///
/// # Errors
/// It cannot be opened, or is damaged.
pub async fn check_sqlite(copy: &Path) -> Result<BackupContent> {
    let text = copy.to_str().context("the path of the backup is no Unicode text")?;
    let store =
        Store::connect(&format!("sqlite://{text}?mode=rw")).await.context("the copy cannot be opened")?;
    let damage = store.list_damage().await.context("the copy cannot be read")?;
    let content = read_content(&store, BackupEngine::Sqlite).await;
    store.close().await.context("the copy cannot be closed")?;
    ensure!(damage.is_empty(), "the copy is damaged, as the database may be: {}", damage.join("; "));
    content
}

fn check_room(source: &Path, copy: &Path, spare: u64) -> Result<()> {
    let folder = copy.parent().unwrap_or(Path::new(".")).to_owned();
    let needed = fs::metadata(source).with_context(|| format!("{} cannot be read", source.display()))?;
    let needed = needed.len() + spare;
    // Where the system does not tell the free room, the copy itself shows it.
    match (DiskReserve { folder, bytes: 0 }).find_free() {
        Ok(free) if free < needed => {
            bail!("{} MB are needed beside {} and {} MB are free", needed >> 20, copy.display(), free >> 20)
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Writes an archive of the database of PostgreSQL, then reads it to its end.
///
/// # Errors
/// The database cannot be read, or what was written cannot be opened.
pub async fn dump_postgres(config: &Config, archive: &Path) -> Result<BackupContent> {
    let url = config.database_url();
    let store = Store::connect(url.expose()).await.context("the database cannot be opened")?;
    let content = read_content(&store, BackupEngine::Postgresql).await;
    store.close().await?;
    let (url, archive) = (url.expose().to_owned(), archive.to_owned());
    let dumped = tokio::task::spawn_blocking(move || {
        postgres::dump(&url, &archive)?;
        postgres::check(&archive)
    });
    dumped.await??;
    content
}

/// What a register holds.
///
/// # Errors
/// It cannot be read.
pub async fn read_content(store: &Store, engine: BackupEngine) -> Result<BackupContent> {
    let state = register::load_state(store).await.context("the register cannot be read")?;
    let certificates =
        register::count_indexes(store, 0).await.context("the certificates cannot be counted")?;
    Ok(BackupContent { engine, epoch: state.epoch, sequence: state.sequence, certificates })
}
