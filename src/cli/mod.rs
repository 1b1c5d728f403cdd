//! The `camket` program: reads the command line, the configuration and the environment, and connects the crates.
//!
//! Each command has its own file. Only this module tree reads the clock, randomness, files and environment; the crates
//! below receive them as arguments. It holds no rule of the registry.

mod args;
mod bench_data;
mod carriers;
mod clock;
mod config;
mod data_dir;
mod demo;
mod doctor;
mod foundation;
mod keys;
mod listen;
mod logging;
mod password;
mod registry;
mod secrets;
mod serve;
mod serving;
mod status_list;
mod user;
mod verify;

use std::{
    io::{Write, stderr, stdout},
    process::ExitCode,
};

use anyhow::Result;
use clap::Parser;

use self::{
    args::{Command, CommandLine, Settings},
    clock::SystemClock,
    config::{Config, Environment},
    doctor::Finding,
    foundation::Foundation,
};

/// Parses the command line and runs the command.
pub fn run() -> ExitCode {
    let command = CommandLine::parse().command;
    let outcome = tokio::runtime::Runtime::new()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(obey(command)));
    outcome.unwrap_or_else(|error| {
        // If stderr is closed, the exit code still reports the failure.
        writeln!(stderr(), "camket: {error:#}").ok();
        ExitCode::FAILURE
    })
}

async fn obey(command: Command) -> Result<ExitCode> {
    let environment = Environment::of_process();
    match command {
        Command::Serve(serve) => serve::run(&serve, &environment).await?,
        // Boxed, because the future that writes the sample data would enlarge the stack of every command.
        Command::Demo(demo) => Box::pin(demo::run(&demo)).await?,
        Command::Migrate(settings) => migrate(&settings, &environment).await?,
        Command::User(user) => user::run(user, &environment).await?,
        Command::Keys(keys) => keys::run(keys, &environment).await?,
        Command::StatusList(list) => status_list::run(&list, &environment).await?,
        Command::Verify(verify) => return verify::run(&verify, &environment).await,
        Command::BenchData(data) => bench_data::run(&data, &environment).await?,
        Command::Doctor(settings) => return examine(&settings, &environment).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn migrate(settings: &Settings, environment: &Environment) -> Result<()> {
    let foundation = Foundation::lay(&settings.given(), environment)?;
    registry::migrate(&foundation).await?;
    let place = foundation.config.database.describe(foundation.data.path());
    Ok(writeln!(stdout(), "The database ({place}) has the schema of this program.")?)
}

async fn examine(settings: &Settings, environment: &Environment) -> Result<ExitCode> {
    let well =
        doctor::examine(&settings.given(), environment, &SystemClock, look_into, &mut stdout()).await?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The doctor's check of the database. It does not create a missing SQLite file; the first start does.
async fn look_into(config: &Config) -> Vec<Finding> {
    let place = config.database.describe(&config.data.dir);
    if config.database.sqlite_file(&config.data.dir).is_some_and(|file| !file.exists()) {
        return vec![Finding::ok("database", format!("{place}: will be made at the first start"))];
    }
    vec![match camket_migrations::pending(config.database_url().expose()).await {
        Ok(0) => Finding::ok("database", format!("{place}: reachable, schema up to date")),
        Ok(left) => Finding::warn(
            "database",
            format!("{place}: {left} schema changes to come; `camket migrate` or the next start makes them"),
        ),
        Err(error) => {
            Finding::fail("database", format!("{place}: {error}. Is it running, and is the address right?"))
        }
    }]
}
