//! Structured logs to stderr. Stdout is for the output of commands.

use std::io::{IsTerminal, stderr};

use anyhow::{Context, Result, anyhow};
use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer, filter::filter_fn, layer::SubscriberExt, util::SubscriberInitExt,
};

use super::config::logging::{LogFormat, LoggingConfig};

/// Starts logging for the rest of the process.
///
/// # Errors
/// The level cannot be parsed, or logging was started before.
pub fn start(logging: &LoggingConfig) -> Result<()> {
    let filter = EnvFilter::try_new(&logging.level).context("logging.level")?;
    let lines = tracing_subscriber::fmt::layer().with_writer(stderr).with_ansi(stderr().is_terminal());
    let lines = match logging.format {
        LogFormat::Human => lines.boxed(),
        LogFormat::Json => {
            lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
        }
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(filter_fn(may_log))
        .with(lines)
        .try_init()
        .map_err(|error| anyhow!("logging cannot start: {error}"))
}

/// Whether an event may be logged. Below `info`, libraries log secrets, such as the SMS gateway's address with its key or
/// a signed link of a request; those events are dropped at every configured level.
fn may_log(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("camket") || *metadata.level() <= Level::INFO
}
