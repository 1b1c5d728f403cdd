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

/// Replaces what is in the database by the archive, all of it or nothing.
///
/// # Errors
/// `pg_restore` is missing or fails.
pub fn restore(url: &str, archive: &Path) -> Result<()> {
    let mut command = prepare("pg_restore", url);
    command.args(["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]);
    run(command.arg("--exit-on-error").arg(archive), "pg_restore")
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
