//! Inspections: checked before they begin, reported by a phone, seen and answered by the owner.
//!
//! The report is received in `inspections/report.rs`; the pack for offline work is in `pack.rs`.

mod beginning;
mod owner;
mod pack;
mod photos;
mod record;
mod report;

use std::collections::HashMap;

use camket_domain::audit::AuditEvent;
use camket_domain::certificates::ShortCode;
use camket_domain::demands::Demand;
use camket_domain::ids::{InspectionId, PhotoId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::proposals::Proposal;
use camket_domain::teams::Team;
use camket_store::{Reader, audit, demands, inspections, proposals, teams, venues};
use time::Duration;

use crate::{App, AppError};

pub use beginning::{Start, check};
pub use camket_store::inspections::Filter;
pub use owner::{ask_again, of_own_venue, own, reply};
pub use pack::{Pack, PackVenue, SignedText, dossier_of_certificate, dossier_of_venue, pack, signed_pack};
pub use photos::{NewPhoto, add_photo, picture};
pub use record::{record_pdf, verify};
pub use report::{Given, GivenDemand, GivenFinding, GivenOwner, GivenSignature, Reported, report};

type AnyReader = Permit<rights::ReadInspections>;

/// An inspection with its team, demands, proposal, photos and trail.
#[derive(Clone, Debug)]
pub struct Dossier {
    pub inspection: Inspection,
    pub team: Team,
    pub demands: Vec<Demand>,
    /// The measure that the office considers.
    pub proposal: Option<Proposal>,
    /// The photos that the report names and that have arrived.
    pub photos: Vec<PhotoId>,
    /// Its audit events, newest first.
    pub trail: Vec<AuditEvent>,
}

/// A page of inspections of the reader's area, newest first, with the present names of their venues.
pub async fn list(
    app: &App,
    permit: &AnyReader,
    filter: Filter,
    after: Option<Cursor>,
) -> Result<(Paged<Inspection>, HashMap<VenueId, String>), AppError> {
    let page = inspections::list(app.store(), &permit.actor().scope(), filter, after).await?;
    let names = venues::names(app.store(), page.items.iter().map(|i| i.venue)).await?;
    Ok((page, names))
}

/// One inspection with everything that belongs to it.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(app: &App, permit: &AnyReader, id: InspectionId) -> Result<Dossier, AppError> {
    let scope = permit.actor().scope();
    let inspection = inspections::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    dossier(app.store(), inspection).await
}

/// The inspection with this record code, without its dossier. Public, so without a scope.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn by_code(app: &App, typed: &str) -> Result<Inspection, AppError> {
    let code = ShortCode::parse(typed).map_err(|_| AppError::NotFound)?;
    inspections::find_by_code(app.store(), &code).await?.ok_or(AppError::NotFound)
}

pub(crate) async fn dossier(reader: &impl Reader, inspection: Inspection) -> Result<Dossier, AppError> {
    let id = inspection.id;
    Ok(Dossier {
        team: teams::by_id(reader, inspection.team).await?.ok_or(AppError::NotFound)?,
        demands: demands::of_inspection(reader, id).await?,
        proposal: proposals::of_inspection(reader, id).await?,
        photos: photos::arrived(reader, &inspection).await?,
        trail: audit::of_target(reader, id.0).await?,
        inspection,
    })
}

/// An inspection within the inspector's area, with its missing photos.
///
/// # Errors
/// [`AppError::NotFound`], also before its report has arrived.
pub async fn reported(
    app: &App,
    permit: &Permit<rights::Inspect>,
    id: InspectionId,
) -> Result<(Inspection, Vec<PhotoId>), AppError> {
    let scope = permit.actor().scope();
    let inspection = inspections::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    let missing = photos::missing(app.store(), &inspection).await?;
    Ok((inspection, missing))
}

/// The inspections that the permit's holder reported in the last thirty days, each with its missing photos.
pub async fn sent(
    app: &App,
    permit: &Permit<rights::Inspect>,
) -> Result<Vec<(Inspection, Vec<PhotoId>)>, AppError> {
    let since = app.now() - Duration::days(30);
    let mut sent = Vec::new();
    for inspection in inspections::of_inspector(app.store(), permit.actor().account, since).await? {
        let missing = photos::missing(app.store(), &inspection).await?;
        sent.push((inspection, missing));
    }
    Ok(sent)
}
