//! The `camket` program: reads the command line, the configuration and the environment, and wires the crates together.
//!
//! Each command has its file. Here alone the clock, randomness, files and environment are read; everything below gets
//! them as arguments. No rule of the registry stands here.

mod args;
mod carriers;
mod clock;
mod config;
mod data_dir;
mod doctor;
mod foundation;
mod listen;
mod logging;
mod password;
#[cfg(test)]
mod scratch;
mod secrets;

use std::{
    io::{Write, stderr, stdout},
    process::ExitCode,
};

use anyhow::{Result, bail};
use clap::Parser;

use self::{
    args::{Command, CommandLine, Settings},
    clock::SystemClock,
    config::{Config, Environment},
    doctor::Finding,
};

/// Runs the command that was asked for.
pub fn run() -> ExitCode {
    let command = CommandLine::parse().command;
    let outcome = tokio::runtime::Runtime::new()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(obey(command)));
    outcome.unwrap_or_else(|error| {
        // The last words; if stderr is closed too, the exit code still tells.
        writeln!(stderr(), "camket: {error:#}").ok();
        ExitCode::FAILURE
    })
}

async fn obey(command: Command) -> Result<ExitCode> {
    let environment = Environment::of_process();
    match command {
        Command::Doctor(settings) => examine(&settings, &environment).await,
        Command::Serve(_) | Command::Demo(_) | Command::Migrate(_) | Command::User(_) => {
            bail!("this command is not wired yet")
        }
    }
}

async fn examine(settings: &Settings, environment: &Environment) -> Result<ExitCode> {
    let database = async |_: &Config| Vec::<Finding>::new();
    let well = doctor::examine(&settings.given(), environment, &SystemClock, database, &mut stdout()).await?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
