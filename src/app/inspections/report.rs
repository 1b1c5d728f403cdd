//! Receives the report of an inspection: one transaction for the record, its number, its demands and their
//! consequences.

use camket_domain::alerts::{AlertFacts, AlertKind};
use camket_domain::audit::AuditAction;
use camket_domain::calendar::{add_working_days, format_date, local_date};
use camket_domain::certificates::verdict::{Verdict, judge_status};
use camket_domain::certificates::{Certificate, ShortCode};
use camket_domain::demands::{self as demanding, Demand};
use camket_domain::ids::{DemandId, InspectionId, PhotoId, ProposalId};
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::consequences::suggest_measure;
use camket_domain::inspections::report::{
    AnswerChange, AnsweredItem, InspectionFinding, InspectionReport, OwnerStatement, PhoneClock,
    PresentMember, ReportDemand, ReportPhoto, ReportSignature, StaffCount,
};
use camket_domain::inspections::{Conclusion, Inspection, InspectionState, RecordNumber};
use camket_domain::measures::{MeasureProposal, ProposalStatus};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::scans::believed_time;
use camket_domain::scans::distance::{Position, measure_if_far};
use camket_domain::venues::Venue;
use camket_store::settings::holiday;
use camket_store::{
    Reader, Tx, accounts, certificates, demands, devices, inspections, labour, settings, teams, venues,
};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::photos;
use super::start::{CheckedStart, StartInput, require_start};
use crate::alerts::{NewAlert, open_alert};
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
    /// Whether this request created it.
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
    report.check(list, given.conclusion, local_date(started_at), &given.content)?;
    devices::insert_parcel(tx, &parcel).await?;
    let inspection = build_inspection(app, permit, tx, sealed, &given, begun, report, started_at).await?;
    inspections::insert(tx, &inspection, parcel.id).await?;
    let event = app.build_event(Some(actor), AuditAction::Inspected, inspection.id.0).with_venue(venue.id);
    app.audit(tx, event.with_note(inspection.number.to_string())).await?;
    insert_demands(tx, &inspection, list).await?;
    let not_met = close_met_demands(app, permit, tx, &inspection).await?;
    insert_proposal(app, tx, &inspection, list).await?;
    open_distance_alert(app, permit, tx, &inspection, &venue).await?;
    notify_owner(app, tx, &inspection, &venue).await?;
    let photos_missing = photos::list_missing(tx, &inspection).await?;
    run.finish(&inspection.id).await?;
    Ok(ReportOutcome { inspection, created: true, photos_missing, not_met })
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
    let mut not_met = Vec::new();
    for id in &inspection.report.met_demands {
        let found = demands::find(reader, &permit.actor().scope(), *id).await?;
        let by_inspector = |demand: &Demand| {
            demand.closure().is_some_and(|closure| closure.by.account == inspection.inspector)
        };
        not_met.extend(found.filter(|demand| !by_inspector(demand)));
    }
    let photos_missing = photos::list_missing(reader, &inspection).await?;
    Ok(ReportOutcome { inspection, created: false, photos_missing, not_met })
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
    // A checklist item gives its own wording and basis; a finding without an item has the team's.
    let listed = |f: &InspectionFinding| {
        let code = f.item.as_deref()?;
        let answer = given.answers.iter().find(|answer| answer.item == code)?;
        let answer = AnsweredItem { note: f.text.clone(), ..answer.clone() };
        Some(InspectionFinding::from_answer(list.find_item(code)?, &answer))
    };
    let finding = |f: &InspectionFinding| listed(f).unwrap_or_else(|| f.clone());
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
        findings: given.findings.iter().map(finding).collect(),
        demands: given.demands.clone(),
        met_demands: given.met_demands.clone(),
        owner: given.owner.clone(),
        signatures: given.signatures.clone(),
        photos: given.photos.clone(),
    };
    report.complete_findings(list);
    Ok(report)
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
    let days = u32::from(settings::load(tx).await?.reply_days);
    let calendar = holiday::load_calendar(tx).await?;
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
        // From the day on which the owner can read it, even if the phone sent it late.
        reply_due: add_working_days(app.today(), days, &calendar),
        reply: None,
        asked_again_at: None,
        version: 1,
    })
}

