//! A fixed sequence of random choices, so that two demos of one day hold the same venues.

use camket_domain::clock::Entropy;
use parking_lot::Mutex;

/// SplitMix64 (Steele, Lea, Flood 2014): small, uniform, and good enough for names. Never for secrets: the demo seals
/// numbers with the operating system's randomness.
#[derive(Debug)]
pub struct SeededRandom(Mutex<u64>);

impl SeededRandom {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    fn next(&self) -> u64 {
        let mut state = self.0.lock();
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `below` - 1.
    pub fn number_below(&self, below: usize) -> usize {
        let below = u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from(self.next() % below).unwrap_or(0)
    }

    /// Days from 0 to `below` - 1.
    pub fn days_below(&self, below: i64) -> time::Duration {
        let most = usize::try_from(below.max(1)).unwrap_or(1);
        time::Duration::days(i64::try_from(self.number_below(most)).unwrap_or(0))
    }

    /// One element of a slice, which must not be empty.
    pub fn pick<'a, T>(&self, among: &'a [T]) -> &'a T {
        &among[self.number_below(among.len())]
    }

    /// True in `percent` of 100 cases.
    pub fn hits_percent(&self, percent: usize) -> bool {
        self.number_below(100) < percent
    }
}

impl Entropy for SeededRandom {
    fn fill(&self, out: &mut [u8]) {
        for chunk in out.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}
