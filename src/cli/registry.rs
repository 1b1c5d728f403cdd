//! Builds the [`App`] for every command that works on data: migrated database, clock, randomness, options; and prepares
//! keys, tokens and the register for a server.

use std::{
    fs,
    io::ErrorKind,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use anyhow::{Context, Result, bail};
use camket_app::master_secret::{self, SecretMatch};
use camket_app::passwords::HashingOptions;
use camket_app::spool::SpoolFiles;
use camket_app::{App, AppOptions, WorkOptions, certificates, keys, register, upkeep};
use camket_credential::MasterSecret;
use camket_domain::outbox::Channel;
use camket_domain::restores::Setback;
use camket_store::Store;
use camket_web::paths::RoutePaths;

use super::{
    clock::{SystemClock, SystemEntropy},
    config::Config,
    data_dir, marks,
    setup::Setup,
};

/// Argon2id with 19 MiB and two passes, the least that OWASP recommends, so that a small machine can serve many log-ins.
const ARGON2_MEMORY_KIB: u32 = 19_456;
const ARGON2_PASSES: u32 = 2;
/// Passwords that wait for one core: about a second of work.
const WAITING_PER_CORE: usize = 24;

fn build_hashing_options(parallel: usize) -> HashingOptions {
    HashingOptions {
        memory: ARGON2_MEMORY_KIB,
        passes: ARGON2_PASSES,
        parallel,
        waiting: parallel * WAITING_PER_CORE,
    }
}

/// Migrates the schema to this program's version and opens the registry.
///
/// # Errors
/// As [`connect`].
pub async fn open(setup: &Setup, public_url: String, channels: Vec<Channel>) -> Result<App> {
    let app = build_app(setup, connect(setup).await?, &setup.master, public_url, channels);
    // A database that was put back is opened, so that look-ups are answered, but not written to.
    if check_history(setup, &app).await?.is_none() {
        upkeep::seed_calendar(&app).await?;
    }
    Ok(app)
}

/// Compares an open database with what this folder has seen of it; why it is not the one that it knows, or `None`.
///
/// # Errors
/// The database or the marks cannot be read.
pub async fn check_history(setup: &Setup, app: &App) -> Result<Option<Setback>> {
    if let Some(marks) = marks::load_marks(setup.data.path())? {
        app.register().set_marks(marks);
    }
    Ok(register::check_history(app).await?)
}

/// The registry over an open database, with a master secret that need not be the configured one.
pub fn build_app(
    setup: &Setup,
    store: Store,
    secret: &MasterSecret,
    public_url: String,
    channels: Vec<Channel>,
) -> App {
    build_app_of(&setup.config, store, secret, public_url, channels)
}

/// As [`build_app`], of a configuration.
pub fn build_app_of(
    config: &Config,
    store: Store,
    secret: &MasterSecret,
    public_url: String,
    channels: Vec<Channel>,
) -> App {
    let parallel = thread::available_parallelism().map_or(2, NonZeroUsize::get);
    let options = AppOptions {
        public_url,
        paths: &RoutePaths,
        channels,
        sessions: config.sessions.limits(),
        factors: config.sessions.factor_rule(),
        hashing: build_hashing_options(parallel),
        throttle: config.limits.throttle_options(),
        work: WorkOptions { parallel, ..WorkOptions::default() },
        backups: config.backup.rotation(),
        spool: build_spool(config),
    };
    App::new(store, secret, Arc::new(SystemClock), Arc::new(SystemEntropy), options)
}

/// Uploads wait in files without a name in the data folder, readable by nobody else, which the system removes when they are
/// closed. They leave the reserve of the disk free.
fn build_spool(config: &Config) -> SpoolFiles {
    let dir = config.data.dir.clone();
    let reserve = config.data.build_reserve(&dir.join("upload"));
    SpoolFiles::new(move || match reserve.find_free() {
        Ok(free) if free < reserve.bytes => Err(ErrorKind::StorageFull.into()),
        Ok(_) | Err(_) => tempfile::tempfile_in(&dir),
    })
}

/// Prepares what look-ups need: a signing key, a token for every certificate, and the register in memory.
///
/// # Errors
/// The database fails, or the keys are sealed under another master secret.
pub async fn prepare_look_ups(app: &App) -> Result<()> {
    if app.register().setback().is_some() {
        return register::load_register(app).await.context("the register");
    }
    keys::ensure_signing_key(app).await.context("the signing key")?;
    let equipped = certificates::backfill_tokens(app).await.context("tokens of older certificates")?;
    if equipped > 0 {
        tracing::info!(equipped, "certificates of the first version have their tokens");
    }
    register::load_register(app).await.context("the register")
}

/// Migrates the schema to this program's version and opens the database, if the master secret is its own.
///
/// # Errors
/// The database cannot be reached or changed, or what it holds is sealed under another master secret, or that is being changed.
pub async fn connect(setup: &Setup) -> Result<Store> {
    setup.data.use_secret()?;
    let store = connect_with_any_secret(setup).await?;
    let place = setup.config.database.describe(setup.data.path());
    match master_secret::record_if_new(&store, &setup.master).await.context("the master secret")? {
        SecretMatch::Same | SecretMatch::New => Ok(store),
        SecretMatch::Other => bail!("{}", describe_other_secret(&place)),
        SecretMatch::Changing => bail!("{}", describe_unfinished_change(&place)),
    }
}

/// Migrates the schema and opens the database, whatever it is sealed under: to change that.
///
/// # Errors
/// The database cannot be reached or changed.
pub async fn connect_with_any_secret(setup: &Setup) -> Result<Store> {
    migrate(setup).await?;
    let config = &setup.config;
    let place = config.database.describe(setup.data.path());
    let store = Store::connect(config.database_url().expose())
        .await
        .with_context(|| format!("the database ({place}) cannot be opened"))?;
    Ok(match config.database.sqlite_file(&config.data.dir) {
        Some(file) => store.with_reserve(config.data.build_reserve(&file)),
        None => store,
    })
}

/// What to do about a change of the master secret that was interrupted.
pub fn describe_unfinished_change(place: &str) -> String {
    format!(
        "a change of the master secret of the database ({place}) was begun and is not finished: run `camket secret rotate` \
         again with the same former and new secret; until then some values open with the one and some with the other"
    )
}

/// What to do about a master secret of another database.
pub fn describe_other_secret(place: &str) -> String {
    format!(
        "the master secret is not the one under which the database ({place}) was begun: nothing sealed could be read, and \
         what this program wrote could not be read by others. Put back the secret from its copy (secrets.master_secret, \
         secrets.master_secret_file or master.secret in the data folder)"
    )
}

/// Migrates the schema to this program's version. Waits while another process on the same folder migrates.
///
/// # Errors
/// The database cannot be reached or changed.
async fn migrate(setup: &Setup) -> Result<()> {
    let _turn = setup.data.lock_schema()?;
    let config = &setup.config;
    let url = config.database_url();
    let kept = match config.database.sqlite_file(&config.data.dir) {
        Some(file) => keep_copy(url.expose(), &file).await?,
        None => None,
    };
    camket_migrations::run(url.expose()).await.with_context(|| {
        let place = config.database.describe(setup.data.path());
        format!("the database ({place}) cannot be brought up to date; `camket doctor` tells more")
    })?;
    if let Some(copy) = kept {
        tracing::info!(copy = %copy.display(), "the schema was changed; the copy holds the database as it was");
    }
    Ok(())
}

/// Copies a database whose schema will change beside itself; replaces the copy of the last time.
async fn keep_copy(url: &str, file: &Path) -> Result<Option<PathBuf>> {
    data_dir::protect_database(file)?;
    let unreadable = || format!("the database {} cannot be read; `camket doctor` tells more", file.display());
    let state = camket_migrations::read_state(url).await.with_context(unreadable)?;
    if state.pending == 0 || state.applied == 0 {
        return Ok(None);
    }
    let copy = file.with_added_extension("before-update");
    let shown = copy.display();
    match fs::remove_file(&copy) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).context(format!("{shown} cannot be replaced"));
        }
        _ => data_dir::protect_database(&copy)?,
    }
    let text = copy.to_str().context("the path of the database is no Unicode text")?;
    let copied = camket_migrations::copy(url, text).await;
    copied
        .with_context(|| format!("no copy could be written to {shown} before the update: is there room?"))?;
    Ok(Some(copy))
}
