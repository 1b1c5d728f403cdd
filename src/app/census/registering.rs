//! Entries whose venue is registered from them: by its owner with the code of a letter, or by an officer at the counter. The form
//! is filled in from the entry, and the entry is matched when the venue is saved.

use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::audit::AuditAction;
use camket_domain::census::lifecycle::{self, Command};
use camket_domain::census::{CensusEntry, EntryDetails, HistoryStep};
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::Venue;
use camket_store::census::{candidate, change, entry};
use camket_store::{Tx, audit, claim_codes, coverage};
use time::Date;

use crate::{App, AppError};

type OwnerPermit = Permit<rights::KeepVenues>;

/// An entry whose venue the owner registers.
///
/// # Errors
/// [`AppError::NotFound`] unless the code of its letter was used on this account, or an officer of its area enters.
pub async fn find_invited(
    app: &App,
    permit: &OwnerPermit,
    id: CensusEntryId,
) -> Result<CensusEntry, AppError> {
    if let Some(officer) = &permit.actor().entered_by {
        return entry::find(app.store(), &officer.scope(), id).await?.ok_or(AppError::NotFound);
    }
    let invited = claim_codes::list_entries_of(app.store(), permit.actor().account).await?;
    if !invited.contains(&id) {
        return Err(AppError::NotFound);
    }
    entry::load_many(app.store(), &[id]).await?.pop().ok_or(AppError::NotFound)
}

/// The entries for which a code was used on this account and whose venue is not registered yet.
pub async fn list_invited(app: &App, permit: &OwnerPermit) -> Result<Vec<CensusEntry>, AppError> {
    let ids = claim_codes::list_entries_of(app.store(), permit.actor().account).await?;
    let entries = entry::load_many(app.store(), &ids).await?;
    Ok(entries.into_iter().filter(|entry| entry.status.open().venue().is_none()).collect())
}

/// What the census says of a venue that was registered from it on this account or is entered at the counter: its form is filled
/// in with that.
pub async fn load_suggestion(
    app: &App,
    permit: &OwnerPermit,
    venue: &Venue,
) -> Result<Option<EntryDetails>, AppError> {
    let matched = entry::list_of_venue(app.store(), venue.id).await?;
    if matched.is_empty() {
        return Ok(None);
    }
    if permit.actor().entered_by.is_some() {
        return Ok(matched.into_iter().next().map(|entry| entry.details));
    }
    let invited = claim_codes::list_entries_of(app.store(), permit.actor().account).await?;
    Ok(matched.into_iter().find(|entry| invited.contains(&entry.id)).map(|entry| entry.details))
}

/// Matches an entry to the venue that was registered from it. One that is left out stays as it is.
///
/// # Errors
/// [`Refusal::EntryTaken`] if a venue is known for it.
pub(crate) async fn match_registered(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    id: CensusEntryId,
    venue: VenueId,
) -> Result<(), AppError> {
    let decide = |before: &CensusEntry, by| lifecycle::match_registered(before, venue, by);
    apply_each(app, tx, actor, &[id], &Command::match_with(venue), decide).await?;
    Ok(candidate::delete_by_entries(tx, &[id]).await?)
}

/// Notes that the owner of an entry's venue used the code of a letter.
pub(crate) async fn answer_letter(
    app: &App,
    tx: &Tx,
    owner: &Actor,
    id: CensusEntryId,
) -> Result<(), AppError> {
    let command = Command::Contact { on: app.today(), note: String::new() };
    apply_each(app, tx, owner, &[id], &command, |before, by| Ok(lifecycle::answer_letter(before, by))).await
}

/// Notes that the venues of entries were reached, those that were not before.
pub(crate) async fn note_contacts(
    app: &App,
    tx: &Tx,
    officer: &Actor,
    ids: &[CensusEntryId],
    on: Date,
) -> Result<(), AppError> {
    let command = Command::Contact { on, note: String::new() };
    let decide = |before: &CensusEntry, by| Ok(lifecycle::note_contact(before, on, by));
    apply_each(app, tx, officer, ids, &command, decide).await
}

/// Saves what `decide` makes of entries as the outcome of `command`, with history, figures and trail.
async fn apply_each(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    ids: &[CensusEntryId],
    command: &Command,
    decide: impl Fn(&CensusEntry, ActorStamp) -> Result<Option<CensusEntry>, Refusal>,
) -> Result<(), AppError> {
    let by = ActorStamp::new(actor, app.now());
    let (mut changed, mut events) = (Vec::new(), Vec::new());
    for before in entry::load_many(tx, ids).await? {
        let Some(after) = decide(&before, by.clone())? else { continue };
        entry::save(tx, &after).await?;
        change::record(tx, before.id, &HistoryStep::new(&before, &after, command, &by), &by).await?;
        let (action, note) = match command {
            Command::Match { venue, .. } => (AuditAction::CensusEntryMatched, venue.to_string()),
            _ => (AuditAction::CensusEntryContacted, String::new()),
        };
        // Without a venue: its owner reads the venue's events.
        events.push(app.build_event(Some(actor), action, before.id.0).with_note(note));
        changed.push(before.id);
    }
    coverage::refresh(tx, &changed, &[]).await?;
    Ok(audit::insert_many(tx, &events).await?)
}
