//! `camket keys`: the keys that sign certificates and the status list.

use std::io::{Write, stdout};

use anyhow::{Context, Result, anyhow};
use camket_app::{App, AppError, InputProblem, InvalidInput, keys};
use camket_credential::keys::Kid;
use camket_domain::calendar::format_rfc3339;
use camket_domain::keys::KeyRecord;
use data_encoding::HEXLOWER;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    args::{ConfigArgs, ExportKeysArgs, KeyFormat, KeysCommand, NewKeyArgs, WithdrawKeyArgs},
    config::Environment,
    registry,
    setup::Setup,
};

/// Runs one `keys` command. A server on the same database follows the change within a second.
///
/// # Errors
/// The set-up or an argument is wrong.
pub async fn run(keys: KeysCommand, environment: &Environment) -> Result<()> {
    match keys {
        KeysCommand::List(settings) => list_keys(&open_with_keys(&settings, environment).await?).await,
        KeysCommand::New(new) => create_key(&new, environment).await,
        KeysCommand::Rotate(settings) => {
            let key = keys::rotate(&open_with_keys(&settings, environment).await?).await?;
            print_line(&format!("{} signs from now on", HEXLOWER.encode(&key.kid)))
        }
        KeysCommand::Withdraw(withdraw) => self::withdraw_key(&withdraw, environment).await,
        KeysCommand::ExportPublic(export) => self::export_keys(&export, environment).await,
    }
}

async fn open_with_keys(settings: &ConfigArgs, environment: &Environment) -> Result<App> {
    let setup = Setup::prepare(&settings.overrides(), environment)?;
    // These commands print no public address, so none is needed.
    let app = registry::open(&setup, String::new(), Vec::new()).await?;
    keys::ensure_signing_key(&app).await.context("the first key")?;
    Ok(app)
}

async fn list_keys(app: &App) -> Result<()> {
    let (keys, now) = (keys::list(app).await?, app.now());
    let signs = camket_domain::keys::find_signing_key(&keys, now).map(|key| key.kid.clone());
    let mut out = stdout();
    writeln!(out, "{:<9} {:<21} {:<21} state", "id", "signs from", "signs until")?;
    for key in &keys {
        let state =
            if signs.as_ref() == Some(&key.kid) { "signs".to_owned() } else { describe_state(key, now) };
        let (from, until) = (format_rfc3339(key.not_before), format_rfc3339(key.not_after));
        writeln!(out, "{:<9} {from:<21} {until:<21} {state}", HEXLOWER.encode(&key.kid))?;
    }
    Ok(())
}

fn describe_state(key: &KeyRecord, now: OffsetDateTime) -> String {
    match &key.withdrawn {
        Some((_, reason)) => format!("withdrawn: {reason}"),
        None if now < key.not_before => "to come".to_owned(),
        None if now < key.not_after => "ready".to_owned(),
        None => "verifies only".to_owned(),
    }
}

async fn create_key(new: &NewKeyArgs, environment: &Environment) -> Result<()> {
    let parse = |text: &str| {
        OffsetDateTime::parse(text, &Rfc3339)
            .map_err(|_| anyhow!("{text} is no moment such as 2027-01-01T00:00:00+07:00"))
    };
    let from = new.from.as_deref().map(parse).transpose()?;
    let app = open_with_keys(&new.settings, environment).await?;
    let key = keys::create(&app, from.unwrap_or_else(|| app.now())).await.map_err(explain_error)?;
    print_line(&format!("{} signs from {}", HEXLOWER.encode(&key.kid), format_rfc3339(key.not_before)))
}

async fn withdraw_key(withdraw: &WithdrawKeyArgs, environment: &Environment) -> Result<()> {
    let kid: Kid = withdraw.kid.parse().map_err(|_| anyhow!("{} is no id of a key", withdraw.kid))?;
    let app = open_with_keys(&withdraw.settings, environment).await?;
    let left = keys::withdraw(&app, kid.as_bytes(), &withdraw.reason).await.map_err(explain_error)?;
    print_line(&format!("{kid} is withdrawn; {} signs from now on", HEXLOWER.encode(&left.successor.kid)))?;
    if left.certificates > 0 {
        print_line(&format!(
            "{} certificates in force were signed with it: issue them again",
            left.certificates
        ))?;
    }
    Ok(())
}

async fn export_keys(export: &ExportKeysArgs, environment: &Environment) -> Result<()> {
    let keyring = keys::load_keyring(&open_with_keys(&export.settings, environment).await?).await?;
    let bytes = match export.format {
        KeyFormat::Jwk => keyring.jwk().as_bytes(),
        KeyFormat::Cose => keyring.cose(),
    };
    match &export.file {
        Some(file) => std::fs::write(file, bytes).with_context(|| format!("writing {}", file.display())),
        None => Ok(stdout().write_all(bytes)?),
    }
}

fn print_line(what: &str) -> Result<()> {
    Ok(writeln!(stdout(), "{what}")?)
}

fn explain_error(error: AppError) -> anyhow::Error {
    match error {
        AppError::NotFound => anyhow!("there is no key with this id; `camket keys list` shows them"),
        AppError::Conflict => anyhow!("this key is withdrawn already"),
        AppError::Invalid(InvalidInput { problem: InputProblem::KeyPast, .. }) => {
            anyhow!("the moment is past")
        }
        AppError::Invalid(InvalidInput { problem: InputProblem::KeyReason, .. }) => {
            anyhow!("give a reason of at most 200 characters")
        }
        other => other.into(),
    }
}
