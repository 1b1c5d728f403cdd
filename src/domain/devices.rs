//! Inspectors' phones: each signs what it sends, and can be cut off.

use time::OffsetDateTime;

use crate::codes::codes;
use crate::ids::{AccountId, DeviceId};
use crate::refusal::Refusal;

codes! {
    /// Where a phone stands.
    Standing {
        /// Its reports count.
        Active = "active",
        /// Cut off by an administrator; it has not called since.
        CutOff = "cut-off",
        /// Cut off, and it was told to wipe itself.
        ToldToWipe = "told-to-wipe",
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    /// Identity, made by the phone.
    pub id: DeviceId,
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// Its public key: an uncompressed P-256 point, 65 bytes (SEC 1, 2.3.3).
    pub point: Vec<u8>,
    pub standing: Standing,
    /// When it was registered.
    pub registered_at: OffsetDateTime,
    /// When it last called.
    pub seen_at: OffsetDateTime,
    /// When it was cut off.
    pub cut_off_at: Option<OffsetDateTime>,
    pub version: i32,
}

/// What happens to a phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// It calls.
    Call,
    /// An administrator cuts it off.
    CutOff,
}

/// The standing after `command`. A phone that is cut off is never let in again: a new one is enrolled.
///
/// # Errors
/// [`Refusal::WrongState`] for cutting off twice.
pub fn decide(standing: Standing, command: Command) -> Result<Standing, Refusal> {
    match (standing, command) {
        (Standing::Active, Command::Call) => Ok(Standing::Active),
        (Standing::Active, Command::CutOff) => Ok(Standing::CutOff),
        (Standing::CutOff | Standing::ToldToWipe, Command::Call) => Ok(Standing::ToldToWipe),
        (Standing::CutOff | Standing::ToldToWipe, Command::CutOff) => Err(Refusal::WrongState),
    }
}

/// How often a call is written down, in seconds: not every request is a write.
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
