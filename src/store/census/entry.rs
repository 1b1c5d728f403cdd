//! Entries of census lists.

pub(crate) mod entity;
mod query;
mod row;

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::census::matching::MatchField;
use camket_domain::census::{CensusEntry, SourceKind};
use camket_domain::ids::{CensusEntryId, CensusListId, VenueId};
use sea_orm::sea_query::{ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, Select};
use time::Date;
use uuid::Uuid;

use super::entity as lists;
use crate::error::require_one_row;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};
use query::within;
pub use query::{ListCounts, count, count_by_list, list};
use row::{from_row, to_row};

/// Rows of one statement: SQLite binds at most 32,766 values, and a row has 27.
const CHUNK: usize = 1_000;

/// The entry with this id, if it is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: CensusEntryId,
) -> Result<Option<CensusEntry>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Those of these entries that are within `scope`.
pub async fn find_many(
    reader: &impl Reader,
    scope: &Scope,
    ids: &[CensusEntryId],
) -> Result<Vec<CensusEntry>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let query = Entity::find().filter(within(scope)).filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
        for row in query.all(reader.connection()).await? {
            found.push(from_row(row)?);
        }
    }
    Ok(found)
}

/// These entries, of any area: for lists that are bounded by another table.
pub async fn load_many(reader: &impl Reader, ids: &[CensusEntryId]) -> Result<Vec<CensusEntry>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        found.extend(
            list_rows(reader, Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.0)))).await?,
        );
    }
    Ok(found)
}

/// At most `most` entries after an id, in the order of their ids: of a list, or of all lists.
/// For matching and counting, without a scope.
pub async fn list_block(
    reader: &impl Reader,
    list: Option<CensusListId>,
    after: Option<CensusEntryId>,
    most: u64,
) -> Result<Vec<CensusEntry>, StoreError> {
    let mut query = Entity::find().order_by_asc(Column::Id).limit(most);
    if let Some(list) = list {
        query = query.filter(Column::ListId.eq(list.0));
    }
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    list_rows(reader, query).await
}

/// The entries of all lists of a source in an area, by their ids.
pub async fn list_of_source(
    reader: &impl Reader,
    area: AreaCode,
    source: SourceKind,
) -> Result<Vec<CensusEntry>, StoreError> {
    let lists = Query::select()
        .column(lists::Column::Id)
        .from(lists::Entity)
        .and_where(lists::Column::Source.eq(source.code()))
        .to_owned();
    let place = if area.level() == AreaLevel::Province { Column::Province } else { Column::Commune };
    let query = Entity::find()
        .filter(place.eq(area.as_str()))
        .filter(Column::ListId.in_subquery(lists))
        .order_by_asc(Column::Id);
    list_rows(reader, query).await
}

/// The entries that are matched to a venue, or propose it.
pub async fn list_of_venue(reader: &impl Reader, venue: VenueId) -> Result<Vec<CensusEntry>, StoreError> {
    list_rows(reader, Entity::find().filter(Column::VenueId.eq(venue.0)).order_by_asc(Column::Id)).await
}

/// At most `most` entries whose stop ended before `today` and that are still left out.
pub async fn list_returned(
    reader: &impl Reader,
    today: Date,
    most: u64,
) -> Result<Vec<CensusEntry>, StoreError> {
    let query = Entity::find().filter(Column::OutLastDay.lt(today)).order_by_asc(Column::Id).limit(most);
    list_rows(reader, query).await
}

pub(crate) async fn list_rows(
    reader: &impl Reader,
    query: Select<Entity>,
) -> Result<Vec<CensusEntry>, StoreError> {
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The codes that several rows of a list have, with the number of rows.
pub async fn list_repeated_codes(
    reader: &impl Reader,
    list: CensusListId,
) -> Result<Vec<(MatchField, String, u32)>, StoreError> {
    let columns = [
        (MatchField::TaxCode, Column::TaxKey),
        (MatchField::Registration, Column::RegistrationKey),
        (MatchField::SecurityNumber, Column::SecurityKey),
    ];
    let mut found = Vec::new();
    for (field, column) in columns {
        let query = Entity::find()
            .select_only()
            .column(column)
            .column_as(Column::Id.count(), "count")
            .filter(Column::ListId.eq(list.0))
            .filter(column.ne(""))
            .group_by(column)
            .having(Column::Id.count().gt(1));
        let rows: Vec<(String, i64)> = query.into_tuple().all(reader.connection()).await?;
        found.extend(
            rows.into_iter().map(|(key, rows)| (field, key, u32::try_from(rows).unwrap_or(u32::MAX))),
        );
    }
    Ok(found)
}

/// Inserts new entries. Their history is inserted by [`super::change::insert_many`].
pub async fn insert_many(tx: &Tx, entries: &[CensusEntry]) -> Result<(), StoreError> {
    for entries in entries.chunks(CHUNK) {
        let rows: Result<Vec<Model>, StoreError> = entries.iter().map(to_row).collect();
        let rows = rows?.into_iter().map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Updates an entry; `entry.version` is the version that was loaded. Its candidates are to be computed again.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, entry: &CensusEntry) -> Result<(), StoreError> {
    let row = Model { version: entry.version + 1, ..to_row(entry)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(entry.id.0))
        .filter(Column::Version.eq(entry.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// As [`save`], of many entries, in a few statements.
///
/// # Errors
/// [`StoreError::Conflict`] if one of them has another version: nothing may be committed then.
pub async fn save_many(tx: &Tx, entries: &[CensusEntry]) -> Result<(), StoreError> {
    let saved = OnConflict::column(Column::Id)
        .update_columns(Column::iter().filter(|column| !matches!(column, Column::Id)))
        .to_owned();
    for entries in entries.chunks(CHUNK) {
        require_versions(tx, entries).await?;
        let rows = entries.iter().map(|entry| Ok(Model { version: entry.version + 1, ..to_row(entry)? }));
        let rows = rows.collect::<Result<Vec<Model>, StoreError>>()?;
        let rows = rows.into_iter().map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).on_conflict(saved.clone()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Locks entries until `tx` ends, in the order of their ids, and checks that each has its version.
async fn require_versions(tx: &Tx, entries: &[CensusEntry]) -> Result<(), StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Version])
        .filter(Column::Id.is_in(entries.iter().map(|entry| entry.id.0)))
        .order_by_asc(Column::Id)
        .lock_exclusive();
    let rows: Vec<(Uuid, i32)> = query.into_tuple().all(tx.connection()).await?;
    let known: HashMap<Uuid, i32> = rows.into_iter().collect();
    let is_same = |entry: &CensusEntry| known.get(&entry.id.0) == Some(&entry.version);
    if entries.iter().all(is_same) { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Deletes entries with their history and what is known of their pairs, for the undo of an import.
pub async fn delete_many(tx: &Tx, ids: &[CensusEntryId]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    for ids in ids.chunks(CHUNK) {
        super::change::delete_of(tx, ids).await?;
        super::candidate::delete_of(tx, ids).await?;
        super::different::delete_of(tx, ids).await?;
        Entity::delete_many().filter(Column::Id.is_in(ids.iter().copied())).exec(tx.connection()).await?;
    }
    Ok(())
}
