//! The register in memory: what every node knows of all certificates, so that a look-up asks no database.
//!
//! Belongs here: loading it, keeping it up with the database, the published list. Does not belong here: deciding about
//! certificates (`certificates`) and the verdict (domain).
//!
//! The program follows the register ([`Register::follow`], then [`keep_up`] in a loop): each node asks one small row
//! four times a second whether something changed, and at once after its own commits. Where nobody follows, as in a
//! command or a test, each reading asks first.

mod book;
mod keyring;
mod list;
mod loading;
mod papers;
mod tokens;

use std::fmt;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use camket_domain::certificates::verdict::Limits;
use time::{Duration, OffsetDateTime};
use tokio::sync::{Mutex, Notify};

use crate::{App, AppError};
pub(crate) use book::Book;
pub use keyring::Keyring;
pub use list::{PATH, Published, published, sign_anew, size};
pub(crate) use loading::{current, refresh};
pub use loading::{fill, is_complete, open};
use tokens::Tokens;

/// An answer is of now if the database was heard within this time.
const HEARD: Duration = Duration::seconds(5);

/// The register in memory of one node.
pub struct Register {
    book: RwLock<Option<Book>>,
    keyring: RwLock<Arc<Keyring>>,
    list: RwLock<Option<Arc<Published>>>,
    limits: RwLock<Limits>,
    tokens: Tokens,
    /// One at a time loads, catches up or signs a list.
    turn: Mutex<()>,
    followers: AtomicU32,
    /// When the database last said what is new, in microseconds.
    heard: AtomicI64,
    news: Notify,
}

/// While it lives, someone keeps the register up.
#[derive(Debug)]
pub struct Following(Arc<Register>);

impl Register {
    pub(crate) fn new() -> Self {
        Self {
            book: RwLock::new(None),
            keyring: RwLock::default(),
            list: RwLock::new(None),
            limits: RwLock::default(),
            tokens: Tokens::new(),
            turn: Mutex::new(()),
            followers: AtomicU32::new(0),
            heard: AtomicI64::new(i64::MIN),
            news: Notify::new(),
        }
    }

    /// Says that [`keep_up`] is called again and again from now on.
    pub fn follow(self: &Arc<Self>) -> Following {
        self.followers.fetch_add(1, Ordering::Relaxed);
        Following(Arc::clone(self))
    }

    /// Whether what is read now is of now: loaded, and followed.
    pub(crate) fn is_current(&self) -> bool {
        self.is_followed() && self.is_loaded()
    }

    fn is_followed(&self) -> bool {
        self.followers.load(Ordering::Relaxed) > 0
    }

    /// Waits until this node has changed something: [`keep_up`] should then not wait for its turn.
    pub async fn news(&self) {
        self.news.notified().await;
    }

    /// The moment an answer of the book speaks of: now, unless the database has not been heard for a while.
    pub(crate) fn as_of(&self, now: OffsetDateTime) -> OffsetDateTime {
        let micros = i128::from(self.heard.load(Ordering::Relaxed));
        let heard = OffsetDateTime::from_unix_timestamp_nanos(micros * 1_000).unwrap_or(now);
        if !self.is_followed() || now - heard <= HEARD { now } else { heard }
    }

    fn hear(&self, now: OffsetDateTime) {
        let micros = i64::try_from(now.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX);
        self.heard.store(micros, Ordering::Relaxed);
    }

    /// The book; none before it is loaded.
    pub(crate) fn book(&self) -> RwLockReadGuard<'_, Option<Book>> {
        // A panic while a row was written leaves at worst that row out; the next reading of the database mends it.
        self.book.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn book_mut(&self) -> RwLockWriteGuard<'_, Option<Book>> {
        self.book.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_loaded(&self) -> bool {
        self.book().is_some()
    }

    /// The keys.
    pub(crate) fn keyring(&self) -> Arc<Keyring> {
        Arc::clone(&self.keyring.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set_keyring(&self, keyring: Keyring) {
        *self.keyring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keyring);
    }

    pub(crate) fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    fn list(&self) -> Option<Arc<Published>> {
        self.list.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How old an answer may be: a setting, as this node last read it. Other nodes hear of a change when they next sign
    /// the list, within minutes.
    pub(crate) fn limits(&self) -> Limits {
        *self.limits.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_limits(&self, limits: Limits) {
        *self.limits.write().unwrap_or_else(PoisonError::into_inner) = limits;
    }

    fn forget_list(&self) {
        *self.list.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn set_list(&self, list: Arc<Published>) {
        *self.list.write().unwrap_or_else(PoisonError::into_inner) = Some(list);
    }
}

/// One round of keeping up: what changed in the database, then the list if it needs to be signed anew.
///
/// # Errors
/// The database. What is known stays, and its age is told.
pub async fn keep_up(app: &App) -> Result<(), AppError> {
    refresh(app).await?;
    list::renew(app).await
}

impl Drop for Following {
    fn drop(&mut self) {
        self.0.followers.fetch_sub(1, Ordering::Relaxed);
    }
}

impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Register")
    }
}
