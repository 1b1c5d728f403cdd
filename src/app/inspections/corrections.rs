//! Corrects a report that was sent: one transaction for the new version and what follows from it.

use camket_domain::audit::AuditAction;
use camket_domain::demands::Command;
use camket_domain::ids::{AccountId, CorrectionId, DemandId, InspectionId};
use camket_domain::inspections::Inspection;
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::corrections::{
    CorrectionFacts, CorrectionOutcome, ProposedCorrection, decide,
};
use camket_domain::inspections::report::{
    AnsweredItem, InspectionFinding, InspectionReport, Signing, StaffCount,
};
use camket_domain::measures::MeasureProposal;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::scans::believed_time;
use camket_store::devices::Parcel;
use camket_store::inspections::correction;
use camket_store::{Reader, Tx, demands, devices, inspections, measures, venue_register, venues};
use time::OffsetDateTime;

use super::consequences::{close_met_demands, insert_demands, notify_owner, suggest_anew};
use super::report::{ReportOutcome, SubmittedReport, find_reply_due, load_outcome, word_finding};
use super::start::StartInput;
use crate::devices::DeviceMessage;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::{App, AppError};

type InspectorPermit = Permit<rights::Inspect>;

/// Where a correction was written.
#[derive(Clone, Copy, Debug)]
pub enum CorrectionSource<'a> {
    /// On the phone, which signs it; the people of the visit sign the new version on it.
    Phone(&'a DeviceMessage<'a>),
    /// On the page of the inspection; the people of the visit sign the printed record by hand.
    Page,
}

/// A corrected report, with bounded and normalised texts.
#[derive(Clone, PartialEq, Debug)]
pub struct SubmittedCorrection {
    /// Created by the phone, or by the form.
    pub id: CorrectionId,
    /// Number of the version that was corrected, from 1.
    pub base: u16,
    pub reason: String,
    /// The whole report as it should be. Its start must be that of the visit.
    pub report: SubmittedReport,
}

/// Stores a new version of a report of the permit's holder. Sent again, it has one effect.
///
/// # Errors
/// [`AppError::Conflict`] if `base` is not the newest version; [`Refusal::CorrectionUnfit`] for another start; the refusals of
/// [`decide`]; [`Refusal::NotAllowed`] for another inspector's report; [`AppError::NotFound`]; [`Refusal::AlreadyReported`] or
/// [`AppError::KeyReused`] for other content under the same id.
pub async fn correct_report(
    app: &App,
    permit: &InspectorPermit,
    source: CorrectionSource<'_>,
    given: &SubmittedCorrection,
) -> Result<ReportOutcome, AppError> {
    require_printable(&list_texts(given))?;
    let parcel = source.verify(app, permit.actor().account)?;
    let content = CommandContent::new("inspections.correct").with(given.report.id);
    let content = match &parcel {
        Some(parcel) => content.with(&parcel.sha256),
        // What the form says; the rest is of the version that is corrected.
        None => {
            let SubmittedReport { answers, found, owner, conclusion, .. } = &given.report;
            content.with(given.base).with(&given.reason).with_debug(&(answers, found, owner, conclusion))
        }
    };
    let run = match idempotency::begin::<CorrectionId>(app, permit.actor().account, given.id.0, &content)
        .await
    {
        Ok(Attempt::First(run)) => run,
        Ok(Attempt::Repeat(_)) => return load_repeat(permit, app.store(), given, parcel.as_ref()).await,
        // The phone knows this refusal and keeps the other correction.
        Err(AppError::KeyReused { .. }) if parcel.is_some() => return Err(Refusal::AlreadyReported.into()),
        Err(error) => return Err(error),
    };
    let tx = &run.tx;
    // Keys are kept for some days, corrections for good.
    if correction::find_with_parcel(tx, given.id).await?.is_some() {
        return load_repeat(permit, tx, given, parcel.as_ref()).await;
    }
    let before = find_own_report(permit, tx, given.report.id).await?;
    venues::lock(tx, &permit.actor().scope(), before.venue).await?.ok_or(AppError::NotFound)?;
    if let Some(parcel) = &parcel {
        devices::insert_parcel(tx, parcel).await?;
    }
    let parcel = parcel.map(|parcel| parcel.id);
    let (outcome, proposal, list) = decide_in_tx(app, permit, tx, source, &before, given).await?;
    inspections::save_corrected(tx, &outcome.inspection).await?;
    correction::insert(tx, &outcome.correction, parcel).await?;
    let event = app.build_event(Some(permit.actor()), AuditAction::InspectionCorrected, before.id.0);
    app.audit(tx, event.with_venue(before.venue).with_note(given.reason.as_str())).await?;
    if outcome.correction.followed {
        apply_consequences(app, permit, tx, &outcome, proposal, list).await?;
    }
    venue_register::refresh(tx, &[before.venue]).await?;
    notify_owner(app, tx, &outcome.inspection, true).await?;
    let told = load_outcome(permit, tx, outcome.inspection).await?;
    run.finish(&given.id).await?;
    Ok(ReportOutcome { created: true, ..told })
}

