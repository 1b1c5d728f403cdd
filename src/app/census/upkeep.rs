//! What the program does by itself: stops end, candidates follow what changed, venues on no list are proposed.

use camket_domain::audit::AuditAction;
use camket_domain::census::{CensusEntry, EntryChange, EntryStatus};
use camket_store::census::{change, entry};
use camket_store::{audit, coverage};

use super::proposals::propose_venues;
use super::refresh::refresh_candidates;
use crate::{App, AppError};

/// Entries whose stop ends in one transaction.
const BATCH: u64 = 500;

/// Keeps the census up to date. Nothing is matched by itself.
pub async fn keep_up(app: &App) -> Result<(), AppError> {
    while end_stops(app).await? > 0 {}
    loop {
        let left = refresh_candidates(app).await?;
        if left.entries == 0 && left.venues == 0 {
            break;
        }
    }
    while propose_venues(app).await? > 0 {}
    Ok(())
}

/// Entries whose stop is over count again, from the day after its last one on.
async fn end_stops(app: &App) -> Result<usize, AppError> {
    let tx = app.store().begin_write().await?;
    let ended = entry::list_returned(&tx, app.today(), BATCH).await?;
    let (mut returned, mut changes, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for before in &ended {
        let EntryStatus::Out(out) = &before.status else { continue };
        let Some(since) = out.cause.last_day().and_then(time::Date::next_day) else { continue };
        let after = CensusEntry { status: EntryStatus::Open(out.before.clone()), ..before.clone() };
        changes.push(EntryChange::end_stop(&after, since, app.now()));
        let event = app.build_event(None, AuditAction::CensusEntryReturned, before.id.0);
        events.push(event.with_note(since.to_string()));
        returned.push(after);
    }
    entry::save_many(&tx, &returned).await?;
    change::insert_many(&tx, &changes).await?;
    audit::insert_many(&tx, &events).await?;
    coverage::refresh(&tx, &ended.iter().map(|entry| entry.id).collect::<Vec<_>>(), &[]).await?;
    tx.commit().await?;
    Ok(ended.len())
}
