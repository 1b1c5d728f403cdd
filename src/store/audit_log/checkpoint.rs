//! The table `audit_checkpoint`: what was signed of the log, and when. Rows are inserted and never change.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use super::{read_number, write_number};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_checkpoint")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub size: i64,
        pub at: i64,
        pub note: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A checkpoint that was signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredCheckpoint {
    /// Number of leaves.
    pub size: u64,
    pub at: OffsetDateTime,
    /// The signed note.
    pub note: String,
}

/// Inserts a checkpoint.
///
/// # Errors
/// [`StoreError::Duplicate`] if another node signed one of this size.
pub async fn insert(tx: &Tx, checkpoint: &StoredCheckpoint) -> Result<(), StoreError> {
    let StoredCheckpoint { size, at, note } = checkpoint;
    let row = Model { size: write_number(*size)?, at: to_micros(*at), note: note.clone() };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The one of the most leaves.
pub async fn find_newest(reader: &impl Reader) -> Result<Option<StoredCheckpoint>, StoreError> {
    let query = Entity::find().order_by_desc(Column::Size);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The last one that was signed at or before `at`.
pub async fn find_newest_until(
    reader: &impl Reader,
    at: OffsetDateTime,
) -> Result<Option<StoredCheckpoint>, StoreError> {
    let query = Entity::find().filter(Column::At.lte(to_micros(at)));
    let query = query.order_by_desc(Column::At).order_by_desc(Column::Size);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

pub async fn find_by_size(reader: &impl Reader, size: u64) -> Result<Option<StoredCheckpoint>, StoreError> {
    let Ok(size) = write_number(size) else { return Ok(None) };
    Entity::find_by_id(size).one(reader.connection()).await?.map(from_row).transpose()
}

/// Those of more than `after` leaves, at most `most`, the smallest first.
pub async fn list_after(
    reader: &impl Reader,
    after: u64,
    most: u64,
) -> Result<Vec<StoredCheckpoint>, StoreError> {
    let query = Entity::find().filter(Column::Size.gt(write_number(after)?));
    let query = query.order_by_asc(Column::Size).limit(most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

fn from_row(row: Model) -> Result<StoredCheckpoint, StoreError> {
    Ok(StoredCheckpoint { size: read_number(row.size)?, at: from_micros(row.at)?, note: row.note })
}
