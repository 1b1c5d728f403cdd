//! Inspectors' phones: each signs what it sends, and can be blocked.

use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AccountId, DeviceId};
use crate::refusal::Refusal;

codes! {
    /// State of a phone.
    Standing {
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
    pub point: Vec<u8>,
    pub standing: Standing,
    pub registered_at: OffsetDateTime,
    /// Time of its last call (UTC), updated at most every [`SEEN_EVERY`] seconds.
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
pub fn decide(standing: Standing, command: Command) -> Result<Standing, Refusal> {
    match (standing, command) {
        (Standing::Active, Command::Call) => Ok(Standing::Active),
        (Standing::Active, Command::CutOff) => Ok(Standing::CutOff),
        (Standing::CutOff | Standing::ToldToWipe, Command::Call) => Ok(Standing::ToldToWipe),
        (Standing::CutOff | Standing::ToldToWipe, Command::CutOff) => Err(Refusal::WrongState),
    }
}

/// Minimum time between two updates of `seen_at`, in seconds.
pub const SEEN_EVERY: i64 = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_and_command() {
        use Command::{Call, CutOff};
        for (standing, command, next) in [
            (Standing::Active, Call, Ok(Standing::Active)),
            (Standing::Active, CutOff, Ok(Standing::CutOff)),
            (Standing::CutOff, Call, Ok(Standing::ToldToWipe)),
            (Standing::CutOff, CutOff, Err(Refusal::WrongState)),
            (Standing::ToldToWipe, Call, Ok(Standing::ToldToWipe)),
            (Standing::ToldToWipe, CutOff, Err(Refusal::WrongState)),
        ] {
            assert_eq!(decide(standing, command), next, "{standing:?} {command:?}");
        }
    }
}
