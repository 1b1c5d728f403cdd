//! The first step: a file with what the officer says of it.

use camket_credential::digest::sha256;
use camket_documents::ImportError;
use camket_domain::census::imports::{CensusUpload, ImportChoices, ListHeading, MAX_UPLOADS};
use camket_domain::census::{CensusList, ImportedFile};
use camket_domain::ids::CensusUploadId;
use camket_domain::text::to_nfc;
use camket_store::census::{self, upload};

use super::reading::read_sheets;
use super::{ImportPermit, find_upload};
use crate::input::require_own_area;
use crate::{App, AppError};

/// Most characters of a file's name that are kept.
const MAX_NAME_CHARS: usize = 200;

/// Why a file is not taken.
#[derive(Clone, PartialEq, Debug)]
pub enum UploadRefusal {
    /// It cannot be read, or exceeds a limit.
    Unreadable(ImportError),
    /// It was imported before, as this list.
    Known(Box<CensusList>),
    /// As many files as one person may have on their way.
    TooMany,
}

/// Takes a file, sealed, for the steps of its import. The same file again, while it is on its way, is the same upload with
/// the new heading.
///
/// # Errors
/// [`AppError::Invalid`] for an area outside the officer's.
pub async fn upload_file(
    app: &App,
    permit: &ImportPermit,
    heading: ListHeading,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Result<CensusUploadId, UploadRefusal>, AppError> {
    let actor = permit.actor();
    require_own_area(actor.area.as_ref(), heading.area)?;
    let sha256 = sha256(&bytes);
    if let Some(list) = census::find_by_file(app.store(), &actor.scope(), &sha256).await? {
        return Ok(Err(UploadRefusal::Known(Box::new(list))));
    }
    let waiting = upload::list(app.store(), &actor.scope()).await?;
    let same = waiting.iter().find(|one| one.file.sha256 == sha256);
    let own = waiting.iter().filter(|one| one.account == actor.account).count();
    if same.is_none() && own >= MAX_UPLOADS {
        return Ok(Err(UploadRefusal::TooMany));
    }
    let name: String = to_nfc(name).chars().take(MAX_NAME_CHARS).collect();
    let (bytes, read) = read(app, bytes, name.clone()).await?;
    if let Err(error) = read {
        return Ok(Err(UploadRefusal::Unreadable(error)));
    }
    let now = app.now();
    let id = CensusUploadId::new(now, app.entropy());
    let sealed = app.file_vault().seal(app.entropy(), id.0.as_bytes(), &bytes);
    let upload = CensusUpload {
        id,
        account: actor.account,
        heading,
        file: ImportedFile { name, sha256 },
        choices: ImportChoices::default(),
        created_at: now,
        version: 1,
    };
    let tx = app.store().begin_write().await?;
    if let Some(same) = same {
        upload::delete(&tx, same.id, same.version).await?;
    }
    upload::insert(&tx, &upload, sealed).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

/// Reads the file once, to refuse it at once.
async fn read(
    app: &App,
    bytes: Vec<u8>,
    name: String,
) -> Result<(Vec<u8>, Result<(), ImportError>), AppError> {
    app.costly()
        .files
        .run(move || {
            let read = read_sheets(&bytes, &name).map(drop);
            (bytes, read)
        })
        .await
}

/// Deletes a file on its way.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn discard_upload(app: &App, permit: &ImportPermit, id: CensusUploadId) -> Result<(), AppError> {
    let upload = find_upload(app, permit, id).await?;
    let tx = app.store().begin_write().await?;
    upload::delete(&tx, upload.id, upload.version).await?;
    Ok(tx.commit().await?)
}
