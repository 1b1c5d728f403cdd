//! Photos and scanned pages of activities, sealed. They are in the database, so that backups contain them and every node
//! can read them. Whoever asks has found the activity within the scope.

mod entity;

use camket_domain::ids::{ActivityId, ActivityPictureId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// A picture without its bytes: id and position.
pub type PictureHeader = (ActivityPictureId, u16);

/// The pictures of an activity, in their order.
pub async fn list(reader: &impl Reader, activity: ActivityId) -> Result<Vec<PictureHeader>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Position])
        .filter(Column::ActivityId.eq(activity.0))
        .order_by_asc(Column::Position)
        .into_tuple::<(Uuid, i32)>();
    let rows = query.all(reader.connection()).await?.into_iter();
    let header = |(id, position): (Uuid, i32)| {
        let position = require_known(u16::try_from(position).ok(), "activity_picture.position")?;
        Ok((ActivityPictureId(id), position))
    };
    rows.map(header).collect()
}

/// The sealed bytes of a picture of an activity.
pub async fn find_sealed(
    reader: &impl Reader,
    activity: ActivityId,
    id: ActivityPictureId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(Column::ActivityId.eq(activity.0));
    Ok(query.one(reader.connection()).await?.map(|row| row.sealed))
}

/// Inserts a picture.
///
/// # Errors
/// [`StoreError::Duplicate`] if the position is taken.
pub async fn insert(
    tx: &Tx,
    activity: ActivityId,
    (id, position): PictureHeader,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    let row = Model { id: id.0, activity_id: activity.0, position: position.into(), sealed };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Deletes these pictures of an activity; those that it does not have are passed over.
pub async fn delete(tx: &Tx, activity: ActivityId, ids: &[ActivityPictureId]) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::ActivityId.eq(activity.0))
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Deletes all pictures of an activity.
pub async fn delete_all(tx: &Tx, activity: ActivityId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::ActivityId.eq(activity.0)).exec(tx.connection()).await?;
    Ok(())
}
