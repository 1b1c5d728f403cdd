//! Time and random bytes as arguments: no rule reads the clock or the system's generator itself.

use std::fmt::Debug;

use time::OffsetDateTime;

/// Source of the current time. The program passes the system clock, tests pass their own.
pub trait Clock: Debug + Send + Sync {
    /// The current time in UTC.
    fn now(&self) -> OffsetDateTime;
}

/// Source of random bytes. The program passes the operating system's generator.
pub trait Entropy: Debug + Send + Sync {
    /// Fills `out` with random bytes.
    fn fill(&self, out: &mut [u8]);
}

/// `N` random bytes from `entropy`.
pub fn random_bytes<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}
