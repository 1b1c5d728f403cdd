//! `camket doctor`: checks the parts of the set-up and says how to fix what is wrong. It changes nothing.
//!
//! A check is a function that returns [`Finding`]s. The caller passes the database check in, because it needs the
//! migrations crate.

mod channels;
mod files;
mod machine;

use std::io::{self, Write};

use camket_domain::clock::Clock;

use super::config::{Config, ConfigError, Environment, Given};

/// The result of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub verdict: Verdict,
    /// The name of the checked part, one or two words.
    pub what: &'static str,
    /// What the check saw and, if something is wrong, what to do.
    pub seen: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Ok,
    /// Works, but the operator should look at it.
    Warn,
    /// Will not work.
    Fail,
}

impl Finding {
    pub fn ok(what: &'static str, seen: impl Into<String>) -> Self {
        Self { verdict: Verdict::Ok, what, seen: seen.into() }
    }

    pub fn warn(what: &'static str, seen: impl Into<String>) -> Self {
        Self { verdict: Verdict::Warn, what, seen: seen.into() }
    }

    pub fn fail(what: &'static str, seen: impl Into<String>) -> Self {
        Self { verdict: Verdict::Fail, what, seen: seen.into() }
    }
}

/// Runs every check and prints the findings. Returns true if no check failed.
///
/// `database` checks the database; it is called only when the configuration can be read.
///
/// # Errors
/// Writing to `out` fails.
pub async fn examine(
    given: &Given,
    environment: &Environment,
    clock: &dyn Clock,
    database: impl AsyncFnOnce(&Config) -> Vec<Finding>,
    out: &mut impl Write,
) -> io::Result<bool> {
    let config = match Config::load(given, environment) {
        Ok(config) => config,
        Err(error) => return report(&unreadable(&error), out),
    };
    let mut findings = files::check(&config);
    findings.extend(database(&config).await);
    findings.extend(machine::check(&config, clock));
    findings.extend(channels::check(&config));
    report(&findings, out)
}

fn unreadable(error: &ConfigError) -> Vec<Finding> {
    error.problems.iter().map(|problem| Finding::fail("configuration", problem)).collect()
}

fn report(findings: &[Finding], out: &mut impl Write) -> io::Result<bool> {
    for finding in findings {
        let mark = match finding.verdict {
            Verdict::Ok => "ok  ",
            Verdict::Warn => "warn",
            Verdict::Fail => "FAIL",
        };
        writeln!(out, "{mark}  {:<14} {}", finding.what, finding.seen)?;
    }
    let count = |verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
    let (failed, warned) = (count(Verdict::Fail), count(Verdict::Warn));
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

    async fn examine_with(
        data: &tempfile::TempDir,
        variables: &[(&str, &str)],
        database: Finding,
    ) -> (bool, String) {
        let owned = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let given = Given {
            data: Some(data.path().to_owned()),
            listen: "127.0.0.1:0".parse().ok(),
            ..Given::default()
        };
        let mut out = Vec::new();
        let found = async |_: &Config| vec![database];
        let well = examine(&given, &Environment::of(owned), &SystemClock, found, &mut out).await.unwrap();
        (well, String::from_utf8(out).unwrap())
    }

    #[tokio::test]
    async fn a_fresh_folder_is_well_enough() {
        let scratch = tempfile::tempdir().unwrap();
        let (well, said) = examine_with(&scratch, &[], Finding::ok("database", "reached")).await;
        assert!(well, "{said}");
        assert!(said.contains("made at first start") && said.contains("no channel"), "{said}");
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0, "it leaves nothing behind");
    }

    #[tokio::test]
    async fn a_broken_configuration_is_the_only_thing_told() {
        let scratch = tempfile::tempdir().unwrap();
        let variables = [("CAMKET_SERVER__LISEN", "x")];
        let (well, said) = examine_with(&scratch, &variables, Finding::ok("database", "reached")).await;
        assert!(
            !well && said.contains("FAIL  configuration") && said.contains("CAMKET_SERVER__LISTEN"),
            "{said}"
        );
        assert!(!said.contains("database"), "{said}");
    }

    #[tokio::test]
    async fn one_failure_is_enough() {
        let scratch = tempfile::tempdir().unwrap();
        let (well, said) = examine_with(&scratch, &[], Finding::fail("database", "not reached")).await;
        assert!(!well && said.contains("FAIL  database       not reached"), "{said}");
    }
}
