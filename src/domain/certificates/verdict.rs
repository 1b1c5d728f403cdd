//! The verdict: what a paper on the wall is worth. Unknown is never valid.

use time::Date;

use super::Status;

/// A verdict with a stable code, the same on pages, in the API and on the phone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// In force.
    Valid,
    /// Tạm đình chỉ.
    Suspended,
    /// Thu hồi.
    Revoked,
    /// Another certificate took its place.
    Superseded,
    /// Its last day is past.
    Expired,
    /// No such certificate.
    NotInRegister,
    /// Not ten characters, or the check character does not fit: the code was mistyped.
    Mistyped,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 7] = [
        Self::Valid,
        Self::Suspended,
        Self::Revoked,
        Self::Superseded,
        Self::Expired,
        Self::NotInRegister,
        Self::Mistyped,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::NotInRegister => "not_in_register",
            Self::Mistyped => "mistyped",
        }
    }
}

/// The verdict on a certificate of the register on `today` (Vietnamese date). Expiry beats status.
pub fn judge(status: Status, expires_on: Date, today: Date) -> Verdict {
    if today > expires_on {
        return Verdict::Expired;
    }
    match status {
        Status::Issued => Verdict::Valid,
        Status::Suspended => Verdict::Suspended,
        Status::Revoked => Verdict::Revoked,
        Status::Superseded => Verdict::Superseded,
    }
}

/// The last days of a certificate, when its owner is told to sign anew ("sắp hết hạn").
pub const LAST_DAYS: i64 = 30;

/// Whether a certificate is in force and in its last days.
pub fn expires_soon(status: Status, expires_on: Date, today: Date) -> bool {
    judge(status, expires_on, today) == Verdict::Valid && (expires_on - today).whole_days() <= LAST_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn every_status_on_the_last_day_and_after() {
        let last = date!(2026 - 12 - 31);
        let on_last = [Verdict::Valid, Verdict::Suspended, Verdict::Revoked, Verdict::Superseded];
        for (status, expected) in Status::ALL.into_iter().zip(on_last) {
            assert_eq!(judge(status, last, last), expected);
            assert_eq!(judge(status, last, date!(2027 - 01 - 01)), Verdict::Expired);
        }
    }

    #[test]
    fn the_last_days_are_thirty_and_only_while_in_force() {
        let last = date!(2026 - 12 - 31);
        let soon = |status, today| expires_soon(status, last, today);
        assert!(!soon(Status::Issued, date!(2026 - 11 - 30)));
        assert!(soon(Status::Issued, date!(2026 - 12 - 01)));
        assert!(soon(Status::Issued, last));
        assert!(!soon(Status::Issued, date!(2027 - 01 - 01)));
        assert!(!soon(Status::Suspended, last));
    }
}
