//! Finds the row of a short code, with little more than four bytes for each code: the rows themselves hold the codes.
//!
//! An open-addressing table of row offsets, hashed by the code (codes are random: nobody chooses them). The caller
//! provides the code of the row at an offset.

/// Offsets of rows plus one; 0 for a free slot. Its length is a power of two, and at least a quarter is free.
#[derive(Debug, Default)]
pub(super) struct CodeTable {
    slots: Vec<u32>,
    count: usize,
}

/// The smallest table, in slots.
const MIN_SLOTS: usize = 1_024;
/// Fibonacci hashing: spreads codes that begin alike.
const HASH_MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl CodeTable {
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The offset of the row with this code.
    pub(super) fn find(&self, code: u64, code_at: impl Fn(u32) -> Option<u64>) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let mut places = self.probe(code).map(|slot| self.slots[slot]).map_while(|kept| kept.checked_sub(1));
        places.find(|place| code_at(*place) == Some(code))
    }

    /// Reserves slots for `count` codes.
    pub(super) fn reserve(&mut self, count: usize, code_at: impl Fn(u32) -> Option<u64>) {
        let wanted = (count + count / 3 + 1).next_power_of_two().max(MIN_SLOTS);
        if wanted > self.slots.len() {
            self.resize(wanted, code_at);
        }
    }

    /// Adds the offset of a code that is not in the table yet.
    pub(super) fn insert(&mut self, code: u64, place: u32, code_at: impl Fn(u32) -> Option<u64>) {
        if (self.count + 1) * 4 > self.slots.len() * 3 {
            self.resize((self.slots.len() * 2).max(MIN_SLOTS), code_at);
        }
        self.put(code, place);
        self.count += 1;
    }

    fn resize(&mut self, slots: usize, code_at: impl Fn(u32) -> Option<u64>) {
        let old = std::mem::replace(&mut self.slots, vec![0; slots]);
        for place in old.into_iter().filter_map(|kept| kept.checked_sub(1)) {
            if let Some(code) = code_at(place) {
                self.put(code, place);
            }
        }
    }

    fn put(&mut self, code: u64, place: u32) {
        let free = self.probe(code).find(|slot| self.slots[*slot] == 0);
        if let Some(slot) = free {
            self.slots[slot] = place + 1;
        }
    }

    /// Every slot once, starting with the slot of the code's hash.
    fn probe(&self, code: u64) -> impl Iterator<Item = usize> + use<> {
        let (count, bits) = (self.slots.len(), self.slots.len().trailing_zeros());
        let first = usize::try_from(code.wrapping_mul(HASH_MULTIPLIER) >> (64 - bits)).unwrap_or_default();
        (0..count).map(move |step| (first + step) & (count - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_table_finds_codes_after_growth() {
        let code = |place: u32| u64::from(place).wrapping_mul(0x5851_f42d_4c95_7f2d) >> 14;
        let mut codes = CodeTable::default();
        codes.reserve(2_000, |_| None);
        assert_eq!(codes.find(1, |_| None), None);
        for place in 0..50_000 {
            assert_eq!(codes.find(code(place), |place| Some(code(place))), None);
            codes.insert(code(place), place, |place| Some(code(place)));
        }
        assert_eq!(codes.len(), 50_000);
        for place in 0..50_000 {
            assert_eq!(codes.find(code(place), |place| Some(code(place))), Some(place));
        }
        assert!(codes.slots.len() <= 50_000 * 3);
    }
}