/// The texts that a page may have changed and the record shows; those of a phone were checked with their fields.
fn list_texts(given: &SubmittedCorrection) -> Vec<(&'static str, &str)> {
    let notes = given.report.answers.iter().map(|answer| ("note", answer.note.as_str()));
    let own = [("why", given.reason.as_str()), ("remarks", given.report.owner.remarks.as_str())];
    own.into_iter().chain(notes).collect()
}

/// A report that the permit's holder sent, as it is now, to correct it on a page: the number of its version, and its content
/// without signatures.
///
/// # Errors
/// [`Refusal::NotAllowed`] for another inspector's report; [`AppError::NotFound`].
pub async fn load_to_correct(
    app: &App,
    permit: &InspectorPermit,
    id: InspectionId,
) -> Result<(Inspection, u16, SubmittedReport), AppError> {
    let inspection = find_own_report(permit, app.store(), id).await?;
    let corrections = correction::count(app.store(), id).await?;
    let submitted = build_submitted(&inspection, app.now());
    Ok((inspection, u16::try_from(corrections + 1).unwrap_or(u16::MAX), submitted))
}

fn build_submitted(inspection: &Inspection, now: OffsetDateTime) -> SubmittedReport {
    let report = inspection.report.clone();
    SubmittedReport {
        id: inspection.id,
        start: StartInput {
            team: inspection.team,
            venue: inspection.venue,
            kind: inspection.kind,
            grounds: inspection.ground.clone(),
            reference: None,
            members: report.members.iter().map(|member| member.id).collect(),
        },
        certificate: report.certificate,
        started_at: inspection.started_at,
        ended_at: now,
        phone_clock: None,
        position: None,
        checklist: report.checklist,
        answers: report.answers,
        changes: vec![],
        found: report.staff.found,
        known: report.staff.known,
        findings: report.findings,
        demands: report.demands,
        met_demands: report.met_demands,
        owner: report.owner,
        signatures: vec![],
        conclusion: inspection.conclusion,
        photos: report.photos,
        content: String::new(),
    }
}

impl SubmittedReport {
    /// Replaces the answers. A finding whose answer is another now goes; the register words it anew.
    pub fn replace_answers(&mut self, answers: Vec<AnsweredItem>) {
        let before = std::mem::replace(&mut self.answers, answers);
        let find = |all: &[AnsweredItem], item: &str| all.iter().find(|a| a.item == item).cloned();
        let after = &self.answers;
        self.findings.retain(|finding| {
            finding.item.as_deref().is_none_or(|item| find(&before, item) == find(after, item))
        });
    }
}

impl CorrectionSource<'_> {
    fn verify(self, app: &App, account: AccountId) -> Result<Option<Parcel>, AppError> {
        match self {
            Self::Phone(sealed) => Ok(Some(sealed.verify(app, account)?)),
            Self::Page => Ok(None),
        }
    }
}

