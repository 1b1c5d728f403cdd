//! The state of every certificate: which status list indices are assigned, which certificates are not in force, and the
//! public facts of each.

use std::collections::HashMap;

use camket_credential::status_list::PackedStatuses;
use camket_domain::certificates::verdict::StatusAnswer;
use camket_domain::certificates::{CertificateStatus, StatusIndex};
use camket_domain::restores::LostTime;
use camket_store::certificates::register::{RegisterEntry, RegisterState, StatusOverride};
use fixedbitset::FixedBitSet;
use time::{Date, OffsetDateTime};

use super::table::CertificateTable;

#[derive(Debug)]
pub(crate) struct CertificateIndex {
    /// The register's sequence up to which changes are read.
    pub(super) sequence: i64,
    /// The register's history that was read.
    pub(super) epoch: i64,
    /// Length of the status list.
    pub(super) capacity: u32,
    assigned: FixedBitSet,
    assigned_count: u32,
    /// Decisions after issue, by index.
    overrides: HashMap<u32, StatusOverride>,
    /// Published statuses of certificates that a restore lost, by index.
    lost: HashMap<u32, CertificateStatus>,
    lost_times: Vec<LostTime>,
    pub(crate) certificates: CertificateTable,
}

impl CertificateIndex {
    pub(super) fn new(state: RegisterState) -> Self {
        let mut index = Self {
            sequence: state.sequence,
            epoch: state.epoch,
            capacity: 0,
            assigned: FixedBitSet::new(),
            assigned_count: 0,
            overrides: HashMap::new(),
            lost: HashMap::new(),
            lost_times: Vec::new(),
            certificates: CertificateTable::default(),
        };
        index.grow(state.capacity);
        index
    }

    /// Extends the index to a list of `capacity` entries.
    pub(super) fn grow(&mut self, capacity: u32) {
        self.capacity = self.capacity.max(capacity);
        self.assigned.grow(self.capacity as usize);
    }

    /// Marks an index as assigned.
    pub(super) fn assign(&mut self, index: StatusIndex) {
        self.grow(index.0.saturating_add(1));
        if !self.assigned.put(index.0 as usize) {
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

    /// Stores what restores lost.
    pub(super) fn set_lost(&mut self, times: Vec<LostTime>, statuses: Vec<(StatusIndex, CertificateStatus)>) {
        self.lost_times = times;
        self.lost = statuses.into_iter().map(|(index, status)| (index.0, status)).collect();
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
        self.assigned.contains(index.0 as usize)
    }

    /// The decision on the certificate with this index, if there is one.
    pub(crate) fn find_override(&self, index: StatusIndex) -> Option<&StatusOverride> {
        self.overrides.get(&index.0)
    }

    /// What is known of a genuine certificate with this index that the register does not have: its published status, or nothing
    /// if it was issued when a restore lost what happened. `None`: no restore lost it.
    pub(crate) fn find_lost(&self, index: StatusIndex, issued_at: OffsetDateTime) -> Option<StatusAnswer> {
        if let Some(status) = self.lost.get(&index.0) {
            return Some(StatusAnswer::Known(*status));
        }
        self.lost_times.iter().any(|lost| lost.contains(issued_at)).then_some(StatusAnswer::Unknown)
    }

    /// Number of assigned indices that are still given.
    pub(crate) fn count_assigned_from(&self, first: u32) -> u32 {
        let from = (first as usize).min(self.assigned.len());
        u32::try_from(self.assigned.count_ones(from..)).unwrap_or(u32::MAX)
    }

    /// Number of assigned indices.
    pub(crate) fn assigned_count(&self) -> u32 {
        self.assigned_count
    }

    /// The packed list on `day`: unassigned indices show the decoys' statuses.
    pub(super) fn build_statuses(&self, mut decoys: Vec<u8>, day: Date) -> Vec<u8> {
        for place in self.assigned.ones() {
            if let Some(byte) = decoys.get_mut(place / 4) {
                *byte &= !(3 << (place % 4 * 2));
            }
        }
        let mut list = PackedStatuses::from_bytes(decoys);
        for (index, status) in &self.lost {
            list.set(StatusIndex(*index), *status);
        }
        for (index, status_override) in &self.overrides {
            list.set(StatusIndex(*index), status_override.standing.status_on(day));
        }
        list.into_bytes()
    }
}
