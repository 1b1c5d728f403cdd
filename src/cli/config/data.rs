//! `[data]`: where this program keeps its files.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where `serve` keeps its files if nobody says otherwise; beside, not inside, the demo's.
pub const DEFAULT_DIR: &str = "data/live";

/// The data folder: the SQLite file, the master secret, the lock.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Data {
    pub dir: PathBuf,
}

impl Default for Data {
    fn default() -> Self {
        Self { dir: DEFAULT_DIR.into() }
    }
}