/// The report of an inspection that this inspector sent.
async fn find_own_report(
    permit: &InspectorPermit,
    reader: &impl Reader,
    id: InspectionId,
) -> Result<Inspection, AppError> {
    let actor = permit.actor();
    let found = inspections::find(reader, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if found.inspector == actor.account { Ok(found) } else { Err(Refusal::NotAllowed.into()) }
}

/// Answers a correction that is stored already.
async fn load_repeat(
    permit: &InspectorPermit,
    reader: &impl Reader,
    given: &SubmittedCorrection,
    parcel: Option<&Parcel>,
) -> Result<ReportOutcome, AppError> {
    let (stored, before) = correction::find_with_parcel(reader, given.id).await?.ok_or(AppError::NotFound)?;
    let inspection = find_own_report(permit, reader, stored.inspection).await?;
    let before = match before {
        Some(id) => devices::find_parcel(reader, id).await?,
        None => None,
    };
    let same = before.map(|before| before.sha256) == parcel.map(|parcel| parcel.sha256.clone());
    if !same || stored.inspection != given.report.id {
        return Err(Refusal::AlreadyReported.into());
    }
    load_outcome(permit, reader, inspection).await
}

async fn decide_in_tx(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    source: CorrectionSource<'_>,
    before: &Inspection,
    given: &SubmittedCorrection,
) -> Result<(CorrectionOutcome, Option<MeasureProposal>, &'static Checklist), AppError> {
    let earlier = usize::try_from(correction::count(tx, before.id).await?).unwrap_or(usize::MAX);
    if usize::from(given.base) != earlier.saturating_add(1) {
        return Err(AppError::Conflict);
    }
    check_start_is_same(before, &given.report)?;
    let list = Checklist::find_version(before.report.checklist).ok_or(Refusal::ChecklistUnknown)?;
    let report = build_corrected(&before.report, &given.report, list);
    let proposal = measures::find_by_inspection(tx, before.id).await?;
    let made = demands::list_by_inspection(tx, before.id).await?;
    let facts = CorrectionFacts { earlier, demands: &made, proposal: proposal.as_ref(), list };
    let wanted = ProposedCorrection {
        id: given.id,
        reason: &given.reason,
        conclusion: given.report.conclusion,
        report: &report,
        signing: match source {
            CorrectionSource::Phone(_) => Signing::Again { content: &given.report.content },
            CorrectionSource::Page => Signing::OnPaper,
        },
        written_at: believed_time(given.report.ended_at, app.now()),
        reply_due: find_reply_due(app, tx).await?,
    };
    let outcome = decide(before, facts, wanted, permit.actor(), app.now())?;
    Ok((outcome, proposal, list))
}

/// Who visited which venue, and on what ground, is not corrected.
fn check_start_is_same(before: &Inspection, given: &SubmittedReport) -> Result<(), Refusal> {
    let StartInput { team, venue, kind, grounds, members, .. } = &given.start;
    let mut present: Vec<_> = before.report.members.iter().map(|member| member.id).collect();
    let mut named = members.clone();
    present.sort_unstable();
    named.sort_unstable();
    let same = (*team, *venue, *kind) == (before.team, before.venue, before.kind)
        && (*grounds == before.ground && named == present)
        && given.checklist == before.report.checklist;
    if same { Ok(()) } else { Err(Refusal::CorrectionUnfit) }
}

/// The corrected report, with the facts of the visit as they were stored first.
fn build_corrected(before: &InspectionReport, given: &SubmittedReport, list: &Checklist) -> InspectionReport {
    // A finding that stays has the words that it was stored with.
    let finding = |f: &InspectionFinding| {
        if before.findings.contains(f) { f.clone() } else { word_finding(f, given, list) }
    };
    let mut report = InspectionReport {
        certificate: given.certificate.clone(),
        answers: given.answers.clone(),
        changes: given.changes.clone(),
        staff: StaffCount { found: given.found, ..before.staff },
        findings: given.findings.iter().map(finding).collect(),
        demands: given.demands.clone(),
        met_demands: given.met_demands.clone(),
        owner: given.owner.clone(),
        signatures: given.signatures.clone(),
        photos: given.photos.clone(),
        ..before.clone()
    };
    report.complete_findings(list);
    report
}

async fn apply_consequences(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    outcome: &CorrectionOutcome,
    proposal: Option<MeasureProposal>,
    list: &Checklist,
) -> Result<(), AppError> {
    let (actor, inspection) = (permit.actor(), &outcome.inspection);
    for demand in &outcome.withdrawn {
        let command = Command::Withdraw(outcome.correction.reason.clone());
        crate::demands::close_in_tx(app, tx, actor, demand.clone(), command).await?;
    }
    for demand in &outcome.amended {
        demands::save(tx, demand).await?;
        let event = app.build_event(Some(actor), AuditAction::DemandAmended, demand.id.0);
        app.audit(tx, event.with_venue(demand.venue)).await?;
    }
    insert_demands(tx, inspection, &outcome.added, list).await?;
    let before = &outcome.correction.replaced.report.met_demands;
    let new = |id: &&DemandId| !before.contains(id);
    let met: Vec<_> = inspection.report.met_demands.iter().filter(new).copied().collect();
    close_met_demands(app, permit, tx, inspection, &met).await?;
    match proposal {
        Some(proposal) => suggest_anew(app, tx, inspection, proposal, list).await,
        None => Ok(()),
    }
}
