//! How far the imports are that this node writes.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError};

use camket_domain::ids::CensusUploadId;

use super::{ImportPermit, find_upload};
use crate::{App, AppError};

/// Rows of an import.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportProgress {
    pub written: usize,
    pub all: usize,
}

/// How far the import of a file is; `None` if this node does not write it, or still reads the file.
///
/// # Errors
/// As [`find_upload`].
pub async fn find_progress(
    app: &App,
    permit: &ImportPermit,
    id: CensusUploadId,
) -> Result<Option<ImportProgress>, AppError> {
    find_upload(app, permit, id).await?;
    Ok(app.running_imports().read(id))
}

/// The imports that are written at the moment.
#[derive(Debug, Default)]
pub(crate) struct RunningImports(Mutex<HashMap<CensusUploadId, Arc<RowCounter>>>);

impl RunningImports {
    /// An import is known until what this returns is dropped.
    pub(super) fn start(&self, id: CensusUploadId, all: usize) -> RunningImport<'_> {
        let counter = Arc::new(RowCounter { written: AtomicUsize::new(0), all });
        self.lock().insert(id, counter.clone());
        RunningImport { running: self, id, counter }
    }

    fn read(&self, id: CensusUploadId) -> Option<ImportProgress> {
        let counter = self.lock().get(&id).cloned()?;
        Some(ImportProgress { written: counter.written.load(Ordering::Relaxed), all: counter.all })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<CensusUploadId, Arc<RowCounter>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct RowCounter {
    written: AtomicUsize,
    all: usize,
}

pub(super) struct RunningImport<'a> {
    running: &'a RunningImports,
    id: CensusUploadId,
    counter: Arc<RowCounter>,
}

impl RunningImport<'_> {
    pub(super) fn add_written(&self, rows: usize) {
        self.counter.written.fetch_add(rows, Ordering::Relaxed);
    }
}

impl Drop for RunningImport<'_> {
    fn drop(&mut self) {
        self.running.lock().retain(|id, _| *id != self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_known_while_it_is_written() {
        let (running, id) = (RunningImports::default(), CensusUploadId(uuid::Uuid::from_u128(7)));
        let import = running.start(id, 20_000);
        import.add_written(2_000);
        import.add_written(1_500);
        assert_eq!(running.read(id), Some(ImportProgress { written: 3_500, all: 20_000 }));
        drop(import);
        assert_eq!(running.read(id), None);
    }
}
