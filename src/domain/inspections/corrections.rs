//! Corrections of a report that was sent: each makes a new version, and the version before it stays as it was.

use super::report::{ReportDemand, Signing};
use super::{Conclusion, Inspection, InspectionReport, InspectionState, OwnerReply};
use crate::accounts::{Actor, ActorStamp};
use crate::calendar::local_date;
use crate::demands::{Demand, DemandState};
use crate::ids::{CorrectionId, DemandId, InspectionId};
use crate::inspections::checklist::Checklist;
use crate::measures::{MeasureProposal, ProposalState};
use crate::refusal::Refusal;
use time::{Date, OffsetDateTime};

/// Maximum number of corrections of one report.
pub const MAX_CORRECTIONS: usize = 9;

/// A correction that was taken, with the version that it replaced.
#[derive(Clone, PartialEq, Debug)]
pub struct Correction {
    /// Created by the phone, or by the form of the page.
    pub id: CorrectionId,
    pub inspection: InspectionId,
    pub replaced: ReplacedVersion,
    pub reason: String,
    /// The inspector, and when the correction was written: by the phone's clock, corrected, but not later than `received_at`.
    pub by: ActorStamp,
    /// When the register received it (UTC).
    pub received_at: OffsetDateTime,
    /// Whether the suggested measure and the open demands became those of the new version.
    pub followed: bool,
}

/// A version of a report that another one replaced.
#[derive(Clone, PartialEq, Debug)]
pub struct ReplacedVersion {
    /// From 1: the report as it was sent first.
    pub number: u16,
    pub conclusion: Conclusion,
    pub report: InspectionReport,
    /// The owner's reply to this version.
    pub reply: Option<OwnerReply>,
}

/// A corrected report with its reason.
#[derive(Clone, Copy, Debug)]
pub struct ProposedCorrection<'a> {
    pub id: CorrectionId,
    pub reason: &'a str,
    pub conclusion: Conclusion,
    pub report: &'a InspectionReport,
    pub signing: Signing<'a>,
    /// When it was written.
    pub written_at: OffsetDateTime,
    /// Last day for the owner's reply to the new version (Vietnamese date).
    pub reply_due: Date,
}

/// What a correction is decided on, besides the inspection.
#[derive(Clone, Copy, Debug)]
pub struct CorrectionFacts<'a> {
    /// Number of earlier corrections.
    pub earlier: usize,
    /// All demands that the inspection made.
    pub demands: &'a [Demand],
    pub proposal: Option<&'a MeasureProposal>,
    pub list: &'a Checklist,
}

/// What follows from a correction.
#[derive(Clone, PartialEq, Debug)]
pub struct CorrectionOutcome {
    pub inspection: Inspection,
    pub correction: Correction,
    /// Demands that the new version no longer makes.
    pub withdrawn: Vec<Demand>,
    /// Demands with other words or another day, as they are now.
    pub amended: Vec<Demand>,
    pub added: Vec<ReportDemand>,
}

/// The inspection with the corrected report. Venue, team, members, start and place of the visit do not change.
///
/// As long as no officer has endorsed or decided a measure, open demands become those of the new version, and the caller
/// suggests the measure anew (`followed`); afterwards nothing changes by itself. The owner may reply to the new version.
///
/// # Errors
/// [`Refusal::ReasonMissing`], [`Refusal::TooManyCorrections`], [`Refusal::CorrectionEmpty`] if nothing differs, and what
/// [`InspectionReport::check`] refuses.
pub fn decide(
    before: &Inspection,
    facts: CorrectionFacts<'_>,
    wanted: ProposedCorrection<'_>,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<CorrectionOutcome, Refusal> {
    if wanted.reason.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    if facts.earlier >= MAX_CORRECTIONS {
        return Err(Refusal::TooManyCorrections);
    }
    if before.conclusion == wanted.conclusion && before.report.has_same_content(wanted.report) {
        return Err(Refusal::CorrectionEmpty);
    }
    wanted.report.check(facts.list, wanted.conclusion, local_date(before.started_at), wanted.signing)?;
    let followed = facts.proposal.is_none_or(|proposal| proposal.state() == ProposalState::Proposed);
    let replaced = ReplacedVersion {
        number: u16::try_from(facts.earlier + 1).unwrap_or(u16::MAX),
        conclusion: before.conclusion,
        report: before.report.clone(),
        reply: before.reply.clone(),
    };
    let correction = Correction {
        id: wanted.id,
        inspection: before.id,
        replaced,
        reason: wanted.reason.to_owned(),
        by: ActorStamp::new(actor, wanted.written_at.min(now)),
        received_at: now,
        followed,
    };
    let inspection = replace_report(before, wanted);
    let open: Vec<_> = facts.demands.iter().filter(|d| followed && d.state() == DemandState::Open).collect();
    let named = |id: DemandId| wanted.report.demands.iter().find(|demand| demand.id == id);
    let is_new = |demand: &&ReportDemand| followed && !facts.demands.iter().any(|old| old.id == demand.id);
    Ok(CorrectionOutcome {
        withdrawn: open.iter().filter(|demand| named(demand.id).is_none()).copied().cloned().collect(),
        amended: open
            .iter()
            .filter_map(|demand| amend_demand(demand, named(demand.id)?, facts.list))
            .collect(),
        added: wanted.report.demands.iter().filter(is_new).cloned().collect(),
        inspection,
        correction,
    })
}

/// An open demand as the new version words it; `None` if it says the same.
fn amend_demand(before: &Demand, wanted: &ReportDemand, list: &Checklist) -> Option<Demand> {
    let ReportDemand { item, text, due_on, .. } = wanted.clone();
    let basis = list.find_basis(item.as_deref());
    let after = Demand { item, text, basis, due_on, ..before.clone() };
    (after != *before).then_some(after)
}

/// A reply answers the version that it was written to, and stays with it.
fn replace_report(before: &Inspection, wanted: ProposedCorrection<'_>) -> Inspection {
    let state = match before.state {
        InspectionState::Settled => InspectionState::Settled,
        InspectionState::Reported | InspectionState::Replied => InspectionState::Reported,
    };
    Inspection {
        state,
        conclusion: wanted.conclusion,
        report: wanted.report.clone(),
        reply: None,
        reply_due: wanted.reply_due.max(before.reply_due),
        ..before.clone()
    }
}

#[cfg(test)]
mod tests;
