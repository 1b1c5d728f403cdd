//! Signing keys. Rows are inserted, given an end or withdrawn, never deleted: printed certificates outlive their keys.

mod entity;

use camket_domain::keys::KeyRecord;
use data_encoding::HEXLOWER;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Every key, oldest first.
pub async fn list(reader: &impl Reader) -> Result<Vec<KeyRecord>, StoreError> {
    let query = Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Kid);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts a key.
///
/// # Errors
/// [`StoreError::Duplicate`] if the id is taken.
pub async fn insert(tx: &Tx, key: &KeyRecord) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(key))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates the end of a key's validity and its withdrawal. A key that is withdrawn cannot be updated.
///
/// # Errors
/// [`StoreError::Conflict`] if the key is withdrawn already.
pub async fn save(tx: &Tx, key: &KeyRecord) -> Result<(), StoreError> {
    let row = to_row(key);
    let update = Entity::update_many()
        .col_expr(Column::NotAfter, Expr::value(row.not_after))
        .col_expr(Column::WithdrawnAt, Expr::value(row.withdrawn_at))
        .col_expr(Column::WithdrawnReason, Expr::value(row.withdrawn_reason))
        .filter(Column::Kid.eq(row.kid))
        .filter(Column::WithdrawnAt.is_null());
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(key: &KeyRecord) -> Model {
    Model {
        kid: HEXLOWER.encode(&key.kid),
        public: Some(key.public_key.clone()),
        sealed: Some(key.sealed_private_key.clone()),
        created_at: to_micros(key.created_at),
        not_before: to_micros(key.not_before),
        not_after: to_micros(key.not_after),
        withdrawn_at: key.withdrawn.as_ref().map(|(at, _)| to_micros(*at)),
        withdrawn_reason: key.withdrawn.as_ref().map(|(_, why)| why.clone()).unwrap_or_default(),
    }
}

fn from_row(row: Model) -> Result<KeyRecord, StoreError> {
    Ok(KeyRecord {
        kid: require_known(HEXLOWER.decode(row.kid.as_bytes()).ok(), "signing_key.kid")?,
        public_key: require_known(row.public, "signing_key.public")?,
        sealed_private_key: require_known(row.sealed, "signing_key.sealed")?,
        created_at: from_micros(row.created_at)?,
        not_before: from_micros(row.not_before)?,
        not_after: from_micros(row.not_after)?,
        withdrawn: from_micros_opt(row.withdrawn_at)?.map(|at| (at, row.withdrawn_reason)),
    })
}
