//! `camket outbox`: messages that were not sent.

use std::io::{Write, stdout};

use anyhow::{Result, anyhow, bail};
use camket_app::outbox::{self, MAX_UNSENT, OutboxKeeper, UnsentChoice};
use camket_app::{App, AppError};
use camket_domain::calendar::format_rfc3339;

use super::args::{ConfigArgs, OutboxCommand, UnsentArgs};
use super::config::Environment;
use super::registry;
use super::setup::Setup;

/// Runs one `outbox` command. A server on the same database sends what is due within seconds.
///
/// # Errors
/// The set-up or an argument is wrong; there is no such message.
pub async fn run(command: OutboxCommand, environment: &Environment) -> Result<()> {
    match command {
        OutboxCommand::List(settings) => list_unsent(&open(&settings, environment).await?).await,
        OutboxCommand::Retry(which) => {
            let app = open(&which.settings, environment).await?;
            let count =
                outbox::retry_unsent(&app, OutboxKeeper::Console, parse(&which)?).await.map_err(explain)?;
            Ok(writeln!(stdout(), "{count} due now")?)
        }
        OutboxCommand::Drop(which) => {
            let app = open(&which.settings, environment).await?;
            let count =
                outbox::drop_unsent(&app, OutboxKeeper::Console, parse(&which)?).await.map_err(explain)?;
            Ok(writeln!(stdout(), "{count} dropped")?)
        }
    }
}

async fn open(settings: &ConfigArgs, environment: &Environment) -> Result<App> {
    let setup = Setup::prepare(&settings.overrides(), environment)?;
    // These commands send nothing and print no public address, so none is needed.
    registry::open(&setup, String::new(), Vec::new()).await
}

fn parse(which: &UnsentArgs) -> Result<UnsentChoice> {
    match &which.id {
        Some(id) => {
            let id =
                id.parse().map_err(|_| anyhow!("{id} is no id of a message, see `camket outbox list`"))?;
            Ok(UnsentChoice::One(id))
        }
        None if which.given_up => Ok(UnsentChoice::GivenUp),
        None => bail!("name a message, or --given-up"),
    }
}

fn explain(error: AppError) -> anyhow::Error {
    match error {
        AppError::NotFound => anyhow!(
            "no such message: it was sent or dropped, or its code was blanked and a new one must be asked for"
        ),
        other => other.into(),
    }
}

async fn list_unsent(app: &App) -> Result<()> {
    let unsent = outbox::list_unsent(app, OutboxKeeper::Console).await?;
    let mut out = stdout();
    if unsent.is_empty() {
        return Ok(writeln!(out, "every message was sent")?);
    }
    writeln!(
        out,
        "{:<36} {:<6} {:<21} {:<21} {:>5}  recipient, last error",
        "id", "by", "written", "next try", "tries"
    )?;
    let most = usize::try_from(MAX_UNSENT).unwrap_or(usize::MAX);
    for message in unsent.iter().take(most) {
        let next = message.next_attempt_at.map_or_else(|| "given up".to_owned(), format_rfc3339);
        writeln!(
            out,
            "{:<36} {:<6} {:<21} {next:<21} {:>5}  {}, {}",
            message.id.to_string(),
            message.channel,
            format_rfc3339(message.created_at),
            message.attempts,
            message.recipient,
            message.last_error
        )?;
    }
    if unsent.len() > most {
        writeln!(out, "and more: only the oldest {most} are listed")?;
    }
    Ok(())
}
