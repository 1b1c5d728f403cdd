//! Builds the [`App`] for every command that works on data: migrated database, clock, randomness, options; and prepares
//! keys, tokens and the register for a server.

use std::{num::NonZeroUsize, sync::Arc, thread};

use anyhow::{Context, Result};
use camket_app::passwords::HashingOptions;
use camket_app::{App, AppOptions, WorkOptions, certificates, keys, register, upkeep};
use camket_domain::outbox::Channel;
use camket_store::Store;
use camket_web::paths::RoutePaths;

use super::{
    clock::{SystemClock, SystemEntropy},
    data_dir,
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
/// The database cannot be reached or changed.
pub async fn open(setup: &Setup, public_url: String, channels: Vec<Channel>) -> Result<App> {
    migrate(setup).await?;
    let config = &setup.config;
    let place = config.database.describe(setup.data.path());
    let store = Store::connect(config.database_url().expose())
        .await
        .with_context(|| format!("the database ({place}) cannot be opened"))?;
    let parallel = thread::available_parallelism().map_or(2, NonZeroUsize::get);
    let options = AppOptions {
        public_url,
        paths: &RoutePaths,
        channels,
        sessions: config.sessions.limits(),
        hashing: build_hashing_options(parallel),
        throttle: config.limits.throttle_options(),
        work: WorkOptions { parallel, ..WorkOptions::default() },
    };
    let app = App::new(store, &setup.master, Arc::new(SystemClock), Arc::new(SystemEntropy), options);
    upkeep::seed_calendar(&app).await?;
    Ok(app)
}

/// Prepares what look-ups need: a signing key, a token for every certificate, and the register in memory.
///
/// # Errors
/// The database fails, or the keys are sealed under another master secret.
pub async fn prepare_look_ups(app: &App) -> Result<()> {
    keys::ensure_signing_key(app).await.context("the signing key")?;
    let equipped = certificates::backfill_tokens(app).await.context("tokens of older certificates")?;
    if equipped > 0 {
        tracing::info!(equipped, "certificates of the first version have their tokens");
    }
    register::load_register(app).await.context("the register")
}

/// Migrates the schema to this program's version. Waits while another process on the same folder migrates.
///
/// # Errors
/// The database cannot be reached or changed.
pub async fn migrate(setup: &Setup) -> Result<()> {
    let _turn = setup.data.lock_schema()?;
    let config = &setup.config;
    if let Some(file) = config.database.sqlite_file(&config.data.dir) {
        data_dir::protect_database(&file)?;
    }
    camket_migrations::run(config.database_url().expose()).await.with_context(|| {
        let place = config.database.describe(setup.data.path());
        format!("the database ({place}) cannot be brought up to date; `camket doctor` tells more")
    })
}
