//! The picture of a concern: in the database, so that a backup has it and every node of several finds it.

mod entity;

use camket_domain::ids::ConcernId;
use sea_orm::EntityTrait;

use crate::row::all_set;
use crate::{Reader, StoreError, Tx};
use entity::{Entity, Model};

/// Saves the picture of a new concern.
///
/// # Errors
/// The database.
pub async fn insert(tx: &Tx, concern: ConcernId, jpeg: Vec<u8>) -> Result<(), StoreError> {
    let row = Model { concern_id: concern.0, jpeg: Some(jpeg) };
    Entity::insert(all_set(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The picture of a concern; whoever asks has found the concern within their scope.
///
/// # Errors
/// The database.
pub async fn find(reader: &impl Reader, concern: ConcernId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(Entity::find_by_id(concern.0).one(reader.connection()).await?.and_then(|row| row.jpeg))
}
