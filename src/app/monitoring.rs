//! Figures for a monitor. They name nobody and nothing of the register.

use std::sync::atomic::Ordering;

use camket_domain::outbox::Lane;
use camket_store::{certificates, outbox};
use time::OffsetDateTime;

use crate::{App, AppError};

/// The register in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RegisterState {
    /// When it was last compared with the database.
    pub heard_at: OffsetDateTime,
    /// Sequence and moment of the status list that this node signed last.
    pub list: Option<(u64, OffsetDateTime)>,
    /// Whether the database was put back to an earlier state.
    pub is_set_back: bool,
}

/// The messages that were not sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutboxState {
    /// When the oldest one that waits was written, of each lane.
    pub oldest_urgent: Option<OffsetDateTime>,
    pub oldest_other: Option<OffsetDateTime>,
    pub given_up: u64,
}

pub fn read_register(app: &App) -> RegisterState {
    let register = app.register();
    RegisterState {
        heard_at: register.heard_at(app.now()),
        list: register.list().map(|list| (list.sequence, list.issued_at)),
        is_set_back: register.setback().is_some(),
    }
}

/// # Errors
/// The database does not answer.
pub async fn read_outbox(app: &App) -> Result<OutboxState, AppError> {
    let store = app.store();
    Ok(OutboxState {
        oldest_urgent: outbox::find_oldest_waiting(store, Lane::Urgent).await?,
        oldest_other: outbox::find_oldest_waiting(store, Lane::Other).await?,
        given_up: outbox::count_given_up(store).await?,
    })
}

/// How many certificates are valid, expired, suspended, revoked and superseded today. Reads a row of each.
///
/// # Errors
/// The database does not answer.
pub async fn count_certificates(app: &App) -> Result<[(&'static str, u64); 5], AppError> {
    let counts = certificates::count_by_state(app.store(), app.today()).await?;
    Ok([
        ("valid", counts.valid),
        ("expired", counts.expired),
        ("suspended", counts.suspended),
        ("revoked", counts.revoked),
        ("superseded", counts.superseded),
    ])
}

/// Log-ins with a wrong password, since the node started.
pub fn count_failed_log_ins(app: &App) -> u64 {
    app.failed_log_ins().load(Ordering::Relaxed)
}
