//! `[logging]`: level and format of the log on stderr.

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct LoggingConfig {
    pub format: LogFormat,
    /// A level, or filter directives such as `info,camket_store=debug`.
    pub level: String,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One readable line per event, coloured on a terminal.
    Human,
    /// One JSON object per line, for a log collector.
    Json,
}

impl Default for LoggingConfig {
    fn default() -> Self {
        Self { format: LogFormat::Human, level: "info".into() }
    }
}

impl LoggingConfig {
    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        if EnvFilter::try_new(&self.level).is_err() {
            problems.push(format!(
                "logging.level = \"{}\" is not a level (error, warn, info, debug, trace) or a list such as \
                 info,camket_store=debug",
                self.level
            ));
        }
    }
}
