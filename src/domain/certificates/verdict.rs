//! The verdict: what a paper on the wall is worth. Unknown is never valid.
//!
//! One function, [`weigh`], judges for the page, the API, the command line and (ported, over the same vectors)
//! the phone. Belongs here: the evidence, the verdicts and that function. Does not belong here: how the evidence
//! is got (credential reads tokens and lists, app asks the register) and the words (web).

use time::{Date, Duration, OffsetDateTime, Time};

use super::Status;
use super::claims::end_of;
use crate::calendar::VIETNAM;

/// A verdict with a stable code, the same on pages, in the API and on the phone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// In force.
    Valid,
    /// In force when the list was signed; the list is not fresh, or the reader's clock is not to be trusted.
    ValidAsOf,
    /// Too little is known to say anything: no list, too old a list, an unknown or withdrawn key.
    CannotSay,
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
    /// Signature or structure bad: forged, or damaged.
    Forged,
    /// Another host's address, or no code of ours at all.
    NotOurs,
    /// Not ten characters, or the check character does not fit: the code was mistyped.
    Mistyped,
}

impl Verdict {
    pub const ALL: [Self; 11] = [
        Self::Valid,
        Self::ValidAsOf,
        Self::CannotSay,
        Self::Suspended,
        Self::Revoked,
        Self::Superseded,
        Self::Expired,
        Self::NotInRegister,
        Self::Forged,
        Self::NotOurs,
        Self::Mistyped,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::ValidAsOf => "valid_as_of",
            Self::CannotSay => "cannot_say",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::NotInRegister => "not_in_register",
            Self::Forged => "forged",
            Self::NotOurs => "not_ours",
            Self::Mistyped => "mistyped",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// Whether it speaks of a certificate whose signature or code the register vouches for.
    pub fn is_about_a_certificate(self) -> bool {
        !matches!(self, Self::NotInRegister | Self::Forged | Self::NotOurs | Self::Mistyped)
    }
}

/// What the signature on a token proves.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Proof {
    /// Signed by a key of the registry. A code looked up in the register itself counts as this.
    Good,
    /// Signature or structure bad.
    Broken,
    /// Signed by a key the reader does not know: perhaps one made since.
    UnknownKey,
    /// Signed by a key that was withdrawn: anyone may hold it, so the signature proves nothing.
    WithdrawnKey,
}

impl Proof {
    pub const ALL: [Self; 4] = [Self::Good, Self::Broken, Self::UnknownKey, Self::WithdrawnKey];

    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Broken => "broken",
            Self::UnknownKey => "unknown_key",
            Self::WithdrawnKey => "withdrawn_key",
        }
    }
}

/// What the register, or the signed list of it, says of a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Said {
    /// Nothing: the list is from before the certificate, so its silence means nothing.
    Nothing,
    /// That there is no such certificate.
    NotAssigned,
    /// This.
    Is(Status),
}

/// An answer of the register, and of when it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answer {
    pub said: Said,
    /// When the list was signed; now, if the register itself was asked.
    pub as_of: OffsetDateTime,
}

/// All that a verdict rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// What the signature proves.
    pub proof: Proof,
    /// The first second at which the certificate is expired. Means nothing where the proof is not good.
    pub expires_at: OffsetDateTime,
    /// The newest answer the reader holds, if any.
    pub answer: Option<Answer>,
    /// What the reader's clock says.
    pub now: OffsetDateTime,
}

/// How old an answer may be, and how wrong a clock. Settings; the defaults are those of the design.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Up to this age a list is as good as the register.
    pub fresh: Duration,
    /// Beyond this age a list says nothing.
    pub stale: Duration,
    /// A clock behind the list by no more than this is an ordinary clock, not one that was set back.
    pub skew: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { fresh: Duration::hours(24), stale: Duration::days(7), skew: Duration::minutes(2) }
    }
}

/// The verdict over the evidence. In this order: the proof; expiry, which needs no list and beats status; the
/// list's age; what it says.
pub fn weigh(evidence: &Evidence, limits: &Limits) -> Verdict {
    match evidence.proof {
        Proof::Broken => return Verdict::Forged,
        Proof::UnknownKey | Proof::WithdrawnKey => return Verdict::CannotSay,
        Proof::Good => {}
    }
    // It is at least as late as the list says, whatever the reader's clock says.
    let latest = evidence.answer.map_or(evidence.now, |answer| answer.as_of.max(evidence.now));
    if latest >= evidence.expires_at {
        return Verdict::Expired;
    }
    let Some(answer) = evidence.answer else { return Verdict::CannotSay };
    let age = evidence.now - answer.as_of;
    if age > limits.stale {
        return Verdict::CannotSay;
    }
    let trusted = age <= limits.fresh && age >= -limits.skew;
    match answer.said {
        Said::Nothing => Verdict::CannotSay,
        Said::NotAssigned => Verdict::NotInRegister,
        Said::Is(Status::Issued) if trusted => Verdict::Valid,
        Said::Is(Status::Issued) => Verdict::ValidAsOf,
        Said::Is(Status::Suspended) => Verdict::Suspended,
        Said::Is(Status::Revoked) => Verdict::Revoked,
        Said::Is(Status::Superseded) => Verdict::Superseded,
    }
}

/// The verdict on a certificate of the register on `today` (Vietnamese date): good proof, asked just now.
pub fn judge(status: Status, expires_on: Date, today: Date) -> Verdict {
    let now = today.with_time(Time::MIDNIGHT).assume_offset(VIETNAM);
    let answer = Some(Answer { said: Said::Is(status), as_of: now });
    let evidence = Evidence { proof: Proof::Good, expires_at: end_of(expires_on), answer, now };
    weigh(&evidence, &Limits::default())
}

/// The last days of a certificate, when its owner is told to sign anew ("sắp hết hạn").
pub const LAST_DAYS: i64 = 30;

/// Whether a certificate is in force and in its last days.
pub fn expires_soon(status: Status, expires_on: Date, today: Date) -> bool {
    judge(status, expires_on, today) == Verdict::Valid && (expires_on - today).whole_days() <= LAST_DAYS
}

#[cfg(test)]
mod tests;
