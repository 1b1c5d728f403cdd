//! The state machine of a certificate. It begins as [`Standing::issued`]; nothing else names a next standing.
//!
//! Expiry and the end of a suspension are not commands: they follow from the dates ([`Stage::of`]).

use time::{Date, OffsetDateTime};

use super::decisions::Neutral;
use super::{Certificate, CertificateNumber, Standing, Status};
use crate::calendar::local_date;
use crate::ids::AccountId;
use crate::refusal::Refusal;

/// Where a certificate is in its life on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// In force.
    InForce,
    /// Suspended, to its last day.
    Suspended,
    /// Revoked for good.
    Revoked,
    /// Another took its place.
    Superseded,
    /// Its last day is past, whatever was decided before.
    Expired,
}

impl Stage {
    /// Where `certificate` is on `day` (Vietnamese date). Expiry beats what was decided.
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
    /// Suspend it, or prolong its suspension, until the end of a day.
    Suspend(Date),
    /// Lift its suspension before the last day.
    Lift,
    Revoke,
    /// Put another in its place.
    Supersede(CertificateNumber),
}

impl Command {
    /// Whether one person proposes it and another decides.
    pub fn needs_second(&self) -> bool {
        matches!(self, Self::Lift | Self::Revoke)
    }
}

/// Who decides, and what the public will read of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts<'a> {
    pub owner: AccountId,
    /// Who proposed it.
    pub proposer: AccountId,
    /// Who decides it.
    pub decider: AccountId,
    /// Why, in public.
    pub reason: Neutral,
    /// Number of the decision; empty for a succession, which has none.
    pub number: &'a str,
}

/// The standing of `certificate` after `command`.
///
/// # Errors
/// [`Refusal::OwnVenue`], [`Refusal::SecondPerson`], [`Refusal::SuspensionEnd`], and [`Refusal::WrongState`] where the
/// command does not fit: nothing happens any more to what is revoked, superseded or expired.
pub fn decide(
    certificate: &Certificate,
    command: Command,
    facts: Facts<'_>,
    now: OffsetDateTime,
) -> Result<Standing, Refusal> {
    separate(&command, facts)?;
    next(certificate, command, facts, now)
}

/// Whether `command` could be decided on `certificate` now, by somebody else than its proposer where it takes two.
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

/// Separation of duties: nobody acts on a venue they own, and some decisions take two people.
fn separate(command: &Command, facts: Facts<'_>) -> Result<(), Refusal> {
    if [facts.proposer, facts.decider].contains(&facts.owner) {
        return Err(Refusal::OwnVenue);
    }
    if command.needs_second() && facts.proposer == facts.decider {
        return Err(Refusal::SecondPerson);
    }
    Ok(())
}

/// A suspension is not shortened by another: that would be a lift by one person.
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
