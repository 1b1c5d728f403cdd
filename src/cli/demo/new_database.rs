//! Creates the demo's database: filled under another name, and renamed when it is complete, so that a folder never holds
//! half of the data.

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
    thread,
};

use anyhow::{Context, Result, anyhow, ensure};
use camket_domain::clock::Clock;
use camket_store::Store;
use tokio::runtime;

use super::sample::{SampleOptions, VENUE_COUNT, fill_registry};
use crate::cli::{clock::SystemClock, config::database::SQLITE_FILE, setup::Setup};

/// Name of the file while it is filled. A rest of an interrupted start is deleted.
const FILLING_FILE: &str = "filling.sqlite";

/// Creates the database if the folder has none. Blocks the calling thread for seconds.
///
/// # Errors
/// The folder cannot be written to.
pub fn create_if_missing(setup: &Setup, public_url: &str, password: &str) -> Result<()> {
    let folder = setup.data.path();
    let (file, filling) = (folder.join(SQLITE_FILE), folder.join(FILLING_FILE));
    if file.exists() {
        return Ok(());
    }
    // A log without its database would be applied to the new one.
    for path in log_files(&filling).iter().chain([&filling]).chain(&log_files(&file)) {
        remove_file(path)?;
    }
    let options = SampleOptions {
        master: &setup.master,
        public_url: public_url.to_owned(),
        password: password.to_owned(),
        now: SystemClock.now(),
        venue_count: VENUE_COUNT,
    };
    fill_on_one_core(&format!("sqlite://{}?mode=rwc", filling.display()), options)?;
    publish(folder, &filling, &file)
}

/// Fills a new file by a thread of its own, which stays on the core on which it began, with all threads that it starts.
/// Each of some hundred thousand statements is handed to SQLite's thread and its rows are handed back, and to wake a
/// thread on another core takes longer than most of the statements.
fn fill_on_one_core(url: &str, options: SampleOptions<'_>) -> Result<()> {
    let fill = || {
        stay_on_this_core();
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            camket_migrations::run(url).await?;
            let store = Store::connect_to_fill(url).await?;
            fill_registry(store.clone(), options).await?;
            Ok(store.close().await?)
        })
    };
    thread::scope(|scope| scope.spawn(fill).join()).map_err(|_| anyhow!("filling the demo broke off"))?
}

/// Keeps this thread, and those that it starts from now on, on its present core.
#[cfg(target_os = "linux")]
fn stay_on_this_core() {
    use rustix::thread::{CpuSet, sched_getcpu, sched_setaffinity};
    let mut core = CpuSet::new();
    core.set(sched_getcpu());
    if let Err(error) = sched_setaffinity(None, &core) {
        tracing::debug!(%error, "the demo is filled on all cores, which takes longer");
    }
}

#[cfg(not(target_os = "linux"))]
fn stay_on_this_core() {}

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
