//! The secrets that open the data of phones, sealed, and the codes by which they are handed over.

mod entity;

use camket_domain::devices::unlock::{DeviceUnlock, UnlockCode};
use camket_domain::ids::DeviceId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use time::OffsetDateTime;

use crate::error::require_one_row;
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// What is kept for a phone.
pub async fn find_unlock(reader: &impl Reader, device: DeviceId) -> Result<Option<DeviceUnlock>, StoreError> {
    Entity::find_by_id(device.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts what is kept for a phone.
///
/// # Errors
/// [`StoreError::Duplicate`] if there is something.
pub async fn insert_unlock(tx: &Tx, unlock: &DeviceUnlock) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(unlock))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates what is kept for a phone; `unlock.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save_unlock(tx: &Tx, unlock: &DeviceUnlock) -> Result<(), StoreError> {
    let row = Model { version: unlock.version + 1, ..to_row(unlock) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::DeviceId.eq(unlock.device.0))
        .filter(Column::Version.eq(unlock.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes what is kept for a phone, if there is something.
pub async fn delete_unlock(tx: &Tx, device: DeviceId) -> Result<(), StoreError> {
    Entity::delete_by_id(device.0).exec(tx.connection()).await?;
    Ok(())
}

/// Deletes the codes that ended before a moment; the secrets stay.
pub async fn delete_ended_codes(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::CodeHash, Expr::value(None::<String>))
        .col_expr(Column::CodeExpiresAt, Expr::value(None::<i64>))
        .filter(Column::CodeExpiresAt.lt(to_micros(before)));
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(unlock: &DeviceUnlock) -> Model {
    let code = unlock.code.as_ref();
    Model {
        device_id: unlock.device.0,
        secret_id: unlock.secret_id,
        sealed: unlock.sealed.clone(),
        kept_at: to_micros(unlock.kept_at),
        handed_at: unlock.handed_at.map(to_micros),
        code_hash: code.map(|code| code.hash.clone()),
        code_expires_at: code.map(|code| to_micros(code.expires_at)),
        wrong_tries: code.map_or(0, |code| code.wrong_tries),
        version: unlock.version,
    }
}

fn from_row(row: Model) -> Result<DeviceUnlock, StoreError> {
    let code = match (row.code_hash, from_micros_opt(row.code_expires_at)?) {
        (Some(hash), Some(expires_at)) => Some(UnlockCode { hash, expires_at, wrong_tries: row.wrong_tries }),
        (None, None) => None,
        _ => return Err(StoreError::Corrupt("device_unlock.code_hash")),
    };
    Ok(DeviceUnlock {
        device: DeviceId(row.device_id),
        secret_id: row.secret_id,
        sealed: row.sealed,
        kept_at: from_micros(row.kept_at)?,
        handed_at: from_micros_opt(row.handed_at)?,
        code,
        version: row.version,
    })
}
