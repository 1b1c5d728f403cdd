//! State machine of a phone: active, blocked, told to erase its data. It has no facts: who blocks a phone changes nothing.

use time::OffsetDateTime;

use super::{Device, DeviceStatus};
use crate::refusal::Refusal;

/// An event of a phone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// It calls the server.
    Call,
    /// An administrator blocks it.
    CutOff,
}

/// The phone after `command`. A blocked phone stays blocked; it must be enrolled again with a new key.
///
/// # Errors
/// [`Refusal::WrongState`] if it is blocked already.
pub fn decide(before: &Device, command: Command, now: OffsetDateTime) -> Result<Device, Refusal> {
    match (before.status, command) {
        (DeviceStatus::Active, Command::Call) => Ok(Device { seen_at: now, ..before.clone() }),
        (DeviceStatus::Active, Command::CutOff) => {
            Ok(Device { status: DeviceStatus::CutOff(now), ..before.clone() })
        }
        (DeviceStatus::CutOff(at) | DeviceStatus::ToldToWipe(at), Command::Call) => {
            Ok(Device { status: DeviceStatus::ToldToWipe(at), seen_at: now, ..before.clone() })
        }
        (DeviceStatus::CutOff(_) | DeviceStatus::ToldToWipe(_), Command::CutOff) => Err(Refusal::WrongState),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::ids::{AccountId, DeviceId};

    const BEFORE: OffsetDateTime = datetime!(2026-11-24 02:00 UTC);
    const NOW: OffsetDateTime = datetime!(2026-11-25 02:00 UTC);

    #[test]
    fn every_state_and_command() {
        use Command::{Call, CutOff};
        let blocked = DeviceStatus::CutOff(BEFORE);
        let told = DeviceStatus::ToldToWipe(BEFORE);
        for (status, command, next) in [
            (DeviceStatus::Active, Call, Ok(DeviceStatus::Active)),
            (DeviceStatus::Active, CutOff, Ok(DeviceStatus::CutOff(NOW))),
            (blocked, Call, Ok(told)),
            (blocked, CutOff, Err(Refusal::WrongState)),
            (told, Call, Ok(told)),
            (told, CutOff, Err(Refusal::WrongState)),
        ] {
            let phone = Device {
                id: DeviceId(Uuid::nil()),
                account: AccountId(Uuid::nil()),
                name: String::new(),
                public_key: vec![],
                status,
                registered_at: BEFORE,
                seen_at: BEFORE,
                version: 1,
            };
            let after = decide(&phone, command, NOW);
            assert_eq!(after.clone().map(|after| after.status), next, "{status:?} {command:?}");
            let seen = if command == Call { NOW } else { BEFORE };
            assert_eq!(after.map_or(seen, |after| after.seen_at), seen, "{status:?} {command:?}");
        }
    }
}
