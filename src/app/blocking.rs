//! Costly work outside the request threads, bounded in parallel.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::AppError;
use crate::error::BUSY_SECONDS;

/// What anyone can ask for that takes much processor time or memory. Each kind has slots of its own, so that a flood of
/// one kind does not stop the others. Passwords have turns of their own (`passwords`).
#[derive(Debug)]
pub(crate) struct CostlyWork {
    /// Decoding a picture: up to 200 MB each.
    pub(crate) pictures: WorkSlots,
    /// Drawing a PDF.
    pub(crate) documents: WorkSlots,
    /// Reading a spreadsheet: up to 300 MB each.
    pub(crate) files: WorkSlots,
}

impl CostlyWork {
    pub(crate) fn new(options: WorkOptions) -> Self {
        let slots = |count: usize| WorkSlots::new(count, options.longest_wait);
        let half = options.parallel.div_ceil(2);
        Self { pictures: slots(half), documents: slots(options.parallel), files: slots(half) }
    }
}

/// How much costly work is done at the same time.
#[derive(Clone, Copy, Debug)]
pub struct WorkOptions {
    /// Pieces of work of one kind at the same time; the processor's cores. Half as many pictures and spreadsheets.
    pub parallel: usize,
    /// The longest wait for a slot.
    pub longest_wait: Duration,
}

impl Default for WorkOptions {
    fn default() -> Self {
        Self { parallel: 2, longest_wait: Duration::from_secs(5) }
    }
}

/// The slots of one kind of work.
#[derive(Debug)]
pub(crate) struct WorkSlots {
    free: Arc<Semaphore>,
    longest_wait: Duration,
}

impl WorkSlots {
    fn new(count: usize, longest_wait: Duration) -> Self {
        Self { free: Arc::new(Semaphore::new(count.max(1))), longest_wait }
    }

    /// Runs `work` in a slot, on a thread for blocking work. The slot is free when the work ends, not when its caller
    /// has gone.
    ///
    /// # Errors
    /// [`AppError::Busy`] if no slot became free in time, [`AppError::Internal`] if the work panicked.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let free = timeout(self.longest_wait, self.free.clone().acquire_owned()).await;
        let slot = free.map_err(|_| AppError::Busy(BUSY_SECONDS))?.map_err(AppError::internal)?;
        run_blocking(move || {
            let _slot = slot;
            work()
        })
        .await
    }
}

/// Runs `work` on a thread for blocking work and waits for its value.
///
/// # Errors
/// [`AppError::Internal`] if it panicked.
pub(crate) async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn work_without_a_slot_is_busy_and_the_slot_comes_back() {
        let slots = WorkSlots::new(1, Duration::from_millis(20));
        let (end, ending) = mpsc::channel::<()>();
        let (begin, begun) = tokio::sync::oneshot::channel();
        let first = slots.run(move || {
            begin.send(()).unwrap();
            ending.recv().unwrap();
        });
        let second = async {
            begun.await.unwrap();
            let refused = slots.run(|| ()).await;
            end.send(()).unwrap();
            refused
        };
        let (first, second) = tokio::join!(first, second);
        first.unwrap();
        assert!(matches!(second, Err(AppError::Busy(BUSY_SECONDS))), "{second:?}");
        slots.run(|| ()).await.unwrap();
    }
}
