//! `camket audit`: the log of everything that was done, which nobody can rewrite unseen.

mod tasks;
mod verify;
mod witness;

use std::{
    fs::File,
    io::{BufWriter, Write, stdout},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, Result, anyhow};
use camket_app::{App, AppError, audit_log};
use camket_domain::ids::AuditId;

use super::{
    args::{AuditCommand, AuditKeysArgs, ConfigArgs, ExportAuditArgs, ProveEventArgs},
    config::Environment,
    registry,
    setup::Setup,
};
pub use tasks::{keep_log, submit_checkpoints};
pub use witness::HttpWitness;

/// Runs one `audit` command. A server may run on the same database.
///
/// # Errors
/// The set-up or an argument is wrong, or a file cannot be read or written.
pub async fn run(command: AuditCommand, environment: &Environment) -> Result<ExitCode> {
    match command {
        AuditCommand::Export(args) => export(&args, environment).await?,
        AuditCommand::Verify(args) => return verify::run(&args, environment).await,
        AuditCommand::Prove(args) => prove(&args, environment).await?,
        AuditCommand::Keys(args) => write_keys(&args, environment).await?,
        AuditCommand::NewKey(settings) => {
            let key = audit_log::make_key(&open(&settings, environment).await?).await?;
            writeln!(stdout(), "{key}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the registry under its public address, which names the log.
async fn open(settings: &ConfigArgs, environment: &Environment) -> Result<App> {
    let setup = Setup::prepare(&settings.overrides(), environment)?;
    let server = &setup.config.server;
    let public_url = server.public_url(server.listen).map_err(|problem| anyhow!(problem))?;
    registry::open(&setup, public_url.to_string(), Vec::new()).await
}

async fn export(args: &ExportAuditArgs, environment: &Environment) -> Result<()> {
    let app = open(&args.settings, environment).await?;
    let writing = || format!("writing {}", args.file.display());
    let mut out = BufWriter::new(File::create(&args.file).with_context(writing)?);
    let count = audit_log::export(&app, &mut out).await.with_context(writing)?;
    Ok(writeln!(stdout(), "{count} events")?)
}

async fn prove(args: &ProveEventArgs, environment: &Environment) -> Result<()> {
    let event: AuditId = args.event.parse().map_err(|_| anyhow!("{} is no id of an event", args.event))?;
    let app = open(&args.settings, environment).await?;
    let proof = audit_log::prove(&app, event).await.map_err(|error| match error {
        AppError::NotFound => anyhow!("there is no event with this id"),
        AppError::Conflict => {
            anyhow!("the event is not the one that was logged: `camket audit verify` tells more")
        }
        other => other.into(),
    })?;
    write_text(args.file.as_deref(), &proof.to_string())
}

async fn write_keys(args: &AuditKeysArgs, environment: &Environment) -> Result<()> {
    let keys = audit_log::list_public_keys(&open(&args.settings, environment).await?).await?;
    let lines: String = keys.iter().map(|key| format!("{key}\n")).collect();
    write_text(args.file.as_deref(), &lines)
}

fn write_text(file: Option<&Path>, text: &str) -> Result<()> {
    match file {
        Some(file) => std::fs::write(file, text).with_context(|| format!("writing {}", file.display())),
        None => Ok(stdout().write_all(text.as_bytes())?),
    }
}
