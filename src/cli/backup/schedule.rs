//! Backups that `serve` makes by itself, if the configuration names a folder.

use std::time::Duration as Interval;

use anyhow::Result;
use camket_app::App;
use camket_domain::clock::Clock;
use time::Duration;

use super::{create, find_newest, remove_superfluous, scratch};
use crate::cli::{clock::SystemClock, config::Config};

/// How often it is checked whether a backup is due.
const CHECK_INTERVAL: Interval = Interval::from_secs(60);

/// Makes a backup whenever the newest one is old enough. Never ends.
pub async fn run_schedule(app: App, config: Config) {
    if let Err(error) = scratch::remove_remains(&config.data.dir) {
        tracing::warn!(error = format!("{error:#}"), "the rest of an interrupted backup cannot be removed");
    }
    loop {
        match make_if_due(&app, &config).await {
            Ok(()) => {}
            Err(error) => tracing::error!(error = format!("{error:#}"), "no backup could be made"),
        }
        tokio::time::sleep(CHECK_INTERVAL).await;
    }
}

/// A database that was put back is not backed up: it would take the place of backups that know more.
async fn make_if_due(app: &App, config: &Config) -> Result<()> {
    let Some(dir) = &config.backup.dir else { return Ok(()) };
    let (now, interval) = (SystemClock.now(), Duration::hours(config.backup.every_hours.into()));
    let is_due = find_newest(dir)?.is_none_or(|newest| now - newest >= interval || newest > now);
    if !is_due || app.register().setback().is_some() {
        return Ok(());
    }
    let made = create(config, dir, &config.backup.recipients, now).await?;
    let removed = remove_superfluous(config, dir)?;
    let recipients = config.backup.recipients.len();
    tracing::info!(folder = %made.folder.display(), recipients, removed, "a backup was made and checked");
    Ok(())
}