async fn insert_demands(tx: &Tx, inspection: &Inspection, list: &Checklist) -> Result<(), AppError> {
    let fresh = |d: &ReportDemand| Demand {
        id: d.id,
        inspection: inspection.id,
        venue: inspection.venue,
        item: d.item.clone(),
        text: d.text.clone(),
        basis: d
            .item
            .as_deref()
            .and_then(|code| list.find_item(code))
            .map(|i| i.basis.clone())
            .unwrap_or_default(),
        due_on: d.due_on,
        status: demanding::DemandStatus::Open,
        version: 1,
    };
    let all: Vec<_> = inspection.report.demands.iter().map(fresh).collect();
    Ok(demands::insert_many(tx, &all).await?)
}

/// Closes the demands that the team found to be met; returns those that someone else had closed before.
async fn close_met_demands(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    inspection: &Inspection,
) -> Result<Vec<Demand>, AppError> {
    let actor = permit.actor();
    let mut not_met = Vec::new();
    for id in &inspection.report.met_demands {
        let Some(found) = demands::find(tx, &actor.scope(), *id).await? else { continue };
        if found.venue != inspection.venue {
            continue;
        }
        if found.state() == demanding::DemandState::Open {
            let command = demanding::Command::Meet(inspection.number.to_string());
            crate::demands::close_in_tx(app, tx, actor, found, command).await?;
        } else {
            not_met.push(found);
        }
    }
    Ok(not_met)
}

/// Stores the measure that the rules suggest, for the office to decide.
async fn insert_proposal(
    app: &App,
    tx: &Tx,
    inspection: &Inspection,
    list: &Checklist,
) -> Result<(), AppError> {
    let year_ago = inspection.started_at - Duration::days(365);
    let before = inspections::list_all_by_venue(tx, inspection.venue).await?;
    let earlier: Vec<String> = before
        .iter()
        .filter(|other| other.id != inspection.id && other.started_at >= year_ago)
        .flat_map(|other| other.report.findings.iter().filter_map(|f| f.item.clone()))
        .collect();
    let certificate = find_valid_certificate(app, tx, inspection).await?;
    let suggestion =
        suggest_measure(&inspection.report, inspection.conclusion, list, &earlier, certificate.is_some());
    let proposal = MeasureProposal {
        id: ProposalId::new(app.now(), app.entropy()),
        inspection: inspection.id,
        venue: inspection.venue,
        certificate: certificate.map(|c| c.id),
        suggested: suggestion.measure,
        grounds: suggestion.grounds,
        status: ProposalStatus::Proposed { sent_back: None },
        created_at: app.now(),
        version: 1,
    };
    Ok(camket_store::measures::insert(tx, &proposal).await?)
}

async fn find_valid_certificate(
    app: &App,
    tx: &Tx,
    inspection: &Inspection,
) -> Result<Option<Certificate>, AppError> {
    let today = app.today();
    let latest = certificates::find_latest(tx, inspection.venue).await?;
    Ok(latest.filter(|c| judge_status(c.status_on(today), c.expires_on, today) == Verdict::Valid))
}

/// Opens an alert for a report written far from the venue. The report itself is accepted.
async fn open_distance_alert(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    inspection: &Inspection,
    venue: &Venue,
) -> Result<(), AppError> {
    let rules = settings::load(tx).await?;
    let limits = rules.distance_limits();
    let home = venue.place.as_ref().and_then(|p| p.position);
    let home = home.and_then(|(lat, lng)| Position::new(lat, lng, 0.0));
    let (Some(here), Some(home)) = (inspection.report.position, home) else { return Ok(()) };
    let Some(metres) = measure_if_far(&here, &home, limits) else { return Ok(()) };
    let facts = AlertFacts {
        number: inspection.number.to_string(),
        metres: Some(metres),
        inspector: permit.actor().name.clone(),
        ..AlertFacts::default()
    };
    let kind = AlertKind::FarFromVenue;
    open_alert(app, tx, NewAlert { kind, venue: venue.id, certificate: None, scan: None, facts }).await
}

async fn notify_owner(app: &App, tx: &Tx, inspection: &Inspection, venue: &Venue) -> Result<(), AppError> {
    let owner = accounts::find(tx, venue.owner).await?.ok_or(AppError::NotFound)?;
    let notice = Notice::Inspected {
        venue: venue.name.clone(),
        number: inspection.number.to_string(),
        due: format_date(inspection.reply_due),
        link: LinkedPage::Inspection { venue: venue.id, inspection: inspection.id }.into(),
    };
    app.notify(tx, &owner, notice).await
}
