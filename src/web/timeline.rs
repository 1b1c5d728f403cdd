//! `/register/{venue}`: a venue as officers see it, with its timeline of audit events, scans, inspections, decisions
//! and concerns.

use askama::Template;
use axum::extract::Path;
use camket_app::labour;
use camket_app::timeline::{self, TimelineEntry, VenueEvent, VenueOverview};
use camket_domain::accounts::Actor;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::certificates::decisions::Decision;
use camket_domain::certificates::verdict::judge_status;
use camket_domain::concerns::Concern;
use camket_domain::ids::{ApplicationId, CertificateId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::scans::ScanEvent;
use camket_domain::venues::Place;
use time::Date;

use crate::applications::build_event;
use crate::labour::checks::venue::VenueChecksPart;
use crate::paper_pledges::build_evidence_row;
use crate::paths;
use crate::state::Web;
use crate::venue_register::build_operation_chip;
use crate::{areas, codes, concerns};
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::look::{Chip, PageLinks, SummaryRow, TimelineEvent, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().get(paths::Timeline::PATTERN, Action::ReadRegister, show)
}

#[derive(Template)]
#[template(path = "timeline/show.html")]
struct VenueTimelinePage {
    page: Page,
    kind: String,
    place: String,
    /// Verdict, number and page of the last certificate.
    paper: Option<(Chip, String, String)>,
    /// State of the last application, and its page for a reader who may open it.
    application: Option<(Chip, Option<String>)>,
    operation: Chip,
    /// Address of the page that records whether it operates; `None` for a reader who may not.
    record_operation: Option<String>,
    /// Address of its risk class; `None` for a reader who may not.
    risk: Option<String>,
    /// Address of the page that makes a code to take the venue over; `None` for a reader who may not.
    claim: Option<String>,
    rows: Vec<SummaryRow>,
    /// What of its register of workers needs a look; `None` for a reader who may not see it.
    labour: Option<VenueChecksPart>,
    lines: Vec<TimelineRow>,
    pages: PageLinks,
}

/// One entry of the timeline.
struct TimelineRow {
    event: TimelineEvent,
    /// Address with more about it.
    href: Option<String>,
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    Path(id): Path<VenueId>,
    Query(form): Query,
) -> Result<Html<VenueTimelinePage>, PageError> {
    let after = Cursor::decode(form.text("after"));
    let standing = timeline::load_overview(&app, &permit, id).await?;
    let found = timeline::list(&app, &permit, id, after).await?;
    let labour = match Permit::<rights::ReadLabourChecks>::for_actor(permit.actor()) {
        Some(permit) => Some(labour::load_venue_checks(&app, &permit, id).await?),
        None => None,
    };
    let may_record = permit.actor().may(Action::FollowUpVenues);
    let shown = VenueTimelinePage {
        labour: labour.map(|checks| VenueChecksPart::build(&page, id, &checks)),
        record_operation: may_record.then(|| paths::RecordOperation(id).to_string()),
        risk: permit.actor().may(Action::ReadRisk).then(|| paths::VenueRisk(id).to_string()),
        claim: permit.actor().may(Action::MakeClaimCodes).then(|| paths::VenueClaimCode(id).to_string()),
        ..build_page(page, permit.actor(), &standing, &found, after.is_some(), app.today())
    };
    Ok(Html(shown))
}

fn build_page(
    page: Page,
    actor: &Actor,
    standing: &VenueOverview,
    found: &Paged<TimelineEntry>,
    later: bool,
    today: Date,
) -> VenueTimelinePage {
    let venue = &standing.venue;
    let page = page.with_title_text(venue.name.clone());
    let here = paths::Timeline(venue.id).to_string();
    let paper = standing.certificate.as_ref().map(|paper| {
        let verdict = judge_status(paper.status_on(today), paper.expires_on, today);
        (
            codes::build_verdict_chip(&page, verdict),
            paper.number.to_string(),
            paths::Certificate(paper.id).to_string(),
        )
    });
    let files = actor.may(Action::ReadApplications);
    let application = standing.application.as_ref();
    VenueTimelinePage {
        kind: codes::format_venue_kind(&page, venue.kind, &venue.kind_note),
        place: venue.place.as_ref().map(|place| areas::find_name(place.commune, today)).unwrap_or_default(),
        paper,
        application: application.map(|a| {
            (codes::build_application_chip(&page, a.state), files.then(|| paths::Review(a.id).to_string()))
        }),
        operation: build_operation_chip(&page, standing.operation.state_on(today)),
        record_operation: None,
        claim: None,
        risk: None,
        labour: None,
        rows: build_rows(&page, actor, standing),
        lines: found.items.iter().map(|entry| build_row(&page, files, entry)).collect(),
        pages: PageLinks {
            first: later.then(|| here.clone()),
            next: found.next.map(|next| links::with_query(&here, &[("after", &next.encode())])),
        },
        page,
    }
}

fn build_rows(page: &Page, actor: &Actor, standing: &VenueOverview) -> Vec<SummaryRow> {
    let venue = &standing.venue;
    let place = venue.place.as_ref();
    let address = place.map(Place::full_address);
    let phone = venue.business.as_ref().map(|business| business.phone.as_str().to_owned());
    let represented = venue.representative.as_ref().map(|person| person.name.clone());
    let workers = standing.application.as_ref().map(|application| page.number(application.workers));
    let mut rows = vec![
        SummaryRow::new(page.t("timeline-address"), address.unwrap_or_default()),
        SummaryRow::new(page.t("timeline-representative"), represented.unwrap_or_default()),
    ];
    if actor.may(Action::ReadPersonalData) {
        rows.push(SummaryRow::new(page.t("timeline-phone"), phone.unwrap_or_default()));
    }
    rows.push(SummaryRow::new(page.t("timeline-workers"), workers.unwrap_or_default()));
    rows.extend(standing.by_hand.as_ref().map(|signature| build_evidence_row(page, signature)));
    rows
}

fn build_row(page: &Page, files: bool, entry: &TimelineEntry) -> TimelineRow {
    match &entry.event {
        VenueEvent::Audit(event) => {
            TimelineRow { event: build_event(page, event), href: find_target_address(event, files) }
        }
        VenueEvent::Scan(scan) => TimelineRow {
            event: build_scan_event(page, scan),
            href: Some(paths::Certificate(scan.certificate).to_string()),
        },
        VenueEvent::Inspection(inspection) => TimelineRow {
            event: build_inspection_event(page, inspection),
            href: Some(paths::Inspection(inspection.id).to_string()),
        },
        VenueEvent::ProposedDecision(decision) => TimelineRow {
            event: build_decision_event(page, decision),
            href: Some(paths::Certificate(decision.certificate).to_string()),
        },
        VenueEvent::Concern(concern) => TimelineRow {
            event: build_concern_event(page, concern),
            href: Some(paths::Concern(concern.id).to_string()),
        },
    }
}

/// The page of the row that an audit event is about; `files`: whether the reader may open applications.
fn find_target_address(event: &AuditEvent, files: bool) -> Option<String> {
    match event.action {
        AuditAction::Submitted
        | AuditAction::Resubmitted
        | AuditAction::Withdrawn
        | AuditAction::TrackClaimed
        | AuditAction::TrackReleased
        | AuditAction::AcceptanceUndone
        | AuditAction::TrackReturned
        | AuditAction::TrackRefused
        | AuditAction::PledgeConfirmed
        | AuditAction::LabourAccepted => {
            files.then(|| paths::Review(ApplicationId(event.target)).to_string())
        }
        AuditAction::CertificateIssued
        | AuditAction::CertificateShared
        | AuditAction::CertificateSuspended
        | AuditAction::CertificateLifted
        | AuditAction::CertificateRevoked
        | AuditAction::CertificateEnded
        | AuditAction::CertificateSuperseded
        | AuditAction::CertificateReissued => {
            Some(paths::Certificate(CertificateId(event.target)).to_string())
        }
        _ => None,
    }
}

fn build_scan_event(page: &Page, scan: &ScanEvent) -> TimelineEvent {
    let judged = codes::translate_code(page, "verdict", scan.judged.code());
    let good = scan.judged.code() == "valid";
    TimelineEvent {
        at: page.moment(&scan.at),
        what: page.t1("timeline-scan", "verdict", judged),
        who: String::new(),
        note: String::new(),
        kind: if good { Tone::Neutral } else { Tone::Warn },
    }
}

fn build_inspection_event(page: &Page, inspection: &Inspection) -> TimelineEvent {
    let kind = codes::translate_code(page, "visitkind", inspection.kind.code());
    TimelineEvent {
        at: page.moment(&inspection.started_at),
        what: page.t1("timeline-visit", "kind", kind),
        who: inspection.number.to_string(),
        note: codes::translate_code(page, "conclusion", inspection.conclusion.code()),
        kind: Tone::Info,
    }
}

fn build_decision_event(page: &Page, decision: &Decision) -> TimelineEvent {
    let proposal = &decision.proposal;
    let state = codes::translate_code(page, "decided", decision.state().code());
    TimelineEvent {
        at: page.moment(&decision.proposed.at),
        what: page.t1(
            "timeline-proposal",
            "kind",
            codes::translate_code(page, "decision", proposal.kind.code()),
        ),
        who: decision.proposed.name.clone(),
        note: format!("{state}. {}", codes::translate_code(page, "ground", proposal.ground.code())),
        kind: Tone::Info,
    }
}

fn build_concern_event(page: &Page, concern: &Concern) -> TimelineEvent {
    let state = concerns::build_state_chip(page, concern.state());
    TimelineEvent {
        at: page.moment(&concern.created_at),
        what: page.t1("timeline-concern", "category", concerns::format_category(page, concern.category)),
        who: state.label,
        note: concern.closure().map(|closure| closure.note.clone()).unwrap_or_default(),
        kind: if concern.state().is_closed() { state.kind } else { Tone::Warn },
    }
}
