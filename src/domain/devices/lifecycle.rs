//! State machine of a phone: active, blocked, told to erase its data.

use super::DeviceState;
use crate::refusal::Refusal;

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
