//! Receives the report of an inspection: one transaction for the record, its number, its demands and their
//! consequences.

use camket_domain::audit::AuditAction;
use camket_domain::calendar::{add_working_days, local_date};
use camket_domain::certificates::ShortCode;
use camket_domain::demands::Demand;
use camket_domain::ids::{DemandId, InspectionId, PhotoId};
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::report::{
    AnswerChange, AnsweredItem, InspectionFinding, InspectionReport, OwnerStatement, PhoneClock,
    PresentMember, ReportDemand, ReportPhoto, ReportSignature, Signing, StaffCount,
};
use camket_domain::inspections::{Conclusion, Inspection, InspectionState, RecordNumber};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::scans::believed_time;
use camket_domain::scans::distance::Position;
use camket_domain::venues::Venue;
use camket_store::inspections::correction;
use camket_store::settings::holiday;
use camket_store::{
    Reader, Tx, demands, devices, inspections, labour, settings, teams, venue_register, venues,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::consequences::{
    close_met_demands, insert_demands, insert_proposal, notify_owner, open_distance_alert,
};
use super::photos;
use super::start::{CheckedStart, StartInput, require_start};
use crate::devices::DeviceMessage;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::{App, AppError};

type InspectorPermit = Permit<rights::Inspect>;

/// A report as a phone sends it, with bounded and normalised texts.
#[derive(Clone, PartialEq, Debug)]
pub struct SubmittedReport {
    /// Identifier, created by the phone.
    pub id: InspectionId,
    pub start: StartInput,
    /// Number of the certificate displayed at the venue.
    pub certificate: Option<String>,
    /// When the inspection began, by the phone's clock, corrected by the phone.
    pub started_at: OffsetDateTime,
    /// When the inspection ended, likewise.
    pub ended_at: OffsetDateTime,
    /// What the phone's clock showed.
    pub phone_clock: Option<PhoneClock>,
    pub position: Option<Position>,
    /// Version of the checklist.
    pub checklist: u32,
    pub answers: Vec<AnsweredItem>,
    /// Changes of answers while it was written.
    pub changes: Vec<AnswerChange>,
    /// Workers present.
    pub found: u16,
    /// Workers registered, according to the phone's pack.
    pub known: Option<u16>,
    /// Texts are the team's own words; a finding with a checklist item gets the item's wording and basis when it is stored.
    pub findings: Vec<InspectionFinding>,
    pub demands: Vec<ReportDemand>,
    /// Earlier demands that the team found to be met.
    pub met_demands: Vec<DemandId>,
    pub owner: OwnerStatement,
    pub signatures: Vec<ReportSignature>,
    pub conclusion: Conclusion,
    /// Photos, which arrive separately.
    pub photos: Vec<ReportPhoto>,
    /// SHA-256 of what the signatures are for, hexadecimal, computed from what was sent.
    pub content: String,
}

/// The outcome of a report.
#[derive(Clone, Debug)]
pub struct ReportOutcome {
    pub inspection: Inspection,
    /// Number of its newest version: 1 more than it has corrections.
    pub version: u16,
    /// Whether this request created the inspection, or its newest version.
    pub created: bool,
    /// Photos that have not arrived yet.
    pub photos_missing: Vec<PhotoId>,
    /// The demands reported as met that someone else had closed before.
    pub not_met: Vec<Demand>,
}

/// Stores a report. Sent again, it has one effect; a different report under the same id is refused.
///
/// # Errors
/// A [`Refusal`] of a rule: the phone keeps the report, which can be corrected and sent again. [`AppError::NotFound`]
/// for a venue outside the inspector's area or a team that does not cover it.
pub async fn receive_report(
    app: &App,
    permit: &InspectorPermit,
    sealed: &DeviceMessage<'_>,
    given: SubmittedReport,
) -> Result<ReportOutcome, AppError> {
    let actor = permit.actor();
    let parcel = sealed.verify(app, actor.account)?;
    let content = CommandContent::new("inspections.report").with(sealed.sha256());
    let run = match idempotency::begin::<InspectionId>(app, actor.account, given.id.0, &content).await {
        Ok(Attempt::First(run)) => run,
        Ok(Attempt::Repeat(id)) => {
            let stored = inspections::find_with_parcel(app.store(), id).await?;
            let (inspection, before) = stored.ok_or(AppError::NotFound)?;
            return load_repeat_outcome(permit, sealed, app.store(), inspection, before).await;
        }
        // The phone knows this refusal and keeps the other report.
        Err(AppError::KeyReused { .. }) => return Err(Refusal::AlreadyReported.into()),
        Err(error) => return Err(error),
    };
    let tx = &run.tx;
    // Keys are kept for some days, reports for good.
    if let Some((inspection, before)) = inspections::find_with_parcel(tx, given.id).await? {
        return load_repeat_outcome(permit, sealed, tx, inspection, before).await;
    }
    let started_at = believed_time(given.started_at, app.now());
    let venue = venues::lock(tx, &actor.scope(), given.start.venue).await?.ok_or(AppError::NotFound)?;
    let begun = require_start(permit, tx, &given.start, &venue, started_at).await?;
    let list = Checklist::find_version(given.checklist).ok_or(Refusal::ChecklistUnknown)?;
    let mut report = build_report(tx, &given, &begun, &venue, list).await?;
    // A clock that is ahead moves the end as it moves the start.
    report.ended_at -= given.started_at - started_at;
    let signing = Signing::OnPhone { content: &given.content };
    report.check(list, given.conclusion, local_date(started_at), signing)?;
    devices::insert_parcel(tx, &parcel).await?;
    let inspection = build_inspection(app, permit, tx, sealed, &given, begun, report, started_at).await?;
    inspections::insert(tx, &inspection, parcel.id).await?;
    let event = app.build_event(Some(actor), AuditAction::Inspected, inspection.id.0).with_venue(venue.id);
    app.audit(tx, event.with_note(inspection.number.to_string())).await?;
    insert_demands(tx, &inspection, &inspection.report.demands, list).await?;
    let not_met = close_met_demands(app, permit, tx, &inspection, &inspection.report.met_demands).await?;
    venue_register::index_inspections(tx, std::slice::from_ref(&inspection)).await?;
    venue_register::refresh(tx, &[venue.id]).await?;
    insert_proposal(app, tx, &inspection, list).await?;
    open_distance_alert(app, permit, tx, &inspection, &venue).await?;
    notify_owner(app, tx, &inspection, false).await?;
    let photos_missing = photos::list_missing(tx, &inspection).await?;
    run.finish(&inspection.id).await?;
    Ok(ReportOutcome { inspection, version: 1, created: true, photos_missing, not_met })
}

/// Answers a report that is stored already; the same bytes get the same answer.
async fn load_repeat_outcome(
    permit: &InspectorPermit,
    sealed: &DeviceMessage<'_>,
    reader: &impl Reader,
    inspection: Inspection,
    parcel: Uuid,
) -> Result<ReportOutcome, AppError> {
    if inspection.inspector != permit.actor().account {
        return Err(AppError::NotFound);
    }
    let before = devices::find_parcel(reader, parcel).await?.ok_or(AppError::NotFound)?;
    if before.sha256 != sealed.sha256() {
        return Err(Refusal::AlreadyReported.into());
    }
    load_outcome(permit, reader, inspection).await
}

/// The outcome of a report or correction that is stored already.
pub(super) async fn load_outcome(
    permit: &InspectorPermit,
    reader: &impl Reader,
    inspection: Inspection,
) -> Result<ReportOutcome, AppError> {
    let mut not_met = Vec::new();
    for id in &inspection.report.met_demands {
        let found = demands::find(reader, &permit.actor().scope(), *id).await?;
        let by_inspector = |demand: &Demand| {
            demand.closure().is_some_and(|closure| closure.by.account == inspection.inspector)
        };
        not_met.extend(found.filter(|demand| !by_inspector(demand)));
    }
    let photos_missing = photos::list_missing(reader, &inspection).await?;
    let corrections = correction::count(reader, inspection.id).await?;
    let version = u16::try_from(corrections + 1).unwrap_or(u16::MAX);
    Ok(ReportOutcome { inspection, version, created: false, photos_missing, not_met })
}

/// Builds the report to store, with the names, numbers and legal bases of the register.
async fn build_report(
    tx: &Tx,
    given: &SubmittedReport,
    begun: &CheckedStart,
    venue: &Venue,
    list: &Checklist,
) -> Result<InspectionReport, AppError> {
    let registered = u16::try_from(labour::count(tx, venue.id).await?).unwrap_or(u16::MAX);
    let present = |m: &camket_domain::teams::TeamMember| PresentMember {
        id: m.id,
        name: m.name.clone(),
        rank: m.rank,
        card: m.card.clone(),
    };
    let mut report = InspectionReport {
        kind: venue.kind,
        name: venue.name.clone(),
        address: venue.place.as_ref().map(camket_domain::venues::Place::full_address).unwrap_or_default(),
        certificate: given.certificate.clone(),
        members: begun.present.iter().map(present).collect(),
        ended_at: given.ended_at,
        phone_clock: given.phone_clock,
        position: given.position,
        checklist: given.checklist,
        answers: given.answers.clone(),
        changes: given.changes.clone(),
        staff: StaffCount { found: given.found, known: given.known, registered },
        findings: given.findings.iter().map(|f| word_finding(f, given, list)).collect(),
        demands: given.demands.clone(),
        met_demands: given.met_demands.clone(),
        owner: given.owner.clone(),
        signatures: given.signatures.clone(),
        photos: given.photos.clone(),
    };
    report.complete_findings(list);
    Ok(report)
}

/// A checklist item gives its own wording and basis; a finding without an item has the team's.
pub(super) fn word_finding(
    finding: &InspectionFinding,
    given: &SubmittedReport,
    list: &Checklist,
) -> InspectionFinding {
    let listed = || {
        let code = finding.item.as_deref()?;
        let answer = given.answers.iter().find(|answer| answer.item == code)?;
        let answer = AnsweredItem { note: finding.text.clone(), ..answer.clone() };
        Some(InspectionFinding::from_answer(list.find_item(code)?, &answer))
    };
    listed().unwrap_or_else(|| finding.clone())
}

#[expect(clippy::too_many_arguments, reason = "what a record is made of, each once")]
async fn build_inspection(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    sealed: &DeviceMessage<'_>,
    given: &SubmittedReport,
    begun: CheckedStart,
    report: InspectionReport,
    started_at: OffsetDateTime,
) -> Result<Inspection, AppError> {
    let year = local_date(started_at).year();
    let serial = teams::take_serial(tx, begun.team.id, year).await?;
    Ok(Inspection {
        id: given.id,
        venue: given.start.venue,
        team: begun.team.id,
        plan: begun.plan,
        kind: given.start.kind,
        ground: given.start.grounds.clone(),
        concern: begun.concern,
        state: InspectionState::Reported,
        inspector: permit.actor().account,
        device: sealed.device.id,
        started_at,
        received_at: app.now(),
        number: RecordNumber { serial, year, symbol: begun.team.symbol },
        code: ShortCode::new(app.entropy()),
        conclusion: given.conclusion,
        report,
        reply_due: find_reply_due(app, tx).await?,
        reply: None,
        asked_again_at: None,
        version: 1,
    })
}

/// The last day for a reply: counted from the day on which the owner can read the report, even if the phone sent it late.
pub(super) async fn find_reply_due(app: &App, tx: &Tx) -> Result<Date, AppError> {
    let days = u32::from(settings::load(tx).await?.reply_days);
    let calendar = holiday::load_calendar(tx).await?;
    Ok(add_working_days(app.today(), days, &calendar))
}
