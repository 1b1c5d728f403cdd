//! Open data: the valid certificates as files and as a search for anybody, once an administrator opens them.

mod files;

use std::sync::Arc;

use camket_domain::areas::{self, Area};
use camket_domain::open_data::{OpenCertificate, OpenFilter, OpenState};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::venues::VenueKind;
use camket_store::certificates::{open, register};
use camket_store::settings;
use tokio::sync::Mutex;

use crate::coverage::list_provinces;
use crate::{App, AppError};
pub use files::{OpenFile, OpenFiles, UnpackedPieces, format_kind};

/// The name of a kind in the files.
pub type NameKind = fn(VenueKind) -> String;

/// The files that this node made last.
#[derive(Debug, Default)]
pub(crate) struct OpenFilesCache(Mutex<Option<Arc<OpenFiles>>>);

/// The files, made at most once a day while nothing changes, and at most once an hour else. Requests that come meanwhile wait.
///
/// # Errors
/// [`AppError::NotFound`] while the data are not open.
pub async fn load_files(app: &App, name_kind: NameKind) -> Result<Arc<OpenFiles>, AppError> {
    require_open(app).await?;
    let mut last = app.open_files().0.lock().await;
    // Read first: a change that comes while the files are made makes them again.
    let sequence = register::load_state(app.store()).await?.sequence;
    let (day, now) = (app.today(), app.now());
    if let Some(files) = last.as_ref().filter(|files| files.state.serves(day, sequence, now)) {
        return Ok(Arc::clone(files));
    }
    let files = Arc::new(files::make(app, OpenState { day, sequence, made_at: now }, name_kind).await?);
    *last = Some(Arc::clone(&files));
    Ok(files)
}

/// A page of the certificates that are valid now, the latest first.
///
/// # Errors
/// [`AppError::NotFound`] while the data are not open.
pub async fn list_certificates(
    app: &App,
    filter: &OpenFilter,
    after: Option<Cursor>,
) -> Result<Paged<OpenCertificate>, AppError> {
    require_open(app).await?;
    Ok(open::list(app.store(), filter, app.today(), after).await?)
}

/// The communes of the provinces that have an agency, in Vietnamese alphabetical order.
pub async fn list_communes(app: &App) -> Result<Vec<&'static Area>, AppError> {
    let provinces = list_provinces(app).await?;
    Ok(provinces.into_iter().flat_map(|province| areas::all().list_communes(province, app.today())).collect())
}

/// Whether the data are open.
pub async fn is_open(app: &App) -> Result<bool, AppError> {
    Ok(settings::load(app.store()).await?.open_certificates)
}

async fn require_open(app: &App) -> Result<(), AppError> {
    if is_open(app).await? { Ok(()) } else { Err(AppError::NotFound) }
}
