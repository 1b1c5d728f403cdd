//! Completes the register with the venues of earlier versions of the program, in batches, and counts its frequent words.

use camket_store::venue_register::{count_frequent, frequent_word, register_older};
use time::Duration;

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

/// How long the counts of frequent words are used.
const COUNT_AGE: Duration = Duration::DAY;

/// Counts the frequent words by which venues are found, once a day: a search begins with the rarest.
pub async fn count_words(app: &App) -> Result<(), AppError> {
    let counted_at = frequent_word::find_counted_at(app.store()).await?;
    // The clock of a machine may be set back.
    if counted_at.is_some_and(|at| (app.now() - at).abs() < COUNT_AGE) {
        return Ok(());
    }
    let counts = count_frequent(app.store(), frequent_word::LEAST_ROWS).await?;
    if counts.is_empty() && counted_at.is_none() {
        return Ok(());
    }
    let tx = app.store().begin_write().await?;
    frequent_word::replace(&tx, counts, app.now()).await?;
    Ok(tx.commit().await?)
}
