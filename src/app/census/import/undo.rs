//! The undo of an import, as long as nothing was built on it.

use camket_domain::audit::AuditAction;
use camket_domain::census::imports::ImportStep;
use camket_domain::census::{CensusEntry, CensusList, ListOrigin};
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_domain::refusal::Refusal;

use camket_store::census::{self, different, entry, import_step};
use camket_store::{Tx, coverage, letters};

use super::ImportPermit;
use crate::{App, AppError};

/// Imported lists that are shown.
const MAX_SHOWN: usize = 20;

/// An imported list, and whether its import can be undone.
#[derive(Clone, Debug)]
pub struct UndoableImport {
    pub list: CensusList,
    pub may_undo: bool,
}

/// The newest imported lists of the officer's area.
pub async fn list_imports(app: &App, permit: &ImportPermit) -> Result<Vec<UndoableImport>, AppError> {
    let lists = census::list(app.store(), &permit.actor().scope()).await?;
    let imported = lists.into_iter().filter(|list| matches!(list.origin, ListOrigin::Imported(_)));
    let mut found = Vec::new();
    for list in imported.take(MAX_SHOWN) {
        let may_undo = is_own(permit, &list) && !import_step::has_changed(app.store(), list.id).await?;
        found.push(UndoableImport { list, may_undo });
    }
    Ok(found)
}

/// An officer of a commune sees the lists of the province that have entries there, and undoes only those of the commune.
fn is_own(permit: &ImportPermit, list: &CensusList) -> bool {
    let own = permit.actor().area;
    own == Some(list.area) || own == Some(list.province)
}

/// Undoes an import: what it created is deleted, what it changed is as before.
///
/// # Errors
/// [`AppError::NotFound`]; [`Refusal::ImportBuiltOn`] if somebody worked on one of its entries since, or a later list has
/// taken it over.
pub async fn undo_import(app: &App, permit: &ImportPermit, id: CensusListId) -> Result<(), AppError> {
    let scope = permit.actor().scope();
    let tx = app.store().begin_write().await?;
    let list = census::find(&tx, &scope, id).await?.filter(|list| is_own(permit, list));
    let list = list.ok_or(AppError::NotFound)?;
    if list.origin == ListOrigin::Walked {
        return Err(AppError::NotFound);
    }
    let steps = import_step::list(&tx, id).await?;
    let created: Vec<CensusEntryId> =
        steps.iter().filter(|step| step.before.is_none()).map(|step| step.entry).collect();
    if import_step::has_changed(&tx, id).await?
        || !different::list_pairs(&tx, &created).await?.is_empty()
        || letters::has_any(&tx, &created).await?
    {
        return Err(Refusal::ImportBuiltOn.into());
    }
    import_step::delete(&tx, id).await?;
    coverage::forget(&tx, &created).await?;
    entry::delete_many(&tx, &created).await?;
    restore_entries(&tx, permit, &steps).await?;
    census::delete(&tx, id).await?;
    let event = app.build_event(Some(permit.actor()), AuditAction::CensusImportUndone, id.0);
    app.audit(&tx, event.with_note(&list.holder)).await?;
    Ok(tx.commit().await?)
}

/// Gives entries back what the import changed.
async fn restore_entries(tx: &Tx, permit: &ImportPermit, steps: &[ImportStep]) -> Result<(), AppError> {
    let changed: Vec<CensusEntryId> =
        steps.iter().filter(|step| step.before.is_some()).map(|step| step.entry).collect();
    let entries = entry::find_many(tx, &permit.actor().scope(), &changed).await?;
    let mut entries: std::collections::HashMap<CensusEntryId, CensusEntry> =
        entries.into_iter().map(|entry| (entry.id, entry)).collect();
    let mut restored = Vec::with_capacity(changed.len());
    for step in steps {
        let Some(before) = &step.before else { continue };
        let entry = entries.remove(&step.entry).ok_or(AppError::Conflict)?;
        let details = before.details.clone().unwrap_or_else(|| entry.details.clone());
        restored.push(CensusEntry { list: before.list, row: before.row, details, ..entry });
    }
    entry::save_many(tx, &restored).await?;
    import_step::renew_versions(tx, &changed).await?;
    Ok(coverage::refresh(tx, &changed, &[]).await?)
}
