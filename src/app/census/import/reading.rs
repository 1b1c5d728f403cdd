//! Reading of an uploaded file, outside the request threads.

use camket_documents::{ImportError, LegacyColumn, ReadLimits, Sheet, read_workbook};
use camket_domain::census::grid::Grid;
use camket_domain::census::imports::CensusUpload;
use camket_store::census::upload;

use super::grid::build_grid;
use crate::{App, AppError};

/// A sheet of an uploaded file.
#[derive(Clone, Debug)]
pub struct ReadSheet {
    pub grid: Grid,
    pub hidden: bool,
    /// Rows that the file hides: they are read, too.
    pub hidden_rows: usize,
    /// Columns with text of before Unicode.
    pub legacy: Vec<LegacyColumn>,
}

/// The sheets of a file.
///
/// # Errors
/// As [`read_workbook`].
pub(super) fn read_sheets(bytes: &[u8], name: &str) -> Result<Vec<ReadSheet>, ImportError> {
    let workbook = read_workbook(bytes, name, &ReadLimits::default())?;
    Ok(workbook.sheets.into_iter().map(build_sheet).collect())
}

fn build_sheet(mut sheet: Sheet) -> ReadSheet {
    ReadSheet {
        hidden: sheet.hidden,
        hidden_rows: sheet.count_hidden_rows(),
        legacy: std::mem::take(&mut sheet.legacy),
        grid: build_grid(sheet),
    }
}

/// Reads the file of an upload and works on its sheets, in a slot for files.
pub(super) async fn with_sheets<T: Send + 'static>(
    app: &App,
    upload: &CensusUpload,
    work: impl FnOnce(Vec<ReadSheet>) -> T + Send + 'static,
) -> Result<T, AppError> {
    let sealed = upload::find_file(app.store(), upload.id).await?.ok_or(AppError::NotFound)?;
    let bytes = app.file_vault().open(upload.id.0.as_bytes(), &sealed).map_err(AppError::internal)?;
    drop(sealed);
    let name = upload.file.name.clone();
    let worked = app.costly().files.run(move || {
        let sheets = read_sheets(&bytes, &name)?;
        drop(bytes);
        Ok::<T, ImportError>(work(sheets))
    });
    // It was read when it was uploaded.
    worked.await?.map_err(AppError::internal)
}
