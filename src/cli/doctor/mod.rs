//! `camket doctor`: checks the parts of the set-up and says how to fix what is wrong. It changes nothing.
//!
//! A check is a function that returns [`CheckResult`]s. The caller passes the database check in, because it needs the
//! migrations crate.

mod backups;
mod channels;
mod files;
mod history;
mod machine;
mod registry;

pub use registry::check_registry;

use std::io::{self, Write};

use camket_domain::clock::Clock;

use super::config::{Config, ConfigError, ConfigOverrides, Environment};

/// The result of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckResult {
    pub status: CheckStatus,
    /// The name of the checked part, one or two words.
    pub subject: &'static str,
    /// What the check saw and, if something is wrong, what to do.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckStatus {
    Ok,
    /// Works, but the operator should look at it.
    Warn,
    /// Will not work.
    Fail,
}

impl CheckResult {
    pub fn ok(what: &'static str, seen: impl Into<String>) -> Self {
        Self { status: CheckStatus::Ok, subject: what, message: seen.into() }
    }

    pub fn warn(what: &'static str, seen: impl Into<String>) -> Self {
        Self { status: CheckStatus::Warn, subject: what, message: seen.into() }
    }

    pub fn fail(what: &'static str, seen: impl Into<String>) -> Self {
        Self { status: CheckStatus::Fail, subject: what, message: seen.into() }
    }
}

/// Runs every check and prints the findings. Returns true if no check failed.
///
/// `database` checks the database; it is called only when the configuration can be read.
///
/// # Errors
/// Writing to `out` fails.
pub async fn run_checks(
    given: &ConfigOverrides,
    environment: &Environment,
    clock: &dyn Clock,
    database: impl AsyncFnOnce(&Config) -> Vec<CheckResult>,
    out: &mut impl Write,
) -> io::Result<bool> {
    let config = match Config::load(given, environment) {
        Ok(config) => config,
        Err(error) => return print_results(&config_failures(&error), out),
    };
    let mut findings = files::check_files(&config);
    findings.extend(database(&config).await);
    findings.extend(machine::check_machine(&config, clock));
    findings.extend(channels::check_channels(&config));
    findings.push(backups::check_backups(&config, clock.now()));
    print_results(&findings, out)
}

fn config_failures(error: &ConfigError) -> Vec<CheckResult> {
    error.problems.iter().map(|problem| CheckResult::fail("configuration", problem)).collect()
}

fn print_results(findings: &[CheckResult], out: &mut impl Write) -> io::Result<bool> {
    for finding in findings {
        let mark = match finding.status {
            CheckStatus::Ok => "ok  ",
            CheckStatus::Warn => "warn",
            CheckStatus::Fail => "FAIL",
        };
        writeln!(out, "{mark}  {:<14} {}", finding.subject, finding.message)?;
    }
    let count = |verdict| findings.iter().filter(|finding| finding.status == verdict).count();
    let (failed, warned) = (count(CheckStatus::Fail), count(CheckStatus::Warn));
    match (failed, warned) {
        (0, 0) => writeln!(out, "\nAll is well.")?,
        (0, _) => writeln!(out, "\nIt works; {warned} to look at.")?,
        _ => writeln!(out, "\nIt will not work: {failed} to mend, {warned} to look at.")?,
    }
    Ok(failed == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::clock::SystemClock;

    async fn run_checks_with(
        data: &tempfile::TempDir,
        variables: &[(&str, &str)],
        database: CheckResult,
    ) -> (bool, String) {
        let owned = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let given = ConfigOverrides {
            data: Some(data.path().to_owned()),
            listen: "127.0.0.1:0".parse().ok(),
            ..ConfigOverrides::default()
        };
        let mut out = Vec::new();
        let found = async |_: &Config| vec![database];
        let well = run_checks(&given, &Environment::from_variables(owned), &SystemClock, found, &mut out)
            .await
            .unwrap();
        (well, String::from_utf8(out).unwrap())
    }

    #[tokio::test]
    async fn a_fresh_folder_is_well_enough() {
        let scratch = tempfile::tempdir().unwrap();
        let (well, report) = run_checks_with(&scratch, &[], CheckResult::ok("database", "reached")).await;
        assert!(well, "{report}");
        assert!(report.contains("made at first start") && report.contains("no channel"), "{report}");
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0, "it leaves nothing behind");
    }

    #[tokio::test]
    async fn a_broken_configuration_is_the_only_finding() {
        let scratch = tempfile::tempdir().unwrap();
        let variables = [("CAMKET_SERVER__LISEN", "x")];
        let (well, report) =
            run_checks_with(&scratch, &variables, CheckResult::ok("database", "reached")).await;
        assert!(
            !well && report.contains("FAIL  configuration") && report.contains("CAMKET_SERVER__LISTEN"),
            "{report}"
        );
        assert!(!report.contains("database"), "{report}");
    }

    #[tokio::test]
    async fn one_failure_is_enough() {
        let scratch = tempfile::tempdir().unwrap();
        let (well, report) =
            run_checks_with(&scratch, &[], CheckResult::fail("database", "not reached")).await;
        assert!(!well && report.contains("FAIL  database       not reached"), "{report}");
    }
}
