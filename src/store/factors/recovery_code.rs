//! Recovery codes: their hashes, and which of them were used.

mod entity;

use camket_domain::ids::AccountId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use time::OffsetDateTime;

use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The number of codes of an account that were not used yet.
pub async fn count_unused_codes(reader: &impl Reader, account: AccountId) -> Result<u64, StoreError> {
    let unused = Entity::find().filter(Column::AccountId.eq(account.0)).filter(Column::UsedAt.is_null());
    Ok(unused.count(reader.connection()).await?)
}

/// How many codes of an account have one of these hashes, used or not.
pub async fn count_codes(
    reader: &impl Reader,
    account: AccountId,
    hashes: &[String],
) -> Result<u64, StoreError> {
    let query = Entity::find().filter(Column::AccountId.eq(account.0)).filter(Column::Hash.is_in(hashes));
    Ok(query.count(reader.connection()).await?)
}

/// Replaces all codes of an account.
pub async fn replace_codes(tx: &Tx, account: AccountId, hashes: Vec<String>) -> Result<(), StoreError> {
    delete_codes(tx, account).await?;
    let rows = hashes.into_iter().map(|hash| Model { account_id: account.0, hash, used_at: None });
    Entity::insert_many(rows.map(set_all_columns)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Uses a code up; returns whether it was there and unused.
pub async fn use_code(
    tx: &Tx,
    account: AccountId,
    hash: &str,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(to_micros(now)))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::Hash.eq(hash))
        .filter(Column::UsedAt.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected > 0)
}

/// Deletes all codes of an account.
pub async fn delete_codes(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::AccountId.eq(account.0)).exec(tx.connection()).await?;
    Ok(())
}
