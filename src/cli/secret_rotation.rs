//! `camket secret rotate`: seals everything under a new master secret.

use std::{
    io::{Write, stdout},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use camket_app::App;
use camket_app::master_secret::change::{self, ChangeError, ChangeReport, TableProgress};
use camket_app::master_secret::{self, SecretMatch};
use camket_store::Store;

use super::{
    args::{ConfigArgs, SecretCommand},
    config::{Environment, SecretText, database::DatabaseEngine},
    registry,
    secrets::{self, SecretSource},
    setup::Setup,
};

/// A connection of a node or of a command that has just ended is still listed for a moment.
const PATIENCE: Duration = Duration::from_secs(5);
/// Rows after which a line is printed.
const ROWS_OF_A_LINE: u64 = 10_000;

/// Runs one `secret` command.
///
/// # Errors
/// The set-up or a secret is wrong, or a node runs. After an interruption the same command goes on.
pub async fn run(command: &SecretCommand, environment: &Environment) -> Result<()> {
    let SecretCommand::Rotate(settings) = command;
    rotate(settings, environment).await
}

async fn rotate(settings: &ConfigArgs, environment: &Environment) -> Result<()> {
    let mut setup = Setup::prepare(&settings.overrides(), environment)?;
    let _locks = (setup.data.lock_server()?, setup.data.lock_secret()?);
    let new_secret = secrets::load_new(&setup.config)?;
    let own_name = name_own_sessions(&mut setup);
    let store = registry::connect_with_any_secret(&setup).await?;
    // A database of an earlier version of the program may have no fingerprint yet.
    let found = master_secret::record_if_new(&store, &setup.master).await.context("the master secret")?;
    require_no_other_session(&store, &own_name).await?;
    let build = |secret| registry::build_app(&setup, store.clone(), secret, String::new(), Vec::new());
    let (old, new) = (build(&setup.master), build(&new_secret));
    // A change that was begun is finished first: until then `camket restore` cannot work.
    if found != SecretMatch::Changing && registry::check_history(&setup, &old).await?.is_some() {
        bail!(
            "the database was put back to an earlier state: `camket restore` comes first, with the former secret"
        );
    }
    if !change::begin(&old, &new).await.map_err(|error| explain_error(error, &setup))? {
        print_next_steps(&setup, "The database is sealed under the new secret already.")?;
        return Ok(store.close().await?);
    }
    // From here on no node starts; one that started before is still there.
    require_no_other_session(&store, &own_name).await?;
    let report = carry_out(&old, &new, &setup).await?;
    print_report(&report, &setup)?;
    Ok(store.close().await?)
}

async fn carry_out(old: &App, new: &App, setup: &Setup) -> Result<ChangeReport> {
    let done = change::carry_out(old, new, |progress| {
        if progress.is_complete || progress.rows.is_multiple_of(ROWS_OF_A_LINE) {
            // A closed output does not stop the change.
            print_progress(progress).ok();
        }
    });
    done.await.map_err(|error| explain_error(error, setup)).context("run the command again to go on")
}

/// Gives the connections of this process a name of their own, by which others are told from them.
fn name_own_sessions(setup: &mut Setup) -> String {
    let name = format!("camket-secret-rotate-{}", std::process::id());
    if setup.config.database.engine() == DatabaseEngine::Postgres {
        let url = setup.config.database_url();
        let mark = if url.expose().contains('?') { '&' } else { '?' };
        let named = format!("{}{mark}application_name={name}", url.expose());
        setup.config.database.url = Some(SecretText::new(named));
    }
    name
}

/// A node that runs would go on to seal under the former secret.
async fn require_no_other_session(store: &Store, own_name: &str) -> Result<()> {
    let began = Instant::now();
    loop {
        let others = store.list_other_sessions(own_name).await?;
        if others.is_empty() {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            bail!(
                "others are connected to the database ({}): stop every camket and close every other program on it, then run \
                 the command again",
                others.join("; ")
            );
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

fn explain_error(error: ChangeError, setup: &Setup) -> anyhow::Error {
    let place = setup.config.database.describe(setup.data.path());
    match error {
        ChangeError::WrongSecret => anyhow::anyhow!("{}", registry::describe_other_secret(&place)),
        ChangeError::OtherBegun => anyhow::anyhow!(
            "a change to another secret was begun and is not finished: give that one as the new secret; after it has \
             finished, the secret can be changed again"
        ),
        ChangeError::SameSecret => {
            anyhow::anyhow!("the new secret is the present one: `openssl rand -base64 32` makes another one")
        }
        ChangeError::App(error) => error.into(),
    }
}

fn print_progress(progress: TableProgress) -> Result<()> {
    let TableProgress { table, rows, changed, unreadable, .. } = progress;
    let rest = match unreadable {
        0 => String::new(),
        count => format!(", {count} open with neither secret and stay as they are"),
    };
    Ok(writeln!(stdout(), "{table}: {rows} rows, {changed} sealed anew{rest}")?)
}

fn print_report(report: &ChangeReport, setup: &Setup) -> Result<()> {
    let ended = report.ended;
    writeln!(
        stdout(),
        "Ended: {} API tokens and {} one-time codes; claim codes and links that were given out do not work any more.",
        ended.api_tokens,
        ended.one_time_codes
    )?;
    print_next_steps(setup, "The master secret is changed.")
}

fn print_next_steps(setup: &Setup, done: &str) -> Result<()> {
    let place = match secrets::source(&setup.config) {
        SecretSource::Value => "secrets.master_secret (CAMKET_SECRETS__MASTER_SECRET)".to_owned(),
        SecretSource::OperatorFile(path) | SecretSource::DataDirFile(path) => path.display().to_string(),
    };
    Ok(writeln!(
        stdout(),
        "{done} Now put the new secret in the place of the former one ({place}), on every node, and start the servers. Keep \
         a copy of the new one apart from the backups, and the former one as long as there are backups from before."
    )?)
}
