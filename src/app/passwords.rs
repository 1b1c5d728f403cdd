//! Password hashing with Argon2id (RFC 9106), outside the request threads.
//!
//! A hash takes 19 MiB and one core for tens of milliseconds, and a stranger can ask for one by a log-in. So a bounded
//! number of requests has a [`HashingTurn`], fewer of them hash at a time, and all others are refused at once.

use std::sync::Arc;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, CustomizedPasswordHasher, Params, PasswordVerifier, Version};
use camket_domain::accounts::PasswordHash;
use camket_domain::accounts::password::Password;
use camket_domain::clock::random_bytes;
use camket_domain::text::to_nfc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::blocking::run_blocking;
use crate::error::BUSY_SECONDS;
use crate::{App, AppError};

/// The cost of a hash, and how many are computed at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HashingOptions {
    /// Memory of one hash, in KiB.
    pub memory: u32,
    pub passes: u32,
    /// Hashes computed at a time: the number of cores.
    pub parallel: usize,
    /// Requests that wait beyond those; each waits for at most `waiting / parallel` hashes.
    pub waiting: usize,
}

/// How a typed password matches a hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PasswordMatch {
    None,
    /// In NFC, as every new password is hashed.
    Composed,
    /// Only as the keyboard wrote it: the hash is from before and should be made again.
    AsTyped,
}

impl PasswordMatch {
    pub fn is_right(self) -> bool {
        self != Self::None
    }
}

/// The turns of this node.
#[derive(Debug)]
pub(crate) struct HashingQueue {
    admitted: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

impl HashingQueue {
    pub(crate) fn new(options: HashingOptions) -> Self {
        Self {
            admitted: Arc::new(Semaphore::new(options.parallel + options.waiting)),
            running: Arc::new(Semaphore::new(options.parallel)),
        }
    }
}

/// The right of one request to hash passwords, one after the other. It ends when it is dropped.
#[derive(Debug)]
pub struct HashingTurn<'a> {
    app: &'a App,
    _admitted: OwnedSemaphorePermit,
}

/// Takes a turn, before the request reads or writes anything. No database transaction is open while a turn waits.
///
/// # Errors
/// [`AppError::Busy`] if all turns are taken.
pub fn take_turn(app: &App) -> Result<HashingTurn<'_>, AppError> {
    let admitted = Arc::clone(&app.hashing().admitted).try_acquire_owned();
    admitted
        .map(|admitted| HashingTurn { app, _admitted: admitted })
        .map_err(|_| AppError::Busy(BUSY_SECONDS))
}

impl HashingTurn<'_> {
    /// Hashes a new password.
    pub async fn hash(&self, password: Password) -> Result<PasswordHash, AppError> {
        let salt: [u8; 16] = random_bytes(self.app.entropy());
        let options = self.app.options().hashing;
        self.run(move || hash_blocking(password.expose(), salt, options)).await?
    }

    /// Hashes a typed password again that matched [`PasswordMatch::AsTyped`]. It may be older than today's rule.
    pub(crate) async fn rehash(&self, typed: &str) -> Result<PasswordHash, AppError> {
        let (typed, salt) = (to_nfc(typed), random_bytes(self.app.entropy()));
        let options = self.app.options().hashing;
        self.run(move || hash_blocking(&typed, salt, options)).await?
    }

    /// Whether `typed` matches `hash`. Without a hash the same work is done, so that the response time does not reveal
    /// whether an account exists.
    pub async fn verify(&self, typed: String, hash: Option<PasswordHash>) -> Result<PasswordMatch, AppError> {
        let options = self.app.options().hashing;
        self.run(move || match hash {
            None => {
                // Only the time counts; the result is the same either way.
                drop(hash_blocking(&typed, [0; 16], options));
                PasswordMatch::None
            }
            Some(hash) => compare(&typed, &hash),
        })
        .await
    }

    /// Waits until few enough hashes are computed. The permit goes with the work: a request that is given up does not
    /// stop its hash.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let running = Arc::clone(&self.app.hashing().running);
        let permit = running.acquire_owned().await.map_err(AppError::internal)?;
        run_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
    }
}

fn hash_blocking(password: &str, salt: [u8; 16], options: HashingOptions) -> Result<PasswordHash, AppError> {
    let params = Params::new(options.memory, options.passes, 1, None).map_err(AppError::internal)?;
    let hashed: phc::PasswordHash = Argon2::default()
        .hash_password_customized(password.as_bytes(), &salt, Some("argon2id"), None, params)
        .map_err(AppError::internal)?;
    Ok(PasswordHash(hashed.to_string()))
}

/// Compares in NFC first. Hashes from before were made of what the keyboard wrote.
fn compare(typed: &str, hash: &PasswordHash) -> PasswordMatch {
    let composed = to_nfc(typed);
    if matches(&composed, hash) {
        PasswordMatch::Composed
    } else if composed != typed && matches(typed, hash) {
        PasswordMatch::AsTyped
    } else {
        PasswordMatch::None
    }
}

fn matches(typed: &str, PasswordHash(text): &PasswordHash) -> bool {
    phc::PasswordHash::new(text).is_ok_and(|parsed| {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
            .verify_password(typed.as_bytes(), &parsed)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: HashingOptions = HashingOptions { memory: 8, passes: 1, parallel: 1, waiting: 0 };

    #[test]
    fn a_password_is_compared_in_nfc_and_then_as_it_was_typed() {
        let (composed, decomposed) = ("biển xanh", "bie\u{302}\u{309}n xanh");
        let old = hash_blocking(decomposed, [7; 16], CHEAP).unwrap();
        let new = hash_blocking(composed, [7; 16], CHEAP).unwrap();
        for (hash, typed, found) in [
            (&new, composed, PasswordMatch::Composed),
            (&new, decomposed, PasswordMatch::Composed),
            (&old, decomposed, PasswordMatch::AsTyped),
            (&old, composed, PasswordMatch::None),
            (&new, "biển xanh ", PasswordMatch::None),
        ] {
            assert_eq!(compare(typed, hash), found, "{typed:?}");
        }
    }
}
