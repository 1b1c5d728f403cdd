//! Gives leaves to the events that wait.

use camket_credential::merkle::{self, TILE_LEVELS};
use camket_domain::audit::log::LogEntry;
use camket_store::audit_log::{self, NewLeaf, StoredNode};
use camket_store::{StoreError, Tx};

use super::hashes::load_edge;
use crate::{App, AppError};

/// Events that get their leaves in one transaction: a few dozen milliseconds of writing, during which others wait on SQLite.
const BATCH: u64 = 1_000;

/// Appends every event that waits, in the order of ids within a batch; returns how many. Another node may be doing the same.
pub async fn append_waiting(app: &App) -> Result<u64, AppError> {
    let mut appended = 0;
    // What nobody waits for takes no lock.
    while !audit_log::list_waiting(app.store(), 1).await?.is_empty() {
        let tx = app.store().begin_write().await?;
        let count = match append_batch(&tx).await {
            // The other node's batch has them.
            Err(StoreError::Duplicate) | Ok(0) => break,
            counted => counted?,
        };
        match tx.commit().await {
            Err(StoreError::Duplicate) => break,
            committed => committed?,
        }
        appended += count;
        if count < BATCH {
            break;
        }
    }
    Ok(appended)
}

async fn append_batch(tx: &Tx) -> Result<u64, StoreError> {
    let events = audit_log::list_waiting(tx, BATCH).await?;
    let mut edge = load_edge(tx, audit_log::load_size(tx).await?).await?;
    let (mut leaves, mut nodes) = (Vec::with_capacity(events.len()), Vec::new());
    for event in events {
        let (number, id) = (edge.size(), event.id);
        let hash = merkle::hash_leaf(LogEntry::new(number, event).encode().as_bytes());
        leaves.push(NewLeaf { number, event: id, hash });
        edge.append(hash, |subtree, hash| {
            if subtree.level % TILE_LEVELS == 0 {
                nodes.push(StoredNode { level: subtree.level, number: subtree.number, hash: *hash });
            }
        });
    }
    if !leaves.is_empty() {
        audit_log::append(tx, &leaves, &nodes).await?;
    }
    Ok(leaves.len() as u64)
}
