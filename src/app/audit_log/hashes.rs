//! Hashes of subtrees from what is stored: the leaves and every 8th level above them. A root or a proof takes two queries.

use std::collections::HashMap;

use camket_credential::merkle::{
    Hash, Span, Subtree, TILE_LEVELS, TreeEdge, hash_children, join_subtrees, list_edge, split_span,
};
use camket_store::audit_log::{TileRun, load_hashes};
use camket_store::{Reader, StoreError};

/// The right edge of the log when it had `size` leaves.
pub(super) async fn load_edge(reader: &impl Reader, size: u64) -> Result<TreeEdge, StoreError> {
    let subtrees = list_edge(size);
    let stored = load_runs(reader, &subtrees).await?;
    let hashes = subtrees.into_iter().map(|subtree| compute(&stored, subtree)).collect::<Result<_, _>>()?;
    TreeEdge::new(size, hashes).ok_or(StoreError::Corrupt("audit_leaf"))
}

/// The hashes of branches of a tree.
pub(super) async fn load_spans(reader: &impl Reader, spans: &[Span]) -> Result<Vec<Hash>, StoreError> {
    let parts: Vec<Vec<Subtree>> = spans.iter().map(|span| split_span(*span)).collect();
    let stored = load_runs(reader, &parts.concat()).await?;
    let join = |parts: &Vec<Subtree>| {
        let hashes = parts.iter().map(|part| compute(&stored, *part)).collect::<Result<Vec<_>, _>>()?;
        Ok(join_subtrees(&hashes))
    };
    parts.iter().map(join).collect()
}

async fn load_runs(
    reader: &impl Reader,
    subtrees: &[Subtree],
) -> Result<HashMap<(u32, u64), Hash>, StoreError> {
    let run = |subtree: &Subtree| {
        let (level, first, count) = subtree.find_tile_run();
        TileRun { level, first, count }
    };
    load_hashes(reader, &subtrees.iter().map(run).collect::<Vec<_>>()).await
}

fn compute(stored: &HashMap<(u32, u64), Hash>, subtree: Subtree) -> Result<Hash, StoreError> {
    let Subtree { level, number } = subtree;
    if level.is_multiple_of(TILE_LEVELS) {
        // A leaf or a node that somebody deleted.
        return stored.get(&(level, number)).copied().ok_or(StoreError::Corrupt("audit_node"));
    }
    let child = |number| compute(stored, Subtree { level: level - 1, number });
    Ok(hash_children(&child(number * 2)?, &child(number * 2 + 1)?))
}
