//! Adding and changing outlets, and writing a month.

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{MediaOutletId, uuid_v7};
use camket_domain::media::{MAX_OUTLETS, MediaEntry, MediaMonth, MediaOutlet, OutletDetails, check_entry};
use camket_domain::refusal::Refusal;
use camket_store::StoreError;
use camket_store::media::{entry, outlet};
use uuid::Uuid;

use super::{MediaRecorderPermit, find_own, list_own};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

/// Adds an outlet to the actor's own area. A repeated `key` adds nothing.
///
/// # Errors
/// [`AppError::Invalid`] for `name`; [`Refusal::ListFull`]; [`Refusal::NotAllowed`] for an actor without an area.
pub async fn add_outlet(
    app: &App,
    permit: &MediaRecorderPermit,
    key: Uuid,
    details: OutletDetails,
) -> Result<MediaOutletId, AppError> {
    let actor = permit.actor();
    let area = actor.area.ok_or(Refusal::NotAllowed)?;
    require_printable(&[("name", &details.name)])?;
    let content = CommandContent::new("media.add_outlet").with_debug(&details);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    if list_own(&run.tx, actor).await?.len() >= MAX_OUTLETS {
        return Err(Refusal::ListFull.into());
    }
    let id = MediaOutletId::new(app.now(), app.entropy());
    let added = MediaOutlet { id, area, details, version: 0 };
    outlet::save(&run.tx, &added).await.map_err(map_duplicate)?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::MediaOutletSaved, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Changes an outlet of the actor's own area.
///
/// # Errors
/// [`AppError::Invalid`] for `name`; [`Refusal::NotAllowed`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_outlet(
    app: &App,
    permit: &MediaRecorderPermit,
    id: MediaOutletId,
    version: i32,
    details: OutletDetails,
) -> Result<(), AppError> {
    let actor = permit.actor();
    require_printable(&[("name", &details.name)])?;
    let tx = app.store().begin_write().await?;
    let before = find_own(&tx, actor, id).await?;
    outlet::save(&tx, &MediaOutlet { details, version, ..before }).await.map_err(map_duplicate)?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::MediaOutletSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

fn map_duplicate(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => AppError::invalid("name", InputProblem::MediaOutletTaken),
        other => other.into(),
    }
}

/// What is written for one outlet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MediaLine {
    pub outlet: MediaOutletId,
    /// Of the entry that the page showed; 0 for none.
    pub version: i32,
    pub pieces: u32,
    pub note: String,
}

/// Writes a month of outlets of the actor's own area. Lines that say what is there already change nothing.
///
/// # Errors
/// [`AppError::Invalid`] for `pieces` and `note`; [`AppError::Conflict`] if an entry was changed meanwhile;
/// [`AppError::NotFound`] for another area's outlet.
pub async fn write_month(
    app: &App,
    permit: &MediaRecorderPermit,
    month: MediaMonth,
    lines: Vec<MediaLine>,
) -> Result<(), AppError> {
    let actor = permit.actor();
    for line in &lines {
        require_printable(&[("note", &line.note)])?;
        check_entry(month, line.pieces, app.today())
            .map_err(|fault| AppError::invalid("pieces", InputProblem::Media(fault)))?;
    }
    let tx = app.store().begin_write().await?;
    let ids: Vec<_> = list_own(&tx, actor).await?.iter().map(|outlet| outlet.id).collect();
    let there = entry::list(&tx, &ids, month.year).await?;
    let before: HashMap<_, _> =
        there.iter().filter(|entry| entry.month == month).map(|entry| (entry.outlet, entry)).collect();
    for line in lines {
        if !ids.contains(&line.outlet) {
            return Err(AppError::NotFound);
        }
        let old = before.get(&line.outlet);
        let same = old.map_or((0, ""), |old| (old.pieces, old.note.as_str()));
        if same == (line.pieces, line.note.as_str()) {
            continue;
        }
        if old.map_or(0, |old| old.version) != line.version {
            return Err(AppError::Conflict);
        }
        let written = ActorStamp::new(actor, app.now());
        let MediaLine { outlet, version, pieces, note } = line;
        let id = uuid_v7(app.now(), app.entropy());
        entry::save(&tx, id, &MediaEntry { outlet, month, pieces, note, written, version }).await?;
        let event = app.build_event(Some(actor), AuditAction::MediaMonthWritten, outlet.0);
        app.audit(&tx, event.with_note(month.to_string())).await?;
    }
    Ok(tx.commit().await?)
}
