//! The third step: what the import would change, and what stands against it.

use camket_domain::census::columns::RememberedColumns;
use camket_domain::census::imports::CensusUpload;
use camket_domain::census::preview::{KnownEntry, Preview, PreviewRow, RowOutcome, compare_rows};
use camket_domain::census::rows::{Answers, ImportContext, ReadRow, RowReader};
use camket_domain::census::{CensusEntry, MAX_LIST_ROWS};
use camket_domain::identifiers::PersonalId;
use camket_domain::ids::CensusUploadId;
use camket_store::Reader;
use camket_store::census::{entry, upload};

use super::reading::{ReadSheet, with_sheets};
use super::tables::load_remembered;
use super::{ImportPermit, find_upload, require_upload};
use crate::blocking::run_blocking;
use crate::{App, AppError};

/// What an import would do.
#[derive(Clone, Debug)]
pub struct ImportPreview {
    pub upload: CensusUpload,
    /// Names of the file's sheets.
    pub sheets: Vec<String>,
    /// Rows that the file hides among those that are read.
    pub hidden_rows: usize,
    pub rows: Vec<PlacedRow>,
    /// Entries of this source that the file has not any more.
    pub gone: Vec<CensusEntry>,
    /// Whether there are more rows than a list may have.
    pub is_too_long: bool,
}

/// A row of the file with its outcome.
#[derive(Clone, Debug)]
pub struct PlacedRow {
    /// From 0.
    pub sheet: usize,
    pub read: ReadRow,
    pub preview: PreviewRow,
}

impl ImportPreview {
    pub fn count(&self, outcome: RowOutcome) -> usize {
        self.rows.iter().filter(|row| row.preview.outcome == outcome).count()
    }

    /// All or nothing: whether the file can be imported.
    pub fn is_ready(&self) -> bool {
        self.count(RowOutcome::Error) == 0 && !self.rows.is_empty() && !self.is_too_long
    }
}

/// The rows of a file's chosen tables, as they were read.
pub(super) struct ReadTables {
    pub(super) sheets: Vec<String>,
    pub(super) hidden_rows: usize,
    /// With the number of the sheet, from 0.
    pub(super) rows: Vec<(usize, ReadRow)>,
    pub(super) is_too_long: bool,
}

/// What the import of a file would change.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_preview(
    app: &App,
    permit: &ImportPermit,
    id: CensusUploadId,
) -> Result<ImportPreview, AppError> {
    let upload = find_upload(app, permit, id).await?;
    let read = read_tables(app, &upload).await?;
    let known = list_known(app.store(), &upload).await?;
    compare(app, upload, read, known).await
}

/// Reads the chosen tables with the answers.
pub(super) async fn read_tables(app: &App, upload: &CensusUpload) -> Result<ReadTables, AppError> {
    let remembered = load_remembered(app, upload).await?;
    let (context, own) = (upload.context(app.today()), upload.clone());
    with_sheets(app, upload, move |sheets| read_rows(&sheets, &own, context, &remembered)).await
}

fn read_rows(
    sheets: &[ReadSheet],
    upload: &CensusUpload,
    context: ImportContext,
    remembered: &RememberedColumns,
) -> ReadTables {
    let chosen: std::collections::BTreeSet<usize> =
        upload.choices.tables.iter().map(|choice| choice.place.sheet).collect();
    let mut read = ReadTables {
        sheets: sheets.iter().map(|sheet| sheet.grid.name.clone()).collect(),
        hidden_rows: chosen.iter().filter_map(|at| sheets.get(*at)).map(|sheet| sheet.hidden_rows).sum(),
        rows: Vec::new(),
        is_too_long: false,
    };
    for choice in &upload.choices.tables {
        let Some(sheet) = sheets.get(choice.place.sheet) else { continue };
        let Some(table) = choice.find(&sheet.grid, context.source, remembered) else { continue };
        let rows = RowReader::new(&sheet.grid, &table, context, &upload.choices.answers);
        for row in rows {
            if read.rows.len() == MAX_LIST_ROWS {
                read.is_too_long = true;
                return read;
            }
            read.rows.push((choice.place.sheet, row));
        }
    }
    read
}

/// The entries of this source before the import.
pub(super) async fn list_known(
    reader: &impl Reader,
    upload: &CensusUpload,
) -> Result<Vec<CensusEntry>, AppError> {
    Ok(entry::list_of_source(reader, upload.heading.area, upload.heading.source).await?)
}

/// Compares what was read with the entries before. It takes no slot for files: a transaction may wait for it.
pub(super) async fn compare(
    app: &App,
    upload: CensusUpload,
    read: ReadTables,
    known: Vec<CensusEntry>,
) -> Result<ImportPreview, AppError> {
    let vault = app.clone();
    let compared = run_blocking(move || {
        let fingerprint = |number: &PersonalId| vault.vault().fingerprint(number.expose());
        let entries: Vec<KnownEntry> =
            known.iter().map(|entry| KnownEntry { id: entry.id, details: entry.details.clone() }).collect();
        let (places, rows): (Vec<usize>, Vec<ReadRow>) = read.rows.into_iter().unzip();
        let Preview { rows: previews, gone } = compare_rows(&rows, &entries, fingerprint);
        let placed = places.into_iter().zip(rows).zip(previews);
        let placed = placed.map(|((sheet, read), preview)| PlacedRow { sheet, read, preview });
        let gone: std::collections::HashSet<_> = gone.into_iter().collect();
        ImportPreview {
            upload,
            sheets: read.sheets,
            hidden_rows: read.hidden_rows,
            rows: placed.collect(),
            gone: known.into_iter().filter(|entry| gone.contains(&entry.id)).collect(),
            is_too_long: read.is_too_long,
        }
    });
    compared.await
}

/// Saves the officer's answers to the questions of a file.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Conflict`]
pub async fn answer_questions(
    app: &App,
    permit: &ImportPermit,
    id: CensusUploadId,
    version: i32,
    answers: Answers,
) -> Result<(), AppError> {
    let mut upload = require_upload(app, permit, id, version).await?;
    upload.choices.answers = answers;
    let tx = app.store().begin_write().await?;
    upload::save_choices(&tx, &upload).await?;
    Ok(tx.commit().await?)
}
