//! The verdict on a certificate. Unknown is never shown as valid.
//!
//! One function, [`judge_evidence`], decides for the page, the API, the command line and (ported, tested with the same
//! vectors) the phone. Belongs here: the evidence, the verdicts and that function. Does not belong here: how
//! evidence is obtained (credential reads tokens and lists, app reads the register) and texts (web).

use time::{Date, Duration, OffsetDateTime, Time};

use super::CertificateStatus;
use super::claims::first_second_after;
use crate::calendar::VIETNAM;
use crate::codes::codes;

codes! {
    /// A verdict. Its code is the same on pages, in the API and on the phone.
    Verdict {
        Valid = "valid",
        /// In force when the list was signed; the list is not fresh, or the reader's clock cannot be trusted.
        ValidAsOf = "valid_as_of",
        /// Not enough evidence: no list, a list that is too old, a withdrawn key, or an unknown key while the
        /// reader's keys may be out of date.
        CannotSay = "cannot_say",
        /// Tạm đình chỉ.
        Suspended = "suspended",
        /// Thu hồi.
        Revoked = "revoked",
        /// Replaced by another certificate.
        Superseded = "superseded",
        /// Its last day is past.
        Expired = "expired",
        /// No such certificate.
        NotInRegister = "not_in_register",
        /// Invalid signature or structure, or a key that the registry does not have: forged or damaged.
        Forged = "forged",
        /// An address of another host, or not a code of this registry.
        NotOurs = "not_ours",
        /// Not ten characters, or a wrong check character: a typing error.
        Mistyped = "mistyped",
    }
}

impl Verdict {
    /// Whether the verdict is about a certificate whose signature or code is genuine.
    pub fn is_about_a_certificate(self) -> bool {
        !matches!(self, Self::NotInRegister | Self::Forged | Self::NotOurs | Self::Mistyped)
    }
}

codes! {
    /// Result of checking the signature of a token.
    Proof {
        /// Signed by a key of the registry. A code that is looked up in the register counts as this too.
        Good = "good",
        /// Invalid signature or structure.
        Broken = "broken",
        /// Signed by a key that the reader does not know; it may be newer than the reader's keys.
        UnknownKey = "unknown_key",
        /// Signed by a withdrawn key: others may have the key, so the signature proves nothing.
        WithdrawnKey = "withdrawn_key",
    }
}

/// What the register or the signed status list says about a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StatusAnswer {
    /// Nothing: the list is older than the certificate.
    Unknown,
    /// There is no such certificate.
    NotAssigned,
    /// The certificate has this status.
    Known(CertificateStatus),
}

/// An answer of the register or the list, with its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DatedAnswer {
    pub status: StatusAnswer,
    /// When the list was signed (UTC); now, if the register itself was asked.
    pub as_of: OffsetDateTime,
}

/// Everything that a verdict depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Evidence {
    pub proof: Proof,
    /// First second at which the certificate is expired (UTC). Meaningless unless the proof is good.
    pub expires_at: OffsetDateTime,
    /// The newest answer that the reader has.
    pub answer: Option<DatedAnswer>,
    /// When the reader's keys were all keys of the registry (UTC); `None` if it does not know.
    pub keys_as_of: Option<OffsetDateTime>,
    /// Time of the reader's clock (UTC).
    pub now: OffsetDateTime,
}

/// Maximum age of an answer and maximum clock error. `fresh` and `stale` are settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FreshnessLimits {
    /// A list up to this age counts as current.
    pub fresh: Duration,
    /// A list beyond this age is ignored.
    pub stale: Duration,
    /// A clock may be behind the list by this much; beyond it the clock is not trusted. Also how old a set of keys may
    /// be that counts as complete.
    pub skew: Duration,
}

impl Default for FreshnessLimits {
    fn default() -> Self {
        Self { fresh: Duration::hours(24), stale: Duration::days(7), skew: Duration::minutes(2) }
    }
}

/// The verdict on the evidence. Checked in this order: the proof; expiry, which needs no list and takes precedence over
/// the status; the age of the list; the status.
pub fn judge_evidence(evidence: &Evidence, limits: &FreshnessLimits) -> Verdict {
    match evidence.proof {
        Proof::Broken => return Verdict::Forged,
        Proof::UnknownKey if has_current_keys(evidence, limits) => return Verdict::Forged,
        Proof::UnknownKey | Proof::WithdrawnKey => return Verdict::CannotSay,
        Proof::Good => {}
    }
    // The list proves that it is at least this late, whatever the reader's clock says.
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
    match answer.status {
        StatusAnswer::Unknown => Verdict::CannotSay,
        StatusAnswer::NotAssigned => Verdict::NotInRegister,
        StatusAnswer::Known(CertificateStatus::Issued) if trusted => Verdict::Valid,
        StatusAnswer::Known(CertificateStatus::Issued) => Verdict::ValidAsOf,
        StatusAnswer::Known(CertificateStatus::Suspended) => Verdict::Suspended,
        StatusAnswer::Known(CertificateStatus::Revoked) => Verdict::Revoked,
        StatusAnswer::Known(CertificateStatus::Superseded) => Verdict::Superseded,
    }
}

/// Whether the reader knows all keys of the registry: then one that it does not know is not of the registry.
fn has_current_keys(evidence: &Evidence, limits: &FreshnessLimits) -> bool {
    evidence.keys_as_of.is_some_and(|as_of| (evidence.now - as_of).abs() <= limits.skew)
}

/// The verdict on a certificate of the register on `today` (Vietnamese date), with a good proof and a current answer.
pub fn judge_status(status: CertificateStatus, expires_on: Date, today: Date) -> Verdict {
    let now = today.with_time(Time::MIDNIGHT).assume_offset(VIETNAM);
    let answer = Some(DatedAnswer { status: StatusAnswer::Known(status), as_of: now });
    let expires_at = first_second_after(expires_on);
    let evidence = Evidence { proof: Proof::Good, expires_at, answer, keys_as_of: None, now };
    judge_evidence(&evidence, &FreshnessLimits::default())
}

/// Days before the end from which a certificate counts as expiring soon ("sắp hết hạn").
pub const EXPIRES_SOON_DAYS: i64 = 30;

/// Whether a certificate is in force and within its last [`EXPIRES_SOON_DAYS`] days.
pub fn expires_soon(status: CertificateStatus, expires_on: Date, today: Date) -> bool {
    judge_status(status, expires_on, today) == Verdict::Valid
        && (expires_on - today).whole_days() <= EXPIRES_SOON_DAYS
}

#[cfg(test)]
mod tests;
