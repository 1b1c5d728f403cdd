//! Inspectors' phones: each signs what it sends, and can be blocked.

use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AccountId, DeviceId};
use crate::refusal::Refusal;

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

/// An event of a phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// It calls the server.
    Call,
    /// An administrator blocks it.
    CutOff,
}

/// The state after `command`. A blocked phone stays blocked; it must be enrolled again with a new key.
///
/// # Errors
/// [`Refusal::WrongState`] if it is blocked already.
pub fn decide(standing: DeviceState, command: Command) -> Result<DeviceState, Refusal> {
    match (standing, command) {
        (DeviceState::Active, Command::Call) => Ok(DeviceState::Active),
        (DeviceState::Active, Command::CutOff) => Ok(DeviceState::CutOff),
        (DeviceState::CutOff | DeviceState::ToldToWipe, Command::Call) => Ok(DeviceState::ToldToWipe),
        (DeviceState::CutOff | DeviceState::ToldToWipe, Command::CutOff) => Err(Refusal::WrongState),
    }
}

/// Minimum time between two updates of `seen_at`, in seconds.
pub const SEEN_UPDATE_SECONDS: i64 = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_command() {
        use Command::{Call, CutOff};
        for (standing, command, next) in [
            (DeviceState::Active, Call, Ok(DeviceState::Active)),
            (DeviceState::Active, CutOff, Ok(DeviceState::CutOff)),
            (DeviceState::CutOff, Call, Ok(DeviceState::ToldToWipe)),
            (DeviceState::CutOff, CutOff, Err(Refusal::WrongState)),
            (DeviceState::ToldToWipe, Call, Ok(DeviceState::ToldToWipe)),
            (DeviceState::ToldToWipe, CutOff, Err(Refusal::WrongState)),
        ] {
            assert_eq!(decide(standing, command), next, "{standing:?} {command:?}");
        }
    }
}
