//! What a server does for the log: gives events their leaves, signs checkpoints, and sends them to the witness.

use std::time::Duration;

use camket_app::{App, AppError, ErrorChain, audit_log};
use tokio::{sync::watch, time};

use super::witness::HttpWitness;

/// How long an event waits for its leaf at most, and a new status list for its checkpoint.
const LOG_INTERVAL: Duration = Duration::from_secs(2);
/// How often the witness is asked again after a failure: doubled each time, up to the longest.
const FIRST_RETRY: Duration = Duration::from_secs(60);
const LONGEST_RETRY: Duration = Duration::from_secs(3_600);
/// How often a new checkpoint is looked for.
const WITNESS_INTERVAL: Duration = Duration::from_secs(10);

/// Appends what waits and signs what is due until the stop.
pub async fn keep_log(app: App, mut stopping: watch::Receiver<bool>) {
    let mut works = true;
    while !*stopping.borrow() {
        // Nothing may be written to a database that was put back.
        if app.register().setback().is_none() {
            let done = append_and_sign(&app).await;
            // Logged once per change, not every two seconds.
            match (&done, works) {
                (Err(error), true) => {
                    tracing::error!(error = %ErrorChain(error), "the audit log could not be kept up");
                }
                (Ok(()), false) => tracing::info!("the audit log is kept up again"),
                _ => {}
            }
            works = done.is_ok();
        }
        tokio::select! { () = wait_for_stop(&mut stopping) => break, () = time::sleep(LOG_INTERVAL) => {} }
    }
}

async fn append_and_sign(app: &App) -> Result<(), AppError> {
    audit_log::append_waiting(app).await?;
    audit_log::sign_if_due(app).await?;
    Ok(())
}

/// Sends new checkpoints to the witness until the stop.
pub async fn submit_checkpoints(app: App, witness: HttpWitness, mut stopping: watch::Receiver<bool>) {
    let mut retry = FIRST_RETRY;
    while !*stopping.borrow() {
        let mut wait = WITNESS_INTERVAL;
        if app.register().setback().is_none() {
            match audit_log::submit_to_witness(&app, &witness).await {
                Ok(()) => retry = FIRST_RETRY,
                Err(error) => {
                    tracing::warn!(error = %ErrorChain(&error), "the witness has not taken the checkpoint");
                    wait = retry;
                    retry = (retry * 2).min(LONGEST_RETRY);
                }
            }
        }
        tokio::select! { () = wait_for_stop(&mut stopping) => break, () = time::sleep(wait) => {} }
    }
}

async fn wait_for_stop(stopping: &mut watch::Receiver<bool>) {
    // A closed channel means stop, too.
    stopping.wait_for(|stop| *stop).await.ok();
}
