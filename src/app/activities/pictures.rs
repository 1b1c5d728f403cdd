//! The photos and scanned pages of an activity.

use std::collections::HashSet;

use camket_domain::activities::MAX_PICTURES;
use camket_domain::ids::{ActivityId, ActivityPictureId};
use camket_domain::permissions::{Permit, rights};
use camket_store::Tx;
use camket_store::activities::picture;

use super::find_shown;
use crate::scan_batch::ScanBatch;
use crate::{App, AppError, InputProblem};

/// A picture of an activity of the reader's area, as a JPEG.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_picture(
    app: &App,
    permit: &Permit<rights::ReadEvidence>,
    activity: ActivityId,
    id: ActivityPictureId,
) -> Result<Vec<u8>, AppError> {
    let found = find_shown(app.store(), permit.actor(), activity).await?;
    let sealed = picture::find_sealed(app.store(), found.id, id).await?.ok_or(AppError::NotFound)?;
    app.file_vault().open(id.0.as_bytes(), &sealed).map_err(AppError::internal)
}

/// Deletes the pictures `removed`, and adds those of `batch` behind the others.
///
/// # Errors
/// [`AppError::Invalid`] for `files` if there are too many.
pub(super) async fn change_pictures(
    app: &App,
    tx: &Tx,
    activity: ActivityId,
    removed: &[ActivityPictureId],
    batch: ScanBatch,
) -> Result<(), AppError> {
    let mut kept = picture::list(tx, activity).await?;
    let gone: HashSet<_> = removed.iter().collect();
    kept.retain(|(id, _)| !gone.contains(id));
    if kept.len() + batch.count_pages() > MAX_PICTURES {
        return Err(AppError::invalid("files", InputProblem::ScanTooMany));
    }
    if !removed.is_empty() {
        picture::delete(tx, activity, removed).await?;
    }
    let next = kept.last().map_or(1, |(_, position)| position + 1);
    for (position, page) in (next..).zip(batch.into_pages()) {
        let id = ActivityPictureId::new(app.now(), app.entropy());
        let sealed = app.file_vault().seal(app.entropy(), id.0.as_bytes(), &page.jpeg);
        picture::insert(tx, activity, (id, position), sealed).await?;
    }
    Ok(())
}
