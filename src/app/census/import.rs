//! Import of a list in three steps: the file, the meaning of its columns, and the preview. Then all of it is imported, or
//! nothing, and it can be undone as long as nothing was built on it.
//!
//! The file waits sealed between the steps, for at most a day, for the officers of its area. It is read again at each step:
//! what was read would take much more room than the file.

mod grid;
mod importing;
mod preview;
mod problem_file;
mod progress;
mod reading;
mod tables;
mod undo;
mod uploading;

use camket_domain::census::imports::CensusUpload;
use camket_domain::ids::{CensusListId, CensusUploadId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::census::{self, upload};

use crate::{App, AppError};

pub use camket_documents::{
    ColumnKind, ImportError, LegacyColumn, LegacyEncoding, Letterhead, LimitKind, ListColumn, ListForm,
    ListFormat, ListValue, MAX_FILE_BYTES, format_column,
};
pub use importing::{ImportedList, import_list};
pub use preview::{ImportPreview, PlacedRow, answer_questions, load_preview};
pub use problem_file::write_problem_file;
pub(crate) use progress::RunningImports;
pub use progress::{ImportProgress, find_progress};
pub use reading::ReadSheet;
pub use tables::{FoundTable, SheetTables, UploadTables, choose_tables, load_tables};
pub use undo::{UndoableImport, list_imports, undo_import};
pub use uploading::{UploadRefusal, discard_upload, upload_file};

pub(crate) type ImportPermit = Permit<rights::KeepCensus>;

/// The files on their way of the officer's area, newest first.
pub async fn list_uploads(app: &App, permit: &ImportPermit) -> Result<Vec<CensusUpload>, AppError> {
    Ok(upload::list(app.store(), &permit.actor().scope()).await?)
}

/// A file on its way.
///
/// # Errors
/// [`AppError::NotFound`]; [`Refusal::ImportDone`] if it has been imported.
pub async fn find_upload(
    app: &App,
    permit: &ImportPermit,
    id: CensusUploadId,
) -> Result<CensusUpload, AppError> {
    let scope = permit.actor().scope();
    if let Some(upload) = upload::find(app.store(), &scope, id).await? {
        return Ok(upload);
    }
    // A list has the id of its file.
    let list = census::find(app.store(), &scope, CensusListId(id.0)).await?;
    Err(list.map_or(AppError::NotFound, |_| Refusal::ImportDone.into()))
}

/// The upload as it was shown.
///
/// # Errors
/// As [`find_upload`]; [`AppError::Conflict`]
async fn require_upload(
    app: &App,
    permit: &ImportPermit,
    id: CensusUploadId,
    version: i32,
) -> Result<CensusUpload, AppError> {
    let upload = find_upload(app, permit, id).await?;
    if upload.version == version { Ok(upload) } else { Err(AppError::Conflict) }
}
