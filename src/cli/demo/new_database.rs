//! Creates the demo's database: filled under another name, and renamed when it is complete, so that a folder never holds
//! half of the data.

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use camket_domain::clock::Clock;
use camket_store::Store;

use super::sample::{SampleOptions, VENUE_COUNT, fill_registry};
use crate::cli::{clock::SystemClock, config::database::SQLITE_FILE, setup::Setup};

/// Name of the file while it is filled. A rest of an interrupted start is deleted.
const FILLING_FILE: &str = "filling.sqlite";

/// Creates the database if the folder has none.
///
/// # Errors
/// The folder cannot be written to.
pub async fn create_if_missing(setup: &Setup, public_url: &str, password: &str) -> Result<()> {
    let folder = setup.data.path();
    let (file, filling) = (folder.join(SQLITE_FILE), folder.join(FILLING_FILE));
    if file.exists() {
        return Ok(());
    }
    // A log without its database would be applied to the new one.
    for path in log_files(&filling).iter().chain([&filling]).chain(&log_files(&file)) {
        remove_file(path)?;
    }
    let url = format!("sqlite://{}?mode=rwc", filling.display());
    camket_migrations::run(&url).await?;
    let store = Store::connect_to_fill(&url).await?;
    let options = SampleOptions {
        master: &setup.master,
        public_url: public_url.to_owned(),
        password: password.to_owned(),
        now: SystemClock.now(),
        venue_count: VENUE_COUNT,
    };
    Box::pin(fill_registry(store.clone(), options)).await?;
    store.close().await?;
    publish(folder, &filling, &file)
}

/// Moves the complete file to its name, on disk.
fn publish(folder: &Path, filling: &Path, file: &Path) -> Result<()> {
    // What migrated the file has closed it, and with it the write-ahead log.
    ensure!(!log_files(filling)[0].exists(), "{} is still open", filling.display());
    File::open(filling)?.sync_all()?;
    fs::rename(filling, file)?;
    Ok(File::open(folder)?.sync_all()?)
}

fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be deleted", path.display()))
        }
        _ => Ok(()),
    }
}

/// SQLite's write-ahead log of a database, and the log's index.
fn log_files(database: &Path) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|end| PathBuf::from(format!("{}{end}", database.display())))
}
