//! CPU work outside the request threads.

use crate::AppError;

/// Runs `work` on a thread for blocking work and waits for its value.
///
/// # Errors
/// [`AppError::Internal`] if it panicked.
pub(crate) async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}
