//! What is known of every certificate: which places of the list are given, which certificates are not in force, and
//! the public facts of each.

use std::collections::HashMap;

use camket_credential::status_list::Packed;
use camket_domain::certificates::{Status, StatusIndex};
use camket_store::certificates::register::{Entry, Fall, State};
use time::Date;

use super::papers::Papers;

/// All of it.
#[derive(Debug)]
pub(crate) struct Book {
    /// How far it has read.
    pub(super) sequence: i64,
    /// Places of the list.
    pub(super) capacity: u32,
    /// A bit for each place.
    assigned: Vec<u64>,
    given: u32,
    /// What was decided after the issue, by place.
    fallen: HashMap<u32, Fall>,
    /// Public facts.
    pub(crate) papers: Papers,
}

impl Book {
    pub(super) fn new(state: State) -> Self {
        let mut book = Self {
            sequence: state.sequence,
            capacity: 0,
            assigned: Vec::new(),
            given: 0,
            fallen: HashMap::new(),
            papers: Papers::default(),
        };
        book.grow(state.capacity);
        book
    }

    /// Makes room for a list of `capacity` places.
    pub(super) fn grow(&mut self, capacity: u32) {
        self.capacity = self.capacity.max(capacity);
        let words = usize::try_from(self.capacity.div_ceil(64)).unwrap_or(usize::MAX);
        self.assigned.resize(words.max(self.assigned.len()), 0);
    }

    /// Notes that a place is given.
    pub(super) fn assign(&mut self, index: StatusIndex) {
        self.grow(index.0.saturating_add(1));
        let (word, bit) = place(index);
        if self.assigned[word] & bit == 0 {
            self.assigned[word] |= bit;
            self.given += 1;
        }
    }

    /// Notes where a certificate stands.
    pub(super) fn stand(&mut self, index: StatusIndex, fall: Fall) {
        if fall.standing.decided == Status::Issued {
            self.fallen.remove(&index.0);
        } else {
            self.fallen.insert(index.0, fall);
        }
    }

    /// Notes everything of a certificate.
    pub(super) fn enter(&mut self, entry: &Entry) {
        let Some(index) = entry.index else { return };
        self.assign(index);
        self.stand(index, entry.fall.clone());
        self.papers.insert(index, &entry.code, &entry.facts);
    }

    /// Whether a certificate has this place.
    pub(crate) fn knows(&self, index: StatusIndex) -> bool {
        let (word, bit) = place(index);
        self.assigned.get(word).is_some_and(|assigned| assigned & bit != 0)
    }

    /// What was decided about the certificate with this place, if anything was.
    pub(crate) fn fall(&self, index: StatusIndex) -> Option<&Fall> {
        self.fallen.get(&index.0)
    }

    /// How many places are given.
    pub(crate) fn given(&self) -> u32 {
        self.given
    }

    /// The list on `day`: at places that no certificate has it says what the decoys say.
    pub(super) fn statuses(&self, mut decoys: Vec<u8>, day: Date) -> Vec<u8> {
        for (word, assigned) in self.assigned.iter().enumerate() {
            let mut left = *assigned;
            while left != 0 {
                let place = word * 64 + left.trailing_zeros() as usize;
                if let Some(byte) = decoys.get_mut(place / 4) {
                    *byte &= !(3 << (place % 4 * 2));
                }
                left &= left - 1;
            }
        }
        let mut list = Packed::from_bytes(decoys);
        for (index, fall) in &self.fallen {
            list.set(StatusIndex(*index), fall.standing.status_on(day));
        }
        list.into_bytes()
    }
}

fn place(index: StatusIndex) -> (usize, u64) {
    (index.0 as usize / 64, 1 << (index.0 % 64))
}
