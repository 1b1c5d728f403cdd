//! The system clock (UTC) and the operating system's randomness. No other module reads either.
//!
//! Everything below the program receives them as arguments, so that tests can replace them.

use camket_domain::clock::{Clock, Entropy};
use time::OffsetDateTime;

#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the program, which hands the time down")]
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    /// Panics when the system has no randomness: no signature or hash made after that could be trusted.
    #[expect(clippy::disallowed_methods, reason = "this is the program, which hands randomness down")]
    fn fill(&self, out: &mut [u8]) {
        getrandom::fill(out)
            .unwrap_or_else(|error| panic!("the operating system gives no randomness: {error}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_every_byte_differently_each_time() {
        let (mut first, mut second) = ([0; 32], [0; 32]);
        SystemEntropy.fill(&mut first);
        SystemEntropy.fill(&mut second);
        assert_ne!(first, second);
        assert_ne!(first[16..], [0; 16]);
    }

    #[test]
    fn time_is_utc() {
        assert!(SystemClock.now().offset().is_utc());
    }
}
