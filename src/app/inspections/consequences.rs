//! What follows from a report: its demands, the suggested measure, an alert, and the message to the owner.

use camket_domain::alerts::{AlertFacts, AlertKind};
use camket_domain::calendar::format_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::{Verdict, judge_status};
use camket_domain::demands::{self as demanding, Demand};
use camket_domain::ids::{DemandId, ProposalId};
use camket_domain::inspections::Inspection;
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::consequences::{MeasureSuggestion, suggest_measure};
use camket_domain::inspections::report::ReportDemand;
use camket_domain::measures::{MeasureProposal, ProposalStatus};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::scans::distance::{Position, measure_if_far};
use camket_domain::venues::Venue;
use camket_store::{Tx, accounts, certificates, demands, inspections, settings, venues};
use time::Duration;

use crate::alerts::{NewAlert, open_alert};
use crate::{App, AppError};

type InspectorPermit = Permit<rights::Inspect>;

pub(super) async fn insert_demands(
    tx: &Tx,
    inspection: &Inspection,
    given: &[ReportDemand],
    list: &Checklist,
) -> Result<(), AppError> {
    let fresh = |d: &ReportDemand| Demand {
        id: d.id,
        inspection: inspection.id,
        venue: inspection.venue,
        item: d.item.clone(),
        text: d.text.clone(),
        basis: list.find_basis(d.item.as_deref()),
        due_on: d.due_on,
        status: demanding::DemandStatus::Open,
        version: 1,
    };
    let all: Vec<_> = given.iter().map(fresh).collect();
    Ok(demands::insert_many(tx, &all).await?)
}

/// Closes the demands that the team found to be met; returns those that someone else had closed before.
pub(super) async fn close_met_demands(
    app: &App,
    permit: &InspectorPermit,
    tx: &Tx,
    inspection: &Inspection,
    met: &[DemandId],
) -> Result<Vec<Demand>, AppError> {
    let actor = permit.actor();
    let mut not_met = Vec::new();
    for id in met {
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
pub(super) async fn insert_proposal(
    app: &App,
    tx: &Tx,
    inspection: &Inspection,
    list: &Checklist,
) -> Result<(), AppError> {
    let (certificate, suggestion) = suggest_for(app, tx, inspection, list).await?;
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

/// Replaces the suggested measure of a proposal that no officer has endorsed, after a correction.
pub(super) async fn suggest_anew(
    app: &App,
    tx: &Tx,
    inspection: &Inspection,
    before: MeasureProposal,
    list: &Checklist,
) -> Result<(), AppError> {
    let (certificate, suggestion) = suggest_for(app, tx, inspection, list).await?;
    let MeasureSuggestion { measure: suggested, grounds } = suggestion;
    let after = MeasureProposal { certificate: certificate.map(|c| c.id), suggested, grounds, ..before };
    Ok(camket_store::measures::save(tx, &after).await?)
}

/// The measure that the rules suggest, and the certificate that it would be about.
async fn suggest_for(
    app: &App,
    tx: &Tx,
    inspection: &Inspection,
    list: &Checklist,
) -> Result<(Option<Certificate>, MeasureSuggestion), AppError> {
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
    Ok((certificate, suggestion))
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
pub(super) async fn open_distance_alert(
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

/// Tells the owner of a report, or of its correction.
pub(super) async fn notify_owner(
    app: &App,
    tx: &Tx,
    inspection: &Inspection,
    corrected: bool,
) -> Result<(), AppError> {
    let owners = venues::load_owners(tx, &[inspection.venue]).await?;
    let owner = owners.get(&inspection.venue).ok_or(AppError::NotFound)?;
    let owner = accounts::find(tx, *owner).await?.ok_or(AppError::NotFound)?;
    let venue = inspection.report.name.clone();
    let (number, due) = (inspection.number.to_string(), format_date(inspection.reply_due));
    let link = LinkedPage::Inspection { venue: inspection.venue, inspection: inspection.id }.into();
    let notice = if corrected {
        Notice::InspectionCorrected { venue, number, due, link }
    } else {
        Notice::Inspected { venue, number, due, link }
    };
    app.notify(tx, &owner, notice).await
}
