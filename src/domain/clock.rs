//! The two things no rule may fetch for itself: the time and random bytes.

use std::fmt::Debug;

use time::OffsetDateTime;

/// Where the current moment comes from. The program gives the system's clock, tests their own.
pub trait Clock: Debug + Send + Sync {
    /// The current moment in UTC.
    fn now(&self) -> OffsetDateTime;
}

/// Where unpredictable bytes come from. The program gives the operating system's generator.
pub trait Entropy: Debug + Send + Sync {
    /// Fills `out` with random bytes.
    fn fill(&self, out: &mut [u8]);
}

/// `N` random bytes from `entropy`.
pub fn random<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}
