//! Inspections: checked before they begin, reported by a phone, seen and answered by the owner.
//!
//! The report is received in `report`; the pack for offline work is built in `pack`.

mod consequences;
mod corrections;
mod owner;
mod pack;
mod photos;
mod record;
mod report;
mod start;

use std::collections::HashMap;

use camket_domain::audit::AuditEvent;
use camket_domain::certificates::ShortCode;
use camket_domain::demands::Demand;
use camket_domain::ids::{InspectionId, PhotoId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::inspections::corrections::Correction;
use camket_domain::measures::MeasureProposal;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::teams::Team;
use camket_store::inspections::correction;
use camket_store::{Reader, audit, demands, inspections, measures, teams, venues};
use time::Duration;

use crate::{App, AppError};

pub use camket_store::inspections::InspectionFilter;
pub use corrections::{CorrectionSource, SubmittedCorrection, correct_report, load_to_correct};
pub use owner::{ask_again, list_for_own_venue, load_own, reply};
pub use pack::{
    Pack, PackCertificate, PackDemand, PackVenue, PackVisit, SignedText, WorkerCounts, build_pack,
    build_pack_venue, build_pack_venue_of_certificate, build_signed_pack,
};
pub(crate) use photos::delete_unnamed;
pub use photos::{NewPhoto, add_photo, load_picture};
pub use record::{VerifiedRecord, render_record_pdf, verify_record};
pub use report::{ReportOutcome, SubmittedReport, receive_report};
pub use start::{StartInput, check_start};

type InspectionReaderPermit = Permit<rights::ReadInspections>;

/// An inspection with its team, demands, proposal, photos and trail.
#[derive(Clone, Debug)]
pub struct InspectionDossier {
    pub inspection: Inspection,
    /// The corrections of its report up to the version in `inspection`, oldest first.
    pub corrections: Vec<Correction>,
    pub team: Team,
    pub demands: Vec<Demand>,
    /// The measure that the office considers.
    pub proposal: Option<MeasureProposal>,
    /// The photos that the report names and that have arrived.
    pub photos: Vec<PhotoId>,
    /// Its audit events, newest first.
    pub trail: Vec<AuditEvent>,
}

/// A page of inspections of the reader's area, newest first, with the present names of their venues.
pub async fn list(
    app: &App,
    permit: &InspectionReaderPermit,
    filter: InspectionFilter,
    after: Option<Cursor>,
) -> Result<(Paged<Inspection>, HashMap<VenueId, String>), AppError> {
    let page = inspections::list(app.store(), &permit.actor().scope(), filter, after).await?;
    let names = venues::load_names(app.store(), page.items.iter().map(|i| i.venue)).await?;
    Ok((page, names))
}

/// One inspection with everything that belongs to it.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &InspectionReaderPermit,
    id: InspectionId,
) -> Result<InspectionDossier, AppError> {
    let scope = permit.actor().scope();
    let inspection = inspections::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    load_dossier(app.store(), inspection).await
}

/// An inspection as an earlier version of its report tells it; `number` counts from 1.
///
/// # Errors
/// [`AppError::NotFound`], also for the newest version.
pub async fn find_version(
    app: &App,
    permit: &InspectionReaderPermit,
    id: InspectionId,
    number: u16,
) -> Result<InspectionDossier, AppError> {
    let mut dossier = find(app, permit, id).await?;
    let place = dossier.corrections.iter().position(|c| c.replaced.number == number);
    let place = place.ok_or(AppError::NotFound)?;
    let replaced = dossier.corrections[place].replaced.clone();
    dossier.corrections.truncate(place);
    dossier.inspection.conclusion = replaced.conclusion;
    dossier.inspection.reply = replaced.reply;
    dossier.photos = photos::list_arrived(app.store(), &dossier.inspection, &replaced.report).await?;
    dossier.inspection.report = replaced.report;
    Ok(dossier)
}

/// The inspection with this record code, without its dossier. Public, so without a scope.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_by_code(app: &App, typed: &str) -> Result<Inspection, AppError> {
    let code = ShortCode::read(typed).map_err(|_| AppError::NotFound)?;
    inspections::find_by_code(app.store(), &code).await?.ok_or(AppError::NotFound)
}

pub(crate) async fn load_dossier(
    reader: &impl Reader,
    inspection: Inspection,
) -> Result<InspectionDossier, AppError> {
    let id = inspection.id;
    Ok(InspectionDossier {
        team: teams::find_by_id(reader, inspection.team).await?.ok_or(AppError::NotFound)?,
        demands: demands::list_by_inspection(reader, id).await?,
        proposal: measures::find_by_inspection(reader, id).await?,
        photos: photos::list_arrived(reader, &inspection, &inspection.report).await?,
        corrections: correction::list_by_inspection(reader, id).await?,
        trail: audit::list_by_target(reader, id.0).await?,
        inspection,
    })
}

/// An inspection within the inspector's area, as its report was answered.
///
/// # Errors
/// [`AppError::NotFound`], also before its report has arrived.
pub async fn load_reported(
    app: &App,
    permit: &Permit<rights::Inspect>,
    id: InspectionId,
) -> Result<ReportOutcome, AppError> {
    let scope = permit.actor().scope();
    let inspection = inspections::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    report::load_outcome(permit, app.store(), inspection).await
}

/// An inspection that its inspector's phone sent.
#[derive(Clone, Debug)]
pub struct SentInspection {
    pub inspection: Inspection,
    /// Number of its newest version: 1 more than it has corrections.
    pub version: u64,
    pub photos_missing: Vec<PhotoId>,
}

/// The inspections that the permit's holder reported in the last thirty days.
pub async fn list_sent(app: &App, permit: &Permit<rights::Inspect>) -> Result<Vec<SentInspection>, AppError> {
    let (account, since) = (permit.actor().account, app.now() - Duration::days(30));
    let corrections = correction::count_by_inspector(app.store(), account, since).await?;
    let mut sent = Vec::new();
    for inspection in inspections::list_by_inspector(app.store(), account, since).await? {
        let photos_missing = photos::list_missing(app.store(), &inspection).await?;
        let version = corrections.get(&inspection.id).map_or(1, |count| count + 1);
        sent.push(SentInspection { inspection, version, photos_missing });
    }
    Ok(sent)
}
