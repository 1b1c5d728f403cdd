//! Assessing of venues in batches: some when a page is asked for, all by upkeep.

use crate::AppError;

/// Venues assessed in one transaction.
pub(crate) const BATCH_SIZE: u64 = 500;
/// Batches that a page waits for; upkeep assesses the rest.
const BATCHES_OF_A_PAGE: usize = 4;

/// Assesses the venues that wait, as many as a page may wait for; whether none waits any more. `batch` assesses at most
/// [`BATCH_SIZE`] of them and returns their number.
pub(crate) async fn assess_some<F>(batch: impl Fn() -> F) -> Result<bool, AppError>
where
    F: Future<Output = Result<u64, AppError>>,
{
    for _ in 0..BATCHES_OF_A_PAGE {
        match batch().await {
            Ok(count) if count < BATCH_SIZE => return Ok(true),
            Ok(_) => {}
            // Whoever reads is not kept from it when nothing can be written.
            Err(AppError::Busy(_) | AppError::NoRoom | AppError::SetBack) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

/// Assesses all venues that wait, and returns their number.
pub(crate) async fn assess_all<F>(batch: impl Fn() -> F) -> Result<u64, AppError>
where
    F: Future<Output = Result<u64, AppError>>,
{
    let mut assessed = 0;
    loop {
        match batch().await? {
            0 => return Ok(assessed),
            count => assessed += count,
        }
    }
}
