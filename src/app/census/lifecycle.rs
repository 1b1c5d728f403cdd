//! The life of an entry: contacted, matched, left out, back again, undone.

use camket_domain::audit::AuditAction;
use camket_domain::census::lifecycle::{
    Command, EntryFacts, IntervalChange, OriginalEntry, VenueCandidate, decide,
};
use camket_domain::census::{CensusEntry, ExclusionCause, HistoryStep};
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_store::census::{candidate, change, different, entry};
use camket_store::{Tx, coverage, venues};

use super::{CensusKeeperPermit, build_event, find_entry, stamp};
use crate::{App, AppError};

/// Applies `command` to an entry. `version` is the version that the page showed.
///
/// # Errors
/// A refusal of the state machine; [`AppError::Conflict`] if the entry changed meanwhile; [`AppError::NotFound`].
pub async fn apply_command(
    app: &App,
    permit: &CensusKeeperPermit,
    id: CensusEntryId,
    version: i32,
    command: Command,
) -> Result<CensusEntry, AppError> {
    let tx = app.store().begin_write().await?;
    let after = apply(app, &tx, permit, id, version, command).await?;
    tx.commit().await?;
    Ok(after)
}

/// As [`apply_command`], in the transaction of a use case.
pub(super) async fn apply(
    app: &App,
    tx: &Tx,
    permit: &CensusKeeperPermit,
    id: CensusEntryId,
    version: i32,
    command: Command,
) -> Result<CensusEntry, AppError> {
    let before = find_entry(tx, &permit.actor().scope(), id).await?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let facts = load_facts(tx, permit, &before, &command).await?;
    let by = stamp(app, permit);
    let decided = decide(&before, command.clone(), &facts, by.at)?;
    entry::save(tx, &decided.entry).await?;
    if let IntervalChange::End(last_day) = decided.change {
        change::end_exclusion(tx, id, last_day).await?;
    }
    change::record(tx, id, &HistoryStep::new(&before, &decided.entry, &command, &by), &by).await?;
    coverage::refresh(tx, &[id], &[]).await?;
    if matches!(command, Command::Match { .. }) {
        candidate::delete_by_entries(tx, &[id]).await?;
    }
    let (action, note) = describe_command(&command);
    app.audit(tx, build_event(app, permit, action, id).with_note(note)).await?;
    Ok(decided.entry)
}

/// What the decision depends on, within the officer's scope. The venue is locked, so that two officers do not decide on it
/// at the same moment.
async fn load_facts(
    tx: &Tx,
    permit: &CensusKeeperPermit,
    entry: &CensusEntry,
    command: &Command,
) -> Result<EntryFacts, AppError> {
    let scope = permit.actor().scope();
    let named: Option<VenueId> = match command {
        Command::Match { venue, .. } => Some(*venue),
        Command::Accept => entry.status.open().venue(),
        _ => None,
    };
    let venue = match named {
        Some(id) => {
            let venue = venues::lock(tx, &scope, id).await?.ok_or(AppError::NotFound)?;
            let said_different = different::exists(tx, entry.id, id).await?;
            Some(VenueCandidate { venue: id, owner: venue.owner, said_different })
        }
        None => None,
    };
    let original = match command {
        Command::Exclude { cause: ExclusionCause::DuplicateOf(original), .. } => {
            let found = entry::find(tx, &scope, *original).await?;
            let is_out =
                |found: &CensusEntry| matches!(found.status, camket_domain::census::EntryStatus::Out(_));
            found.map(|found| OriginalEntry { id: found.id, is_out: is_out(&found) })
        }
        _ => None,
    };
    Ok(EntryFacts { actor: permit.actor().clone(), venue, original })
}

fn describe_command(command: &Command) -> (AuditAction, String) {
    match command {
        Command::Contact { note, .. } => (AuditAction::CensusEntryContacted, note.clone()),
        Command::Match { venue, note } if note.is_empty() => {
            (AuditAction::CensusEntryMatched, venue.to_string())
        }
        Command::Match { venue, note } => (AuditAction::CensusEntryMatched, format!("{venue}: {note}")),
        Command::Accept => (AuditAction::CensusProposalAccepted, String::new()),
        Command::Exclude { cause, note, .. } => {
            (AuditAction::CensusEntryExcluded, format!("{}: {note}", cause.reason().code()))
        }
        Command::Return { on } => (AuditAction::CensusEntryReturned, on.to_string()),
        Command::Undo => (AuditAction::CensusEntryUndone, String::new()),
    }
}
