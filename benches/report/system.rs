//! System clock and randomness, for the use cases that a bench calls.

use camket_domain::clock::{Clock, Entropy};
use time::OffsetDateTime;

#[derive(Debug)]
pub struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "a bench is a program")]
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

impl Entropy for System {
    #[expect(clippy::disallowed_methods, reason = "a bench is a program")]
    fn fill(&self, out: &mut [u8]) {
        getrandom::fill(out).unwrap_or_else(|error| panic!("no randomness: {error}"));
    }
}
