//! What is kept about the holder of an account, and the copy of it that she may take.
//!
//! Belongs here: the kinds that the notice tells and the copy holds, and the bounds of the copy. How long each is kept says
//! [`crate::retention::rules`]; how an account ends, [`closing`].

pub mod closing;

use crate::accounts::Role;
use crate::codes::codes;

/// Version of the JSON file in the copy. A reader of version 1 may meet new fields, and never other meanings of known ones;
/// a change of a meaning is a new version.
pub const COPY_SCHEMA_VERSION: u32 = 1;
/// Copies of one account in 24 hours. No law sets it: a copy reads all rows of the account.
pub const MAX_COPIES_A_DAY: i32 = 5;

codes! {
    /// A kind of data about the holder of an account, in the order of the page.
    DataKind {
        /// Name, log-in, language, second factor.
        Account = "account",
        /// Where the account is logged in.
        Sessions = "sessions",
        /// Log-ins and changes of the account in the audit trail.
        LogIns = "log-ins",
        Venues = "venues",
        Pledges = "pledges",
        Workers = "workers",
        /// Questions of the labour authority and her answers.
        Questions = "questions",
        Applications = "applications",
        Certificates = "certificates",
        Inspections = "inspections",
        /// Who manages her venues, and what she manages.
        Managers = "managers",
        Transfers = "transfers",
        /// Messages to her log-in.
        Messages = "messages",
        /// What she did at her venues, in the audit trail.
        Trail = "trail",
    }
}

impl DataKind {
    /// The kind of the rule that says how long it is kept.
    pub fn rule_code(self) -> &'static str {
        match self {
            Self::Account | Self::Managers => "closed-accounts",
            Self::LogIns | Self::Trail => "audit-trail",
            Self::Sessions => "sessions",
            Self::Venues => "venues",
            Self::Pledges => "pledges",
            Self::Workers | Self::Questions => "workers",
            Self::Applications => "applications",
            Self::Certificates => "certificates",
            Self::Inspections => "inspections",
            Self::Transfers => "transfers",
            Self::Messages => "messages",
        }
    }

    /// Whether accounts of this role have such data: of staff only what every account has.
    pub fn is_of(self, role: Role) -> bool {
        role == Role::Owner || matches!(self, Self::Account | Self::Sessions | Self::LogIns | Self::Messages)
    }
}

/// How many rows of a kind are kept about an account.
pub type DataCount = (DataKind, u64);

/// How long backups hold what was erased since: the newest of so many days, and of so many weeks, is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BackupRotation {
    pub days: u32,
    pub weeks: u32,
}

impl BackupRotation {
    /// Days after which no backup from before is left.
    pub fn longest_days(self) -> u32 {
        self.days.max(self.weeks.saturating_mul(7))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_rotate_out_with_the_longer_of_days_and_weeks() {
        assert_eq!(BackupRotation { days: 14, weeks: 8 }.longest_days(), 56);
        assert_eq!(BackupRotation { days: 14, weeks: 0 }.longest_days(), 14);
    }

    #[test]
    fn staff_have_only_what_every_account_has() {
        let of_staff: Vec<_> = DataKind::ALL.into_iter().filter(|kind| kind.is_of(Role::Approver)).collect();
        use DataKind::{Account, LogIns, Messages, Sessions};
        assert_eq!(of_staff, [Account, Sessions, LogIns, Messages]);
        assert!(DataKind::ALL.into_iter().all(|kind| kind.is_of(Role::Owner)));
    }
}
