//! Pairs of which an officer said that they are not the same venue.

mod entity;

use std::collections::HashSet;

use camket_domain::accounts::ActorStamp;
use camket_domain::ids::{AccountId, CensusEntryId, VenueId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::require_one_row;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Ids of one statement.
const CHUNK: usize = 5_000;

/// What an officer said of a pair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaidDifferent {
    pub entry: CensusEntryId,
    pub venue: VenueId,
    /// Why; may be empty.
    pub note: String,
    pub by: ActorStamp,
}

/// What was said of the pairs of an entry, newest first.
pub async fn list(reader: &impl Reader, entry: CensusEntryId) -> Result<Vec<SaidDifferent>, StoreError> {
    let query = Entity::find().filter(Column::EntryId.eq(entry.0)).order_by_desc(Column::At);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// All such pairs of entries.
pub async fn list_pairs(
    reader: &impl Reader,
    entries: &[CensusEntryId],
) -> Result<HashSet<(CensusEntryId, VenueId)>, StoreError> {
    let mut pairs = HashSet::new();
    for entries in entries.chunks(CHUNK) {
        let query = Entity::find().filter(Column::EntryId.is_in(entries.iter().map(|id| id.0)));
        let rows = query.all(reader.connection()).await?;
        pairs.extend(rows.into_iter().map(|row| (CensusEntryId(row.entry_id), VenueId(row.venue_id))));
    }
    Ok(pairs)
}

/// Whether an officer said it of this pair.
pub async fn exists(reader: &impl Reader, entry: CensusEntryId, venue: VenueId) -> Result<bool, StoreError> {
    Ok(Entity::find_by_id((entry.0, venue.0)).one(reader.connection()).await?.is_some())
}

/// Inserts what an officer said.
///
/// # Errors
/// [`StoreError::Duplicate`] if it was said already.
pub async fn insert(tx: &Tx, said: &SaidDifferent) -> Result<(), StoreError> {
    let row = Model {
        entry_id: said.entry.0,
        venue_id: said.venue.0,
        note: said.note.clone(),
        account_id: said.by.account.0,
        account_name: said.by.name.clone(),
        at: to_micros(said.by.at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Takes back what was said of a pair.
///
/// # Errors
/// [`StoreError::Conflict`] if nothing was said.
pub async fn delete(tx: &Tx, entry: CensusEntryId, venue: VenueId) -> Result<(), StoreError> {
    require_one_row(Entity::delete_by_id((entry.0, venue.0)).exec(tx.connection()).await?.rows_affected)
}

pub(super) async fn delete_of(tx: &Tx, entries: &[Uuid]) -> Result<(), StoreError> {
    let of = Column::EntryId.is_in(entries.iter().copied());
    Entity::delete_many().filter(of).exec(tx.connection()).await?;
    Ok(())
}

fn from_row(row: Model) -> Result<SaidDifferent, StoreError> {
    Ok(SaidDifferent {
        entry: CensusEntryId(row.entry_id),
        venue: VenueId(row.venue_id),
        note: row.note,
        by: ActorStamp {
            account: AccountId(row.account_id),
            name: row.account_name,
            at: from_micros(row.at)?,
        },
    })
}
