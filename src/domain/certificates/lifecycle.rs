//! The state machine of a certificate. It starts as [`StatusRecord::issued`]; only this module changes its status record.
//!
//! Expiry and the end of a suspension are not commands: they follow from the dates ([`CertificateStage::on_day`]).

use time::{Date, OffsetDateTime};

use super::{Certificate, CertificateNumber, CertificateStatus, PublicReason, StatusRecord};
use crate::calendar::local_date;
use crate::ids::AccountId;
use crate::refusal::Refusal;

/// State of a certificate on a day, expiry included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CertificateStage {
    InForce,
    /// Suspended, until the last day of the suspension.
    Suspended,
    /// Revoked; final.
    Revoked,
    /// Replaced by another certificate.
    Superseded,
    /// Its last day is past, whatever was decided on it.
    Expired,
}

impl CertificateStage {
    /// The stage of `certificate` on `day` (Vietnamese date). Expiry takes precedence over decisions.
    pub fn on_day(certificate: &Certificate, day: Date) -> Self {
        if day > certificate.expires_on {
            return Self::Expired;
        }
        match certificate.status_on(day) {
            CertificateStatus::Issued => Self::InForce,
            CertificateStatus::Suspended => Self::Suspended,
            CertificateStatus::Revoked => Self::Revoked,
            CertificateStatus::Superseded => Self::Superseded,
        }
    }
}

/// What is done to a certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Suspend it, or extend its suspension, to the end of this day (Vietnamese date).
    Suspend(Date),
    /// Lift its suspension before the last day.
    Lift,
    Revoke,
    /// Replace it by another certificate.
    Supersede(CertificateNumber),
    /// End it for good, because its owner closed the venue.
    Close,
}

impl Command {
    /// Whether one person must propose it and another decide it.
    pub fn needs_second_person(&self) -> bool {
        matches!(self, Self::Lift | Self::Revoke)
    }
}

/// Who decides, and what the public sees of the decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DecisionFacts<'a> {
    pub owner: AccountId,
    pub proposer: AccountId,
    pub decider: AccountId,
    /// Reason shown to the public.
    pub reason: PublicReason,
    /// Number of the decision; empty for a replacement, which has none.
    pub number: &'a str,
}

/// The certificate after `command`.
///
/// # Errors
/// [`Refusal::OwnVenue`], [`Refusal::NotAllowed`] for anybody but the owner who closes, [`Refusal::SecondPerson`],
/// [`Refusal::SuspensionEnd`], and [`Refusal::WrongState`] if the
/// state does not allow the command: a revoked, superseded or expired certificate does not change.
pub fn decide(
    before: &Certificate,
    command: Command,
    facts: &DecisionFacts<'_>,
    now: OffsetDateTime,
) -> Result<Certificate, Refusal> {
    check_separation_of_duties(&command, facts)?;
    let status_record = apply_command(before, command, facts, now)?;
    Ok(Certificate { status_record, ..before.clone() })
}

/// Checks that `command` could be decided on `certificate` now, by a second person where one is required.
///
/// # Errors
/// As [`decide`].
pub fn check_proposal(
    certificate: &Certificate,
    command: Command,
    owner: AccountId,
    proposer: AccountId,
    now: OffsetDateTime,
) -> Result<(), Refusal> {
    if owner == proposer {
        return Err(Refusal::OwnVenue);
    }
    let facts =
        DecisionFacts { owner, proposer, decider: proposer, reason: PublicReason::UnderReview, number: "" };
    apply_command(certificate, command, &facts, now).map(drop)
}

fn apply_command(
    certificate: &Certificate,
    command: Command,
    facts: &DecisionFacts<'_>,
    now: OffsetDateTime,
) -> Result<StatusRecord, Refusal> {
    let today = local_date(now);
    let decided = StatusRecord {
        decided_status: CertificateStatus::Issued,
        since: Some(now),
        until: None,
        reason: Some(facts.reason),
        decision_number: facts.number.to_owned(),
        replaced_by: None,
    };
    match (CertificateStage::on_day(certificate, today), command) {
        (CertificateStage::InForce | CertificateStage::Suspended, Command::Suspend(until)) => {
            check_suspension_end(certificate, until, today)?;
            Ok(StatusRecord { decided_status: CertificateStatus::Suspended, until: Some(until), ..decided })
        }
        (CertificateStage::Suspended, Command::Lift) => Ok(decided),
        (CertificateStage::InForce | CertificateStage::Suspended, Command::Revoke) => {
            Ok(StatusRecord { decided_status: CertificateStatus::Revoked, ..decided })
        }
        (CertificateStage::InForce | CertificateStage::Suspended, Command::Supersede(by)) => {
            Ok(StatusRecord {
                decided_status: CertificateStatus::Superseded,
                replaced_by: Some(by),
                ..decided
            })
        }
        (CertificateStage::InForce | CertificateStage::Suspended, Command::Close) => {
            let reason = Some(PublicReason::Closed);
            Ok(StatusRecord { decided_status: CertificateStatus::Revoked, reason, ..decided })
        }
        _ => Err(Refusal::WrongState),
    }
}

/// The record of a certificate of which `status` was published before the register was put back: the decision itself is lost,
/// so its public reason and its last day are not known. `number` is that of the decision to restore.
pub fn adopt_published(status: CertificateStatus, number: &str, now: OffsetDateTime) -> StatusRecord {
    StatusRecord {
        decided_status: status,
        since: Some(now),
        until: None,
        reason: Some(PublicReason::Administrative),
        decision_number: number.to_owned(),
        replaced_by: None,
    }
}

/// Separation of duties: nobody acts on a venue they own, and some decisions need two people. Only closing is the owner's own.
fn check_separation_of_duties(command: &Command, facts: &DecisionFacts<'_>) -> Result<(), Refusal> {
    if *command == Command::Close {
        return if facts.decider == facts.owner { Ok(()) } else { Err(Refusal::NotAllowed) };
    }
    if [facts.proposer, facts.decider].contains(&facts.owner) {
        return Err(Refusal::OwnVenue);
    }
    if command.needs_second_person() && facts.proposer == facts.decider {
        return Err(Refusal::SecondPerson);
    }
    Ok(())
}

/// Checks the last day of a suspension: after today, not after the certificate's, and later than that of a running
/// suspension. Shortening would be a lift by one person.
fn check_suspension_end(certificate: &Certificate, until: Date, today: Date) -> Result<(), Refusal> {
    let longer = match (certificate.status_on(today), certificate.status_record.until) {
        (CertificateStatus::Suspended, Some(present)) => until > present,
        (CertificateStatus::Suspended, None) => false,
        _ => true,
    };
    if longer && until > today && until <= certificate.expires_on {
        Ok(())
    } else {
        Err(Refusal::SuspensionEnd)
    }
}

#[cfg(test)]
#[path = "lifecycle_tests.rs"]
mod tests;
