//! Inspectors' phones: each signs what it sends, and can be blocked.

mod lifecycle;

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
    pub state: DeviceState,
    pub registered_at: OffsetDateTime,
    /// Time of its last call (UTC), updated at most every [`SEEN_UPDATE_SECONDS`] seconds.
    pub seen_at: OffsetDateTime,
    pub cut_off_at: Option<OffsetDateTime>,
    pub version: i32,
}

/// Minimum time between two updates of `seen_at`, in seconds.
pub const SEEN_UPDATE_SECONDS: i64 = 60;
