//! `camket tidy`: deletes now what the server deletes by itself every ten minutes, and says how much.

use std::io::{Write, stdout};

use anyhow::Result;
use camket_app::upkeep::{self, SweptRows};
use camket_store::settings;
use time::Duration;

use super::args::TidyArgs;
use super::config::Environment;
use super::registry;
use super::setup::Setup;

/// Deletes what has ended, or counts it.
///
/// # Errors
/// The set-up is wrong, or the database cannot be written to.
pub async fn run(tidy: &TidyArgs, environment: &Environment) -> Result<()> {
    let setup = Setup::prepare(&tidy.settings.overrides(), environment)?;
    // Nothing is sent and no public address printed, so none is needed.
    let app = registry::open(&setup, String::new(), Vec::new()).await?;
    let rules = settings::load(app.store()).await?;
    let swept = if tidy.dry_run { upkeep::preview_sweep(&app).await? } else { upkeep::sweep(&app).await? };
    let mut out = stdout();
    writeln!(out, "{:<18} {:>16} {:>12} {:>14}", "kind", "kept", "rows", "bytes")?;
    for one in &swept {
        let kept = one
            .kind
            .find_retention(&rules, app.today())
            .map_or_else(|| "by a limit".to_owned(), describe_period);
        let bytes = one.bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
        writeln!(out, "{:<18} {kept:>16} {:>12} {bytes:>14}", one.kind.code(), one.rows)?;
    }
    let rows: u64 = swept.iter().map(|one| one.rows).sum();
    let bytes: u64 = swept.iter().filter_map(|one: &SweptRows| one.bytes).sum();
    let done = if tidy.dry_run { "would be deleted" } else { "deleted" };
    writeln!(out, "{rows} rows with files of {bytes} bytes {done}")?;
    app.store().clone().close().await?;
    Ok(())
}

fn describe_period(period: Duration) -> String {
    match period.whole_days() {
        0 => "to its end".to_owned(),
        1 => "1 day after".to_owned(),
        days => format!("{days} days after"),
    }
}
