//! PostgreSQL's own tools, which write and read archives while the database is in use. The password goes by a variable, because
//! anybody on the machine can read the words of a command.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use percent_encoding::percent_decode_str;

/// Writes an archive of the database.
///
/// # Errors
/// `pg_dump` is missing or fails.
pub fn dump(url: &str, archive: &Path) -> Result<()> {
    let mut command = prepare("pg_dump", url);
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(archive);
    run(command, "pg_dump")
}

/// Reads a whole archive, without a database.
///
/// # Errors
/// `pg_restore` is missing, or the archive is damaged.
pub fn check(archive: &Path) -> Result<()> {
    let mut command = Command::new("pg_restore");
    command.arg("--file=/dev/null").arg(archive);
    run(command, "pg_restore")
}

/// How often a restore is begun that a query of a running node keeps from its locks.
const MAX_ATTEMPTS: usize = 5;

/// Replaces what is in the database by the archive, all of it or nothing.
///
/// # Errors
/// `pg_restore` is missing or fails.
pub fn restore(url: &str, archive: &Path) -> Result<()> {
    let attempt = || {
        let mut command = prepare("pg_restore", url);
        command.args(["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]);
        run(command.arg("--exit-on-error").arg(archive), "pg_restore")
    };
    let is_deadlock = |error: &anyhow::Error| error.to_string().contains("deadlock detected");
    retry(attempt, is_deadlock)
}

/// Tries again, at most [`MAX_ATTEMPTS`] times, what failed for a passing reason.
fn retry(attempt: impl Fn() -> Result<()>, is_passing: impl Fn(&anyhow::Error) -> bool) -> Result<()> {
    for _ in 1..MAX_ATTEMPTS {
        match attempt() {
            Err(error) if is_passing(&error) => {}
            done => return done,
        }
    }
    attempt()
}

/// A tool that connects to the database.
fn prepare(tool: &str, url: &str) -> Command {
    let (address, password) = split_password(url);
    let mut command = Command::new(tool);
    command.arg("--dbname").arg(address);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

/// The address without its password, and the password.
fn split_password(url: &str) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else { return (url.to_owned(), None) };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let split = rest[..end].rsplit_once('@').and_then(|(login, _)| login.split_once(':'));
    let Some((user, password)) = split else { return (url.to_owned(), None) };
    let host = &rest[user.len() + 1 + password.len()..];
    let password = percent_decode_str(password).decode_utf8_lossy().into_owned();
    (format!("{scheme}://{user}{host}"), Some(password))
}

fn run(mut command: impl std::borrow::BorrowMut<Command>, tool: &str) -> Result<()> {
    let command = command.borrow_mut().stdin(Stdio::null()).stdout(Stdio::null());
    let output = command
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("{tool} cannot be run: install the client programs of PostgreSQL"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{tool} failed: {}", told.trim());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_deadlock_is_tried_again_and_not_for_ever() {
        let tried = |told: &'static str, failures: usize| {
            let count = std::cell::Cell::new(0);
            let attempt = || {
                count.set(count.get() + 1);
                ensure!(count.get() > failures, "pg_restore failed: {told}");
                Ok(())
            };
            let is_ok = retry(attempt, |error| error.to_string().contains("deadlock detected")).is_ok();
            (is_ok, count.get())
        };
        assert_eq!(tried("ERROR:  deadlock detected", 2), (true, 3));
        assert_eq!(tried("ERROR:  deadlock detected", 9), (false, MAX_ATTEMPTS));
        assert_eq!(tried("archive is damaged", 2), (false, 1));
    }

    #[test]
    fn the_password_stands_in_no_command() {
        for (url, address, password) in [
            (
                "postgres://me:p%40s@db:5432/camket?sslmode=require",
                "postgres://me@db:5432/camket?sslmode=require",
                Some("p@s"),
            ),
            ("postgres://me@db/camket", "postgres://me@db/camket", None),
            ("postgres://db/camket?x=a:b@c", "postgres://db/camket?x=a:b@c", None),
        ] {
            assert_eq!(split_password(url), (address.to_owned(), password.map(str::to_owned)), "{url}");
        }
    }
}
