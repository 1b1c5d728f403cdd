//! The import itself: all rows of a file in one transaction.

use camket_domain::accounts::ActorStamp;
use camket_domain::areas;
use camket_domain::audit::AuditAction;
use camket_domain::census::imports::{CensusUpload, EntryBefore, ImportStep};
use camket_domain::census::lifecycle::begin;
use camket_domain::census::preview::RowOutcome;
use camket_domain::census::{CensusEntry, CensusList, EntryChange, EntryDetails, EntryDraft, ListOrigin};
use camket_domain::ids::{CensusEntryId, CensusListId, CensusUploadId};
use camket_domain::refusal::Refusal;
use camket_store::census::{self, change, entry, import_step, upload};
use camket_store::{StoreError, Tx, coverage};

use super::preview::{ImportPreview, compare, list_known, read_tables};
use super::{ImportPermit, require_upload};
use crate::{App, AppError};

/// Rows that are written together: as often it is told how far an import is.
const CHUNK: usize = 2_000;

/// What was imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportedList {
    pub list: CensusListId,
    pub new: usize,
    pub changed: usize,
    pub same: usize,
}

/// Imports a file as a list. Nothing is imported if a row has an error or an open question.
///
/// # Errors
/// [`Refusal::ImportDone`], [`Refusal::ImportNotReady`]; [`AppError::NotFound`]; [`AppError::Conflict`] if another import was
/// faster.
pub async fn import_list(
    app: &App,
    permit: &ImportPermit,
    id: CensusUploadId,
    version: i32,
) -> Result<ImportedList, AppError> {
    let upload = require_upload(app, permit, id, version).await?;
    let read = read_tables(app, &upload).await?;
    let by = ActorStamp::new(permit.actor(), app.now());
    let tx = app.store().begin_write().await?;
    upload::delete(&tx, upload.id, upload.version).await?;
    // The comparison is with what stands now: another import may have been faster.
    let known = list_known(&tx, &upload).await?;
    let preview = compare(app, upload, read, known.clone()).await?;
    if !preview.is_ready() {
        return Err(Refusal::ImportNotReady.into());
    }
    let list = build_list(app, &preview.upload, &by)?;
    insert_list(&tx, &list).await?;
    let import = Import { app, list: &list, by: &by };
    let imported = import.write(&tx, preview, known).await?;
    let event = app.build_event(Some(permit.actor()), AuditAction::CensusImported, list.id.0);
    app.audit(&tx, event.with_note(&list.holder)).await?;
    tx.commit().await?;
    Ok(imported)
}

fn build_list(app: &App, upload: &CensusUpload, by: &ActorStamp) -> Result<CensusList, AppError> {
    let heading = upload.heading.clone();
    let province = areas::all().province_of(heading.area, app.today()).map(|province| province.code);
    Ok(CensusList {
        // Whoever comes back to the file finds its list.
        id: CensusListId(upload.id.0),
        source: heading.source,
        holder: heading.holder,
        as_of: heading.as_of,
        area: heading.area,
        province: province.ok_or_else(|| AppError::internal("an area without a province"))?,
        origin: ListOrigin::Imported(upload.file.clone()),
        created_by: Some(by.clone()),
        version: 1,
    })
}

/// The same file is one list.
async fn insert_list(tx: &Tx, list: &CensusList) -> Result<(), AppError> {
    match census::insert(tx, list).await {
        Err(StoreError::Duplicate) => Err(AppError::Conflict),
        inserted => Ok(inserted?),
    }
}

struct Import<'a> {
    app: &'a App,
    list: &'a CensusList,
    by: &'a ActorStamp,
}

