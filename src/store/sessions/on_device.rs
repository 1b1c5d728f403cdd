//! Sessions that are used on an enrolled phone. The rows are deleted with their session.

mod entity;

use camket_domain::ids::DeviceId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::entity as session;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Whether a session is known to be used on a phone.
pub async fn is_on_device(reader: &impl Reader, hash: &str, device: DeviceId) -> Result<bool, StoreError> {
    let row = Entity::find_by_id((hash.to_owned(), device.0)).one(reader.connection()).await?;
    Ok(row.is_some())
}

/// Records that a session is used on a phone.
///
/// # Errors
/// [`StoreError::Duplicate`] if it is recorded.
pub async fn insert_on_device(tx: &Tx, hash: &str, device: DeviceId) -> Result<(), StoreError> {
    let row = Model { session_hash: hash.to_owned(), device_id: device.0 };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Ends every session that is used on a phone.
pub async fn end_on_device(tx: &Tx, device: DeviceId) -> Result<(), StoreError> {
    let here = Entity::find().select_only().column(Column::SessionHash).filter(Column::DeviceId.eq(device.0));
    let delete = session::Entity::delete_many().filter(session::Column::Hash.in_subquery(here.into_query()));
    delete.exec(tx.connection()).await?;
    Ok(())
}
