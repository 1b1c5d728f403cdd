//! Inspectors' phones: each signs what it sends, and can be blocked.

mod lifecycle;
pub mod unlock;

use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AccountId, DeviceId};
pub use lifecycle::{Command, decide};

codes! {
    /// State of a phone.
    DeviceState {
        /// Its reports are accepted.
        Active = "active",
        /// Blocked by an administrator; it has not called since.
        CutOff = "cut-off",
        /// Blocked, and it was told to erase its data.
        ToldToWipe = "told-to-wipe",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    /// Created by the phone.
    pub id: DeviceId,
    pub account: AccountId,
    /// Name given by its owner.
    pub name: String,
    /// Public key: an uncompressed P-256 point, 65 bytes (SEC 1, 2.3.3).
    pub public_key: Vec<u8>,
    pub status: DeviceStatus,
    pub registered_at: OffsetDateTime,
    /// Time of its last call (UTC), updated at most every [`SEEN_UPDATE_SECONDS`] seconds.
    pub seen_at: OffsetDateTime,
    pub version: i32,
}

/// State of a phone with the data that belongs to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeviceStatus {
    Active,
    /// Blocked at this time (UTC).
    CutOff(OffsetDateTime),
    /// Blocked at this time (UTC), and told to erase its data since.
    ToldToWipe(OffsetDateTime),
}

impl Device {
    pub fn state(&self) -> DeviceState {
        match self.status {
            DeviceStatus::Active => DeviceState::Active,
            DeviceStatus::CutOff(_) => DeviceState::CutOff,
            DeviceStatus::ToldToWipe(_) => DeviceState::ToldToWipe,
        }
    }

    /// When it was blocked (UTC).
    pub fn cut_off_at(&self) -> Option<OffsetDateTime> {
        match self.status {
            DeviceStatus::Active => None,
            DeviceStatus::CutOff(at) | DeviceStatus::ToldToWipe(at) => Some(at),
        }
    }

    pub fn is_active(&self) -> bool {
        self.status == DeviceStatus::Active
    }
}

/// Minimum time between two updates of `seen_at`, in seconds.
pub const SEEN_UPDATE_SECONDS: i64 = 60;
