//! `camket restore`: puts a backup back, or works through a restore that another tool made, so that what was published stays
//! true.

use std::{
    fs,
    io::{Write, stdout},
    time::Duration,
};

use anyhow::{Context, Result, anyhow, bail};
use camket_app::restores::{self, RestoreInput};
use camket_credential::status_list;
use camket_domain::{calendar::format_local_rfc3339, restores::Restore};
use camket_web::paths;
use ureq::Agent;

use super::{
    args::RestoreArgs,
    backup,
    config::Environment,
    marks::{self, FolderRecord},
    registry,
    setup::Setup,
};

const FETCH_TIMEOUT: Duration = Duration::from_secs(30);

/// Runs the command. Nodes with other data folders may run: they notice the new epoch and read everything again.
///
/// # Errors
/// The set-up is wrong, a server runs on this folder, no published list is at hand, or there is nothing to work through.
pub async fn run(restore: &RestoreArgs, environment: &Environment) -> Result<()> {
    let setup = Setup::prepare(&restore.settings.overrides(), environment)?;
    let _lock = setup.data.lock_server()?;
    let server = &setup.config.server;
    let public_url = server.public_url(server.listen).map_err(|problem| anyhow!(problem))?;
    let marks = marks::load_marks(setup.data.path())?;
    // Before anything is changed.
    let lists = collect_lists(restore, &setup).await?;
    let identities = backup::read_identities(restore.identity.as_deref())?;
    if let Some(folder) = &restore.backup {
        let manifest = backup::put_back(&setup.config, folder, &identities)?;
        writeln!(stdout(), "The backup of {} is in its place.", manifest.created_at)?;
    }
    let app = registry::open(&setup, public_url.to_string(), Vec::new()).await?;
    app.register().keep_record(&app, FolderRecord::new(&setup)).await?;
    let input = RestoreInput { marks, lists, gap: restore.gap, decision: restore.decision.clone() };
    let done = restores::work_through(&app, &input).await?;
    print_report(&done)?;
    Ok(app.store().clone().close().await?)
}

/// What was published, as far as it is at hand.
async fn collect_lists(restore: &RestoreArgs, setup: &Setup) -> Result<Vec<Vec<u8>>> {
    let mut lists = Vec::new();
    for file in &restore.lists {
        lists.push(fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?);
    }
    if let Some(url) = &restore.published {
        let address = format!("{}{}", url.trim_end_matches('/'), paths::StatusList);
        // The HTTP client blocks.
        lists.push(tokio::task::spawn_blocking(move || fetch_list(&address)).await??);
    }
    if restore.no_list {
        return Ok(lists);
    }
    lists.extend(marks::load_list(setup.data.path())?);
    if lists.is_empty() {
        bail!(
            "no published status list is at hand: give a copy with --list FILE or an address that still serves one with \
             --published URL, or say with --no-list that there is none; what was suspended or revoked after the backup is \
             then valid again until somebody looks at it"
        );
    }
    Ok(lists)
}

fn fetch_list(address: &str) -> Result<Vec<u8>> {
    let agent = Agent::config_builder()
        .timeout_global(Some(FETCH_TIMEOUT))
        .user_agent(concat!("camket/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent();
    let mut answer =
        agent.get(address).call().with_context(|| format!("{address} did not answer with a list"))?;
    Ok(answer.body_mut().with_config().limit(status_list::MAX_BYTES as u64).read_to_vec()?)
}

fn print_report(restore: &Restore) -> Result<()> {
    let (mut out, report) = (stdout(), &restore.report);
    let (from, to) = (format_local_rfc3339(restore.lost.from), format_local_rfc3339(restore.lost.to));
    writeln!(
        out,
        "Epoch {} of the register begins. What happened between {from} and {to} is lost.",
        restore.epoch
    )?;
    match &report.list {
        Some(list) => {
            let at = format_local_rfc3339(list.issued_at);
            writeln!(out, "The list of {at}, sequence {}, was applied.", list.sequence)?;
        }
        None => writeln!(out, "No list was applied: check by hand what was suspended or revoked.")?,
    }
    writeln!(out, "The sequence goes on at {} (it was {}).", report.sequence.1, report.sequence.0)?;
    for changed in &report.changed {
        let (before, after) = (changed.register.code(), changed.list.code());
        writeln!(out, "{}: {after}, as published (it was {before})", changed.number)?;
    }
    for stricter in &report.stricter {
        let (held, listed) = (stricter.register.code(), stricter.list.code());
        writeln!(out, "{}: stays {held}; the list says {listed}: look at it", stricter.number)?;
    }
    if !report.unknown.is_empty() {
        let count = report.unknown.len();
        writeln!(out, "{count} lost certificates were not in force: the list keeps their statuses.")?;
    }
    let given: i32 = report.gaps.iter().filter_map(|gap| gap.given.map(|last| last - gap.first + 1)).sum();
    writeln!(
        out,
        "{} series leave numbers out; {given} numbers of lost papers are known.",
        report.gaps.len()
    )?;
    writeln!(out, "The page {} lists what must be looked at by hand.", paths::Restores)?;
    Ok(())
}
