//! `[data]`: the data folder.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Default data folder of `serve`. It lies beside the demo's, not inside it.
pub const DEFAULT_DIR: &str = "data/live";

/// The folder for the SQLite file, the master secret and the locks.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct DataConfig {
    pub dir: PathBuf,
}

impl Default for DataConfig {
    fn default() -> Self {
        Self { dir: DEFAULT_DIR.into() }
    }
}
