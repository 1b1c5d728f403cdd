//! The record (biên bản): verified by anyone by its code, drawn for those who may read it.

use camket_domain::ids::InspectionId;
use camket_domain::inspections::Inspection;
use camket_domain::permissions::{Permit, rights};
use camket_store::teams;

use super::{Dossier, by_code, find};
use crate::{App, AppError};

/// What anyone is told of a record: that it is ours, of whom and when. No finding, no person.
///
/// # Errors
/// [`AppError::NotFound`] for a code that no record has.
pub async fn verify(app: &App, typed: &str) -> Result<(Inspection, String), AppError> {
    let found = by_code(app, typed).await?;
    let team = teams::by_id(app.store(), found.team).await?.ok_or(AppError::NotFound)?;
    Ok((found, team.name))
}

/// The dossier whose record is drawn for an officer.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn record_of(
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    id: InspectionId,
) -> Result<Dossier, AppError> {
    find(app, permit, id).await
}

/// The record as a PDF.
///
/// # Errors
/// [`AppError::Internal`] for what cannot be printed.
pub fn record_pdf(_app: &App, _dossier: &Dossier) -> Result<Vec<u8>, AppError> {
    Err(AppError::Internal("not drawn yet".into()))
}
