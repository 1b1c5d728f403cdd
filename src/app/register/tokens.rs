//! A bounded cache of tokens whose signature was verified, because the same certificate is scanned repeatedly.

use std::fmt;
use std::sync::Arc;

use camket_credential::digest::sha256;
use camket_credential::token::{self, CheckedToken};
use quick_cache::sync::Cache;

use super::Keyring;

/// Most cached tokens: about 3 MB.
const MAX_TOKENS: usize = 4_096;

/// Results of checking tokens, by the SHA-256 of their bytes. The digest is only a cache key, no identity: one
/// certificate has many valid tokens.
pub(crate) struct TokenCache(Cache<[u8; 32], Arc<CachedToken>>);

#[derive(Debug)]
struct CachedToken {
    keys: u64,
    checked: Arc<CheckedToken>,
}

impl TokenCache {
    pub(super) fn new() -> Self {
        Self(Cache::new(MAX_TOKENS))
    }

    /// Checks a token, or returns the cached result under the same keys.
    pub(crate) fn check(&self, bytes: &[u8], keyring: &Keyring) -> Arc<CheckedToken> {
        let digest = sha256(bytes);
        if let Some(known) = self.0.get(&digest).filter(|known| known.keys == keyring.edition()) {
            return Arc::clone(&known.checked);
        }
        let checked = Arc::new(token::check(bytes, keyring.key_set()));
        // Anyone can produce tokens that no key of ours signed: they must not displace valid ones.
        if checked.claims().is_some() {
            let known = CachedToken { keys: keyring.edition(), checked: Arc::clone(&checked) };
            self.0.insert(digest, Arc::new(known));
        }
        checked
    }
}

impl fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tokens({})", self.0.len())
    }
}
