//! The history of entries. Rows are inserted; only the end of an exclusion and an undo change one.

mod entity;

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::areas::AreaCode;
use camket_domain::census::{
    EntryChange, EntryState, ExclusionCause, ExclusionReason, HistoryStep, OutInterval,
};
use camket_domain::ids::{AccountId, CensusEntryId, VenueId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use time::Date;
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Rows of one statement: SQLite binds at most 32,766 values, and a row has 16.
const CHUNK: usize = 2_000;

/// The history of an entry, oldest first.
pub async fn list(reader: &impl Reader, entry: CensusEntryId) -> Result<Vec<EntryChange>, StoreError> {
    let query = Entity::find().filter(Column::EntryId.eq(entry.0)).order_by_asc(Column::Step);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The times in which entries were, are or will be left out; those that never were are absent.
pub async fn list_out_intervals(
    reader: &impl Reader,
    entries: &[CensusEntryId],
) -> Result<HashMap<CensusEntryId, Vec<OutInterval>>, StoreError> {
    let mut found: HashMap<CensusEntryId, Vec<OutInterval>> = HashMap::new();
    for entries in entries.chunks(CHUNK) {
        let query = Entity::find()
            .filter(Column::EntryId.is_in(entries.iter().map(|id| id.0)))
            .filter(Column::State.eq(EntryState::Out.code()))
            .filter(Column::UndoneAt.is_null())
            .order_by_asc(Column::EntryId)
            .order_by_asc(Column::Step);
        for row in query.all(reader.connection()).await? {
            let change = from_row(row)?;
            found.entry(change.entry).or_default().extend(change.as_out_interval());
        }
    }
    Ok(found)
}

/// Inserts changes.
pub async fn insert_many(tx: &Tx, changes: &[EntryChange]) -> Result<(), StoreError> {
    for changes in changes.chunks(CHUNK) {
        let rows = changes.iter().map(|change| set_all_columns::<entity::ActiveModel>(to_row(change)));
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Writes what a command did.
///
/// # Errors
/// [`StoreError::Conflict`] if there is no change to take back.
pub async fn record(
    tx: &Tx,
    entry: CensusEntryId,
    step: &HistoryStep,
    by: &ActorStamp,
) -> Result<(), StoreError> {
    match step {
        HistoryStep::Add(change) => insert_many(tx, std::slice::from_ref(&**change)).await,
        HistoryStep::TakeBack(state) => {
            let newest = find_newest(tx, entry, *state).await?;
            let update = Entity::update_many()
                .col_expr(Column::UndoneBy, Expr::value(by.account.0))
                .col_expr(Column::UndoneName, Expr::value(by.name.clone()))
                .col_expr(Column::UndoneAt, Expr::value(to_micros(by.at)));
            update_one(tx, update, entry, newest).await
        }
    }
}

/// The newest exclusion of an entry ends on this day, inclusive.
///
/// # Errors
/// [`StoreError::Conflict`] if there is none.
pub async fn end_exclusion(tx: &Tx, entry: CensusEntryId, last_day: Date) -> Result<(), StoreError> {
    let newest = find_newest(tx, entry, EntryState::Out).await?;
    let update = Entity::update_many().col_expr(Column::LastDay, Expr::value(last_day));
    update_one(tx, update, entry, newest).await
}

/// The step of the newest change to a state that was not taken back.
async fn find_newest(tx: &Tx, entry: CensusEntryId, state: EntryState) -> Result<i32, StoreError> {
    let query = Entity::find()
        .filter(Column::EntryId.eq(entry.0))
        .filter(Column::State.eq(state.code()))
        .filter(Column::UndoneAt.is_null())
        .order_by_desc(Column::Step);
    Ok(query.one(tx.connection()).await?.ok_or(StoreError::Conflict)?.step)
}

async fn update_one(
    tx: &Tx,
    update: sea_orm::UpdateMany<Entity>,
    entry: CensusEntryId,
    step: i32,
) -> Result<(), StoreError> {
    let update = update.filter(Column::EntryId.eq(entry.0)).filter(Column::Step.eq(step));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes the history of entries that are deleted.
pub(super) async fn delete_of(tx: &Tx, entries: &[Uuid]) -> Result<(), StoreError> {
    let of = Column::EntryId.is_in(entries.iter().copied());
    Entity::delete_many().filter(of).exec(tx.connection()).await?;
    Ok(())
}

fn to_row(change: &EntryChange) -> Model {
    let (by, undone) = (change.by.as_ref(), change.undone.as_ref());
    let (original_id, moved_to) = match change.cause {
        Some(ExclusionCause::DuplicateOf(original)) => (Some(original.0), None),
        Some(ExclusionCause::MovedTo(commune)) => (None, Some(commune.as_str().to_owned())),
        _ => (None, None),
    };
    Model {
        entry_id: change.entry.0,
        step: change.step,
        state: change.state.code().to_owned(),
        since: change.since,
        last_day: change.last_day,
        reason: change.cause.map(|cause| cause.reason().code().to_owned()),
        original_id,
        moved_to,
        venue_id: change.venue.map(|venue| venue.0),
        note: change.note.clone(),
        account_id: by.map(|by| by.account.0),
        account_name: by.map(|by| by.name.clone()).unwrap_or_default(),
        at: to_micros(change.at),
        undone_by: undone.map(|by| by.account.0),
        undone_name: undone.map(|by| by.name.clone()).unwrap_or_default(),
        undone_at: undone.map(|by| to_micros(by.at)),
    }
}

fn cause_from_row(row: &Model) -> Result<Option<ExclusionCause>, StoreError> {
    const COLUMN: &str = "census_entry_change.reason";
    let Some(reason) = &row.reason else { return Ok(None) };
    Ok(Some(match require_known(ExclusionReason::from_code(reason), COLUMN)? {
        ExclusionReason::Closed => ExclusionCause::Closed,
        ExclusionReason::Stopped => ExclusionCause::StoppedUntil(require_known(row.last_day, COLUMN)?),
        ExclusionReason::OutOfScope => ExclusionCause::OutOfScope,
        ExclusionReason::Duplicate => {
            ExclusionCause::DuplicateOf(CensusEntryId(require_known(row.original_id, COLUMN)?))
        }
        ExclusionReason::Moved => {
            let commune = row.moved_to.as_deref().and_then(AreaCode::new);
            ExclusionCause::MovedTo(require_known(commune, COLUMN)?)
        }
    }))
}

fn from_row(row: Model) -> Result<EntryChange, StoreError> {
    let cause = cause_from_row(&row)?;
    let at = from_micros(row.at)?;
    let by =
        row.account_id.map(|account| ActorStamp { account: AccountId(account), name: row.account_name, at });
    let undone = match (row.undone_by, row.undone_at) {
        (Some(account), Some(at)) => {
            Some(ActorStamp { account: AccountId(account), name: row.undone_name, at: from_micros(at)? })
        }
        _ => None,
    };
    Ok(EntryChange {
        entry: CensusEntryId(row.entry_id),
        step: row.step,
        state: require_known(EntryState::from_code(&row.state), "census_entry_change.state")?,
        since: row.since,
        last_day: row.last_day,
        cause,
        venue: row.venue_id.map(VenueId),
        note: row.note,
        by,
        at,
        undone,
    })
}
