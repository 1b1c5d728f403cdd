//! Compares a published status list with the register, index by index.

use std::collections::HashMap;

use camket_credential::keys::KeySet;
use camket_credential::status_list::{self, ExpectedList, PackedStatuses, StatusList, StatusListError};
use camket_domain::calendar::local_date;
use camket_domain::certificates::{Certificate, CertificateStatus, StatusIndex};
use camket_domain::restores::{DifferingStatus, ListDifference, compare_status};
use camket_store::Tx;
use camket_store::certificates;
use camket_store::certificates::register::{self, RegisterState, StatusOverride};
use camket_store::restores::lost_status;
use time::OffsetDateTime;

use crate::{App, AppError};

/// Verifies a list that was published. One that has expired still tells what was published.
pub(super) fn read_list(bytes: &[u8], keys: &KeySet, address: &str) -> Result<StatusList, StatusListError> {
    let now = OffsetDateTime::UNIX_EPOCH;
    status_list::verify(bytes, &ExpectedList { keys, address, min_sequence: 0, now })
}

/// A certificate with its status in the register and in the list.
type Difference = (Certificate, CertificateStatus, CertificateStatus);

/// What the list says beyond the register.
#[derive(Debug, Default)]
pub(super) struct ListedDifferences {
    adopted: Vec<Difference>,
    kept: Vec<Difference>,
    /// Statuses of certificates that the register does not have.
    pub(super) lost: Vec<(StatusIndex, CertificateStatus)>,
}

impl ListedDifferences {
    /// The certificates that get `status`.
    pub(super) fn list_adopted(&self, status: CertificateStatus) -> impl Iterator<Item = &Certificate> {
        self.adopted.iter().filter(move |(.., listed)| *listed == status).map(|(certificate, ..)| certificate)
    }

    pub(super) fn describe_adopted(&self) -> Vec<DifferingStatus> {
        self.adopted.iter().map(describe).collect()
    }

    pub(super) fn describe_kept(&self) -> Vec<DifferingStatus> {
        self.kept.iter().map(describe).collect()
    }
}

fn describe((certificate, register, list): &Difference) -> DifferingStatus {
    DifferingStatus { number: certificate.number.clone(), register: *register, list: *list }
}

/// The statuses of the register by index, on the day of the list.
struct RegisterStatuses {
    assigned: Vec<bool>,
    overrides: HashMap<StatusIndex, StatusOverride>,
    day: time::Date,
}

impl RegisterStatuses {
    async fn load(tx: &Tx, state: RegisterState, list: &StatusList) -> Result<Self, AppError> {
        let mut assigned = vec![false; list.places().max(state.capacity as usize)];
        for index in register::list_indexes(tx).await? {
            if let Some(place) = assigned.get_mut(index.0 as usize) {
                *place = true;
            }
        }
        let overrides = register::list_overrides(tx).await?.into_iter().collect();
        Ok(Self { assigned, overrides, day: local_date(list.edition.issued_at) })
    }

    fn find(&self, index: StatusIndex) -> Option<CertificateStatus> {
        let is_assigned = self.assigned.get(index.0 as usize).copied().unwrap_or(false);
        let decided = self.overrides.get(&index).map(|decided| decided.standing.status_on(self.day));
        is_assigned.then(|| decided.unwrap_or(CertificateStatus::Issued))
    }
}

/// Compares the whole list.
pub(super) async fn compare(
    app: &App,
    tx: &Tx,
    state: RegisterState,
    list: &StatusList,
) -> Result<ListedDifferences, AppError> {
    let register = RegisterStatuses::load(tx, state, list).await?;
    let places = u32::try_from(list.places()).unwrap_or(u32::MAX);
    let decoys = PackedStatuses::from_bytes(app.decoys().build_list(places));
    let mut differing = HashMap::new();
    let mut found = ListedDifferences::default();
    for index in (0..places).map(StatusIndex) {
        let (Some(listed), Some(decoy)) = (list.status(index), decoys.get(index)) else { continue };
        match (compare_status(register.find(index), listed, decoy), register.find(index)) {
            (Some(ListDifference::Lost), _) => found.lost.push((index, listed)),
            (Some(difference), Some(held)) => {
                differing.insert(index, (difference, held, listed));
            }
            _ => {}
        }
    }
    // An earlier restore may have lost them already.
    let known: HashMap<_, _> = lost_status::list(tx).await?.into_iter().collect();
    found.lost.retain(|(index, _)| !known.contains_key(index));
    let indexes: Vec<StatusIndex> = differing.keys().copied().collect();
    for certificate in certificates::list_by_indexes(tx, &indexes).await? {
        let index = certificate.issued_token.as_ref().map(|token| token.index);
        let Some((difference, held, listed)) = index.and_then(|index| differing.get(&index).copied()) else {
            continue;
        };
        let into = if difference == ListDifference::Adopt { &mut found.adopted } else { &mut found.kept };
        into.push((certificate, held, listed));
    }
    Ok(found)
}
