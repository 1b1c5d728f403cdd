//! The state machine of a certificate. It starts as [`Standing::issued`]; only this module changes the standing.
//!
//! Expiry and the end of a suspension are not commands: they follow from the dates ([`Stage::of`]).

use time::{Date, OffsetDateTime};

use super::decisions::Neutral;
use super::{Certificate, CertificateNumber, Standing, Status};
use crate::calendar::local_date;
use crate::ids::AccountId;
use crate::refusal::Refusal;

/// State of a certificate on a day, expiry included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
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

impl Stage {
    /// The stage of `certificate` on `day` (Vietnamese date). Expiry takes precedence over decisions.
    pub fn of(certificate: &Certificate, day: Date) -> Self {
        if day > certificate.expires_on {
            return Self::Expired;
        }
        match certificate.status_on(day) {
            Status::Issued => Self::InForce,
            Status::Suspended => Self::Suspended,
            Status::Revoked => Self::Revoked,
            Status::Superseded => Self::Superseded,
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
}

impl Command {
    /// Whether one person must propose it and another decide it.
    pub fn needs_second(&self) -> bool {
        matches!(self, Self::Lift | Self::Revoke)
    }
}

/// Who decides, and what the public sees of the decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts<'a> {
    pub owner: AccountId,
    pub proposer: AccountId,
    pub decider: AccountId,
    /// Reason shown to the public.
    pub reason: Neutral,
    /// Number of the decision; empty for a replacement, which has none.
    pub number: &'a str,
}

/// The standing of `certificate` after `command`.
///
/// # Errors
/// [`Refusal::OwnVenue`], [`Refusal::SecondPerson`], [`Refusal::SuspensionEnd`], and [`Refusal::WrongState`] if the
/// state does not allow the command: a revoked, superseded or expired certificate does not change.
pub fn decide(
    certificate: &Certificate,
    command: Command,
    facts: Facts<'_>,
    now: OffsetDateTime,
) -> Result<Standing, Refusal> {
    separate(&command, facts)?;
    next(certificate, command, facts, now)
}

/// Checks that `command` could be decided on `certificate` now, by a second person where one is required.
///
/// # Errors
/// As [`decide`].
pub fn may_propose(
    certificate: &Certificate,
    command: Command,
    owner: AccountId,
    proposer: AccountId,
    now: OffsetDateTime,
) -> Result<(), Refusal> {
    if owner == proposer {
        return Err(Refusal::OwnVenue);
    }
    let facts = Facts { owner, proposer, decider: proposer, reason: Neutral::UnderReview, number: "" };
    next(certificate, command, facts, now).map(drop)
}

fn next(
    certificate: &Certificate,
    command: Command,
    facts: Facts<'_>,
    now: OffsetDateTime,
) -> Result<Standing, Refusal> {
    let today = local_date(now);
    let decided = Standing {
        decided: Status::Issued,
        since: Some(now),
        until: None,
        reason: facts.reason.code().to_owned(),
        decision_number: facts.number.to_owned(),
        replaced_by: None,
    };
    match (Stage::of(certificate, today), command) {
        (Stage::InForce | Stage::Suspended, Command::Suspend(until)) => {
            ends_well(certificate, until, today)?;
            Ok(Standing { decided: Status::Suspended, until: Some(until), ..decided })
        }
        (Stage::Suspended, Command::Lift) => Ok(decided),
        (Stage::InForce | Stage::Suspended, Command::Revoke) => {
            Ok(Standing { decided: Status::Revoked, ..decided })
        }
        (Stage::InForce | Stage::Suspended, Command::Supersede(by)) => {
            Ok(Standing { decided: Status::Superseded, replaced_by: Some(by), ..decided })
        }
        _ => Err(Refusal::WrongState),
    }
}

/// Separation of duties: nobody acts on a venue they own, and some decisions need two people.
fn separate(command: &Command, facts: Facts<'_>) -> Result<(), Refusal> {
    if [facts.proposer, facts.decider].contains(&facts.owner) {
        return Err(Refusal::OwnVenue);
    }
    if command.needs_second() && facts.proposer == facts.decider {
        return Err(Refusal::SecondPerson);
    }
    Ok(())
}

/// Checks the last day of a suspension: after today, not after the certificate's, and later than that of a running
/// suspension. Shortening would be a lift by one person.
fn ends_well(certificate: &Certificate, until: Date, today: Date) -> Result<(), Refusal> {
    let longer = match (certificate.status_on(today), certificate.standing.until) {
        (Status::Suspended, Some(present)) => until > present,
        (Status::Suspended, None) => false,
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
