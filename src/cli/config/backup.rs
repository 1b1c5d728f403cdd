//! `[backup]`: backups that `serve` makes by itself.

use std::path::PathBuf;

use camket_credential::age::Recipient;
use camket_domain::account_data::BackupRotation;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BackupConfig {
    /// The folder of the backups; without it `serve` makes none.
    pub dir: Option<PathBuf>,
    pub every_hours: u32,
    /// Days of which the newest backup is kept.
    pub daily: u32,
    /// Weeks of which the newest backup is kept.
    pub weekly: u32,
    /// Public keys of age to which backups are encrypted; none: they are not.
    pub recipients: Vec<Recipient>,
}

impl Default for BackupConfig {
    fn default() -> Self {
        Self { dir: None, every_hours: 24, daily: 14, weekly: 8, recipients: Vec::new() }
    }
}

impl BackupConfig {
    /// How long backups are kept; `None` if `serve` makes none.
    pub fn rotation(&self) -> Option<BackupRotation> {
        self.dir.as_ref().map(|_| BackupRotation { days: self.daily, weeks: self.weekly })
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        for (key, value) in [("every_hours", self.every_hours), ("daily", self.daily)] {
            if value == 0 {
                problems.push(format!("backup.{key} must be at least 1"));
            }
        }
    }
}
