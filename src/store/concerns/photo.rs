//! The photo of a concern. It is in the database, so that backups contain it and every node can read it.

mod entity;

use camket_domain::ids::ConcernId;
use sea_orm::EntityTrait;

use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Entity, Model};

/// Inserts the photo of a new concern, a JPEG.
pub async fn insert(tx: &Tx, concern: ConcernId, jpeg: Vec<u8>) -> Result<(), StoreError> {
    let row = Model { concern_id: concern.0, jpeg: Some(jpeg) };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The photo of a concern. Without a scope: the caller has found the concern within it.
pub async fn find(reader: &impl Reader, concern: ConcernId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(Entity::find_by_id(concern.0).one(reader.connection()).await?.and_then(|row| row.jpeg))
}
