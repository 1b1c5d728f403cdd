//! The state of every certificate: which status list indices are assigned, which certificates are not in force, and the
//! public facts of each.

use std::collections::HashMap;

use camket_credential::status_list::PackedStatuses;
use camket_domain::certificates::{CertificateStatus, StatusIndex};
use camket_store::certificates::register::{RegisterEntry, RegisterState, StatusOverride};
use time::Date;

use super::table::CertificateTable;

#[derive(Debug)]
pub(crate) struct CertificateIndex {
    /// The register's sequence up to which changes are read.
    pub(super) sequence: i64,
    /// Length of the status list.
    pub(super) capacity: u32,
    /// One bit for each index.
    assigned: Vec<u64>,
    assigned_count: u32,
    /// Decisions after issue, by index.
    overrides: HashMap<u32, StatusOverride>,
    pub(crate) certificates: CertificateTable,
}

impl CertificateIndex {
    pub(super) fn new(state: RegisterState) -> Self {
        let mut index = Self {
            sequence: state.sequence,
            capacity: 0,
            assigned: Vec::new(),
            assigned_count: 0,
            overrides: HashMap::new(),
            certificates: CertificateTable::default(),
        };
        index.grow(state.capacity);
        index
    }

    /// Extends the index to a list of `capacity` entries.
    pub(super) fn grow(&mut self, capacity: u32) {
        self.capacity = self.capacity.max(capacity);
        let words = usize::try_from(self.capacity.div_ceil(64)).unwrap_or(usize::MAX);
        self.assigned.resize(words.max(self.assigned.len()), 0);
    }

    /// Marks an index as assigned.
    pub(super) fn assign(&mut self, index: StatusIndex) {
        self.grow(index.0.saturating_add(1));
        let (word, bit) = locate_bit(index);
        if self.assigned[word] & bit == 0 {
            self.assigned[word] |= bit;
            self.assigned_count += 1;
        }
    }

    /// Stores the status of a certificate; nothing is kept for one in force.
    pub(super) fn set_override(&mut self, index: StatusIndex, status_override: StatusOverride) {
        if status_override.standing.decided_status == CertificateStatus::Issued {
            self.overrides.remove(&index.0);
        } else {
            self.overrides.insert(index.0, status_override);
        }
    }

    /// Stores everything of a certificate.
    pub(super) fn insert(&mut self, entry: &RegisterEntry) {
        let Some(index) = entry.index else { return };
        self.assign(index);
        self.set_override(index, entry.status_override.clone());
        self.certificates.insert(index, &entry.code, &entry.facts);
    }

    /// Whether a certificate has this index.
    pub(crate) fn is_assigned(&self, index: StatusIndex) -> bool {
        let (word, bit) = locate_bit(index);
        self.assigned.get(word).is_some_and(|assigned| assigned & bit != 0)
    }

    /// The decision on the certificate with this index, if there is one.
    pub(crate) fn find_override(&self, index: StatusIndex) -> Option<&StatusOverride> {
        self.overrides.get(&index.0)
    }

    /// Number of assigned indices.
    pub(crate) fn assigned_count(&self) -> u32 {
        self.assigned_count
    }

    /// The packed list on `day`: unassigned indices show the decoys' statuses.
    pub(super) fn build_statuses(&self, mut decoys: Vec<u8>, day: Date) -> Vec<u8> {
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
        let mut list = PackedStatuses::from_bytes(decoys);
        for (index, status_override) in &self.overrides {
            list.set(StatusIndex(*index), status_override.standing.status_on(day));
        }
        list.into_bytes()
    }
}

fn locate_bit(index: StatusIndex) -> (usize, u64) {
    (index.0 as usize / 64, 1 << (index.0 % 64))
}
