//! Structured logs to stderr; stdout belongs to what a command answers.

use std::io::{IsTerminal, stderr};

use anyhow::{Context, Result, anyhow};
use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer, filter::filter_fn, layer::SubscriberExt, util::SubscriberInitExt,
};

use super::config::logging::{Format, Logging};

/// Starts logging for the rest of the process.
///
/// # Errors
/// When the level is not one, or logging was started before.
pub fn start(logging: &Logging) -> Result<()> {
    let filter = EnvFilter::try_new(&logging.level).context("logging.level")?;
    let lines = tracing_subscriber::fmt::layer().with_writer(stderr).with_ansi(stderr().is_terminal());
    let lines = match logging.format {
        Format::Human => lines.boxed(),
        Format::Json => {
            lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
        }
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(filter_fn(is_fit))
        .with(lines)
        .try_init()
        .map_err(|error| anyhow!("logging cannot start: {error}"))
}

/// Below `info` the libraries tell what passes through them, such as the SMS gateway's address with its key, or a signed
/// link as it came in. However closely an operator looks, that stays out of the log.
fn is_fit(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("camket") || *metadata.level() <= Level::INFO
}
