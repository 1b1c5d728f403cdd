//! Photos arrive apart from their report, before or after it, so that a slow photo never delays the report.

use camket_documents::photo as photo_drawn;
use camket_domain::ids::{InspectionId, PhotoId};
use camket_domain::inspections::Inspection;
use camket_domain::inspections::report::{InspectionReport, MAX_ENTRIES, ReportPhoto};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::inspections::correction;
use camket_store::inspections::photo::{self, StoredPhoto};
use camket_store::{Deleted, Reader, Tx, inspections};
use time::{Duration, OffsetDateTime};

use crate::spool::SpooledFile;
use crate::{App, AppError};

/// How long ago the visits began whose photos are searched for such.
const UNNAMED_SEARCH: Duration = Duration::days(120);

/// A photo as the phone sent it.
#[derive(Debug)]
pub struct NewPhoto {
    /// Identifier, created by the phone.
    pub id: PhotoId,
    /// The inspection it belongs to.
    pub inspection: InspectionId,
    /// The bytes the phone sent.
    pub sent: SpooledFile,
}

/// Stores a photo; true if it is new. Sent again, it changes nothing.
///
/// # Errors
/// [`Refusal::PhotoUnreadable`] if it is not the one that the report names, [`Refusal::TooManyPhotos`];
/// [`AppError::NotFound`] for another inspector's inspection; [`AppError::Conflict`] for another picture under a known
/// id.
pub async fn add_photo(app: &App, permit: &Permit<rights::Inspect>, new: NewPhoto) -> Result<bool, AppError> {
    let account = permit.actor().account;
    let (sha256, picture) = (new.sent.sha256().to_owned(), reencode_photo(app, new.sent).await?);
    let tx = app.store().begin_write().await?;
    let mut reported = false;
    if let Some((inspection, _)) = inspections::find_with_parcel(&tx, new.inspection).await? {
        if inspection.inspector != account {
            return Err(AppError::NotFound);
        }
        let named = list_named(&tx, &inspection).await?;
        if !named.iter().any(|p| p.id == new.id && p.sha256 == sha256) {
            return Err(Refusal::PhotoUnreadable.into());
        }
        reported = true;
    }
    let known = photo::list_headers(&tx, new.inspection).await?;
    if let Some((_, owner, before)) = known.iter().find(|(id, ..)| *id == new.id) {
        let same = *owner == account && *before == sha256;
        return if same { Ok(false) } else { Err(AppError::Conflict) };
    }
    // The number of those that a report names was checked with it.
    if !reported && known.len() >= MAX_ENTRIES {
        return Err(Refusal::TooManyPhotos.into());
    }
    let kept = StoredPhoto {
        id: new.id,
        inspection: new.inspection,
        account,
        sha256,
        picture,
        received_at: app.now(),
    };
    photo::insert(&tx, &kept).await?;
    tx.commit().await?;
    Ok(true)
}

/// Encodes the picture again, without the camera's metadata.
async fn reencode_photo(app: &App, sent: SpooledFile) -> Result<Vec<u8>, AppError> {
    // Read in the slot: what waits for one is not in memory.
    let draw = move || sent.read().map(|bytes| photo_drawn::reencode(&bytes, photo_drawn::MAX_SIDE));
    let drawn = app.costly().pictures.run(draw).await?.map_err(AppError::internal)?;
    drawn.map_err(|_| Refusal::PhotoUnreadable.into())
}

/// The picture of a photo that a report names, within the reader's scope.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_picture(
    app: &App,
    permit: &Permit<rights::ReadPersonalData>,
    inspection: InspectionId,
    id: PhotoId,
) -> Result<Vec<u8>, AppError> {
    let scope = permit.actor().scope();
    let found = inspections::find(app.store(), &scope, inspection).await?.ok_or(AppError::NotFound)?;
    if !list_named(app.store(), &found).await?.iter().any(|photo| photo.id == id) {
        return Err(AppError::NotFound);
    }
    photo::find_picture(app.store(), inspection, id).await?.ok_or(AppError::NotFound)
}

/// The photos that any version of the report names.
async fn list_named(reader: &impl Reader, inspection: &Inspection) -> Result<Vec<ReportPhoto>, AppError> {
    let mut named = inspection.report.photos.clone();
    for correction in correction::list_by_inspection(reader, inspection.id).await? {
        named.extend(correction.replaced.report.photos);
    }
    Ok(named)
}

/// Deletes photos that were sent before the report of their visit, which then did not name them, some days after it: nobody
/// sees them. Looks at the visits of the last months only, so that the work does not grow.
pub(crate) async fn delete_unnamed(app: &App, tx: &Tx, before: OffsetDateTime) -> Result<Deleted, AppError> {
    let since = app.now() - UNNAMED_SEARCH;
    let mut unnamed = vec![];
    for (photo, inspection) in photo::list_before_report(tx, since, before).await? {
        let Some((inspection, _)) = inspections::find_with_parcel(tx, inspection).await? else { continue };
        let named = list_named(tx, &inspection).await?;
        unnamed.extend((!named.iter().any(|one| one.id == photo)).then_some(photo));
    }
    if unnamed.is_empty() {
        return Ok(Deleted { rows: 0, bytes: 0 });
    }
    Ok(photo::delete_many(tx, &unnamed).await?)
}

/// The photos of a version of the report that have arrived, in its order. Photos that it does not name are left out.
pub(super) async fn list_arrived(
    reader: &impl Reader,
    inspection: &Inspection,
    report: &InspectionReport,
) -> Result<Vec<PhotoId>, AppError> {
    let known = photo::list_headers(reader, inspection.id).await?;
    let here = |named: &ReportPhoto| {
        let same = |(id, owner, sha256): &photo::PhotoHeader| {
            *id == named.id && *owner == inspection.inspector && *sha256 == named.sha256
        };
        known.iter().any(same)
    };
    Ok(report.photos.iter().filter(|named| here(named)).map(|named| named.id).collect())
}

/// The photos of a report that have not arrived yet.
pub(super) async fn list_missing(
    reader: &impl Reader,
    inspection: &Inspection,
) -> Result<Vec<PhotoId>, AppError> {
    let here = list_arrived(reader, inspection, &inspection.report).await?;
    let named = inspection.report.photos.iter().map(|photo| photo.id);
    Ok(named.filter(|id| !here.contains(id)).collect())
}
