//! The registry put together: database brought up to date, keys, clock, randomness, options. Every command that touches
//! data gets its [`App`] here.

use std::sync::Arc;

use anyhow::{Context, Result};
use camket_app::{App, Options, certificates, keys, register, upkeep};
use camket_domain::outbox::Channel;
use camket_store::Store;

use super::{
    clock::{SystemClock, SystemEntropy},
    foundation::Foundation,
};

/// 19 MiB and two passes: the smallest that OWASP names for Argon2id, so that a small office's machine logs many in.
const HASHING: (u32, u32) = (19_456, 2);

/// Opens the registry; the schema is brought to this program's version first.
///
/// # Errors
/// The database cannot be reached or changed.
pub async fn open(foundation: &Foundation, public_url: String, channels: Vec<Channel>) -> Result<App> {
    migrate(foundation).await?;
    let config = &foundation.config;
    let place = config.database.describe(foundation.data.path());
    let store = Store::connect(config.database_url().expose())
        .await
        .with_context(|| format!("the database ({place}) cannot be opened"))?;
    let options = Options { public_url, channels, sessions: config.sessions.limits(), hashing: HASHING };
    let app = App::new(store, &foundation.master, Arc::new(SystemClock), Arc::new(SystemEntropy), options);
    upkeep::seed_calendar(&app).await?;
    Ok(app)
}

/// Makes ready what look-ups need: a key to sign with, a token for every certificate, the register in memory.
///
/// # Errors
/// The database, or keys sealed under another master secret.
pub async fn get_ready(app: &App) -> Result<()> {
    keys::ensure(app).await.context("the signing key")?;
    let equipped = certificates::equip(app).await.context("tokens of older certificates")?;
    if equipped > 0 {
        tracing::info!(equipped, "certificates of the first version have their tokens");
    }
    register::open(app).await.context("the register")
}

/// Brings the schema to this program's version. A command that starts beside the server waits until the other is done.
///
/// # Errors
/// The database cannot be reached or changed.
pub async fn migrate(foundation: &Foundation) -> Result<()> {
    let _turn = foundation.data.turn()?;
    let config = &foundation.config;
    camket_migrations::run(config.database_url().expose()).await.with_context(|| {
        let place = config.database.describe(foundation.data.path());
        format!("the database ({place}) cannot be brought up to date; `camket doctor` tells more")
    })
}
