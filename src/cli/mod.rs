//! The `camket` program: reads the command line, the configuration and the environment, and connects the crates.
//!
//! Each command has its own file. Only this module tree reads the clock, randomness, files and environment; the crates
//! below receive them as arguments. It holds no rule of the registry.

mod args;
mod audit;
mod backup;
mod bench_data;
mod carriers;
mod clock;
mod config;
mod connections;
mod data_dir;
mod demo;
mod doctor;
mod http_agent;
mod keys;
mod listen;
mod logging;
mod marks;
mod metrics;
mod outbox;
mod password;
mod registry;
mod request_metrics;
mod restore;
mod secret_rotation;
mod secrets;
mod serve;
mod serving;
mod setup;
mod status_list;
mod tidy;
mod user;
mod verify;
mod waiting;

use std::{
    io::{Write, stderr, stdout},
    process::ExitCode,
};

use anyhow::Result;
use camket_domain::clock::Clock;
use camket_migrations::SchemaState;
use clap::Parser;

use self::{
    args::{CliCommand, CommandLine, ConfigArgs},
    clock::SystemClock,
    config::{Config, Environment},
    doctor::CheckResult,
    setup::Setup,
};

/// Parses the command line and runs the command.
pub fn run() -> ExitCode {
    let command = CommandLine::parse().command;
    let outcome = tokio::runtime::Runtime::new()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(run_command(command)));
    outcome.unwrap_or_else(|error| {
        // If stderr is closed, the exit code still reports the failure.
        writeln!(stderr(), "camket: {error:#}").ok();
        ExitCode::FAILURE
    })
}

async fn run_command(command: CliCommand) -> Result<ExitCode> {
    let environment = Environment::from_process();
    match command {
        CliCommand::Serve(serve) => serve::run(&serve, &environment).await?,
        // Boxed, because the future that writes the sample data would enlarge the stack of every command.
        CliCommand::Demo(demo) => Box::pin(demo::run(&demo)).await?,
        CliCommand::Migrate(settings) => migrate(&settings, &environment).await?,
        CliCommand::User(user) => user::run(user, &environment).await?,
        CliCommand::Keys(keys) => keys::run(keys, &environment).await?,
        CliCommand::Secret(command) => Box::pin(secret_rotation::run(&command, &environment)).await?,
        CliCommand::Audit(command) => return Box::pin(audit::run(command, &environment)).await,
        CliCommand::Outbox(command) => outbox::run(command, &environment).await?,
        CliCommand::Tidy(args) => tidy::run(&args, &environment).await?,
        CliCommand::StatusList(list) => status_list::run(&list, &environment).await?,
        CliCommand::Verify(verify) => return verify::run(&verify, &environment).await,
        CliCommand::Backup(args) => backup::run(&args, &environment).await?,
        CliCommand::Restore(args) => Box::pin(restore::run(&args, &environment)).await?,
        CliCommand::BenchData(data) => bench_data::run(&data, &environment).await?,
        CliCommand::Doctor(settings) => return run_doctor(&settings, &environment).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn migrate(settings: &ConfigArgs, environment: &Environment) -> Result<()> {
    let setup = Setup::prepare(&settings.overrides(), environment)?;
    registry::connect(&setup).await?.close().await?;
    let place = setup.config.database.describe(setup.data.path());
    Ok(writeln!(stdout(), "The database ({place}) has the schema of this program.")?)
}

async fn run_doctor(settings: &ConfigArgs, environment: &Environment) -> Result<ExitCode> {
    let well =
        doctor::run_checks(&settings.overrides(), environment, &SystemClock, check_database, &mut stdout())
            .await?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The doctor's check of the database. It does not create a missing SQLite file; the first start does.
async fn check_database(config: &Config) -> Vec<CheckResult> {
    let place = config.database.describe(&config.data.dir);
    let file = config.database.sqlite_file(&config.data.dir);
    if file.as_ref().is_some_and(|file| !file.exists()) {
        return vec![CheckResult::ok("database", format!("{place}: will be made at the first start"))];
    }
    match camket_migrations::read_state(config.database_url().expose()).await {
        Ok(SchemaState { pending: 0, .. }) => {
            let reachable = CheckResult::ok("database", format!("{place}: reachable, schema up to date"));
            let opened = doctor::check_registry(config, SystemClock.now()).await;
            std::iter::once(reachable).chain(opened).collect()
        }
        Ok(SchemaState { pending, .. }) => vec![CheckResult::warn(
            "database",
            format!(
                "{place}: {pending} schema changes to come; `camket migrate` or the next start makes them"
            ),
        )],
        Err(error) if file.is_some() => {
            let advice = "if it stays so, stop camket and put back the last backup";
            vec![CheckResult::fail("database", format!("{place}: {error}: {advice}"))]
        }
        Err(error) => vec![CheckResult::fail(
            "database",
            format!("{place}: {error}. Is it running, and is the address right?"),
        )],
    }
}
