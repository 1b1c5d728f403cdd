//! The register in memory: what every node holds of all certificates, so that a look-up needs no query.
//!
//! Belongs here: loading it, following the database, the published status list. Does not belong here: deciding about
//! certificates (`certificates`) and the verdict (domain).
//!
//! The program follows the register ([`CertificateRegister::follow`], then [`keep_up`] in a loop): each node reads one small row
//! four times a second, and at once after its own commits. Where nothing follows it, as in a command or a test, each
//! use reads that row first.

mod history;
mod index;
mod keyring;
mod list;
mod loading;
mod table;
mod tokens;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use camket_domain::certificates::verdict::FreshnessLimits;
use camket_domain::restores::Setback;
use parking_lot::{RwLock, RwLockReadGuard, RwLockWriteGuard};
use time::{Duration, OffsetDateTime};
use tokio::sync::{Mutex, Notify};

use crate::{App, AppError};
use history::History;
pub use history::MarksRecord;
pub(crate) use index::CertificateIndex;
pub use keyring::Keyring;
pub(crate) use keyring::open_key_pair;
pub use list::{PublishedList, count_entries, load_published_list, sign_list_now};
pub(crate) use loading::{ensure_current, refresh};
pub use loading::{is_complete, load_public_facts, load_register};
use tokens::TokenCache;

/// An answer counts as of now if the database answered within this time.
const MAX_HEARD_AGE: Duration = Duration::seconds(5);

pub struct CertificateRegister {
    index: RwLock<Option<CertificateIndex>>,
    keyring: RwLock<Arc<Keyring>>,
    list: RwLock<Option<Arc<PublishedList>>>,
    limits: RwLock<FreshnessLimits>,
    tokens: TokenCache,
    /// Held while the register is loaded or updated, or the list is signed.
    update_lock: Mutex<()>,
    followers: AtomicU32,
    /// When the database last answered, in microseconds since the Unix epoch.
    last_heard: AtomicI64,
    changed: Notify,
    history: History,
}

/// Marks the register as followed while it lives.
#[derive(Debug)]
pub struct FollowGuard(Arc<CertificateRegister>);

impl CertificateRegister {
    pub(crate) fn new() -> Self {
        Self {
            index: RwLock::new(None),
            keyring: RwLock::default(),
            list: RwLock::new(None),
            limits: RwLock::default(),
            tokens: TokenCache::new(),
            update_lock: Mutex::new(()),
            followers: AtomicU32::new(0),
            last_heard: AtomicI64::new(i64::MIN),
            changed: Notify::new(),
            history: History::default(),
        }
    }

    /// Marks the register as followed: the caller calls [`keep_up`] repeatedly from now on.
    pub fn follow(self: &Arc<Self>) -> FollowGuard {
        self.followers.fetch_add(1, Ordering::Relaxed);
        FollowGuard(Arc::clone(self))
    }

    /// Whether reads are up to date without a query: the register is loaded and followed.
    pub(crate) fn is_current(&self) -> bool {
        self.is_followed() && self.is_loaded()
    }

    fn is_followed(&self) -> bool {
        self.followers.load(Ordering::Relaxed) > 0
    }

    /// Waits until this node has read a change: [`keep_up`] should then run at once.
    pub async fn wait_for_change(&self) {
        self.changed.notified().await;
    }

    /// The moment the register's answers are true for: now, unless the database has been out of reach for more than
    /// [`MAX_HEARD_AGE`].
    pub(crate) fn as_of(&self, now: OffsetDateTime) -> OffsetDateTime {
        let heard = self.heard_at(now);
        if !self.is_followed() || now - heard <= MAX_HEARD_AGE { now } else { heard }
    }

    /// When the database last answered; `now` if it has not been asked yet.
    pub(crate) fn heard_at(&self, now: OffsetDateTime) -> OffsetDateTime {
        let micros = i128::from(self.last_heard.load(Ordering::Relaxed));
        OffsetDateTime::from_unix_timestamp_nanos(micros * 1_000).unwrap_or(now)
    }

    fn record_heard(&self, now: OffsetDateTime) {
        let micros = i64::try_from(now.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX);
        self.last_heard.store(micros, Ordering::Relaxed);
    }

    /// The certificate index; `None` before it is loaded.
    pub(crate) fn index(&self) -> RwLockReadGuard<'_, Option<CertificateIndex>> {
        // Not poisoned by a panic during a write, which loses at most that row; the next read of the database restores it.
        self.index.read()
    }

    fn index_mut(&self) -> RwLockWriteGuard<'_, Option<CertificateIndex>> {
        self.index.write()
    }

    fn is_loaded(&self) -> bool {
        self.index().is_some()
    }

    pub(crate) fn keyring(&self) -> Arc<Keyring> {
        Arc::clone(&self.keyring.read())
    }

    fn set_keyring(&self, keyring: Keyring) {
        *self.keyring.write() = Arc::new(keyring);
    }

    pub(crate) fn tokens(&self) -> &TokenCache {
        &self.tokens
    }

    pub(crate) fn list(&self) -> Option<Arc<PublishedList>> {
        self.list.read().clone()
    }

    /// How old an answer may be: a setting, as this node last read it. Other nodes read a change when they next sign
    /// the list, within minutes.
    pub(crate) fn limits(&self) -> FreshnessLimits {
        *self.limits.read()
    }

    pub(crate) fn set_limits(&self, limits: FreshnessLimits) {
        *self.limits.write() = limits;
    }

    fn clear_list(&self) {
        *self.list.write() = None;
    }

    fn set_list(&self, list: Arc<PublishedList>) {
        *self.list.write() = Some(list);
    }
}

/// Compares the database with what this node has seen of it; why it is not the one that it knows, or `None`.
///
/// # Errors
/// The database.
pub async fn check_history(app: &App) -> Result<Option<Setback>, AppError> {
    let _turn = app.register().update_lock.lock().await;
    history::follow(app).await?;
    Ok(app.register().setback())
}

/// Reads the changes of the database once, then signs the list if it is due.
///
/// # Errors
/// The database. The register keeps its last state and reports its age.
pub async fn keep_up(app: &App) -> Result<(), AppError> {
    refresh(app).await?;
    list::sign_if_due(app).await
}

impl Drop for FollowGuard {
    fn drop(&mut self) {
        self.0.followers.fetch_sub(1, Ordering::Relaxed);
    }
}

impl fmt::Debug for CertificateRegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Register")
    }
}
