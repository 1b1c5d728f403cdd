//! Completes the register with the venues of earlier versions of the program, in batches.

use camket_store::venue_register::register_older;

use crate::{App, AppError};

/// Venues registered in one transaction.
const BATCH_SIZE: u64 = 200;

/// Registers every venue that is not in the register yet, and returns their number.
pub async fn backfill(app: &App) -> Result<usize, AppError> {
    let (mut registered, mut last) = (0, None);
    loop {
        let tx = app.store().begin_write().await?;
        let batch = register_older(&tx, last, BATCH_SIZE).await?;
        tx.commit().await?;
        let Some(end) = batch.last() else { return Ok(registered) };
        (registered, last) = (registered + batch.len(), Some(*end));
    }
}
