//! Checks the log of a database: every event against its leaf, every stored hash, every checkpoint, and that no event is without.

use std::collections::HashMap;

use camket_credential::merkle::{Hash, Subtree};
use camket_credential::signed_note::NoteKey;
use camket_domain::audit::log::LogEntry;
use camket_store::audit_log::{self, LoggedLeaf, TileRun, checkpoint, count_rows, list_unlogged};

use super::checking::{FaultKind, LeafText, LogCheck, LogReport};
use super::checkpoints::{KeptCheckpoint, open_note};
use super::keys::list_public_keys;
use crate::blocking::run_blocking;
use crate::{App, AppError};

/// Leaves that are read at a time, while those before them are hashed.
const PAGE: u64 = 8_192;
/// Events without a leaf that are named.
const MAX_UNLOGGED: u64 = 100;

/// Checks the whole log, against checkpoints that were `kept` elsewhere and against those of the database.
pub async fn check_database(app: &App, kept: &[KeptCheckpoint]) -> Result<LogReport, AppError> {
    let keys = list_public_keys(app).await?;
    let mut check = LogCheck::default();
    add_kept(&mut check, kept, &keys);
    let mut page = audit_log::list_leaves(app.store(), 0, PAGE).await?;
    while let Some(last) = page.last().map(|leaf| leaf.number) {
        add_stored_notes(app, &mut check, last + 1, &keys).await?;
        let take = run_blocking(move || take_page(check, page));
        let (next, taken) = tokio::join!(audit_log::list_leaves(app.store(), last + 1, PAGE), take);
        (page, check) = (next?, taken?);
        check_tiles(app, &mut check).await?;
    }
    add_stored_notes(app, &mut check, u64::MAX, &keys).await?;
    check_counts(app, check).await
}

/// Adds what was kept elsewhere. A note that none of `keys` signed is a fault.
pub(super) fn add_kept(check: &mut LogCheck, kept: &[KeptCheckpoint], keys: &[NoteKey]) {
    for one in kept {
        match one {
            KeptCheckpoint::Signed(note) => add_note(check, note, keys),
            KeptCheckpoint::Printed(checkpoint) => check.add_checkpoint(checkpoint.clone()),
        }
    }
}

fn add_note(check: &mut LogCheck, note: &str, keys: &[NoteKey]) {
    match open_note(note, keys) {
        Ok(checkpoint) => check.add_checkpoint(checkpoint),
        Err(_) => check.add_fault(FaultKind::NotSigned, None, None),
    }
}

/// Adds the stored checkpoints of at most `until` leaves, which the log reaches next.
async fn add_stored_notes(
    app: &App,
    check: &mut LogCheck,
    until: u64,
    keys: &[NoteKey],
) -> Result<(), AppError> {
    let mut after = check.end();
    loop {
        let stored = checkpoint::list_after(app.store(), after, PAGE).await?;
        let Some(last) = stored.last().map(|last| last.size) else { return Ok(()) };
        for one in stored.iter().filter(|one| one.size <= until) {
            add_note(check, &one.note, keys);
        }
        if last >= until || (stored.len() as u64) < PAGE {
            return Ok(());
        }
        after = last;
    }
}

fn take_page(mut check: LogCheck, page: Vec<LoggedLeaf>) -> LogCheck {
    for LoggedLeaf { number, hash, event, .. } in page {
        let entry = event.map(|event| LogEntry::new(number, event));
        let text = entry.as_ref().map(LogEntry::encode);
        let leaf = entry.as_ref().zip(text.as_deref());
        check.take_leaf(number, hash, leaf.map(|(entry, text)| LeafText::of_entry(entry, text)));
    }
    check
}

/// Compares the tiles that were passed with the stored ones: proofs and roots are made of these.
async fn check_tiles(app: &App, check: &mut LogCheck) -> Result<(), AppError> {
    let passed = check.take_tiles();
    let run =
        |(subtree, _): &(Subtree, Hash)| TileRun { level: subtree.level, first: subtree.number, count: 1 };
    let stored: HashMap<(u32, u64), Hash> =
        audit_log::load_hashes(app.store(), &passed.iter().map(run).collect::<Vec<_>>()).await?;
    for (subtree, hash) in passed {
        if stored.get(&(subtree.level, subtree.number)) != Some(&hash) {
            check.add_contradicted_tile(subtree);
        }
    }
    Ok(())
}

/// Looks for events that are in no leaf.
async fn check_counts(app: &App, mut check: LogCheck) -> Result<LogReport, AppError> {
    let rows = count_rows(app.store()).await?;
    for _ in 0..rows.vanished {
        check.add_fault(FaultKind::RowDeleted, None, None);
    }
    // A leaf whose event is gone hides no event without a leaf.
    let logged = rows.leaves.saturating_sub(check.count_gone());
    if rows.events > logged + rows.waiting {
        for event in list_unlogged(app.store(), MAX_UNLOGGED).await? {
            check.add_fault(FaultKind::RowInserted, None, Some(event));
        }
    }
    Ok(LogReport { waiting: rows.waiting, ..check.judge() })
}
