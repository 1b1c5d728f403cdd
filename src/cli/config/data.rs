//! `[data]`: the data folder.

use std::path::{Path, PathBuf};

use camket_store::DiskReserve;
use serde::{Deserialize, Serialize};

/// Default data folder of `serve`. It lies beside the demo's, not inside it.
pub const DEFAULT_DIR: &str = "data/live";
/// Enough for the write-ahead log of the longest transaction.
const DEFAULT_RESERVE_MB: u32 = 64;

/// The folder for the SQLite file, the master secret and the locks.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct DataConfig {
    pub dir: PathBuf,
    /// Room that writes to SQLite leave free on its disk.
    pub reserve_mb: u32,
}

impl Default for DataConfig {
    fn default() -> Self {
        Self { dir: DEFAULT_DIR.into(), reserve_mb: DEFAULT_RESERVE_MB }
    }
}

impl DataConfig {
    /// The room that is left free on the disk of `file`.
    pub fn build_reserve(&self, file: &Path) -> DiskReserve {
        let folder = file.parent().unwrap_or(&self.dir).to_owned();
        DiskReserve { folder, bytes: u64::from(self.reserve_mb) << 20 }
    }
}