impl Import<'_> {
    async fn write(
        &self,
        tx: &Tx,
        preview: ImportPreview,
        known: Vec<CensusEntry>,
    ) -> Result<ImportedList, AppError> {
        let mut known: std::collections::HashMap<CensusEntryId, CensusEntry> =
            known.into_iter().map(|entry| (entry.id, entry)).collect();
        let (mut steps, mut created, mut updated) = (Vec::new(), Vec::new(), Vec::new());
        let mut imported = ImportedList { list: self.list.id, new: 0, changed: 0, same: 0 };
        let upload = preview.upload.id;
        for row in preview.rows {
            let Some(draft) = row.read.entry else { continue };
            match row.preview.outcome {
                RowOutcome::New => {
                    imported.new += 1;
                    created.push(self.build_entry(row.read.row, draft)?);
                }
                RowOutcome::Changed | RowOutcome::Same => {
                    let is_changed = row.preview.outcome == RowOutcome::Changed;
                    *(if is_changed { &mut imported.changed } else { &mut imported.same }) += 1;
                    let before = row.preview.entry.and_then(|id| known.remove(&id));
                    let before = before.ok_or_else(|| AppError::internal("a row of an unknown entry"))?;
                    let draft = Some(draft).filter(|_| is_changed);
                    let (after, step) = self.update_entry(before, row.read.row, draft)?;
                    updated.push(after);
                    steps.push(step);
                }
                RowOutcome::Error | RowOutcome::Skipped | RowOutcome::Twice => {}
            }
        }
        let running = self.app.running_imports().start(upload, updated.len() + created.len());
        for (entries, steps) in updated.chunks(CHUNK).zip(steps.chunks(CHUNK)) {
            entry::save_many(tx, entries).await?;
            self.record_steps(tx, steps).await?;
            running.add_written(entries.len());
        }
        for entries in created.chunks(CHUNK) {
            self.insert_entries(tx, entries).await?;
            running.add_written(entries.len());
        }
        Ok(imported)
    }

    async fn insert_entries(&self, tx: &Tx, entries: &[CensusEntry]) -> Result<(), AppError> {
        entry::insert_many(tx, entries).await?;
        let changes: Vec<EntryChange> =
            entries.iter().flat_map(|entry| EntryChange::begin(entry, Some(self.by))).collect();
        change::insert_many(tx, &changes).await?;
        let step = |entry: &CensusEntry| ImportStep { entry: entry.id, version: entry.version, before: None };
        self.record_steps(tx, &entries.iter().map(step).collect::<Vec<_>>()).await
    }

    /// What follows from entries that are written: their undo, and their place in the coverage.
    async fn record_steps(&self, tx: &Tx, steps: &[ImportStep]) -> Result<(), AppError> {
        import_step::insert_many(tx, self.list.id, steps).await?;
        let entries: Vec<CensusEntryId> = steps.iter().map(|step| step.entry).collect();
        Ok(coverage::refresh(tx, &entries, &[]).await?)
    }

    fn build_entry(&self, row: u32, draft: EntryDraft) -> Result<CensusEntry, AppError> {
        let details = self.build_details(draft)?;
        let (status, _) = begin(details.listed, self.list.as_of, self.by.clone());
        Ok(CensusEntry {
            id: CensusEntryId::new(self.by.at, self.app.entropy()),
            list: self.list.id,
            row: Some(row),
            province: self.list.province,
            details,
            listed_on: self.list.as_of,
            status,
            created_at: self.by.at,
            version: 1,
        })
    }

    fn build_details(&self, draft: EntryDraft) -> Result<EntryDetails, AppError> {
        let app = self.app;
        let details = draft.into_details(|number| app.vault().seal(app.entropy(), number.expose()));
        details.ok_or_else(|| AppError::internal("a row without a commune is not ready"))
    }

    /// Moves an entry to the new list; with a draft its details change.
    fn update_entry(
        &self,
        before: CensusEntry,
        row: u32,
        draft: Option<EntryDraft>,
    ) -> Result<(CensusEntry, ImportStep), AppError> {
        let details = match draft {
            Some(draft) => Some(self.build_details(draft)?.completed_from(&before.details)),
            None => None,
        };
        let step = ImportStep {
            entry: before.id,
            version: before.version + 1,
            before: Some(EntryBefore {
                list: before.list,
                row: before.row,
                details: details.is_some().then(|| before.details.clone()),
            }),
        };
        let after = CensusEntry {
            list: self.list.id,
            row: Some(row),
            details: details.unwrap_or_else(|| before.details.clone()),
            ..before
        };
        Ok((after, step))
    }
}
