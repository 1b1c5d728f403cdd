//! Checks of the public address, the port and the clock.

use std::{net::TcpListener, path::Path, time::SystemTime};

use camket_domain::calendar::format_rfc3339;
use camket_domain::clock::Clock;
use time::{Duration, OffsetDateTime, macros::datetime};

use super::CheckResult;
use crate::cli::config::Config;

/// A correct clock is never earlier than this: the year this program was written.
const EARLIEST_TIME: OffsetDateTime = datetime!(2026-01-01 00:00 UTC);

pub fn check_machine(config: &Config, clock: &dyn Clock) -> Vec<CheckResult> {
    let room = config.database.sqlite_file(&config.data.dir).map(|file| check_room(config, &file));
    let others = [check_public_url(config), check_port(config), check_clock(config, clock.now())];
    room.into_iter().chain(others).collect()
}

/// Warns before the reserve is reached.
fn check_room(config: &Config, file: &Path) -> CheckResult {
    const WARNED_BEFORE: u64 = 8;
    let what = "disk";
    let reserve = config.data.build_reserve(file);
    let Ok(free) = reserve.find_free() else {
        return CheckResult::warn(what, format!("the free room beside {} is not known", file.display()));
    };
    let seen = format!("{} MB free beside {}", free >> 20, file.display());
    if free < reserve.bytes {
        let what_to_do = "nothing can be written until there is more: see data.reserve_mb";
        return CheckResult::fail(
            what,
            format!("{seen}, {} MB are the reserve: {what_to_do}", reserve.bytes >> 20),
        );
    }
    if free < reserve.bytes.saturating_mul(WARNED_BEFORE) {
        return CheckResult::warn(what, format!("{seen}: make room soon"));
    }
    CheckResult::ok(what, seen)
}

fn check_public_url(config: &Config) -> CheckResult {
    let what = "public_url";
    match &config.server.public_url {
        Some(url) if url.is_loopback() => CheckResult::warn(
            what,
            format!("{url} works on this machine only: a QR code printed with it is of no use"),
        ),
        Some(url) => CheckResult::ok(what, format!("{url} will stand in every QR code")),
        None => CheckResult::warn(
            what,
            "not set, so QR codes will name this machine only: set server.public_url before the first certificate",
        ),
    }
}

fn check_port(config: &Config) -> CheckResult {
    let (what, listen) = ("listen", config.server.listen);
    match TcpListener::bind(listen) {
        Ok(_) => CheckResult::ok(what, format!("{listen} is free")),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => CheckResult::warn(
            what,
            format!("{listen} is taken: well if camket runs now, else choose another with --listen"),
        ),
        Err(error) => CheckResult::fail(what, format!("cannot listen on {listen}: {error}")),
    }
}

/// Checks the clock: deadlines and expiry depend on it, and a clock that was set back would sign with past times.
fn check_clock(config: &Config, now: OffsetDateTime) -> CheckResult {
    let what = "clock";
    let shown = format_rfc3339(now);
    if now < EARLIEST_TIME {
        return CheckResult::fail(
            what,
            format!("{shown} cannot be right: set the clock (timedatectl set-ntp true)"),
        );
    }
    let last_write =
        config.database.sqlite_file(&config.data.dir).and_then(|file| file.metadata().ok()?.modified().ok());
    match last_write.filter(|last: &SystemTime| OffsetDateTime::from(*last) > now + Duration::minutes(5)) {
        Some(_) => CheckResult::fail(
            what,
            format!(
                "{shown}, but the database was written later than that: set the clock (timedatectl set-ntp true)"
            ),
        ),
        None => CheckResult::ok(what, shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::CheckStatus;

    #[test]
    fn a_clock_that_stands_or_jumped_back_fails() {
        let scratch = tempfile::tempdir().unwrap();
        let config = Config::for_demo("127.0.0.1:0".parse().unwrap(), scratch.path().to_owned());
        assert_eq!(check_clock(&config, OffsetDateTime::UNIX_EPOCH).status, CheckStatus::Fail);
        assert_eq!(check_clock(&config, EARLIEST_TIME).status, CheckStatus::Ok);
        std::fs::write(scratch.path().join("camket.sqlite"), "").unwrap();
        let found = check_clock(&config, EARLIEST_TIME);
        assert!(found.status == CheckStatus::Fail && found.message.contains("written later"), "{found:?}");
    }

    #[test]
    fn a_taken_port_is_a_warning() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let config = Config::for_demo(taken.local_addr().unwrap(), "nowhere".into());
        assert_eq!(check_port(&config).status, CheckStatus::Warn);
    }
}
