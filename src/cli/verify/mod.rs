//! `camket verify`: looks a certificate up as a phone does: online through the API, or offline with the public files.

mod input;
mod offline;
mod online;

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use anyhow::{Result, anyhow};
use camket_domain::certificates::verdict::Verdict;

use super::{
    args::VerifyArgs,
    config::{Config, Environment, public_url::PublicUrl},
};

/// The printed result: the verdict, then named facts, one a line.
#[derive(Debug)]
struct VerdictReport {
    verdict: Verdict,
    facts: Vec<(&'static str, String)>,
}

/// Looks a certificate up and prints the verdict, which is also the exit code.
///
/// # Errors
/// The argument cannot be read, or the register cannot be reached.
pub async fn run(verify: &VerifyArgs, environment: &Environment) -> Result<ExitCode> {
    let given = verify.given.clone();
    let text = tokio::task::spawn_blocking(move || input::read_text(&given)).await??;
    let url =
        verify.url.as_deref().map(|url| PublicUrl::parse(url).map_err(|problem| anyhow!("--url: {problem}")));
    let url = url.transpose()?.map(|url| url.to_string());
    let report = if verify.offline {
        offline::look_up(&text, verify, url)?
    } else {
        let url = match url {
            Some(url) => url,
            None => configured_url(verify, environment)?,
        };
        online::look_up(&text, &url).await?
    };
    print_report(&report)?;
    Ok(exit_code(report.verdict))
}

/// The public address in the configuration of this machine.
fn configured_url(verify: &VerifyArgs, environment: &Environment) -> Result<String> {
    let server = Config::load(&verify.settings.overrides(), environment)?.server;
    Ok(server.public_url(server.listen).map_err(|problem| anyhow!(problem))?.to_string())
}

fn print_report(report: &VerdictReport) -> Result<()> {
    let mut out = stdout();
    writeln!(out, "{}", report.verdict.code())?;
    for (name, value) in report.facts.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "{name}: {value}")?;
    }
    Ok(())
}

/// 0 for a valid certificate only, so that a script may check the exit code alone.
fn exit_code(verdict: Verdict) -> ExitCode {
    ExitCode::from(match verdict {
        Verdict::Valid => 0,
        Verdict::ValidAsOf => 10,
        Verdict::Suspended => 11,
        Verdict::Revoked => 12,
        Verdict::Superseded => 13,
        Verdict::Expired => 14,
        Verdict::CannotSay => 20,
        Verdict::NotInRegister => 21,
        Verdict::Forged => 22,
        Verdict::NotOurs => 23,
        Verdict::Mistyped => 24,
    })
}
