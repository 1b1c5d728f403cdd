//! Checks the age of the last backup.

use time::{Duration, OffsetDateTime};

use super::CheckResult;
use crate::cli::{backup, config::Config};

pub fn check_backups(config: &Config, now: OffsetDateTime) -> CheckResult {
    let what = "backups";
    let Some(dir) = &config.backup.dir else {
        let seen = "backup.dir is not set, so camket makes none by itself: run `camket backup DIR` every day, and see \
                    docs/operations.md";
        return CheckResult::warn(what, seen);
    };
    let shown = dir.display();
    let newest = match backup::find_newest(dir) {
        Ok(newest) => newest,
        Err(error) => return CheckResult::fail(what, format!("{error:#}")),
    };
    let Some(newest) = newest else {
        return CheckResult::warn(what, format!("there is none in {shown} yet"));
    };
    let hours = (now - newest).whole_hours();
    let kind = if config.backup.recipients.is_empty() { "not encrypted" } else { "encrypted" };
    let seen = format!("the last one in {shown} is {hours} hours old ({kind} by the configuration)");
    // One that is due, and time to make it.
    if now - newest > Duration::hours(i64::from(config.backup.every_hours) * 2) {
        return CheckResult::fail(what, format!("{seen}: look in the log for \"no backup could be made\""));
    }
    CheckResult::ok(what, seen)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::cli::doctor::CheckStatus;

    #[test]
    fn a_folder_without_backups_is_warned_of() {
        let scratch = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        let now = datetime!(2026-11-30 08:00 UTC);
        assert_eq!(check_backups(&config, now).status, CheckStatus::Warn);
        config.backup.dir = Some(scratch.path().to_owned());
        // A folder without a manifest is no backup.
        std::fs::create_dir(scratch.path().join("camket-20261130T010000Z")).unwrap();
        let found = check_backups(&config, now);
        assert!(found.status == CheckStatus::Warn && found.message.contains("none in"), "{found:?}");
    }
}
